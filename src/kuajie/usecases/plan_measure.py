"""A plan by a measure other than the mean: the search, its bound, and what the measure says of the plan."""

from __future__ import annotations

import math
from collections.abc import Callable

from kuajie.domain.panel import Floats
from kuajie.messages import BadInput, Text
from kuajie.messages.notices import risk as notices
from kuajie.planning.certificate import Bound
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.judge import measure_plan
from kuajie.planning.risk.measure import MeasureKind, RiskMeasure
from kuajie.planning.risk.risk_bound import bound_risk
from kuajie.planning.risk.risk_search import RiskSolution, maximise_risk
from kuajie.planning.risk.worst_case import MOST_SETS, count_sets, worst_case
from kuajie.planning.solution import Solution, Start
from kuajie.usecases.risk_answer import MeasureOutcome


def measure_asked(
    name: str,
    *,
    level: float = 0.2,
    weight: float = 0.5,
    target: float | None = None,
    deviation: float = 0.2,
    weeks: int = 4,
    levers: int = 0,
) -> RiskMeasure:
    """Return the measure that people call ``mean``, ``cvar``, ``chance`` or ``worst-case``.

    Raises ``BadInput`` for a chance without a target and a worst case in which nothing falls.
    """
    if name == "chance":
        if target is None or not math.isfinite(target):
            raise BadInput.of(notices.TARGET_MISSING, place=None)
        return RiskMeasure.chance(target)
    if name == "worst-case":
        if deviation <= 0.0 or weeks + levers == 0:
            raise BadInput.of(notices.NOTHING_FALLS, place=None)
        return RiskMeasure.worst_case(deviation=deviation, weeks=weeks, levers=levers)
    if name == "cvar":
        return RiskMeasure.mean_cvar(level=level, weight=weight)
    if name == "mean":
        return RiskMeasure.mean()
    raise ValueError(f"a measure is mean, cvar, chance or worst-case, not {name!r}")


def by_measure(
    problem: PlanningProblem,
    measure: RiskMeasure,
    mean_plan: Solution,
    *,
    certified: bool,
    progress: Callable[[float], None],
) -> tuple[RiskSolution, Bound | None]:
    """Return the best plan by a measure, searched from the plan of the best mean, and a bound on the measure.

    Raises ``BadInput`` for a worst case over more sets of levers than can be gone through.
    """
    if count_sets(problem.levers, measure.levers) > MOST_SETS:
        facts = {"levers": measure.levers, "of": problem.levers}
        raise BadInput.of(notices.TOO_MANY_LEVER_SETS, place=None, **facts)
    start = Start(spend=mean_plan.spend, prices=mean_plan.prices)
    found = maximise_risk(problem, measure, starts=(start,), progress=progress)
    return found, bound_risk(found, problem) if certified else None


def measure_outcome(
    found: RiskSolution, problem: PlanningProblem, judge: PlanningProblem, spend: Floats, prices: Floats
) -> MeasureOutcome:
    """Return what the plan as told (``spend``, ``prices``) reaches of a measure.

    ``problem`` holds the draws that found it, ``judge`` the others.
    """
    measure, mean_plan = found.measure, found.mean_plan
    weeks: tuple[int, ...] = ()
    levers: tuple[str, ...] = ()
    if measure.kind is MeasureKind.WORST_CASE:
        worst = worst_case(judge, measure, spend, prices)
        weeks = tuple(week for week, falls in enumerate(worst.weeks.tolist()) if falls)
        levers = tuple(judge.lever_name(lever) for lever in worst.levers)
    return MeasureOutcome(
        measure=measure,
        found_with=measure_plan(problem, measure, spend, prices),
        held_out=measure_plan(judge, measure, spend, prices),
        mean_plan=found.mean_plan_value,
        mean_plan_held_out=measure_plan(judge, measure, mean_plan.spend, mean_plan.prices),
        given_up=found.mean_plan.value - found.solution.value,
        weeks=weeks,
        levers=levers,
    )


def measure_in_words(measure: RiskMeasure) -> Text:
    """Return what a certificate on a measure is about, to stand before the problem it bounds."""
    words = IN_WORDS[measure.kind]
    facts = {
        "level": f"{measure.level:.0%}",
        "weight": f"{measure.weight:.0%}",
        "target": f"{measure.target:,.0f}",
        "deviation": f"{measure.deviation:.0%}",
        "weeks": measure.weeks,
        "levers": measure.levers,
    }
    return Text(en=words.say("en", **facts), zh=words.say("zh", **facts))


def measured_problem(measure: RiskMeasure, problem: Text) -> Text:
    """Return which problem a certificate on a measure is about, given the problem's own words."""
    if measure.kind is MeasureKind.MEAN:
        return problem
    facts = {"measure": measure_in_words(measure), "problem": problem}
    return Text(en=MEASURED.say("en", **facts), zh=MEASURED.say("zh", **facts))


MEASURED = Text(en="{measure}; {problem}", zh="{measure}；{problem}")

IN_WORDS = {
    MeasureKind.MEAN: Text(en="the mean over draws", zh="各样本的均值"),
    MeasureKind.MEAN_CVAR: Text(
        en="{weight} of the mean over the worst {level} of draws and the rest of the mean over all",
        zh="最差 {level} 样本的均值占 {weight}，其余为全部样本的均值",
    ),
    MeasureKind.CHANCE: Text(en="the chance of reaching {target}", zh="达到 {target} 的概率"),
    MeasureKind.WORST_CASE: Text(
        en="the mean when organic demand falls by {deviation} in the {weeks} weeks where that hurts most, "
        "and {levers} levers are weaker by {deviation}",
        zh="在影响最大的 {weeks} 周内自然需求下降 {deviation}、且 {levers} 个杠杆减弱 {deviation} 时的均值",
    ),
}
