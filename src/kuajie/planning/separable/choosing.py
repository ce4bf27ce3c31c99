"""A plan out of known paths: one for every lever, within budgets and seats, by HiGHS's branch and bound."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from kuajie.planning.separable.many_weeks import Paths, programme
from kuajie.planning.separable.problem import SeparableProblem

Floats = NDArray[np.float64]


def choose_paths(
    problem: SeparableProblem, paths: Paths, *, seconds: float, gap: float = 1e-5
) -> Floats | None:
    """Return the best plan (L, T) of one known path per lever, ``None`` when none is found in time."""
    whole = programme(problem, paths)
    count, weeks = len(paths.lever), problem.weeks
    overruns = whole.most.size - count - weeks
    integral = np.concatenate([np.ones(count), np.zeros(weeks + overruns)])
    most = np.concatenate([np.ones(count), whole.most[count : count + weeks], np.zeros(overruns)])
    least = np.concatenate([np.zeros(count), np.full(weeks, -np.inf), np.zeros(overruns)])
    found = milp(
        whole.cost,
        integrality=integral,
        bounds=Bounds(least, most),
        constraints=[
            LinearConstraint(whole.rows, -np.inf, whole.limits),
            LinearConstraint(whole.mixing, 1.0, 1.0),
        ],
        options={"time_limit": max(seconds, 0.1), "mip_rel_gap": gap},
    )
    if found.x is None:
        return None
    plan = np.zeros(problem.lower.shape)
    for place in np.flatnonzero(found.x[:count] > 0.5):
        plan[paths.lever[place]] = paths.spend[place]
    return plan
