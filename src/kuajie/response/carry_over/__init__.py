"""Carry-over (adstock): effect felt after the week of spending.

Every kind is a weighted average of present and past spend whose weights sum to one. So carry-over moves
effect in time but neither adds nor loses spend, a constant spend is its own stock, and the scale of a
saturation stays in the units of weekly spend whatever the retention.

Each module has ``impulse``, ``carry`` and ``carry_adjoint``. Time is the first axis; further axes (levers,
draws) broadcast against the parameters. Spend before the first period is taken constant at ``start``.
"""
