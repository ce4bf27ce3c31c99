"""What a plan was made for when it was not the mean, in words."""

from __future__ import annotations

from datetime import timedelta

from kuajie.messages import Text
from kuajie.planning.risk.measure import MeasureKind, RiskMeasure
from kuajie.present.aim import say_aim
from kuajie.present.blocks import Table
from kuajie.present.plan_tables import EVERYBODY, PARTY, RANGE, columns
from kuajie.present.reader import Reader
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.risk_answer import MeasureOutcome

MEASURES = {
    MeasureKind.MEAN: Text(en="the mean", zh="均值"),
    MeasureKind.MEAN_CVAR: Text(
        en="a mix of the mean over the worst {level} of draws (weight {weight}) and the mean over all",
        zh="最差 {level} 样本的均值（权重 {weight}）与全部样本均值的加权",
    ),
    MeasureKind.CHANCE: Text(en="the chance of reaching {target}", zh="达到 {target} 的概率"),
    MeasureKind.WORST_CASE: Text(
        en="the mean in the worst case: wherever that hurts most, organic demand is lower by {deviation} in "
        "{weeks} weeks, and {levers} levers are weaker by {deviation}",
        zh="最坏情形下的均值：在影响最大处，{weeks} 周自然需求下降 {deviation}，"
        "{levers} 个杠杆减弱 {deviation}",
    ),
}
REACHED = Text(
    en="This plan makes large {measure}, which reaches {found} on the draws that found it and {held} on the "
    "others; the plan of the best mean reaches {mean_found} and {mean_held}. For that it gives up {given_up} "
    "of the mean.",
    zh="本方案最大化的是{measure}：在寻优样本上为 {found}，在其余样本上为 {held}；"
    "均值最优的方案分别为 {mean_found} 与 {mean_held}。为此均值降低 {given_up}。",
)
NOT_CONFIRMED = Text(
    en="The other draws do not confirm that this plan is better by what it was made for than the plan of the "
    "best mean: find it with more draws (--draws 400).",
    zh="其余样本并未证实本方案在所求目标上优于均值最优的方案：请用更多样本寻优（--draws 400）。",
)
WEEKS_FALL = Text(
    en="On the others the worst weeks are those of {weeks}.",
    zh="在其余样本上，影响最大的是以下各周：{weeks}。",
)
LEVERS_FALL = Text(
    en="On the others the levers it depends on most: {levers}.",
    zh="在其余样本上，最依赖的杠杆：{levers}。",
)


def say_measure(plan: PlanAnswer, measure: RiskMeasure, reader: Reader) -> str:
    """Return what is made large, in words."""
    return reader.say(
        MEASURES[measure.kind],
        level=reader.share(measure.level),
        weight=reader.share(measure.weight),
        target=say_aim(plan, measure.target, reader),
        deviation=reader.share(measure.deviation),
        weeks=measure.weeks,
        levers=measure.levers,
    )


def say_measured(plan: PlanAnswer, measure: RiskMeasure, value: float, reader: Reader) -> str:
    """Return a value of a measure: a chance, or an amount of the programme's aim."""
    if measure.kind is MeasureKind.CHANCE:
        return reader.chance(value)
    return say_aim(plan, value, reader)


def measure_sentences(plan: PlanAnswer, reader: Reader) -> list[str]:
    """Return what the plan was made for and what it reaches of it; nothing for the mean."""
    told = plan.measured
    if told is None:
        return []
    values = {
        "found": told.found_with,
        "held": told.held_out,
        "mean_found": told.mean_plan,
        "mean_held": told.mean_plan_held_out,
    }
    said = {name: say_measured(plan, told.measure, value, reader) for name, value in values.items()}
    first = reader.say(
        REACHED,
        measure=say_measure(plan, told.measure, reader),
        given_up=say_aim(plan, max(told.given_up, 0.0), reader),
        **said,
    )
    unsure = [reader.say(NOT_CONFIRMED)] if told.held_out < told.mean_plan_held_out else []
    return [first, *unsure, *_worst_sentences(plan, told, reader)]


def _worst_sentences(plan: PlanAnswer, told: MeasureOutcome, reader: Reader) -> list[str]:
    start = plan.programme.horizon.start
    said = []
    if told.weeks:
        days = [reader.short_day(start + timedelta(weeks=week)) for week in told.weeks]
        said.append(reader.say(WEEKS_FALL, weeks=reader.listing(days)))
    if told.levers:
        said.append(reader.say(LEVERS_FALL, levers=reader.listing(list(told.levers))))
    return said


EACH_PARTY = Text(en="How each party may come out", zh="各方可能的结果")
EXPECTED = Text(en="Expected", zh="预期")
LOSS = Text(en="Loss", zh="亏损概率")
WORST_TWENTIETH = Text(en="Worst 5 %", zh="最差 5%")
EACH_PARTY_NOTE = Text(
    en="Profit from the programme under today's terms, before any further payment: revenue by the agreed "
    "shares, unit costs and spend by who bears them. Unsure response and random weeks are both counted, so "
    "the range is wider than that of expected profit. Worst 5 %: the mean of the worst twentieth.",
    zh="按现行条款、未作其他支付前各方从项目得到的收益：收入按约定分成，单位成本与投入由承担方负担。"
    "响应的不确定与各周的随机波动均已计入，因此范围比预期收益的区间更宽。最差 5%：最差二十分之一结果的均值。",
)


def party_risk_table(plan: PlanAnswer, reader: Reader) -> Table:
    """Return how the profit of every party, and of all together, may turn out."""
    rows = tuple(
        (
            risk.party or reader.say(EVERYBODY),
            reader.money(risk.profit.mean),
            reader.money_range(risk.profit),
            reader.chance(risk.chance_of_loss),
            reader.money(risk.worst),
        )
        for risk in plan.party_risks
    )
    named = ((PARTY, False), (EXPECTED, True), (RANGE, True), (LOSS, True), (WORST_TWENTIETH, True))
    return Table(columns=columns(reader, *named), rows=rows)
