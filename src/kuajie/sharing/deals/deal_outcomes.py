"""What a plan brings, as a deal sees it: revenue, enrolments and costs over the horizon in every draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.menu_extras import places_on
from kuajie.planning.parties import known_parties
from kuajie.planning.problem import PlanningProblem
from kuajie.sharing.deals.deal_payoffs import Outcomes

Floats = NDArray[np.float64]


def outcomes_of(problem: PlanningProblem, spend: Floats, prices: Floats, enrolments: Floats) -> Outcomes:
    """Return the outcomes of a plan's ``spend`` (L, T) at ``prices`` (C,) with given ``enrolments`` (D, C).

    Enrolments are over the horizon, refunded ones included: expected ones of every draw, or random ones of as
    many draws as there are rows. Revenue counts what an incentive lets off as paid; its bearer bears it.
    Raises ``ValueError`` for a problem that does not say whose money is whose.
    """
    parties, draws = known_parties(problem), enrolments.shape[0]
    bought = enrolments.T
    kept = bought * (1.0 - problem.refund)[:, None]
    off, bearer = _let_off(problem, prices)
    borne = (np.arange(len(parties.names))[:, None] == bearer) * off * problem.realised
    paid = spend.sum(axis=1)
    whole = paid + np.where(paid > 0.0, problem.set_up_cost, 0.0)
    return Outcomes(
        revenue=((prices + off) * problem.realised)[:, None] * kept,
        enrolments=kept,
        let_off=borne @ kept,
        unit_costs=parties.cost[:, :, None] * bought,
        spend=np.repeat(whole[:, None], draws, axis=1),
    )


def _let_off(problem: PlanningProblem, prices: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Return what an enrolment in each course lets off the list price, and who bears it, (C,)."""
    off, bearer = np.zeros(problem.courses), np.full(problem.courses, -1, dtype=np.int64)
    if problem.extras is not None:
        for course, extras in enumerate(problem.extras):
            place = places_on(problem.menus[course], prices[course : course + 1])[0]
            off[course], bearer[course] = extras.discount[place], extras.bearer[place]
    return off, bearer
