"""The report on one screen: what the plan earns, who gets what, what is proved, what to beware of."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.domain.terms import Aim
from kuajie.messages import Severity, Text
from kuajie.present.certificate import certificate_sentence
from kuajie.present.page import Alert, Bullets, KeyFigure, KeyFigures, PageTable, Part, Section
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.present.split_tables import party_table, recommended
from kuajie.usecases.plan_answer import PlanAnswer

TITLE = Text(en="In brief", zh="一页结论")
LEAD = Text(
    en="The plan is expected to earn the parties {profit} together over {weeks} weeks from {start}; "
    "nine times in ten the result lies between {lower} and {upper}.",
    zh="按本方案，各方自{start}起的 {weeks} 周内预计共获联合收益 {profit}；十次中有九次落在 {lower} 到 "
    "{upper} 之间。",
)
LEAD_OTHER = Text(
    en="The plan is expected to reach {count} {aim} over {weeks} weeks from {start}, "
    "with joint profit of {profit} (90 % interval {lower} to {upper}).",
    zh="按本方案，自{start}起的 {weeks} 周内预计达到{aim} {count}，"
    "联合收益为 {profit}（90% 区间 {lower} 至 {upper}）。",
)
AIMS = {
    Aim.ENROLMENTS: Text(en="enrolments", zh="报名数"),
    Aim.COMPLETIONS: Text(en="completions", zh="完课数"),
    Aim.MIX: Text(en="enrolments", zh="报名数"),
}
PROFIT = Text(en="Joint profit", zh="联合收益")
AGAINST = Text(en="Against “{plan}”", zh="相比“{plan}”")
WOULD_EARN = Text(en="which would earn {profit}", zh="该做法预计收益 {profit}")
LOSS = Text(en="Chance of a loss", zh="亏损概率")
LOSS_NOTE = Text(en="over {draws} posterior draws", zh="基于 {draws} 个后验样本")
SPEND = Text(en="Spend", zh="总投入")
SPEND_NOTE = Text(en="{last_year} in the same weeks last year", zh="去年同期 {last_year}")
ENROLMENTS = Text(en="Enrolments", zh="报名数")
COMPLETIONS = Text(en="Completions", zh="完课数")
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
    zh="按{rule}，每一方所得都不低于其可接受的下限。",
)
SHARES_BELOW = Text(
    en="By {rule}, not every party gets the least profit that it accepts.",
    zh="按{rule}，并非每一方所得都达到其可接受的下限。",
)
WOULD_REACH = Text(en="enrolments more; it would reach {count}", zh="报名数之差；该做法预计报名 {count}")
GRAVE = Text(en="Do not act on this report yet", zh="暂勿据此行动")
NOT_TRUSTED = Text(
    en="The fit did not pass its sampling checks, so every number below may be wrong.",
    zh="拟合没有通过抽样检验，下面的数字都可能有误。",
)
BEWARE = Text(en="Before you rely on it", zh="采用之前请留意")


def summary_section(content: ReportContent, reader: Reader) -> Section:
    """Return the conclusions, warnings first."""
    return Section(
        id="summary",
        title=reader.say(TITLE),
        lead=_lead(content, reader),
        parts=tuple(_parts(content, reader)),
    )


def _lead(content: ReportContent, reader: Reader) -> str:
    plan, horizon = content.plan, content.programme.horizon
    aim = content.programme.objective.aim
    facts = {
        "profit": reader.money(plan.profit.mean),
        "lower": reader.money(plan.profit.lower),
        "upper": reader.money(plan.profit.upper),
        "weeks": horizon.count,
        "start": reader.day(horizon.start),
    }
    if aim is Aim.PROFIT:
        return reader.say(LEAD, **facts)
    reached = plan.completions if aim is Aim.COMPLETIONS else plan.enrolments.mean
    return reader.say(LEAD_OTHER, **facts, count=reader.count(reached), aim=AIMS[aim])


def _parts(content: ReportContent, reader: Reader) -> Iterator[Part]:
    yield from _alerts(content, reader)
    yield KeyFigures(tuple(_figures(content.plan, reader)))
    yield PageTable(table=party_table(content.split, reader))
    yield Bullets((_fairness(content, reader), certificate_sentence(content.plan, reader)))


def _alerts(content: ReportContent, reader: Reader) -> Iterator[Part]:
    if not content.fit.trustworthy:
        yield Alert(title=reader.say(GRAVE), items=(reader.say(NOT_TRUSTED),), grave=True)
    every = (*content.fit.warnings, *content.plan.warnings, *content.split.warnings)
    said = dict.fromkeys(
        finding.say(reader.locale) for finding in every if finding.severity is not Severity.NOTE
    )
    if said:
        yield Alert(title=reader.say(BEWARE), items=tuple(said))


def _figures(plan: PlanAnswer, reader: Reader) -> Iterator[KeyFigure]:
    before = reader.money(sum(lever.last_year for lever in plan.levers))
    spend = KeyFigure(reader.say(SPEND), reader.money(plan.spend), reader.say(SPEND_NOTE, last_year=before))
    profit = KeyFigure(
        reader.say(PROFIT),
        reader.money(plan.profit.mean),
        reader.say(RANGE_NOTE, range=reader.money_range(plan.profit)),
    )
    enrolments = KeyFigure(
        reader.say(ENROLMENTS),
        reader.count(plan.enrolments.mean),
        reader.say(RANGE_NOTE, range=reader.count_range(plan.enrolments)),
    )
    if plan.programme.objective.aim is Aim.PROFIT:
        yield from (profit, *_more_profit(plan, reader), enrolments, spend, _loss(plan, reader))
    else:
        completions = KeyFigure(reader.say(COMPLETIONS), reader.count(plan.completions))
        yield from (enrolments, *_more_enrolments(plan, reader), completions, spend, profit)


def _more_profit(plan: PlanAnswer, reader: Reader) -> Iterator[KeyFigure]:
    """Yield what the plan earns beyond its alternatives."""
    for other in plan.alternatives[1:]:
        yield KeyFigure(
            reader.say(AGAINST, plan=other.name),
            reader.signed_money(plan.profit.mean - other.profit.mean),
            reader.say(WOULD_EARN, profit=reader.money(other.profit.mean)),
        )


def _more_enrolments(plan: PlanAnswer, reader: Reader) -> Iterator[KeyFigure]:
    """Yield how many enrolments the plan reaches beyond its alternatives."""
    for other in plan.alternatives[1:]:
        yield KeyFigure(
            reader.say(AGAINST, plan=other.name),
            reader.signed_count(plan.enrolments.mean - other.enrolments.mean),
            reader.say(WOULD_REACH, count=reader.count(other.enrolments.mean)),
        )


def _loss(plan: PlanAnswer, reader: Reader) -> KeyFigure:
    draws = reader.say(LOSS_NOTE, draws=reader.count(plan.profit_draws.size))
    return KeyFigure(reader.say(LOSS), reader.chance(plan.chance_of_loss), draws)


def _fairness(content: ReportContent, reader: Reader) -> str:
    rule = recommended(content.split)
    pays = all(gain >= -0.5 for gain in rule.gains.values())
    if not content.split.aims_at_profit:
        return reader.say(SHARES_FLOOR if pays else SHARES_BELOW, rule=rule.title)
    return reader.say(SHARES if pays else SHARES_NOT, rule=rule.title)
