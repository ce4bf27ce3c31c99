"""What does more money bring, and what can one party gain at another's cost? The two frontiers of a plan."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.party import Role
from kuajie.domain.posterior import Posterior
from kuajie.domain.programme import Programme
from kuajie.messages import BadInput, Text
from kuajie.messages.notices import participation as notices
from kuajie.planning.frontier import CostPoint, cheapest, cost_frontier
from kuajie.planning.objective import evaluate
from kuajie.planning.participation import expected_party_profits
from kuajie.planning.party_frontier import PartyPoint, party_frontier
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Start
from kuajie.usecases.addressing import key_of
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.frontier_answer import (
    CostFrontierAnswer,
    CostFrontierPoint,
    LeastCost,
    PartyFrontierAnswer,
    PartyFrontierPoint,
    gap_of,
)
from kuajie.usecases.participation import clauses_left_out, disagreement
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.plan_search import judging_draws
from kuajie.usecases.planning_problem import Scope, build_problem, scope_of
from kuajie.usecases.progress import Progress, silent

TRACING = Text(en="Tracing the frontier", zh="正在描绘前沿")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FrontierQuestion:
    """Around which plan to trace a frontier, on which fit; ``plan`` is the answer for all parties on it.

    ``draws`` posterior draws find the points, ``test_draws`` others judge them. ``profit`` asks the least
    cost of that joint profit; ``parties`` are the two ids compared (the first platform and the first
    institution where ``None``).
    """

    programme: Programme
    fit: FitAnswer
    plan: PlanAnswer
    points: int = 12
    draws: int = 100
    test_draws: int = 400
    certified: bool = True
    profit: float | None = None
    parties: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Traced:
    """The problem a frontier is traced on, and today's plan on it."""

    scope: Scope
    draws: Posterior
    problem: PlanningProblem
    spend: Floats
    prices: Floats

    @property
    def start(self) -> Start:
        """Today's plan as a start."""
        return Start(spend=self.spend, prices=self.prices)

    def cost(self, spend: Floats) -> float:
        """Return spend with the set-up costs it entails."""
        spent = spend.sum(axis=1)
        return float(spent.sum() + self.problem.set_up_cost[spent > 0.0].sum())


def trace_cost_frontier(question: FrontierQuestion, *, progress: Progress = silent) -> CostFrontierAnswer:
    """Return the best joint profit at a dozen total budgets, and where today's plan lies.

    The programme's own total budget is lifted, every other limit stays. Raises ``InfeasiblePlan`` when
    weekly minima overrun a party's budget.
    """
    began = time.perf_counter()
    traced = _traced(question)
    points = cost_frontier(
        traced.problem,
        points=question.points,
        starts=(traced.start,),
        certified=question.certified,
        progress=_report(progress),
    )
    now = evaluate(traced.problem, traced.spend, traced.prices)
    return CostFrontierAnswer(
        key=_key(question, "cost"),
        programme=question.programme,
        draws=traced.problem.draws,
        points=_told(question, traced, points),
        plan_cost=traced.cost(traced.spend),
        plan_profit=now.expected_profit,
        total_budget=traced.problem.total_budget,
        least_cost=_least_cost(question, traced, points),
        warnings=question.plan.fit_doubts,
        seconds=time.perf_counter() - began,
    )


def trace_party_frontier(question: FrontierQuestion, *, progress: Progress = silent) -> PartyFrontierAnswer:
    """Return what two parties can earn of a plan under today's terms, the others kept where they are.

    Raises ``BadInput`` for parties that are unknown, the same, or lacking.
    """
    began = time.perf_counter()
    ids = question.programme.party_ids
    first, second = compared_parties(question.programme, question.parties)
    traced = _traced(question)
    found = party_frontier(
        traced.problem,
        ids.index(first),
        ids.index(second),
        points=question.points,
        starts=(traced.start,),
        certified=question.certified,
        progress=_report(progress),
    )
    now = expected_party_profits(traced.problem, traced.spend, traced.prices)
    return PartyFrontierAnswer(
        key=_key(question, "parties"),
        programme=question.programme,
        draws=traced.problem.draws,
        first=first,
        second=second,
        points=tuple(_party_point(point, ids, (first, second), traced) for point in found.points),
        plan=_by_party(ids, now),
        joint=_by_party(ids, found.joint),
        floors={
            party: disagreement(question.programme, question.fit, traced.draws, party)
            for party in (first, second)
        },
        warnings=(*question.plan.fit_doubts, *clauses_left_out(question.programme)),
        seconds=time.perf_counter() - began,
    )


def compared_parties(programme: Programme, asked: Sequence[str] | None) -> tuple[str, str]:
    """Return the two parties to compare; raises ``BadInput`` unless they are two of the programme's."""
    parties = programme.parties
    known = ", ".join(party.id for party in parties)
    if asked is not None:
        if len(asked) != 2 or len(set(asked)) != 2 or not set(asked) <= set(programme.party_ids):
            raise BadInput.of(notices.FRONTIER_OF_OTHERS, parties=", ".join(asked), known=known)
        return asked[0], asked[1]
    if len(parties) < 2:
        raise BadInput.of(notices.FRONTIER_NEEDS_TWO, known=known)
    first = next((party.id for party in parties if party.role is Role.PLATFORM), parties[0].id)
    others = [party for party in parties if party.id != first]
    second = next((party.id for party in others if party.role is Role.INSTITUTION), others[0].id)
    return first, second


def _traced(question: FrontierQuestion) -> Traced:
    programme, fit = question.programme, question.fit
    scope = scope_of(programme, frozenset(programme.party_ids))
    draws = fit.posterior.thin(question.draws)
    decided = question.plan.plan
    return Traced(
        scope=scope,
        draws=draws,
        problem=build_problem(programme, fit, draws, scope),
        spend=np.array([[float(money) for money in decided.spend[lever.id]] for lever in scope.levers]),
        prices=np.array([float(decided.prices[course.id]) for course in scope.courses]),
    )


def _report(progress: Progress) -> Callable[[float], None]:
    return lambda done: progress(TRACING, done)


def _key(question: FrontierQuestion, kind: str) -> str:
    asked = {
        "plan": question.plan.key,
        "frontier": (kind, question.points, question.draws, question.test_draws, question.certified),
        "profit": question.profit,
        "parties": question.parties,
    }
    return key_of(asked, data_fingerprint="")


def _told(
    question: FrontierQuestion, traced: Traced, points: Sequence[CostPoint]
) -> tuple[CostFrontierPoint, ...]:
    others = judging_draws(question.fit, used=question.draws, wanted=question.test_draws)
    judge = build_problem(question.programme, question.fit, others, traced.scope)
    told: list[CostFrontierPoint] = []
    for point in points:
        room = point.budget - told[-1].budget if told else 0.0
        told.append(
            CostFrontierPoint(
                budget=point.budget,
                cost=point.cost,
                profit=point.profit,
                held_out=evaluate(judge, point.plan.spend, point.plan.prices).expected_profit,
                bound=point.bound,
                gap=gap_of(point.profit, point.bound),
                one_more=(point.profit - told[-1].profit) / room if told and room > 0.0 else None,
            )
        )
    return tuple(told)


def _least_cost(question: FrontierQuestion, traced: Traced, points: Sequence[CostPoint]) -> LeastCost | None:
    if question.profit is None:
        return None
    found = cheapest(traced.problem, points, question.profit)
    return LeastCost(
        profit=question.profit,
        cost=None if found is None else found[0].cost,
        no_less=None if found is None or not question.certified else found[1],
        most=points[-1].profit,
    )


def _party_point(
    point: PartyPoint, ids: tuple[str, ...], pair: tuple[str, str], traced: Traced
) -> PartyFrontierPoint:
    profits = _by_party(ids, point.profits)
    value = point.weight * profits[pair[0]] + (1.0 - point.weight) * profits[pair[1]]
    return PartyFrontierPoint(
        weight=point.weight,
        profits=profits,
        cost=traced.cost(point.plan.spend),
        bound=point.bound,
        value=value,
        gap=gap_of(value, point.bound),
    )


def _by_party(ids: tuple[str, ...], profits: Floats) -> dict[str, float]:
    return dict(zip(ids, profits.tolist(), strict=True))
