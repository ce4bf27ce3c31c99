"""The same problem on fewer draws: enough to tell basins, prices and levers apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kuajie.planning.problem import PlanningProblem
from kuajie.planning.problem_checks import SHAPES

WORTH_IT = 1.5
"""Draws are left out only where this many times as many are there."""


def thinned(problem: PlanningProblem, draws: int) -> PlanningProblem:
    """Return the problem on about so many evenly spread draws; itself where it has hardly more."""
    if problem.draws <= WORTH_IT * draws:
        return problem
    chosen = np.linspace(0, problem.draws - 1, draws).round().astype(np.int64)
    by_draw = " ".join(names for names, axes in SHAPES.items() if axes.startswith("D")).split()
    return replace(problem, **{name: getattr(problem, name)[chosen] for name in by_draw})
