"""Saturation: falling marginal effect of more spend.

Each module has ``value(stock, *, scale[, slope])`` and ``gradient`` with the same arguments. ``stock`` and
``scale`` (> 0) share their unit, the value is a pure number that rises from 0; arguments broadcast. Negative
stocks count as zero.
"""
