"""What do terms mean for every party? Deals tried out on the same plan, draws and random weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kuajie.domain.clauses import MinimumGuarantee, kind_of
from kuajie.domain.deal import Deal, deal_of, require_foreseen, terms_at_start
from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms
from kuajie.messages import Text
from kuajie.planning.risk.tail import expected_shortfall
from kuajie.sharing.deals.deal_payoffs import Outcomes, Payoffs, deal_payoffs
from kuajie.usecases.agreed_plan import AgreedPlan
from kuajie.usecases.deal_alone import disagreement
from kuajie.usecases.deal_answer import (
    LEVELS,
    WORST,
    ClauseEffect,
    DealAnswer,
    DealOutcome,
    GuaranteeWorth,
    PartyOutcome,
    Stress,
)
from kuajie.usecases.deal_numbers import negotiable_numbers
from kuajie.usecases.deal_risk import risks_borne
from kuajie.usecases.deal_scenarios import TIMES, PlannedWorld, stressed
from kuajie.usecases.fit_answer import FitAnswer, Interval
from kuajie.usecases.participation import changing
from kuajie.usecases.plan_search import judging_draws
from kuajie.usecases.plan_telling import fit_doubts
from kuajie.usecases.planning_problem import build_problem, scope_of
from kuajie.usecases.ports import AnswerStore, Progress, silent

ALONE = Text(en="Planning every party on its own", zh="正在为各方单独做方案")
TRYING = Text(en="Trying the deal in random horizons", zh="正在随机情景中试算条款")
MOVED = 0.005
"""A clause is used in an outcome when it moves at least half a cent."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DealQuestion:
    """Which terms to try, each under a name, on which plan for a fit.

    ``draws`` posterior draws find what parties do alone; ``test_draws`` others judge that and the deals.
    """

    programme: Programme
    fit: FitAnswer
    plan: AgreedPlan
    deals: Sequence[tuple[str, Terms]]
    draws: int = 100
    test_draws: int = 400


Scenarios = Sequence[tuple[str, str, Outcomes]]
"""Kind, subject and outcomes of every scenario; the first is as planned."""


def simulate_deals(
    question: DealQuestion, *, store: AnswerStore | None = None, progress: Progress = silent
) -> DealAnswer:
    """Return how every party may come out under each of the terms, who bears which risk, and what to ask for.

    Outcomes are random horizons of every judging draw at the question's plan, which the deal does not change:
    whether parties would keep to it is another question. Clauses hold as they do when the horizon starts.
    Raises ``BadInput`` for terms with clauses that can only be settled.
    """
    programme, fit = question.programme, question.fit
    for _, terms in question.deals:
        require_foreseen(terms)
    deals = [(name, terms_at_start(programme, terms)) for name, terms in question.deals]
    judges = judging_draws(fit, used=question.draws, wanted=question.test_draws)
    disagreements = []
    for place, party in enumerate(programme.party_ids):
        progress(ALONE, 0.7 * place / len(programme.party_ids))
        disagreements.append(disagreement(programme, fit, judges, party, draws=question.draws, store=store))
    progress(TRYING, 0.7)
    scope = scope_of(programme, frozenset(programme.party_ids))
    world = PlannedWorld(
        problem=build_problem(programme, fit, judges, scope),
        spend=question.plan.spend_of([lever.id for lever in scope.levers]),
        prices=question.plan.price_of([course.id for course in scope.courses])[:, 0],
    )
    scenarios = [(kind, subject, each.outcomes()) for kind, subject, each in stressed(world, programme)]
    progress(TRYING, 0.8)
    answer = deal_answer(programme, deals, scenarios, np.array(disagreements))
    progress(TRYING, 1.0)
    return replace(answer, fit_doubts=fit_doubts(fit), warnings=(*fit.warnings, *changing(programme)))


def deal_answer(
    programme: Programme,
    deals: Sequence[tuple[str, Terms]],
    scenarios: Scenarios,
    disagreements: Floats,
) -> DealAnswer:
    """Return what deals mean in given scenarios, the first as planned, against ``disagreements`` (P,)."""
    outcomes = scenarios[0][2]
    joint = outcomes.joint_profit
    (risk,) = risks_borne(joint[None], times=TIMES)
    return DealAnswer(
        programme=programme,
        joint=Interval.of(joint),
        joint_quantiles=_quantiles(joint),
        chance_of_loss=float((joint < 0.0).mean()),
        worst=expected_shortfall(joint, WORST),
        unknown=None if risk is None else risk.unknown,
        outcomes=joint.size,
        deals=tuple(_deal_outcome(programme, *deal, scenarios, disagreements) for deal in deals),
    )


def _deal_outcome(
    programme: Programme, name: str, terms: Terms, scenarios: Scenarios, disagreements: Floats
) -> DealOutcome:
    deal = deal_of(programme, terms)
    outcomes = scenarios[0][2]
    paid = deal_payoffs(deal, outcomes)
    agreed = len(deal.clauses) - len(terms.clauses)
    effects = _effects(deal, outcomes, paid, agreed)
    return DealOutcome(
        name=name,
        terms=terms,
        parties=_party_outcomes(programme, paid, disagreements),
        effects=effects,
        guarantees=_guarantees(deal, outcomes, paid),
        stresses=tuple(_stress(deal, *scenario) for scenario in scenarios),
        numbers=negotiable_numbers(programme, terms, outcomes, disagreements, agreed=agreed),
    )


def _party_outcomes(programme: Programme, paid: Payoffs, disagreements: Floats) -> tuple[PartyOutcome, ...]:
    risks = risks_borne(paid.profit, times=TIMES)
    return tuple(
        PartyOutcome(
            party=party.id,
            name=party.name,
            profit=Interval.of(own),
            quantiles=_quantiles(own),
            worst=expected_shortfall(own, WORST),
            chance_of_loss=float((own < 0.0).mean()),
            disagreement=float(disagreements[place]),
            gain=float(own.mean() - disagreements[place]),
            chance_below=float((own < disagreements[place]).mean()),
            risk=risks[place],
        )
        for place, (party, own) in enumerate(zip(programme.parties, paid.profit, strict=True))
    )


def _effects(deal: Deal, outcomes: Outcomes, paid: Payoffs, agreed: int) -> tuple[ClauseEffect, ...]:
    return tuple(
        ClauseEffect(
            number=place + 1,
            kind=kind_of(clause),
            clause=clause,
            agreed=place < agreed,
            flows=_by_party(deal, paid.flows[place].mean(axis=1)),
            used=float((np.abs(paid.flows[place]).max(axis=0) > MOVED).mean()),
            without=_by_party(deal, deal_payoffs(_without(deal, place), outcomes).profit.mean(axis=1)),
        )
        for place, clause in enumerate(deal.clauses)
    )


def _guarantees(deal: Deal, outcomes: Outcomes, paid: Payoffs) -> tuple[GuaranteeWorth, ...]:
    found = []
    for place, clause in enumerate(deal.clauses):
        if isinstance(clause, MinimumGuarantee):
            without = deal_payoffs(_without(deal, place), outcomes).profit
            payer, payee = deal.parties.index(clause.payer), deal.parties.index(clause.payee)
            found.append(
                GuaranteeWorth(
                    number=place + 1,
                    payer=clause.payer,
                    payee=clause.payee,
                    amount=float(clause.amount),
                    expected=float(paid.flows[place, payee].mean()),
                    used=float((paid.flows[place, payee] > MOVED).mean()),
                    in_worst=_worst(paid.profit[payee]) - _worst(without[payee]),
                    cost_in_worst=_worst(without[payer]) - _worst(paid.profit[payer]),
                )
            )
    return tuple(found)


def _stress(deal: Deal, kind: str, subject: str, outcomes: Outcomes) -> Stress:
    profit = deal_payoffs(deal, outcomes).profit
    return Stress(
        kind=kind,
        subject=subject,
        joint=float(profit.sum(axis=0).mean()),
        enrolments=float(outcomes.enrolments.sum(axis=0).mean()),
        profits=_by_party(deal, profit.mean(axis=1)),
        chance_of_loss=_by_party(deal, np.asarray((profit < 0.0).mean(axis=1), dtype=np.float64)),
    )


def _without(deal: Deal, place: int) -> Deal:
    return replace(deal, clauses=deal.clauses[:place] + deal.clauses[place + 1 :])


def _by_party(deal: Deal, values: Floats) -> dict[str, float]:
    return dict(zip(deal.parties, values.tolist(), strict=True))


def _quantiles(values: Floats) -> tuple[float, ...]:
    return tuple(np.quantile(values, LEVELS).tolist())


def _worst(values: Floats) -> float:
    return expected_shortfall(values, WORST)
