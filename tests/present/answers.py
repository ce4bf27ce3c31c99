"""A small programme with its fit, plan and split, made by hand: quick, exact, in either language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from kuajie.domain.calendar import Horizon
from kuajie.domain.course import Course
from kuajie.domain.experiment import Experiment
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.domain.panel import Floats, Panel
from kuajie.domain.party import Party, Role
from kuajie.domain.plan import Certificate, Plan
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Budgets, Duty, Terms
from kuajie.messages import Finding, Locale, Severity, Text
from kuajie.messages.notices import fitting
from kuajie.messages.notices import needs as lacking
from kuajie.present.report_content import ReportContent
from kuajie.response import codes
from kuajie.sharing.coalitions import CoalitionGame, coalitions
from kuajie.sharing.contribution import explain_shapley
from kuajie.sharing.core import check_core
from kuajie.sharing.exact_shares import to_exact
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.split_rules import SPLIT_RULES
from kuajie.sharing.split import split_draws
from kuajie.usecases.fit_answer import (
    Calibration,
    Contributions,
    CourseSummary,
    ExperimentLift,
    FitAnswer,
    FitChecks,
    ForecastSummary,
    HoldOut,
    Interval,
    LeverSummary,
    PredictiveCheck,
    PriorCheck,
    ResponseCurve,
    Statistic,
    WeeklyFit,
)
from kuajie.usecases.needs_answer import (
    DutyRow,
    Gap,
    GapKind,
    NeedsAnswer,
    PartyCard,
    Resource,
    SharedAudience,
    SharedLearners,
    Topic,
)
from kuajie.usecases.party_accounts import party_accounts
from kuajie.usecases.plan_answer import Alternative, BudgetLine, CourseOutcome, LeverDecision, PlanAnswer
from kuajie.usecases.plan_keeping import KeepingAnswer, Temptation
from kuajie.usecases.response_spec import ResponseSpec
from kuajie.usecases.split_answer import CoalitionWorth, RuleShares, SplitAnswer
from kuajie.usecases.terms_answer import LeverChange
from kuajie.usecases.truth_score import TrueOutcome, TruthScore

WEEKS, HISTORY = 6, 60
OUTCOMES = (codes.LOG_NORMAL, codes.LOG_NORMAL, codes.NEGATIVE_BINOMIAL)
START = date(2026, 11, 30)
LOWER, UPPER = 0.8, 1.25
NAMES: dict[Locale, dict[str, str]] = {
    "zh": {
        "programme": "数据职业联合项目",
        "p": "知海平台",
        "e": "明德学院",
        "c": "远航科技",
        "J1": "数据分析实战",
        "S1": "数据思维 21 天",
        "M1": "精讲课",
        "video": "短视频投放",
        "search": "搜索广告",
        "tutor": "助教辅导时长",
        "referral": "员工内推奖励",
        "page": "上线联合课程专题页",
        "live": "交付 40 小时直播课",
        "students": "在校大学生",
        "statistics": "统计基础",
        "groups": "私域社群",
        "people": "人",
    },
    "en": {
        "programme": "Data careers",
        "p": "Seaknow",
        "e": "Brightwell Institute",
        "c": "Farsail Technologies",
        "J1": "Data Analysis in Practice",
        "S1": "Data Thinking in 21 Days",
        "M1": "Python in Depth",
        "video": "Short video ads",
        "search": "Search ads",
        "tutor": "Tutor hours",
        "referral": "Referral rewards",
        "page": "Publish the joint course page",
        "live": "Deliver 40 hours of live classes",
        "students": "university students",
        "statistics": "statistics",
        "groups": "study groups",
        "people": "people",
    },
}
SPEND = {
    "video": (12000, 15000, 0, 9000, 15000, 4000),
    "search": (0, 0, 0, 0, 0, 0),
    "tutor": (3600, 3600, 3600, 2400, 0, 0),
    "referral": (5000, 0, 5000, 0, 5000, 0),
}
PARTY_OF = {"video": "p", "search": "p", "tutor": "e", "referral": "c"}
WORTHS = {"p": 150_000, "e": 90_000, "c": 30_000, "pe": 285_000, "pc": 190_000, "ec": 120_000, "pec": 420_000}
PRICES = {"J1": (399.0, 449.0), "S1": (199.0, 199.0), "M1": (499.0, 479.0)}
SOLD = {"J1": 480.0, "S1": 520.0, "M1": 300.0}
FORECAST = ForecastSummary(
    origins=3,
    skipped=0,
    weeks=13,
    crps=0.081,
    mape=0.108,
    coverage=0.9,
    naive_mape=0.143,
    doubtful_below=0.81,
)
MODEL_LACKS = {
    "zh": "杠杆“搜索广告”的真实饱和曲线是 S 形，而模型按指数饱和拟合。",
    "en": "Lever “Search ads” truly saturates in an S-shape; the model takes an exponential curve.",
}
TRUTH: Mapping[str, Any] = {
    "simulated": True,
    "seed": 2026,
    "levers": [
        {"id": "video", "return": 2.0},
        {"id": "search", "return": 3.4},
        {"id": "tutor", "return": 1.45},
        {"id": "referral", "return": 0.9},
    ],
    "model_lacks": [{"code": "hill", "levers": ["search"], **MODEL_LACKS}],
}


@dataclass(frozen=True)
class Answers:
    programme: Programme
    fit: FitAnswer
    plan: PlanAnswer
    split: SplitAnswer


def yuan(amount: str | int) -> Money:
    return Money.of(amount, "CNY")


def around(value: float, spread: float = 1.0) -> Interval:
    return Interval(
        mean=value,
        lower=value - spread * (1 - LOWER) * abs(value),
        median=0.98 * value,
        upper=value + spread * (UPPER - 1) * abs(value),
    )


def programme(names: Mapping[str, str]) -> Programme:
    zero = yuan(0)
    units = {
        "video": (Unit.MONEY, 1),
        "search": (Unit.MONEY, 1),
        "tutor": (Unit.HOURS, 120),
        "referral": (Unit.MONEY, 1),
    }
    return Programme(
        id="data-career",
        title=names["programme"],
        currency="CNY",
        time_zone="Asia/Shanghai",
        country="CN",
        parties=(
            Party(id="p", name=names["p"], role=Role.PLATFORM, outside_profit=yuan(60_000)),
            Party(id="e", name=names["e"], role=Role.INSTITUTION, outside_profit=yuan(40_000)),
            Party(id="c", name=names["c"], role=Role.EMPLOYER, outside_profit=yuan(20_000)),
        ),
        courses=(
            Course(
                id="J1",
                title=names["J1"],
                seller="p",
                requires=("p", "e"),
                price=yuan(399),
                price_choices=(yuan(399), yuan(449)),
                seats=90,
                unit_costs={"p": yuan(36), "e": yuan(84)},
            ),
            Course(
                id="S1",
                title=names["S1"],
                seller="p",
                requires=("p",),
                price=yuan(199),
                unit_costs={"p": yuan(52)},
            ),
            Course(
                id="M1",
                title=names["M1"],
                seller="e",
                requires=("e",),
                price=yuan(499),
                unit_costs={"e": yuan(150)},
            ),
        ),
        levers=tuple(
            Lever(
                id=lever,
                title=names[lever],
                party=PARTY_OF[lever],
                kind=LeverKind.TRAINING if lever == "tutor" else LeverKind.MARKETING,
                unit=unit,
                unit_cost=yuan(cost),
                weekly_max=yuan(15_000),
                weekly_min=zero,
                set_up_cost=yuan(2_000) if lever == "referral" else zero,
                min_if_used=zero,
            )
            for lever, (unit, cost) in units.items()
        ),
        horizon=Horizon(START, WEEKS),
        budgets=Budgets(by_party={"p": yuan(55_000), "e": yuan(30_000)}, total=yuan(100_000)),
        terms=Terms(revenue_shares={"p": Fraction(9, 20), "e": Fraction(7, 20), "c": Fraction(1, 5)}),
        duties=(
            Duty(owner="p", task=names["page"], due=date(2026, 12, 4)),
            Duty(owner="e", task=names["live"], due=date(2027, 1, 1)),
        ),
    )


def history_weeks() -> tuple[date, ...]:
    return tuple(START - timedelta(weeks=HISTORY - step) for step in range(HISTORY))


def observed() -> Floats:
    rng = np.random.default_rng(3)
    season = 1 + 0.2 * np.sin(np.arange(HISTORY) / 8)
    level = np.array([70.0, 85.0, 45.0])[:, None]
    rows = np.round(level * season * np.exp(rng.normal(0, 0.1, (3, HISTORY))))
    rows[0] = np.minimum(rows[0], 90)
    rows[2, :4] = np.nan
    return rows


def panel() -> Panel:
    enrolments = observed()
    seats = np.full((3, HISTORY), np.inf)
    seats[0] = 90
    price = np.repeat([[399.0], [199.0], [499.0]], HISTORY, axis=1)
    spend = np.abs(np.random.default_rng(5).normal(8_000, 3_000, (4, HISTORY)))
    return Panel(
        weeks=history_weeks(),
        courses=("J1", "S1", "M1"),
        levers=tuple(SPEND),
        controls=(),
        currency="CNY",
        enrolments=enrolments,
        price=price,
        seats=seats,
        inputs=spend / np.array([1, 1, 120, 1])[:, None],
        spend=spend,
        control_values=np.zeros((0, HISTORY)),
        refund_rate=np.array([0.05, 0.06, 0.05]),
        completion_rate=np.array([0.6, 0.45, 0.62]),
        realised_rate=np.array([0.97, 1.0, 0.98]),
    )


def contributions() -> Contributions:
    use = np.abs(np.sin(np.arange(HISTORY) / 5 + np.arange(4)[:, None]))
    mean = np.array([30.0, 22.0, 18.0, 9.0])[:, None] * use
    return Contributions(mean=mean, lower=0.6 * mean, upper=1.5 * mean)


def hold_out(back: int, *, coverage: float = 0.9) -> HoldOut:
    """Return the forecast of 13 weeks, ``back`` weeks before the end of history."""
    held = observed()[:, HISTORY - back - 13 : HISTORY - back]
    return HoldOut(
        weeks=13,
        crps=0.071 + 0.01 * back / 13,
        mape=0.098 + 0.01 * back / 13,
        coverage=coverage,
        naive_mape=0.143,
        observed=held,
        mean=held * 1.02,
        lower=held * LOWER,
        upper=held * UPPER,
    )


def experiment() -> Experiment:
    return Experiment(
        lever="search",
        course="J1",
        first_day=date(2026, 3, 2),
        last_day=date(2026, 3, 29),
        spend_change=24_000.0,
        lift=90.0,
        lower=30.0,
        upper=150.0,
        level=0.9,
        unit="enrolments",
    )


def predictive_checks(spec: ResponseSpec) -> Iterator[PredictiveCheck]:
    """Yield every check of every course; the first course's largest change is one the model rarely makes."""
    usual = {
        Statistic.COVERAGE: (0.93, 0.84, 0.97),
        Statistic.AUTOCORRELATION: (-0.05, -0.2, 0.2),
        Statistic.LARGEST_JUMP: (0.9, 0.3, 0.5),
        Statistic.SPREAD: (0.2, 0.15, 0.25),
        Statistic.LAST_LEVEL: (1.01, 0.9, 1.1),
    }
    for place, course in enumerate(spec.courses):
        for statistic, (seen, lower, upper) in usual.items():
            jump = statistic is Statistic.LARGEST_JUMP
            yield PredictiveCheck(
                course=course.id,
                title=course.title,
                statistic=statistic,
                observed=seen if place == 0 or not jump else lower,
                lower=lower,
                upper=upper,
                p=0.001 if jump and place == 0 else 0.4,
                failed=jump and place == 0,
                logged=True,
            )


def fit_answer(offer: Programme, *, trustworthy: bool = True) -> FitAnswer:
    spec, history = ResponseSpec.of_programme(offer), panel()
    prior_return = Interval(mean=1.3, lower=0.4, median=1.0, upper=2.9)
    truths = {"video": 2.1, "search": 1.6, "tutor": 1.4, "referral": 0.95}
    levers = tuple(
        LeverSummary(
            id=lever.id,
            title=lever.title,
            training=lever.training,
            spend=480_000.0,
            enrolments=around(1_300.0),
            return_on_spend=around(truths[lever.id]),
            marginal_return=around(0.7 * truths[lever.id]),
            prior_return=prior_return,
            half_life=around(1.2),
            learned=0.05 if lever.id == "referral" else 0.6,
        )
        for lever in spec.levers
    )
    spend = np.linspace(0, 20_000, 21)
    rise = 1 - np.exp(-spend / 8_000)
    curves = tuple(
        ResponseCurve(
            lever=lever.id,
            spend=spend,
            mean=40 * rise,
            lower=26 * rise,
            upper=55 * rise,
            usual_spend=8_000.0,
        )
        for lever in spec.levers
    )
    smooth = np.array(
        [np.convolve(row, np.ones(5) / 5, "same") for row in np.nan_to_num(observed(), nan=50.0)]
    )
    mean = np.clip(smooth, 40.0, None)
    unlearned = Finding(
        notice=fitting.POSTERIOR_IS_PRIOR,
        severity=Severity.WARNING,
        facts={"lever": spec.levers[3].title},
    )
    disagreeing = Finding(
        notice=fitting.CHAINS_DISAGREE,
        severity=Severity.WARNING,
        facts={"parameter": spec.levers[1].title, "r_hat": 1.09},
    )
    return FitAnswer(
        key="fit",
        spec=spec,
        panel=history,
        baseline=cast("Any", None),
        model=cast("Any", SimpleNamespace(outcome_kinds=np.array(OUTCOMES))),
        posterior=cast("Any", None),
        levers=levers,
        courses=tuple(
            CourseSummary(
                id=course.id,
                title=course.title,
                enrolments=float(np.nansum(history.enrolments[place])),
                lever_share=around(0.31),
                elasticity=around(1.5) if course.priced else None,
                sigma=around(0.1),
            )
            for place, course in enumerate(spec.courses)
        ),
        weekly=WeeklyFit(
            observed=observed(), organic=0.7 * mean, mean=mean, lower=LOWER * mean, upper=UPPER * mean
        ),
        curves=curves,
        checks=FitChecks(
            worst_r_hat=1.004 if trustworthy else 1.09,
            least_bulk_draws=1418.0 if trustworthy else 41.0,
            least_tail_draws=752.0,
            divergences=0,
            draws=2000,
            coverage=0.94,
            mape=0.082,
            r_squared=0.87,
            gradients=60_000,
            cpu_seconds=4.0,
            wall_seconds=3.0,
        ),
        contributions=contributions(),
        holdout=hold_out(0),
        earlier_holdouts=(hold_out(13), hold_out(26)),
        forecast=FORECAST,
        prior=PriorCheck(
            returns=(prior_return,) * 4, lever_share=(around(0.25, 3.0),) * 3, weeks_inside=0.97
        ),
        experiments=(experiment(),),
        experiment_lifts=(
            ExperimentLift(
                lever="search",
                course="J1",
                first_day=experiment().first_day,
                last_day=experiment().last_day,
                unit="enrolments",
                measured=around(90.0, 3.0),
                data_only=around(70.0, 3.0),
                calibrated=around(80.0),
                apart=False,
            ),
        ),
        predictive=tuple(predictive_checks(spec)),
        calibration=(
            Calibration(
                lever="search",
                title=spec.levers[1].title,
                prior=prior_return,
                data_only=around(truths["search"], 2.0),
                calibrated=around(truths["search"]),
            ),
        ),
        warnings=(unlearned,) if trustworthy else (disagreeing, unlearned),
        trustworthy=trustworthy,
    )


def table_fit(locale: Locale, *, currency: str = "") -> FitAnswer:
    """Return the fit of a plain table with the outcome “sales” and no price."""
    fit = answers(locale).fit
    course = replace(fit.spec.courses[0], id="sales", title="sales", priced=False)
    of_courses = ("enrolments", "price", "refund_rate", "completion_rate", "realised_rate")
    one = {name: getattr(fit.panel, name)[:1] for name in of_courses}
    unlimited = np.full((1, HISTORY), np.inf)
    return replace(
        fit,
        spec=replace(fit.spec, currency=currency, courses=(course,)),
        panel=replace(fit.panel, currency=currency, courses=("sales",), seats=unlimited, **one),
        model=cast("Any", SimpleNamespace(outcome_kinds=np.array(OUTCOMES[:1]))),
        courses=(replace(fit.courses[0], id="sales", title="sales", elasticity=None),),
        weekly=first_course(fit.weekly),
        holdout=first_course(fit.holdout),
        earlier_holdouts=tuple(map(first_course, fit.earlier_holdouts)),
        experiments=(),
        experiment_lifts=(),
        calibration=(),
        predictive=(),
        warnings=(),
    )


def first_course(told: Any) -> Any:
    """Return an answer's weekly arrays for its first course alone."""
    arrays = {field.name: getattr(told, field.name) for field in fields(told)}
    return replace(told, **{name: row[:1] for name, row in arrays.items() if isinstance(row, np.ndarray)})


def profit_draws() -> Floats:
    draws = np.random.default_rng(11).normal(1.0, 0.11, 400)
    return 300_000 * draws / draws.mean()


def plan_answer(offer: Programme, fit: FitAnswer, *, certified: bool = True) -> PlanAnswer:
    drawn = profit_draws()
    spend = {lever: float(sum(row)) for lever, row in SPEND.items()}
    binding = Text(en="the weekly maximum in 2 weeks", zh="2 周达到每周上限")
    slack = Text(en="one more yuan would bring less than a yuan", zh="再投一元带来不足一元")
    courses = tuple(
        CourseOutcome(
            id=course.id,
            title=course.title,
            price=PRICES[course.id][1],
            old_price=PRICES[course.id][0],
            enrolments=around(SOLD[course.id], 0.6),
            completions=0.55 * SOLD[course.id],
            revenue=SOLD[course.id] * PRICES[course.id][1] * 0.93,
            full_weeks=2 if course.seats else 0,
        )
        for course in offer.courses
    )
    revenue = sum(course.revenue for course in courses)
    unit_costs = sum(SOLD[course.id] * float(course.unit_cost) for course in offer.courses)
    drawn = drawn - drawn.mean() + revenue - unit_costs - sum(spend.values()) - 2_000
    weekly = np.array([[SOLD[course.id] / WEEKS] * WEEKS for course in offer.courses])
    profit = Interval.of(drawn)
    proved = Certificate(
        value=profit.mean,
        bound=profit.mean * 1.0042 if certified else None,
        method="lagrangian" if certified else "none",
        problem=Text(
            en="product coupling, mean over 100 posterior draws", zh="乘积耦合，对 100 个后验样本取平均"
        ),
    )
    names = (
        (Text(en="This plan", zh="本方案"), 1.0),
        (Text(en="Repeat last year's spend at today's prices", zh="照搬去年同期投入与现价"), 0.86),
        (Text(en="No spend, today's prices", zh="不做任何投入，维持现价"), 0.71),
    )
    return PlanAnswer(
        key="plan",
        programme=offer,
        members=offer.party_ids,
        plan=Plan(
            weeks=offer.horizon.weeks,
            spend={lever: tuple(yuan(amount) for amount in row) for lever, row in SPEND.items()},
            prices={course: yuan(int(pair[1])) for course, pair in PRICES.items()},
            certificate=proved,
        ),
        levers=tuple(
            LeverDecision(
                id=lever.id,
                title=lever.title,
                party=lever.party,
                spend=spend[lever.id],
                input=spend[lever.id] / float(lever.unit_cost),
                unit=str(lever.unit),
                last_year=42_000.0,
                brings=1.4 * spend[lever.id],
                binds=binding if lever.id == "video" else slack,
            )
            for lever in offer.levers
        ),
        courses=courses,
        aim=profit,
        profit=profit,
        enrolments=around(sum(SOLD.values()), 0.5),
        completions=0.55 * sum(SOLD.values()),
        revenue=revenue,
        unit_costs=unit_costs,
        spend=sum(spend.values()),
        set_up=2_000.0,
        floor=0.0,
        chance_of_loss=float((drawn < 0).mean()),
        draws=100,
        found_with=profit.mean * 1.01,
        held_out=profit.mean,
        alternatives=tuple(
            Alternative(
                name=name,
                aim=Interval(
                    mean=share * profit.mean,
                    lower=share * profit.lower,
                    median=share * profit.median,
                    upper=share * profit.upper,
                ),
                profit=Interval(
                    mean=share * profit.mean,
                    lower=share * profit.lower,
                    median=share * profit.median,
                    upper=share * profit.upper,
                ),
                enrolments=around(share * sum(SOLD.values()), 0.5),
                spend=sum(spend.values()) + 2_000 if share == 1.0 else 170_000.0 * (share > 0.8),
            )
            for name, share in names
        ),
        budgets=(
            BudgetLine(name="p", limit=55_000.0, used=55_000.0, one_more=0.62),
            BudgetLine(name="e", limit=30_000.0, used=13_200.0, one_more=0.0),
            BudgetLine(name="total", limit=100_000.0, used=85_200.0, one_more=0.0),
        ),
        weekly_enrolments=weekly,
        weekly_lower=LOWER * weekly,
        weekly_upper=UPPER * weekly,
        profit_draws=drawn,
        assumptions=(
            Text(en="Season and trend go on as in history.", zh="季节与趋势延续历史水平。"),
            Text(en="The 3 weeks before the horizon have no spend.", zh="计划期之前的 3 周按没有投入计算。"),
        ),
        warnings=fit.warnings,
        seconds=2.5,
    )


def split_answer(offer: Programme, plan: PlanAnswer) -> SplitAnswer:
    outside = {party.id: float(party.outside_profit) for party in offer.parties}
    every = list(coalitions(offer.party_ids))
    noise = np.random.default_rng(17).normal(1.0, 0.08, plan.profit_draws.size)
    noise = noise / noise.mean()
    money = {members: WORTHS["".join(p for p in "pec" if p in members)] * noise for members in every}
    money[frozenset(offer.party_ids)] = plan.profit_draws + sum(outside.values())
    game = CoalitionGame(offer.party_ids, {members: float(row.mean()) for members, row in money.items()})
    together = money[frozenset(offer.party_ids)]
    alone = {party: float(money[frozenset({party})].mean()) for party in offer.party_ids}
    bargaining = Bargaining(weights=dict.fromkeys(offer.party_ids, 1.0))
    rules = tuple(
        rule_shares(rule, offer, game, money, bargaining)
        for rule in ("nash_bargaining", "shapley", "nucleolus", "equal_surplus")
    )
    fair = {party: interval.mean for party, interval in rules[0].shares.items()}
    surplus = together - sum(money[frozenset({party})] for party in offer.party_ids)
    return SplitAnswer(
        key="split",
        currency="CNY",
        parties={party.id: party.name for party in offer.parties},
        aims_at_profit=True,
        total=Interval.of(together),
        surplus=Interval.of(surplus),
        chance_of_paying=float((surplus >= 0).mean()),
        disagreement=alone,
        worths=tuple(
            CoalitionWorth(
                members=tuple(party for party in offer.party_ids if party in members),
                worth=Interval.of(money[members]),
                outside=sum(outside[party] for party in members),
                courses=tuple(course.id for course in offer.courses if set(course.requires) <= members),
                spend=plan.whole_spend if len(members) == 3 else 20_000.0 * len(members),
            )
            for members in every
        ),
        rules=rules,
        recommended="nash_bargaining",
        contributions=explain_shapley(game),
        accounts=party_accounts(offer, plan, fair=fair, alone=alone),
        warnings=plan.warnings,
    )


def rule_shares(
    rule: str,
    offer: Programme,
    game: CoalitionGame,
    money: Mapping[frozenset[str], Floats],
    bargaining: Bargaining,
) -> RuleShares:
    drawn = split_draws(money, parties=offer.party_ids, rule=rule, bargaining=bargaining)
    means = {party: drawn.mean[party] for party in offer.party_ids}
    walking = check_core(game, means).walking_away
    row = SPLIT_RULES[rule]
    return RuleShares(
        rule=rule,
        title=row.title,
        principle=row.principle,
        reason=row.reason,
        shares={party: Interval.of(drawn.draws[place]) for place, party in enumerate(offer.party_ids)},
        exact=to_exact(means, Money.nearest(float(game.total), "CNY")),
        gains={party: means[party] - float(game.worth[frozenset({party})]) for party in offer.party_ids},
        walks_away=tuple(party for party in offer.party_ids if walking and party in walking[0].coalition),
        walk_gain=walking[0].gain if walking else 0.0,
    )


def needs_answer(offer: Programme, names: Mapping[str, str]) -> NeedsAnswer:
    audience = [
        Resource(
            party=party, kind="audience", name=names["students"], size=size, unit=names["people"], note=""
        )
        for party, size in (("p", 38_000.0), ("e", None))
    ]
    channel = Resource(
        party="p", kind="channel", name=names["groups"], size=12_000.0, unit=names["people"], note=""
    )
    found = Finding(
        notice=lacking.PARTY_WITHOUT_CHANNEL,
        severity=Severity.NOTE,
        facts={"party": names["c"], "others": names["p"]},
    )
    return NeedsAnswer(
        programme=offer.id,
        today=date(2026, 11, 22),
        parties=tuple(PartyCard(id=party.id, name=party.name, role=party.role) for party in offer.parties),
        resources=(*audience, channel),
        shared_audiences=(SharedAudience(listed=tuple(audience), same_name=True),),
        shared_learners=(
            SharedLearners(first="p", second="e", learners=16_436, share_of_first=0.5, share_of_second=0.9),
        ),
        shared_topics=(Topic(concept=names["statistics"], parties=("p", "e"), courses=("J1",)),),
        sole_topics=(),
        channels=(channel,),
        gaps=(Gap(kind=GapKind.CHANNEL, about="c", finding=found, could_fill=("p",)),),
        duties=tuple(
            DutyRow(
                owner=duty.owner,
                task=duty.task,
                due=duty.due,
                days_left=(duty.due - date(2026, 12, 10)).days,
                overdue=duty.due < date(2026, 12, 10),
            )
            for duty in offer.duties
        ),
        notes=(found,),
    )


def keeping_answer(offer: Programme, plan: PlanAnswer) -> KeepingAnswer:
    """Return the first party tempted by a tenth of joint profit, the others by nothing."""
    joint = plan.profit.mean
    tempted = LeverChange(id=offer.levers[0].id, title=offer.levers[0].title, before=90_000.0, after=12_000.0)
    return KeepingAnswer(
        joint=joint,
        temptations=tuple(
            Temptation(
                party=party.id,
                name=party.name,
                gain=0.1 * joint if place == 0 else 0.0,
                others=-0.2 * joint if place == 0 else 0.0,
                most=None if place == 0 else 1.0,
                changes=(tempted,) if place == 0 else (),
            )
            for place, party in enumerate(offer.parties)
        ),
    )


def truth_score(plan: PlanAnswer) -> TruthScore:
    return TruthScore(
        plan=TrueOutcome(profit=0.95 * plan.profit.mean, enrolments=1_250.0, completions=690.0),
        last_year=TrueOutcome(profit=0.8 * plan.profit.mean, enrolments=1_100.0, completions=600.0),
        nothing=TrueOutcome(profit=0.7 * plan.profit.mean, enrolments=900.0, completions=500.0),
        forecast=plan.profit,
        inside=plan.profit.holds(0.95 * plan.profit.mean),
        returns=(),
    )


def answers(locale: Locale, *, trustworthy: bool = True, certified: bool = True, **renamed: str) -> Answers:
    """Return everything about the small programme; ``renamed`` puts other names in place of its own."""
    offer = programme({**NAMES[locale], **renamed})
    fit = fit_answer(offer, trustworthy=trustworthy)
    plan = plan_answer(offer, fit, certified=certified)
    return Answers(programme=offer, fit=fit, plan=plan, split=split_answer(offer, plan))


def content(locale: Locale, *, real: bool = False, needs: bool = True, **options: Any) -> ReportContent:
    """Return everything a report tells; ``real`` leaves the truth out, as real data do."""
    made = answers(locale, **options)
    return ReportContent(
        programme=made.programme,
        fit=made.fit,
        plan=made.plan,
        split=made.split,
        created=date(2026, 11, 22),
        needs=needs_answer(made.programme, NAMES[locale]) if needs else None,
        truth=None if real else TRUTH,
        truth_score=None if real else truth_score(made.plan),
        seed=1,
        keeping=keeping_answer(made.programme, made.plan),
    )
