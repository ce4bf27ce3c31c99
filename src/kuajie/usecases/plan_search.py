"""The search behind a plan: the problem of some members, the best decision found, and its certificate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kuajie.domain.course import Course
from kuajie.domain.money import Money, minor_digits
from kuajie.domain.panel import Floats
from kuajie.domain.plan import BOUND_ROUNDING, Certificate
from kuajie.domain.posterior import Posterior
from kuajie.domain.programme import Programme
from kuajie.messages import InfeasiblePlan, Text
from kuajie.messages.notices import planning as notices
from kuajie.planning.certificate import Bound, certify, problem_in_words
from kuajie.planning.objective import Evaluation, evaluate
from kuajie.planning.participation import keeps_floors
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.judge import measure_plan
from kuajie.planning.risk.measure import MeasureKind, RiskMeasure
from kuajie.planning.risk.risk_search import RiskSolution
from kuajie.planning.rounding import round_down
from kuajie.planning.shadow_prices import ShadowPrices, shadow_prices
from kuajie.planning.solution import Solution, Start
from kuajie.planning.solver import maximise
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.participation import with_participation
from kuajie.usecases.plan_measure import by_measure, measured_problem
from kuajie.usecases.plan_method import AUTOMATIC, PlanMethod, by_rule
from kuajie.usecases.planning_problem import Scope, build_problem, scope_of
from kuajie.usecases.progress import Progress, silent
from kuajie.usecases.under_way import UnderWay, rest_of

SEARCHING = Text(en="Searching for the best plan", zh="正在寻找最优方案")
PROVING = Text(en="Proving how good the plan is", zh="正在证明方案的最优程度")
YEAR = 52
FLOAT_SLACK = 1e-9
SIDE_SLACK = 1e-6
"""Limits across levers and weeks are kept to this, relatively: projections onto them are iterative."""

WORTH_ANOTHER_LOOK = 1e-3
"""A gap above this sends the planner to the plan on which the bound rests."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanQuestion:
    """Which programme to plan, on which fit, for which members (all where ``None``).

    ``draws`` posterior draws find the plan, ``test_draws`` others judge it. ``certified`` asks for a bound.
    With ``under_way`` the programme's horizon are the weeks that are left of a whole one.
    ``risk`` is the measure of the objective that is made large, its mean where ``None``; ``method`` says how
    (first-order ones know the mean alone).
    """

    programme: Programme
    fit: FitAnswer
    members: frozenset[str] | None = None
    draws: int = 100
    test_draws: int = 400
    certified: bool = True
    under_way: UnderWay | None = None
    risk: RiskMeasure | None = None
    method: PlanMethod = AUTOMATIC

    @property
    def whole(self) -> Programme:
        """The programme as agreed, of which ``programme`` may be what is left."""
        return self.programme if self.under_way is None else self.under_way.whole

    def left(self, problem: PlanningProblem, scope: Scope) -> PlanningProblem:
        """Return what is still to be decided of the problem of the whole programme."""
        return problem if self.under_way is None else rest_of(problem, self.under_way, scope)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worked:
    """A planned scope before it is told to anybody: problem, rounded decision, bound, and what binds."""

    scope: Scope
    problem: PlanningProblem
    spend: Floats
    prices: Floats
    found: Evaluation
    certificate: Certificate
    shadow: ShadowPrices
    risked: RiskSolution | None = None


def work_out(question: PlanQuestion, *, starts: Sequence[Start] = (), progress: Progress = silent) -> Worked:
    """Return the planned scope of a question's members; see ``plan.plan_programme``.

    Raises ``InfeasiblePlan`` when limits contradict each other, or the members have nothing to sell.
    """
    programme, fit = question.programme, question.fit
    members = question.members or frozenset(programme.party_ids)
    scope = scope_of(programme, members)
    if scope.empty:
        raise InfeasiblePlan.of(notices.NOTHING_TO_SELL, parties=", ".join(sorted(members)))
    draws = fit.posterior.thin(question.draws)
    problem = build_problem(question.whole, fit, draws, scope)
    problem = question.left(with_participation(problem, question.whole, fit, draws, scope), scope)
    history = Start(spend=last_year_spend(programme, fit, scope), prices=current_prices(scope))
    solution, bound, risked = _found(question, problem, (history, *starts), progress)
    whole = _told(problem, solution, programme.currency)
    found = evaluate(problem, whole.spend, whole.prices)
    return Worked(
        scope=scope,
        problem=problem,
        spend=whole.spend,
        prices=whole.prices,
        found=found,
        certificate=_certificate(problem, whole, bound, risked.measure if risked else RiskMeasure.mean()),
        shadow=shadow_prices(problem, solution),
        risked=risked,
    )


def _found(
    question: PlanQuestion, problem: PlanningProblem, starts: Sequence[Start], progress: Progress
) -> tuple[Solution, Bound | None, RiskSolution | None]:
    """Return the best plan by the question's measure, its bound, and the search if not for the mean."""
    measure = question.risk or RiskMeasure.mean()
    if question.method.first_order:
        searching = _searching(progress, start=0.0, end=0.5)
        certified = question.certified
        return *by_rule(problem, question.method, starts, certified=certified, progress=searching), None
    if measure.kind is MeasureKind.MEAN:
        return *_solve(problem, starts, certified=question.certified, progress=progress), None
    mean_plan, _ = _solve(problem, starts, certified=False, progress=progress)
    searching = _searching(progress, start=0.5, end=0.8)
    risked, bound = by_measure(problem, measure, mean_plan, certified=question.certified, progress=searching)
    return risked.solution, bound, risked


def _solve(
    problem: PlanningProblem, starts: Sequence[Start], *, certified: bool, progress: Progress
) -> tuple[Solution, Bound | None]:
    """Return the best of the planner's own search and the given starts, and its bound.

    The plan on which the bound rests is often a good place to look once more where the two differ.
    """
    solution = maximise(problem, progress=_searching(progress, start=0.0, end=0.4))
    solution = maximise(
        problem, starts=(_as_start(solution), *starts), progress=_searching(progress, start=0.4, end=0.5)
    )
    progress(PROVING, 0.5)
    if not certified:
        return solution, None
    bound = certify(problem, solution)
    if bound.hint is not None and bound.gap(solution.value) > WORTH_ANOTHER_LOOK:
        solution = maximise(problem, starts=(_as_start(solution), bound.hint))
    return solution, bound


def _told(problem: PlanningProblem, solution: Solution, currency: str) -> Solution:
    """Return the plan in amounts people can pay: whole units where limits allow, else the smallest coin."""
    for unit in (1.0, 10.0 ** -minor_digits(currency)):
        told = round_down(problem, solution, unit=unit)
        if keeps_limits(problem, told):
            return told
    return solution


def keeps_limits(problem: PlanningProblem, plan: Solution) -> bool:
    """Say whether a rounded plan still keeps budgets and profit floors, up to rounding of floats."""
    outlay = plan.spend.sum(axis=1) + problem.set_up_cost * (plan.spend.sum(axis=1) > 0)
    limits = [(outlay[group.levers].sum(), group.limit) for group in problem.budget_groups]
    if problem.total_budget is not None:
        limits.append((outlay.sum(), problem.total_budget))
    within = all(used <= limit + FLOAT_SLACK * max(1.0, limit) for used, limit in limits)
    if problem.side is not None:
        slack = SIDE_SLACK * np.maximum(1.0, np.abs(problem.side.rows.bound))
        within = within and bool(np.all(problem.side.overrun(plan.spend) <= slack))
    if not keeps_floors(problem, plan.spend, plan.prices):
        return False
    if problem.profit_floor is None:
        return within
    return within and plan.profit >= problem.profit_floor - FLOAT_SLACK * max(1.0, abs(problem.profit_floor))


def _as_start(solution: Solution) -> Start:
    return Start(spend=solution.spend, prices=solution.prices)


def _searching(progress: Progress, *, start: float, end: float) -> Callable[[float], None]:
    """Return what the planner reports to: a part of the whole job."""

    def report(done: float) -> None:
        progress(SEARCHING, start + (end - start) * done)

    return report


def has_last_year(programme: Programme, fit: FitAnswer) -> bool:
    """Say whether there is a record of all the weeks a year before the horizon."""
    first = (programme.horizon.start - fit.panel.weeks[0]).days // 7 - YEAR
    return first >= 0 and first + programme.horizon.count <= len(fit.panel.weeks)


def last_year_spend(programme: Programme, fit: FitAnswer, scope: Scope) -> Floats:
    """Return the spend of the same weeks last year, ``(lever, week)``; zero where there is no record."""
    levers = [fit.spec.lever_ids.index(lever.id) for lever in scope.levers]
    weeks = programme.horizon.count
    first = (programme.horizon.start - fit.panel.weeks[0]).days // 7 - YEAR
    spend = np.zeros((len(levers), weeks))
    for step in range(weeks):
        if 0 <= first + step < len(fit.panel.weeks):
            spend[:, step] = fit.panel.spend[levers, first + step]
    return spend


def current_prices(scope: Scope) -> Floats:
    """Return today's prices where the menu allows them, else the nearest of the menu, ``(course,)``."""
    return np.array([float(_nearest_price(course)) for course in scope.courses])


def _nearest_price(course: Course) -> Money:
    today = course.price.minor
    return min(course.menu, key=lambda price: abs(price.minor - today))


def _certificate(
    problem: PlanningProblem, plan: Solution, bound: Bound | None, measure: RiskMeasure
) -> Certificate:
    """Return the certificate of the rounded plan; the bound holds for every plan, rounded or not."""
    value = measure_plan(problem, measure, plan.spend, plan.prices)
    slack = BOUND_ROUNDING * max(1.0, abs(value))
    proved = bound is not None and bound.method != "none" and bound.value >= value - slack
    return Certificate(
        value=value,
        bound=max(bound.value, value) if bound and proved else None,
        method=bound.method if bound and proved else "none",
        problem=measured_problem(measure, problem_in_words(problem)),
    )


def judging_draws(fit: FitAnswer, *, used: int, wanted: int) -> Posterior:
    """Return draws that were not among the ``used`` evenly spread ones."""
    total = fit.posterior.draws
    taken = set(np.linspace(0, total - 1, min(used, total)).round().astype(int).tolist())
    others = [place for place in range(total) if place not in taken]
    if not others:
        return fit.posterior
    chosen = np.linspace(0, len(others) - 1, min(wanted, len(others))).round().astype(int)
    return fit.posterior.take([others[place] for place in chosen])
