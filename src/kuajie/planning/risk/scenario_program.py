"""Spends of constant return under scenarios or deviations: linear programmes, solved exactly by HiGHS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearSpend:
    """The best spends (N,) and the value reached, in money."""

    spend: Floats
    value: float


def best_shortfall_spend(
    returns: Floats,
    *,
    level: float,
    budget: float,
    most: Floats,
    chances: Floats | None = None,
    weight: float = 1.0,
) -> LinearSpend:
    """Maximise ``weight`` · CVaR + (1 - weight) · mean of Σ return · spend (Rockafellar and Uryasev 2000).

    ``returns`` (S, N) are what a unit of each spend brings in each scenario, itself subtracted; ``chances``
    (S,) those of scenarios, equal without; CVaR is the mean of the worst ``level`` share. Spends lie between
    zero and ``most`` (N,) and add up to ``budget`` at most.

    Unknowns are spends, η and shortfalls below η: maximise η - Σ chance · shortfall / level.
    """
    if not 0.0 < level <= 1.0 or not 0.0 <= weight <= 1.0:
        raise ValueError(f"level must be in (0, 1] and weight in [0, 1], but got {level}, {weight}")
    scenarios, count = returns.shape
    chance = np.full(scenarios, 1.0 / scenarios) if chances is None else chances
    gain = np.concatenate([(1.0 - weight) * (chance @ returns), [weight], -weight * chance / level])
    below = np.hstack([-returns, np.ones((scenarios, 1)), -np.eye(scenarios)])
    total = np.concatenate([np.ones(count), np.zeros(1 + scenarios)])
    bounds = [*((0.0, limit) for limit in most), (None, None), *((0.0, None) for _ in range(scenarios))]
    return solved(gain, np.vstack([below, total]), np.append(np.zeros(scenarios), budget), bounds, count)


def robust_linear_spend(
    returns: Floats, deviations: Floats, *, at_once: float, budget: float, most: Floats
) -> LinearSpend:
    """Maximise Σ return · spend in the worst case of a budgeted set (Bertsimas and Sim 2004).

    Each return (N,) may fall by up to its deviation (N,), at most ``at_once`` of them wholly at the same
    time (a fraction: one more in part). Limits are those of ``best_shortfall_spend``.

    By duality of the adversary's programme: maximise Σ return · spend - at_once · z - Σ p with z + p_j ≥
    deviation_j · spend_j.
    """
    count = returns.size
    gain = np.concatenate([returns, [-at_once], -np.ones(count)])
    cover = np.hstack([np.diag(deviations), -np.ones((count, 1)), -np.eye(count)])
    total = np.concatenate([np.ones(count), np.zeros(1 + count)])
    bounds = [*((0.0, limit) for limit in most), *((0.0, None) for _ in range(1 + count))]
    return solved(gain, np.vstack([cover, total]), np.append(np.zeros(count), budget), bounds, count)


def solved(
    gain: Floats,
    rows: Floats,
    limits: Floats,
    bounds: Sequence[tuple[float | None, float | None]],
    count: int,
) -> LinearSpend:
    """Return the first ``count`` unknowns that maximise ``gain`` where ``rows`` are within ``limits``."""
    found = linprog(-gain, A_ub=rows, b_ub=limits, bounds=bounds, method="highs")
    if found.status != 0:
        raise ValueError(f"these spends have no best value: {found.message}")
    return LinearSpend(spend=np.asarray(found.x[:count]), value=-float(found.fun))
