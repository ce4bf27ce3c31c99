"""The worst part of a sample: its average, and the weights that pick it, sharp or smoothed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HALVINGS = 200
"""Enough to reach neighbouring floats from any bracket; the loop stops there by itself."""


def expected_shortfall(values: Floats, level: float, chances: Floats | None = None) -> float:
    """Return the mean of the worst ``level`` share of outcomes (N,), the marginal outcome counted in part.

    ``chances`` (N,) add up to one; all outcomes are equally likely without them. This is the conditional
    value at risk of gains (Rockafellar and Uryasev 2000; Acerbi and Tasche 2002 for samples).

    >>> expected_shortfall(np.array([4.0, 1.0, 2.0, 3.0]), 0.5)
    1.5
    """
    weights = tail_weights(values, level, chances)
    return float(weights @ values)


def tail_weights(values: Floats, level: float, chances: Floats | None = None) -> Floats:
    """Return the weights (N,) with which outcomes enter their expected shortfall."""
    if not 0.0 < level <= 1.0:
        raise ValueError(f"level must be in (0, 1], but got {level}")
    chance = np.full(values.size, 1.0 / values.size) if chances is None else chances
    order = np.argsort(values, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(chance[order])[:-1]])
    weights = np.zeros(values.size)
    weights[order] = np.clip(level - before, 0.0, chance[order]) / level
    return weights


def value_at_risk(values: Floats, level: float) -> float:
    """Return the ``level`` quantile of gains: the best outcome of the worst ``level`` share."""
    in_tail = tail_weights(values, level) > 0.0
    return float(values[in_tail].max())


def smoothed_weights(values: Floats, *, cap: float, width: float) -> Floats:
    """Return weights (N,) in [0, ``cap``] that add up to one and lean to the least values.

    They minimise Σ w v + width / (2 cap) Σ (w - 1/N)² (Nesterov 2005), so that the minimum, as a function of
    the values, has the weights as its gradient. ``width`` is over which difference of values a weight goes
    from ``cap`` to zero; as it shrinks they become ``tail_weights`` at level 1 / (N cap).
    """
    if cap * values.size < 1.0 - 1e-12:
        raise ValueError(f"{values.size} weights of at most {cap} cannot add up to one")
    slope = cap / max(width, 1e-300)
    even = 1.0 / values.size
    least, most = float(values.min()), float(values.max())
    low, high = least - width, most + width
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if np.clip(even + slope * (middle - values), 0.0, cap).sum() < 1.0:
            low = middle
        else:
            high = middle
    weights = np.clip(even + slope * (high - values), 0.0, cap)
    return np.asarray(weights / weights.sum())


def smoothed_minimum(values: Floats, *, cap: float, width: float) -> tuple[float, Floats]:
    """Return the minimum that ``smoothed_weights`` attain, and those weights."""
    weights = smoothed_weights(values, cap=cap, width=width)
    away = float(((weights - 1.0 / values.size) ** 2).sum())
    return float(weights @ values) + 0.5 * width / cap * away, weights


def largest_sum(values: Floats, most: int, *, width: float = 0.0) -> tuple[float, Floats]:
    """Return the largest sum of at most ``most`` of the values (N,), and weights in [0, 1] that pick them.

    Negative values are never picked. With ``width`` the sum is smoothed as in ``smoothed_weights``: a weight
    goes from zero to one as its value crosses the marginal one within that width.
    """
    if most <= 0 or values.size == 0:
        return 0.0, np.zeros(values.size)
    if width <= 0.0:
        weights = np.zeros(values.size)
        picked = np.argsort(-values, kind="stable")[:most]
        weights[picked] = values[picked] > 0.0
        return float(weights @ values), weights
    weights = np.clip(values / width, 0.0, 1.0)
    if weights.sum() > most:
        low, high = 0.0, float(values.max())
        for _ in range(HALVINGS):
            middle = 0.5 * (low + high)
            if middle in (low, high):
                break
            if np.clip((values - middle) / width, 0.0, 1.0).sum() > most:
                low = middle
            else:
                high = middle
        weights = np.clip((values - high) / width, 0.0, 1.0)
    return float(weights @ values) - 0.5 * width * float(weights @ weights), weights
