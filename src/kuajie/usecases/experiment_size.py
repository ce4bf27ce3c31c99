"""How long a lever must be switched on and off until sales tell how strong it is, and what that costs."""

from __future__ import annotations

import math

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.response import codes
from kuajie.usecases.learn_answer import ExperimentSize

LONGEST = 26
"""Weeks of a test at most: beyond half a year season and trend drown what switching shows."""

SHORTEST = 4
"""Weeks of a test at least: two on and two off."""

HALF = 3.0
"""Errors of a test must have at most a third of the prior variance to halve what is uncertain (in sd)."""


def experiment_size(problem: PlanningProblem, spend: Floats, prices: Floats, lever: int) -> ExperimentSize:
    """Return how to test a lever beside the plan ``spend`` (L, T) at ``prices`` (C,).

    With weekly noise σ of all sales together and what the lever brings a week known up to an sd τ, n weeks,
    half of them on, leave an error of 2σ/√n; it is a third of τ² in variance at n = 12 σ²/τ².
    """
    level = level_to_test(problem, spend, lever)
    on, off = spend.copy(), spend.copy()
    on[lever], off[lever] = level, 0.0
    with_it, without = (evaluate(problem, there, prices) for there in (on, off))
    brings = (with_it.sales - without.sales).sum(axis=1).mean(axis=1)
    spread, noise = float(brings.std()), weekly_noise(problem, with_it.sales)
    needed = 4.0 * HALF * (noise / spread) ** 2 if spread > 0.0 else math.inf
    weeks = max(SHORTEST, 2 * math.ceil(needed / 2.0)) if needed <= LONGEST else None
    planned = evaluate(problem, spend, prices).objective
    lost = max(0.0, planned - 0.5 * (with_it.objective + without.objective)) / problem.weeks
    return ExperimentSize(spend=float(level.mean()), weeks=weeks, cost=lost * (weeks or LONGEST))


def level_to_test(problem: PlanningProblem, spend: Floats, lever: int) -> Floats:
    """Return the weekly spend to test at (T,): as planned, else as usual, else half of the most."""
    if spend[lever].sum() > 0.0:
        return np.asarray(spend[lever])
    usual = float(problem.past_input[lever].mean() * problem.unit_cost[lever])
    level = np.full(problem.weeks, usual) if usual > 0.0 else 0.5 * problem.upper[lever]
    return np.asarray(np.clip(level, problem.lower[lever], problem.upper[lever]))


def weekly_noise(problem: PlanningProblem, sales: Floats) -> float:
    """Return the sd of a week's sales of all courses together around their mean; ``sales`` is (D, C, T)."""
    mean, scatter = sales.mean(axis=2), problem.scatter
    outcome = problem.outcome[None, :]
    spread = np.where(outcome == codes.NORMAL, scatter * problem.unit, scatter * mean)
    counted = np.sqrt(mean + mean**2 / np.maximum(scatter, 1e-12))
    spread = np.where(outcome == codes.NEGATIVE_BINOMIAL, counted, spread)
    return float(np.sqrt((spread**2).sum(axis=1)).mean())
