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
    integral = np.concatenate([np.ones(count), np.zeros(weeks)])
    most = np.concatenate([np.ones(count), whole.most[count : count + weeks]])
    # Rows of equal size: HiGHS judges feasibility in absolute terms. Overruns of limits are left out.
    size = np.maximum(1.0, np.abs(whole.limits))
    rows = (whole.rows.multiply(1.0 / size[:, None])).tocsc()[:, : count + weeks]
    found = milp(
        whole.cost[: count + weeks],
        integrality=integral,
        bounds=Bounds(np.zeros(count + weeks), most),
        constraints=[
            LinearConstraint(rows, -np.inf, whole.limits / size),
            LinearConstraint(whole.mixing[:, : count + weeks], 1.0, 1.0),
        ],
        options={"time_limit": max(seconds, 0.1), "mip_rel_gap": gap, "presolve": False},
    )
    if found.x is None:
        return None
    plan = np.zeros(problem.lower.shape)
    for place in np.flatnonzero(found.x[:count] > 0.5):
        plan[paths.lever[place]] = paths.spend[place]
    return plan
