"""Limits a programme sets itself, from what was spent before: weekly limits and budgets."""

from __future__ import annotations

import numpy as np

from kuajie.simulation.world import World

HEADROOM = 1.15  # of the dearest week so far
TOTAL_SHARE = 0.96  # of the parties' budgets together: the total binds a little earlier


def rounded_up(amount: float, step: float) -> float:
    """Return the least multiple of ``step`` that is not below an amount.

    >>> rounded_up(20_400.0, 1_000.0)
    21000.0
    """
    return float(np.ceil(amount / step) * step)


def weekly_max(world: World, lever: int) -> float:
    """Return what a lever may cost in one week: a little more than it ever did (yuan)."""
    return rounded_up(HEADROOM * float(world.spend[lever].max()), 100.0)


def usual_spend(world: World, lever: int) -> float:
    """Return what a lever costs over a horizon's weeks at the pace of the last year (yuan)."""
    last_year = world.spend[lever, -52:]
    return float(last_year.mean()) * len(world.horizon)


def party_budgets(world: World) -> dict[str, float]:
    """Return each party's budget over the horizon, near the pace of last year (yuan)."""
    budgets: dict[str, float] = {}
    for place, lever in enumerate(world.blueprint.levers):
        usual = world.blueprint.budget_slack * usual_spend(world, place) + world.scale * lever.set_up_cost
        budgets[lever.party] = budgets.get(lever.party, 0.0) + usual
    return {party: rounded_up(budget, 1000.0) for party, budget in budgets.items()}


def total_budget(world: World) -> float:
    """Return the budget of all parties together (yuan)."""
    return rounded_up(TOTAL_SHARE * sum(party_budgets(world).values()), 1000.0)
