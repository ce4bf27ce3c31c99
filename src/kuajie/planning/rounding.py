"""Spend in whole units of currency."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.objective import evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Solution

Floats = NDArray[np.float64]

HAIR = 1e-9
"""A spend this close below a whole unit, relatively, is that unit less rounding of floats."""


def round_down(problem: PlanningProblem, solution: Solution, *, unit: float = 1.0) -> Solution:
    """Return the plan with every spend cut to a multiple of ``unit``, valued anew.

    Budgets and weekly maxima hold all the more. Where cutting would break a weekly minimum or a lever's least
    spend, single cells are raised to the next multiple, if their maxima allow, else kept as they are.
    """
    whole = np.floor(solution.spend / unit * (1.0 + HAIR)) * unit
    whole = np.where(whole < problem.lower, kept_above(problem, solution.spend, unit), whole)
    for lever in np.flatnonzero(solution.used).tolist():
        whole[lever] = restore_least(problem, solution.spend[lever], whole[lever], lever, unit)
    result = evaluate(problem, whole, solution.prices)
    return replace(solution, spend=whole, value=result.objective, profit=result.expected_profit)


def kept_above(problem: PlanningProblem, spend: Floats, unit: float) -> Floats:
    """Return the next multiple above each spend where the maximum allows it, else the spend itself."""
    above = np.ceil(spend / unit * (1.0 - HAIR)) * unit
    kept: Floats = np.where(above <= problem.upper, above, spend)
    return kept


def restore_least(problem: PlanningProblem, spend: Floats, whole: Floats, lever: int, unit: float) -> Floats:
    """Return a lever's weeks with just enough cells left uncut to keep its least spend over the horizon."""
    least = problem.min_if_used[lever]
    if spend.sum() < least * (1.0 - HAIR) or whole.sum() >= least:
        return whole
    restored = whole.copy()
    for week in np.argsort(whole - spend, kind="stable"):
        if restored.sum() >= least:
            break
        above = restored[week] + unit
        restored[week] = above if above <= problem.upper[lever, week] else spend[week]
    return restored
