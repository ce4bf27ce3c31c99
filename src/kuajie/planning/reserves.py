"""How much pull majorants may keep: more hugs the curve, less proves the product concave."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.problem import PlanningProblem
from kuajie.response import codes

Floats = NDArray[np.float64]

GENEROSITY = 1.2
"""Pulls shrink as stocks grow: a little more than the worst case still leaves most products concave."""


def chosen_reserves(problem: PlanningProblem) -> Floats:
    """Return a reserve for each draw, (D,): the product of both sides' pulls is then about one at most.

    With pulls R on both sides, (Σ β R) (Σ γ R) <= 1 needs R <= (Σ β Σ γ)^(-1/2) on the course with the
    largest sums. Infinite where nothing is multiplied, one side having no strength or the coupling being a
    sum: there the plain concave envelope is best.
    """
    if problem.coupling == codes.SUM:
        return np.full(problem.draws, np.inf)
    strength = problem.reach * problem.strength[:, None, :]
    marketing = strength @ (~problem.training).astype(np.float64)
    training = strength @ problem.training.astype(np.float64)
    largest = (marketing * training).max(axis=1)
    with np.errstate(divide="ignore"):
        reserves: Floats = GENEROSITY / np.sqrt(largest)
    return reserves
