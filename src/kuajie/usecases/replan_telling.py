"""What planning again is told as: the weeks so far against plan, and every change with what it gains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kuajie.domain.actuals import Actuals
from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Posterior
from kuajie.domain.programme import Programme
from kuajie.messages import Finding, Severity, Text
from kuajie.messages.notices import replan as notices
from kuajie.planning.objective import Evaluation
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.remainder import paid_so_far
from kuajie.usecases.addressing import key_of
from kuajie.usecases.agreed_plan import AgreedPlan
from kuajie.usecases.fit_answer import FitAnswer, Interval
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.plan_search import PlanQuestion, Worked, judging_draws
from kuajie.usecases.plan_telling import alternative_of, reached
from kuajie.usecases.planning_problem import Scope, build_problem, scope_of
from kuajie.usecases.replan_answer import BudgetLeft, CourseSoFar, LeverChange, ReplanAnswer
from kuajie.usecases.under_way import UnderWay, past_of, sold_so_far
from kuajie.usecases.weeks_so_far import expected_so_far, off_course

GO_ON = Text(en="Go on as agreed", zh="照原方案继续")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReplanQuestion:
    """Which programme to plan again, after which weeks, against which agreed plan.

    ``fit`` is the one the agreed plan was made on; with ``refit``, one that has seen the weeks since, the
    rest is planned on that. ``on_record`` says whether the agreed plan was kept or is made up for today.
    """

    programme: Programme
    fit: FitAnswer
    actuals: Actuals
    agreed: AgreedPlan
    refit: FitAnswer | None = None
    on_record: bool = True
    draws: int = 100
    test_draws: int = 400
    certified: bool = True

    @property
    def under_way(self) -> UnderWay:
        """The programme with what has happened."""
        return UnderWay(whole=self.programme, actuals=self.actuals)

    @property
    def scope(self) -> Scope:
        """All levers and courses."""
        return scope_of(self.programme, frozenset(self.programme.party_ids))

    @property
    def agreed_spend(self) -> Floats:
        """Spend by the agreed plan over the whole horizon, ``(lever, week)`` in the scope's order."""
        return self.agreed.spend_of([lever.id for lever in self.scope.levers])

    @property
    def agreed_price(self) -> Floats:
        """Prices of the agreed plan over the whole horizon, ``(course, week)`` in the scope's order."""
        return self.agreed.price_of([course.id for course in self.scope.courses])

    @property
    def agreed_rest(self) -> tuple[Floats, Floats]:
        """Spend (lever, week) and prices (course,) of the agreed plan in the weeks that are left."""
        passed = self.under_way.weeks
        return self.agreed_spend[:, passed:], self.agreed_price[:, passed]

    @property
    def of_rest(self) -> PlanQuestion:
        """The question what to do in the weeks that are left."""
        return PlanQuestion(
            programme=self.under_way.rest,
            fit=self.refit or self.fit,
            draws=self.draws,
            test_draws=self.test_draws,
            certified=self.certified,
            under_way=self.under_way,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decision:
    """Spend (lever, week) and prices (course,) of the weeks that are left, and what they bring."""

    spend: Floats
    prices: Floats
    judged: Evaluation


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decisions:
    """How the weeks that are left were decided: the agreed way (``old``) and the way taken (``new``).

    ``fits`` says whether the agreed way as it stands keeps all limits.
    """

    worked: Worked
    judge: PlanningProblem
    old: Decision
    new: Decision
    fits: bool

    @property
    def stay(self) -> bool:
        """Whether the agreed way is taken."""
        return self.new is self.old


def tell_replan(
    question: ReplanQuestion, rest: PlanAnswer, decisions: Decisions, *, seconds: float
) -> ReplanAnswer:
    """Return the answer: progress so far, the plan of the rest, and what its changes gain."""
    judge, scope = decisions.judge, decisions.worked.scope
    difference = reached(judge, decisions.new.judged) - reached(judge, decisions.old.judged)
    draws = judging_draws(question.fit, used=question.draws, wanted=question.test_draws)
    whole = build_problem(question.programme, question.fit, draws, scope)
    past = past_of(whole, question.under_way, scope)
    so_far = SoFar.of(question, whole, draws)
    courses = _courses(question, so_far, decisions.new.prices)
    paid = paid_so_far(whole, past)
    return ReplanAnswer(
        key=_key(question),
        programme=question.programme,
        weeks=question.actuals.weeks,
        rest=rest,
        stays=decisions.stay,
        agreed=alternative_of(GO_ON, judge, decisions.old.judged),
        agreed_fits=decisions.fits,
        agreed_on_record=question.on_record,
        gain=Interval.of(difference),
        chance_better=float((difference > 0).mean()),
        levers=_lever_changes(question, decisions),
        courses=courses,
        budgets=_budgets(whole, paid, decisions.worked),
        enrolled=float(so_far.sold.sum()),
        planned=Interval.of(so_far.planned.sum(axis=(1, 2))),
        given_spend=Interval.of(so_far.given_spend.sum(axis=(1, 2))),
        profit=past.profit,
        refitted=question.refit is not None,
        warnings=(*_notes(question, decisions, whole, paid), *off_course(courses)),
        seconds=seconds,
    )


def _key(question: ReplanQuestion) -> str:
    asked = {
        "fits": [fit.key for fit in (question.fit, question.refit) if fit],
        "programme": question.programme,
        "actuals": question.actuals,
        "agreed": question.agreed,
        "draws": (question.draws, question.test_draws, question.certified),
    }
    return key_of(asked, data_fingerprint="")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SoFar:
    """Enrolments of the weeks that have passed.

    ``sold (course, week)`` happened; draws of what was expected of the agreed plan, and of spend and prices
    as they were, have shape ``(draw, course, week)``.
    """

    sold: Floats
    planned: Floats
    given_spend: Floats

    @classmethod
    def of(cls, question: ReplanQuestion, whole: PlanningProblem, draws: Posterior) -> SoFar:
        """Return what came, and what the first fit expected of these weeks."""
        under_way, scope, passed = question.under_way, question.scope, question.under_way.weeks
        levers = [question.programme.lever_ids.index(lever.id) for lever in scope.levers]
        courses = [question.programme.course_ids.index(course.id) for course in scope.courses]
        ways = (
            (question.agreed_spend[:, :passed], question.agreed_price[:, :passed]),
            (
                question.actuals.inputs[levers] * whole.unit_cost[:, None],
                question.actuals.price[courses],
            ),
        )
        planned, given = (
            expected_so_far(question.fit, draws, whole, under_way, scope, spend=spend, price=price)
            for spend, price in ways
        )
        return cls(sold=sold_so_far(under_way, scope), planned=planned, given_spend=given)


def _courses(question: ReplanQuestion, so_far: SoFar, prices: Floats) -> tuple[CourseSoFar, ...]:
    before = question.agreed_rest[1]
    return tuple(
        CourseSoFar(
            id=course.id,
            title=course.title,
            enrolled=float(so_far.sold[place].sum()),
            planned=Interval.of(so_far.planned[:, place].sum(axis=1)),
            given_spend=Interval.of(so_far.given_spend[:, place].sum(axis=1)),
            price_before=float(before[place]),
            price_now=float(prices[place]),
        )
        for place, course in enumerate(question.scope.courses)
    )


def _lever_changes(question: ReplanQuestion, decisions: Decisions) -> tuple[LeverChange, ...]:
    passed = question.under_way.weeks
    planned = question.agreed_spend
    spent = dict(zip(question.programme.lever_ids, question.actuals.spent.tolist(), strict=True))
    return tuple(
        LeverChange(
            id=lever.id,
            title=lever.title,
            party=lever.party,
            spent=spent[lever.id],
            planned=float(planned[place, :passed].sum()),
            before=float(planned[place, passed:].sum()),
            now=float(decisions.new.spend[place].sum()),
        )
        for place, lever in enumerate(question.scope.levers)
    )


def _budgets(whole: PlanningProblem, paid: Floats, worked: Worked) -> tuple[BudgetLeft, ...]:
    now = worked.spend.sum(axis=1)
    now = now + np.where(now > 0, worked.problem.set_up_cost, 0.0)
    everything = np.ones(whole.levers, dtype=np.bool_)
    groups = [(group.name, group.levers, group.limit) for group in whole.budget_groups]
    if whole.total_budget is not None:
        groups.append(("total", everything, whole.total_budget))
    return tuple(
        BudgetLeft(name=name, limit=limit, spent=float(paid[levers].sum()), now=float(now[levers].sum()))
        for name, levers, limit in groups
    )


def _notes(
    question: ReplanQuestion, decisions: Decisions, whole: PlanningProblem, paid: Floats
) -> list[Finding]:
    """Return what to know of budgets and of the agreed plan before reading on."""
    names = {party.id: party.name for party in question.programme.parties}
    found = [
        Finding(
            notice=notices.OVERSPENT,
            severity=Severity.WARNING,
            facts={
                "group": names.get(line.name, ALL_PARTIES),
                "limit": f"{line.limit:,.2f}",
                "spent": f"{line.spent:,.2f}",
            },
        )
        for line in _budgets(whole, paid, decisions.worked)
        if line.spent > line.limit * (1 + OVER)
    ]
    if not decisions.fits:
        found.append(Finding(notice=notices.AGREED_DOES_NOT_FIT, severity=Severity.WARNING))
    if not question.on_record:
        found.append(Finding(notice=notices.AGREED_UNKNOWN, severity=Severity.NOTE))
    return found


ALL_PARTIES = Text(en="all parties", zh="各方合计")
OVER = 1e-9
"""Sums of spend may exceed a budget by rounding of floats."""
