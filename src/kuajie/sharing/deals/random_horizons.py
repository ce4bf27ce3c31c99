"""Random horizons of a plan as a deal sees them, with the same averages as the expected ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.menu_extras import places_on
from kuajie.planning.objective import evaluate
from kuajie.planning.parties import known_parties
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.random_sales import random_sales
from kuajie.sharing.deals.deal_outcomes import outcomes_of
from kuajie.sharing.deals.deal_payoffs import Outcomes

Floats = NDArray[np.float64]


def random_horizons(
    problem: PlanningProblem, spend: Floats, prices: Floats, *, times: int, seed: int
) -> Outcomes:
    """Return ``times`` random horizons of every draw under ``spend`` (L, T) and ``prices`` (C,).

    Enrolments of each course are scaled so that their mean is that of expected enrolments: amounts that are
    linear in them are then exact, and two plans met by the same ``seed`` differ by what they change alone.
    """
    judged = evaluate(problem, spend, prices)
    rng = np.random.default_rng(seed)
    sold = random_sales(problem, judged.demand, prices, times=times, rng=rng).sum(axis=2)
    drawn, wanted = sold.mean(axis=0), judged.enrolments.mean(axis=0)
    scale = np.where(drawn > 0.0, wanted / np.where(drawn > 0.0, drawn, 1.0), 1.0)
    return outcomes_of(problem, spend, prices, sold * scale)


def let_off_each(problem: PlanningProblem, prices: Floats) -> Floats:
    """Return what each party lets off of one kept enrolment in each course at ``prices`` (C,), (P, C)."""
    count = len(known_parties(problem).names)
    each = np.zeros((count, problem.courses))
    if problem.extras is not None:
        for course, extras in enumerate(problem.extras):
            place = places_on(problem.menus[course], prices[course : course + 1])[0]
            if extras.discount[place] > 0.0:
                each[extras.bearer[place], course] = extras.discount[place] * problem.realised[course]
    return each
