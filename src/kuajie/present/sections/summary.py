"""The report on one screen: what the plan earns, who gets what, what is proved, what to beware of."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Severity, Text
from kuajie.present.aim import (
    AIMS,
    TITLES,
    aim_of,
    aims_at_profit,
    say_aim,
    say_aim_range,
    say_gain,
)
from kuajie.present.blocks import Alert, Paragraph
from kuajie.present.certificate import certificate_sentence
from kuajie.present.findings import say_findings
from kuajie.present.page import Bullets, KeyFigure, KeyFigures, PageTable, Part, Section
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.present.split_tables import party_table, recommended
from kuajie.present.trust import CHECKS_NOT_PASSED
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.trust import doubts_among

TITLE = Text(en="In brief", zh="一页结论")
LEAD = Text(
    en="The plan is expected to earn the parties {profit} together over {weeks} weeks from {start}; "
    "90 % interval of the expected profit, if the model is right: {lower} to {upper}.",
    zh="按本方案，各方自{start}起的 {weeks} 周内预计共获联合收益 {profit}；"
    "期望收益的 90% 区间（以模型正确为前提）为 {lower} 至 {upper}。",
)
LEAD_OTHER = Text(
    en="The plan is expected to reach {count} {aim} over {weeks} weeks from {start}, "
    "with joint profit of {profit} (90 % interval {lower} to {upper}).",
    zh="按本方案，自{start}起的 {weeks} 周内预计达到{aim} {count}，"
    "联合收益为 {profit}（90% 区间 {lower} 至 {upper}）。",
)
PROFIT = Text(en="Joint profit", zh="联合收益")
AGAINST = Text(en="Against “{plan}”", zh="相比“{plan}”")
WOULD_EARN = Text(en="which would earn {profit}", zh="该做法预计收益 {profit}")
WOULD_REACH = Text(en="which would reach {value}", zh="该做法预计达到 {value}")
LOSS = Text(en="Chance of a loss", zh="亏损概率")
BELOW = Text(en="Chance of less than the least accepted", zh="低于各方下限之和的可能性")
FLOOR_NOTE = Text(
    en="least accepted in all, without outside profit: {floor}",
    zh="各方下限合计（不含项目外收益）{floor}",
)
LOSS_NOTE = Text(en="over {draws} posterior draws", zh="基于 {draws} 个后验样本")
SPEND = Text(en="Spend, set-up included", zh="投入（含启动成本）")
SPEND_NOTE = Text(en="repeating last year's: {last_year}", zh="照搬去年同期需 {last_year}")
ENROLMENTS = Text(en="Enrolments", zh="报名数")
RANGE_NOTE = Text(en="90 %: {range}", zh="90% 区间：{range}")
SHARES = Text(
    en="By {rule}, every party gets at least what it would earn without the others.",
    zh="按{rule}，每一方所得都不低于不合作时的收益。",
)
SHARES_NOT = Text(
    en="By {rule}, not every party gets what it would earn without the others: cooperation does not pay.",
    zh="按{rule}，并非每一方都不低于不合作时的收益：合作并不划算。",
)
SHARES_FLOOR = Text(
    en="By {rule}, every party gets at least the least profit that it accepts.",
    zh="按{rule}，每一方所得都不低于其下限。",
)
SHARES_BELOW = Text(
    en="By {rule}, not every party gets the least profit that it accepts.",
    zh="按{rule}，并非每一方所得都达到其下限。",
)
GRAVE = Text(en="Do not act on this report yet", zh="暂勿据此行动")
NOT_TRUSTED = Text(
    en="The fit behind this report did not pass its checks, so every number below may be wrong.",
    zh="本报告所依据的拟合没有通过检验，下面的数字都可能有误。",
)
TRUTH_OUTSIDE = Text(
    en="The truth of this simulated programme is known, and the true profit of the plan, {profit}, lies "
    "outside the 90 % interval told here ({range}).",
    zh="本项目为模拟数据，真相已知：方案的真实收益 {profit} 落在本报告的 90% 区间（{range}）之外。",
)
BEWARE = Text(en="Before you rely on it", zh="采用之前请留意")


def summary_section(content: ReportContent, reader: Reader) -> Section:
    """Return the conclusions, warnings first."""
    return Section(
        id="summary",
        title=reader.say(TITLE),
        lead=_expected(content, reader) if content.fit.trustworthy else reader.say(NOT_TRUSTED),
        parts=tuple(_parts(content, reader)),
    )


def _expected(content: ReportContent, reader: Reader) -> str:
    plan, horizon = content.plan, content.programme.horizon
    facts = {
        "profit": reader.money(plan.profit.mean),
        "lower": reader.money(plan.profit.lower),
        "upper": reader.money(plan.profit.upper),
        "weeks": horizon.count,
        "start": reader.day(horizon.start),
    }
    if aims_at_profit(plan):
        return reader.say(LEAD, **facts)
    return reader.say(LEAD_OTHER, **facts, count=say_aim(plan, plan.aim.mean, reader), aim=AIMS[aim_of(plan)])


def _parts(content: ReportContent, reader: Reader) -> Iterator[Part]:
    yield from _alerts(content, reader)
    yield KeyFigures(tuple(key_figures(content.plan, reader)))
    yield PageTable(table=party_table(content.split, reader))
    yield Bullets((_fairness(content, reader), certificate_sentence(content.plan, reader)))


def _alerts(content: ReportContent, reader: Reader) -> Iterator[Part]:
    doubts = doubts_among(content.fit.warnings)
    if not content.fit.trustworthy:
        reasons = tuple(text for _, text in say_findings(doubts, reader.locale))
        yield Alert(title=reader.say(GRAVE), items=reasons or (reader.say(CHECKS_NOT_PASSED),), grave=True)
        yield Paragraph(_expected(content, reader))
    every = (*content.fit.warnings, *content.plan.warnings, *content.split.warnings)
    others = (each for each in every if each.severity is not Severity.NOTE and each not in doubts)
    found = (text for _, text in say_findings(others, reader.locale))
    said = dict.fromkeys((*_misses(content, reader), *found))
    if said:
        yield Alert(title=reader.say(BEWARE), items=tuple(said))


def _misses(content: ReportContent, reader: Reader) -> Iterator[str]:
    """Yield where the truth has already found the forecast wrong."""
    score = content.truth_score
    if score is not None and not score.inside:
        facts = {"profit": reader.money(score.plan.profit), "range": reader.money_range(score.forecast)}
        yield reader.say(TRUTH_OUTSIDE, **facts)


def key_figures(plan: PlanAnswer, reader: Reader) -> Iterator[KeyFigure]:
    """Yield what a plan reaches, how much more that is than its alternatives, what it costs and risks."""
    within = reader.say(RANGE_NOTE, range=say_aim_range(plan, plan.aim, reader))
    yield KeyFigure(reader.say(TITLES[aim_of(plan)]), say_aim(plan, plan.aim.mean, reader), within)
    yield from _against(plan, reader)
    yield _second_figure(plan, reader)
    before, now = reader.money(plan.last_year_spend), reader.money(plan.whole_spend)
    yield KeyFigure(reader.say(SPEND), now, reader.say(SPEND_NOTE, last_year=before))
    yield _risk(plan, reader)


def _against(plan: PlanAnswer, reader: Reader) -> Iterator[KeyFigure]:
    """Yield what the plan reaches of its aim beyond its alternatives."""
    for other in plan.alternatives[1:]:
        said = say_aim(plan, other.aim.mean, reader)
        at_profit = aims_at_profit(plan)
        note = reader.say(WOULD_EARN, profit=said) if at_profit else reader.say(WOULD_REACH, value=said)
        gain = say_gain(plan, plan.aim.mean - other.aim.mean, reader)
        yield KeyFigure(reader.say(AGAINST, plan=other.name), gain, note)


def _second_figure(plan: PlanAnswer, reader: Reader) -> KeyFigure:
    """Return enrolments beside profit, and joint profit beside any other aim."""
    if aims_at_profit(plan):
        said, within = reader.count(plan.enrolments.mean), reader.count_range(plan.enrolments)
        return KeyFigure(reader.say(ENROLMENTS), said, reader.say(RANGE_NOTE, range=within))
    said, within = reader.money(plan.profit.mean), reader.money_range(plan.profit)
    return KeyFigure(reader.say(PROFIT), said, reader.say(RANGE_NOTE, range=within))


def _risk(plan: PlanAnswer, reader: Reader) -> KeyFigure:
    """Return the chance of a loss, or of less than the sum of the floors where parties state any."""
    chance = reader.chance(plan.chance_of_loss)
    if not aims_at_profit(plan):
        return KeyFigure(reader.say(BELOW), chance, reader.say(FLOOR_NOTE, floor=reader.money(plan.floor)))
    draws = reader.count(plan.profit_draws.size)
    return KeyFigure(reader.say(LOSS), chance, reader.say(LOSS_NOTE, draws=draws))


def _fairness(content: ReportContent, reader: Reader) -> str:
    rule = recommended(content.split)
    pays = all(gain >= -0.5 for gain in rule.gains.values())
    if not content.split.aims_at_profit:
        return reader.say(SHARES_FLOOR if pays else SHARES_BELOW, rule=rule.title)
    return reader.say(SHARES if pays else SHARES_NOT, rule=rule.title)
