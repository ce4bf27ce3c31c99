"""One coalition's best plan on its own, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.plan import Certificate
from kuajie.domain.posterior import Posterior
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim
from kuajie.messages import InfeasiblePlan
from kuajie.planning.objective import evaluate
from kuajie.sharing.coalitions import Coalition
from kuajie.usecases.joined_plans import Decision, joined_starts
from kuajie.usecases.plan_search import PlanQuestion, Worked, judging_draws, work_out
from kuajie.usecases.plan_telling import reached
from kuajie.usecases.planning_problem import build_problem, scope_of
from kuajie.usecases.split_question import SplitQuestion


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CoalitionPlan:
    """A coalition's best plan found: spend by lever, prices by course, and its worth in every draw.

    ``objective`` and ``profit`` have shape ``(draw,)``, of draws that did not find the plan; profit includes
    ``outside``. ``value`` is the objective on the draws that found it, ``bound`` what is proved that no plan
    of theirs exceeds there (``None``: nothing is proved).
    """

    members: Coalition
    spend: Mapping[str, Floats]
    prices: Mapping[str, float]
    objective: Floats
    profit: Floats
    outside: float
    value: float = 0.0
    bound: float | None = 0.0

    @property
    def gap(self) -> float | None:
        """How much more than found the coalition could reach at most, in units of the objective."""
        return None if self.bound is None else max(0.0, self.bound - self.value)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judged:
    """A split's question with the draws that judge every coalition alike."""

    question: SplitQuestion
    draws: Posterior

    @classmethod
    def of(cls, question: SplitQuestion) -> Judged:
        """Return a question with its judging draws."""
        draws = judging_draws(question.fit, used=question.draws, wanted=question.test_draws)
        return cls(question=question, draws=draws)

    @property
    def programme(self) -> Programme:
        """The programme."""
        return self.question.programme


def coalition_plan(
    judged: Judged, members: Coalition, known: Mapping[Coalition, CoalitionPlan]
) -> CoalitionPlan:
    """Return the best plan of a coalition; short of everybody, it may also leave everything alone.

    Outsiders' levers stay at zero, and courses that require one of them are not sold. The search also starts
    from what ``known`` parts of the coalition do on their own.
    """
    question = judged.question
    idle = _idle_plan(judged, members)
    if scope_of(judged.programme, members).empty:
        return idle
    if len(members) == len(judged.programme.parties):
        return _worth_of(judged, members, *_joint_decision(question), question.plan.plan.certificate)
    asked = PlanQuestion(
        programme=question.programme,
        fit=question.fit,
        members=members,
        draws=question.draws,
        certified=question.certified,
    )
    try:
        worked = work_out(asked, starts=joined_starts(judged.programme, members, _decisions(known)))
    except InfeasiblePlan:  # without the others the floors are out of reach, so it does nothing
        return idle
    plan = _worth_of(judged, members, *_decision(worked), worked.certificate)
    # What is proved of the plans it could make holds for doing nothing as well.
    return replace(idle, bound=plan.bound) if _rather_idle(judged.programme, plan, idle) else plan


def _rather_idle(programme: Programme, plan: CoalitionPlan, idle: CoalitionPlan) -> bool:
    return programme.objective.aim is Aim.PROFIT and plan.profit.mean() < idle.profit.mean()


def _idle_plan(judged: Judged, members: Coalition) -> CoalitionPlan:
    """Return what members have who sell nothing together and spend nothing: their outside profit."""
    nothing = np.zeros(judged.draws.draws)
    outside = _outside(judged.programme, members)
    return CoalitionPlan(
        members=members, spend={}, prices={}, objective=nothing, profit=nothing + outside, outside=outside
    )


def _outside(programme: Programme, members: Coalition) -> float:
    return sum(float(programme.party(party).outside_profit) for party in members)


def _worth_of(
    judged: Judged,
    members: Coalition,
    spend: Mapping[str, Floats],
    prices: Mapping[str, float],
    certificate: Certificate,
) -> CoalitionPlan:
    """Return a coalition's decision with what it is worth on draws that did not find it."""
    programme = judged.programme
    scope, outside = scope_of(programme, members), _outside(programme, members)
    problem = build_problem(programme, judged.question.fit, judged.draws, scope)
    rows = np.array([spend[lever.id] for lever in scope.levers])
    rows = rows.reshape(len(scope.levers), programme.horizon.count)
    evaluation = evaluate(problem, rows, np.array([prices[course.id] for course in scope.courses]))
    return CoalitionPlan(
        members=members,
        spend=spend,
        prices=prices,
        objective=reached(problem, evaluation),
        profit=evaluation.joint_profit + outside,
        outside=outside,
        value=certificate.value,
        bound=certificate.bound,
    )


def _joint_decision(question: SplitQuestion) -> tuple[dict[str, Floats], dict[str, float]]:
    """Return spend by lever and price by course of the joint plan."""
    plan = question.plan.plan
    spend = {lever: np.array([float(money) for money in row]) for lever, row in plan.spend.items()}
    return spend, {course: float(price) for course, price in plan.prices.items()}


def _decision(worked: Worked) -> tuple[dict[str, Floats], dict[str, float]]:
    """Return spend by lever and price by course of a worked-out plan."""
    levers, courses = worked.scope.levers, worked.scope.courses
    prices = {course.id: float(price) for course, price in zip(courses, worked.prices, strict=True)}
    return {lever.id: worked.spend[place] for place, lever in enumerate(levers)}, prices


def _decisions(known: Mapping[Coalition, CoalitionPlan]) -> dict[Coalition, Decision]:
    return {
        members: Decision(spend=plan.spend, prices=plan.prices, worth=float(plan.objective.mean()))
        for members, plan in known.items()
    }
