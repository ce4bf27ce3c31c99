"""How each party's profit may turn out under a plan and today's terms, random weeks included."""

from __future__ import annotations

import numpy as np

from kuajie.domain.deal import Deal
from kuajie.domain.panel import Floats
from kuajie.planning.objective import Evaluation
from kuajie.planning.parties import seat_shares, spend_by_party
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.random_sales import random_sales
from kuajie.sharing.deals.deal_outcomes import outcomes_of
from kuajie.sharing.deals.deal_payoffs import deal_payoffs
from kuajie.usecases.risk_answer import PartyRisk

TIMES = 5
"""Random horizons per posterior draw: the worst twentieth then has a hundred of them on 400 draws."""

SEED = 20261
"""The same plan shows the same risk every time."""


def party_risks(
    problem: PlanningProblem,
    spend: Floats,
    prices: Floats,
    judged: Evaluation,
    *,
    deal: Deal | None = None,
) -> tuple[PartyRisk, ...]:
    """Return the risk of every party that takes part in the money, and of all together last.

    ``judged`` is the evaluation of ``spend`` (L, T) at ``prices`` (C,). Revenue goes by the agreed shares,
    unit costs and spend by who bears them; ``deal`` adds what its other clauses move, on average over random
    weeks. Nothing for a problem that does not say whose money is whose.
    """
    parties = problem.parties
    if parties is None:
        return ()
    rng = np.random.default_rng(SEED)
    sold = random_sales(problem, judged.demand, prices, times=TIMES, rng=rng).sum(axis=2)
    per_seat, paid = seat_shares(problem, prices), spend_by_party(problem, spend)
    outcomes = per_seat @ sold.T - paid[:, None]
    means = per_seat @ judged.enrolments.mean(axis=0) - paid
    if deal is not None:
        moved = deal_payoffs(deal, outcomes_of(problem, spend, prices, sold)).profit - outcomes
        outcomes, means = outcomes + moved, means + moved.mean(axis=1)
    told = [
        PartyRisk.of(name, outcomes[place], mean=float(means[place]))
        for place, name in enumerate(parties.names)
        if per_seat[place].any() or paid[place] or outcomes[place].any()
    ]
    whole = PartyRisk.of("", np.asarray(outcomes.sum(axis=0)), mean=float(means.sum()))
    return (*told, whole)
