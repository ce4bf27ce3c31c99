"""What a plan is told as: what it earns on fresh draws, lever by lever, against the alternatives."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from kuajie.domain.deal import Deal, deal_of
from kuajie.domain.money import Money
from kuajie.domain.panel import Floats
from kuajie.domain.plan import Plan
from kuajie.domain.posterior import Posterior
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim
from kuajie.messages import Finding, Severity, Text
from kuajie.messages.notices import planning as notices
from kuajie.planning.objective import Evaluation, evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.measure import RiskMeasure
from kuajie.planning.shadow_prices import Binding
from kuajie.usecases.addressing import key_of
from kuajie.usecases.fit_answer import LOWER, UPPER, FitAnswer, Interval
from kuajie.usecases.participation import changing, clauses_left_out, under_terms
from kuajie.usecases.plan_answer import Alternative, BudgetLine, CourseOutcome, LeverDecision, PlanAnswer
from kuajie.usecases.plan_halo import halo_left_out
from kuajie.usecases.plan_margins import without_margin
from kuajie.usecases.plan_measure import measure_outcome
from kuajie.usecases.plan_offers import chosen_offer, offer_in_words
from kuajie.usecases.plan_risk import party_risks
from kuajie.usecases.plan_search import (
    PlanQuestion,
    Worked,
    current_prices,
    has_last_year,
    judging_draws,
    last_year_spend,
)
from kuajie.usecases.planning_problem import build_problem
from kuajie.usecases.risk_answer import MeasureOutcome
from kuajie.usecases.trust import doubts_among

SURE_TO_FILL = 0.98
"""A week counts as full when expected sales reach this share of the seats."""


def tell_plan(question: PlanQuestion, worked: Worked, *, seconds: float) -> PlanAnswer:
    """Return the answer to a question: what its worked-out plan earns on draws that did not find it."""
    programme, fit = question.programme, question.fit
    others = judging_draws(fit, used=question.draws, wanted=question.test_draws)
    judge = question.left(build_problem(question.whole, fit, others, worked.scope), worked.scope)
    judged = evaluate(judge, worked.spend, worked.prices)
    courses = _course_outcomes(programme, worked, judge, judged, fit)
    floor = judge.profit_floor or 0.0
    weekly = judged.sales
    return PlanAnswer(
        key=_key(question),
        programme=programme,
        members=tuple(party for party in programme.party_ids if party in worked.scope.members),
        plan=_exact_plan(programme, worked),
        levers=_lever_decisions(question, worked, judge, judged),
        courses=courses,
        aim=Interval.of(reached(judge, judged)),
        profit=Interval.of(judged.joint_profit),
        enrolments=Interval.of(judged.enrolments.sum(axis=1)),
        completions=sum(course.completions for course in courses),
        revenue=sum(course.revenue for course in courses),
        unit_costs=float(judged.enrolments.mean(axis=0) @ judge.cost),
        spend=judged.spend,
        set_up=judged.set_up,
        floor=floor,
        chance_of_loss=float((judged.joint_profit < floor).mean()),
        draws=worked.problem.draws,
        found_with=worked.found.objective,
        held_out=judged.objective,
        alternatives=_alternatives(question, worked, judge, judged),
        budgets=_budget_lines(worked),
        weekly_enrolments=weekly.mean(axis=0),
        weekly_lower=np.quantile(weekly, LOWER, axis=0),
        weekly_upper=np.quantile(weekly, UPPER, axis=0),
        profit_draws=judged.joint_profit,
        assumptions=_assumptions(question.whole, fit),
        warnings=_warnings(question, worked, judge, judged, others),
        seconds=seconds,
        fit_doubts=fit_doubts(fit),
        measured=_measured(worked, judge),
        party_risks=party_risks(
            judge, worked.spend, worked.prices, judged, deal=_clauses_in_force(question, worked)
        ),
    )


def _clauses_in_force(question: PlanQuestion, worked: Worked) -> Deal | None:
    """Return the deal of a plan of everybody for the whole horizon, where it is more than shares."""
    deal = deal_of(question.whole)
    whole = worked.scope.members >= set(question.whole.party_ids) and question.under_way is None
    return deal if whole and not deal.linear else None


def _measured(worked: Worked, judge: PlanningProblem) -> MeasureOutcome | None:
    """Return what a plan for another measure than the mean reaches of it."""
    if worked.risked is None:
        return None
    return measure_outcome(worked.risked, worked.problem, judge, worked.spend, worked.prices)


def _key(question: PlanQuestion) -> str:
    asked = {
        "fit": question.fit.key,
        "programme": question.programme,
        "members": question.members,
        "draws": (question.draws, question.test_draws, question.certified),
        "under_way": question.under_way,
        "risk": question.risk or RiskMeasure.mean(),
        "method": question.method,
    }
    return key_of(asked, data_fingerprint="")


def reached(problem: PlanningProblem, outcome: Evaluation) -> Floats:
    """Return what an outcome reaches of the programme's aim in every draw, ``(draw,)``."""
    return np.asarray(outcome.enrolments @ problem.bonus + problem.money_weight * outcome.joint_profit)


def _exact_plan(programme: Programme, worked: Worked) -> Plan:
    currency = programme.currency
    return Plan(
        weeks=programme.horizon.weeks,
        spend={
            lever.id: tuple(Money.nearest(amount, currency) for amount in worked.spend[place].tolist())
            for place, lever in enumerate(worked.scope.levers)
        },
        prices={
            course.id: Money.nearest(Decimal(float(price)).quantize(Decimal("0.01"), ROUND_HALF_UP), currency)
            for course, price in zip(worked.scope.courses, worked.prices, strict=True)
        },
        certificate=worked.certificate,
    )


def _lever_decisions(
    question: PlanQuestion, worked: Worked, judge: PlanningProblem, judged: Evaluation
) -> tuple[LeverDecision, ...]:
    before = last_year_spend(question.programme, question.fit, worked.scope)
    decisions = []
    for place, lever in enumerate(worked.scope.levers):
        without = worked.spend.copy()
        without[place] = 0.0
        bare = evaluate(judge, without, worked.prices)
        total = float(worked.spend[place].sum())
        decisions.append(
            LeverDecision(
                id=lever.id,
                title=lever.title,
                party=lever.party,
                spend=total,
                input=total / float(lever.unit_cost),
                unit=str(lever.unit),
                last_year=float(before[place].sum()),
                brings=judged.objective - bare.objective,
                binds=BINDS[worked.shadow.binding[place]],
            )
        )
    return tuple(decisions)


BINDS = {
    Binding.UNUSED: Text(en="not used: it would not earn its money back", zh="不使用：收不回投入"),
    Binding.WEEKLY_MAXIMUM: Text(en="at its weekly limit", zh="已达到每周上限"),
    Binding.WEEKLY_MINIMUM: Text(en="kept at its weekly minimum", zh="保持在每周下限"),
    Binding.LEAST_SPEND: Text(en="kept at the least spend once used", zh="保持在启用后的最低投入"),
    Binding.SIDE_LIMIT: Text(
        en="held by a weekly budget, a scarce resource or its largest weekly change",
        zh="受每周预算、稀缺资源或每周最大变动限制",
    ),
    Binding.GROUP_BUDGET: Text(en="its party's budget is used up", zh="所属合作方的预算已用完"),
    Binding.TOTAL_BUDGET: Text(en="the total budget is used up", zh="总预算已用完"),
    Binding.NOTHING: Text(
        en="spent up to where one more yuan would not earn itself back", zh="已投到再多一元就收不回来"
    ),
}


def _course_outcomes(
    programme: Programme, worked: Worked, judge: PlanningProblem, judged: Evaluation, fit: FitAnswer
) -> tuple[CourseOutcome, ...]:
    sold, outcomes = judged.enrolments, []
    kept = judge.realised * (1 - judge.refund)
    net = kept * worked.prices
    for place, course in enumerate(worked.scope.courses):
        completion = float(fit.panel.completion_rate[fit.spec.course_ids.index(course.id)])
        filled = judged.sales[:, place].mean(axis=0) >= SURE_TO_FILL * judge.seats[place]
        mean = float(sold[:, place].mean())
        outcomes.append(
            CourseOutcome(
                id=course.id,
                title=course.title,
                price=float(worked.prices[place]),
                old_price=float(course.price),
                enrolments=Interval.of(sold[:, place]),
                completions=mean * completion,
                revenue=mean * float(net[place]),
                full_weeks=int(filled.sum()),
                **_incentive(programme, worked, place, kept_seats=mean * float(kept[place])),
            )
        )
    return tuple(outcomes)


def _incentive(programme: Programme, worked: Worked, place: int, *, kept_seats: float) -> dict[str, Any]:
    """Return what is told of a course's incentive, nothing where the plan chose none."""
    course = worked.scope.courses[place]
    offer = chosen_offer(course, worked.scope.members, float(worked.prices[place]))
    if offer.incentive is None:
        return {}
    return {
        "incentive": offer_in_words(programme, offer),
        "let_off": kept_seats * float(offer.discount),
        "borne_by": offer.incentive.borne_by,
    }


LAST_YEAR = Text(en="Repeat last year's spend at today's prices", zh="照搬去年同期投入与现价")
LAST_YEAR_OVER = Text(
    en="Repeat last year's spend at today's prices (above today's limits)",
    zh="照搬去年同期投入与现价（超出现有限额）",
)
NOTHING = Text(en="No spend, today's prices", zh="不做任何投入，维持现价")


def _alternatives(
    question: PlanQuestion, worked: Worked, judge: PlanningProblem, judged: Evaluation
) -> tuple[Alternative, ...]:
    before = last_year_spend(question.programme, question.fit, worked.scope)
    prices = current_prices(worked.scope)
    plans = {NOTHING: np.zeros(before.shape)}
    if has_last_year(question.programme, question.fit):
        plans = {LAST_YEAR if _affordable(worked.problem, before) else LAST_YEAR_OVER: before} | plans
    told = [alternative_of(THIS_PLAN, judge, judged)]
    told += [alternative_of(name, judge, evaluate(judge, spend, prices)) for name, spend in plans.items()]
    return tuple(told)


def _affordable(problem: PlanningProblem, spend: Floats) -> bool:
    """Say whether a spend keeps today's weekly limits and budgets, up to half a per cent."""
    limits = [
        (spend, problem.upper),
        *((spend[group.levers].sum(), group.limit) for group in problem.budget_groups),
    ]
    if problem.total_budget is not None:
        limits.append((spend.sum(), problem.total_budget))
    return all(bool(np.all(used <= 1.005 * np.asarray(limit))) for used, limit in limits)


THIS_PLAN = Text(en="This plan", zh="本方案")


def alternative_of(name: Text, judge: PlanningProblem, outcome: Evaluation) -> Alternative:
    """Return what a plan brings on the draws of ``judge``, to be compared with others."""
    return Alternative(
        name=name,
        aim=Interval.of(reached(judge, outcome)),
        profit=Interval.of(outcome.joint_profit),
        enrolments=Interval.of(outcome.enrolments.sum(axis=1)),
        spend=outcome.spend + outcome.set_up,
    )


def _budget_lines(worked: Worked) -> tuple[BudgetLine, ...]:
    problem, used = worked.problem, worked.spend.sum(axis=1)
    used = used + problem.set_up_cost * (used > 0)
    lines = [
        BudgetLine(
            name=group.name,
            limit=group.limit,
            used=float(used[group.levers].sum()),
            one_more=worth,
        )
        for group, worth in zip(problem.budget_groups, worked.shadow.groups, strict=True)
    ]
    if problem.total_budget is not None:
        total = worked.shadow.total
        lines.append(
            BudgetLine(name="total", limit=problem.total_budget, used=float(used.sum()), one_more=total)
        )
    return tuple(lines)


def _assumptions(programme: Programme, fit: FitAnswer) -> tuple[Text, ...]:
    gap = (programme.horizon.start - fit.panel.weeks[-1]).days // 7 - 1
    told = [TRENDS_GO_ON]
    if fit.baseline.controls:
        told.append(_controls(fit.baseline.controls))
    if gap > 0:
        told.append(_filled(GAP, weeks=gap))
    return tuple(told)


TRENDS_GO_ON = Text(
    en="Season, festivals, price response and the trend of history go on; refunds, coupons and completion "
    "stay at their historic rates.",
    zh="季节、节假日、价格响应与历史趋势延续；退款率、优惠力度与完课率维持历史水平。",
)
CONTROLS_AT_MEAN = Text(
    en="Controls ({names} in controls.csv) stay at their historic mean.",
    zh="控制变量（controls.csv 中的{names}）维持历史均值。",
)
GAP = Text(
    en="The {weeks} weeks between the end of the records and the horizon count as weeks without spend.",
    zh="记录结束与计划期开始之间的 {weeks} 周按没有投入计算。",
)

OPTIMISM = 0.05


def fit_doubts(fit: FitAnswer) -> tuple[Finding, ...]:
    """Return that a fit cannot be relied on, and why; nothing for a trustworthy one."""
    if fit.trustworthy:
        return ()
    return (Finding(notice=notices.FIT_NOT_TRUSTED, severity=Severity.WARNING), *doubts_among(fit.warnings))


def _warnings(
    question: PlanQuestion, worked: Worked, judge: PlanningProblem, judged: Evaluation, draws: Posterior
) -> tuple[Finding, ...]:
    """Return all that a person should know: doubts of the fit first, then the rest of it, then the plan's."""
    doubts = fit_doubts(question.fit)
    rest = (finding for finding in question.fit.warnings if finding not in doubts)
    halo = halo_left_out(question.fit, draws, judge, worked.scope, spend=worked.spend)
    return (*doubts, *rest, *halo, *_doubts(question, worked, judged))


def _doubts(question: PlanQuestion, worked: Worked, judged: Evaluation) -> list[Finding]:
    found = []
    shortfall = worked.found.objective - judged.objective
    if shortfall > OPTIMISM * max(abs(worked.found.objective), 1e-9):
        facts: Mapping[str, object] = {"share": shortfall / abs(worked.found.objective)}
        found.append(Finding(notice=notices.TOO_FEW_DRAWS, severity=Severity.WARNING, facts=facts))
    if question.programme.objective.aim is Aim.PROFIT and judged.expected_profit < 0:
        found.append(Finding(notice=notices.PLAN_LOSES, severity=Severity.WARNING))
    whole = question.whole
    left_out = clauses_left_out(whole) if under_terms(whole) else changing(whole)
    return [*without_margin(worked.problem, worked.scope), *found, *left_out]


def _controls(names: tuple[str, ...]) -> Text:
    """Return what is assumed of the controls, quoted as their file names them."""
    quoted = [f"“{name}”" for name in names]
    return Text(
        en=CONTROLS_AT_MEAN.say("en", names=", ".join(quoted)),
        zh=CONTROLS_AT_MEAN.say("zh", names="、".join(quoted)),
    )


def _filled(text: Text, **facts: object) -> Text:
    """Return a text with its facts filled in both languages."""
    return Text(en=text.say("en", **facts), zh=text.say("zh", **facts))
