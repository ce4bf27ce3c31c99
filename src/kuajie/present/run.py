"""The key figures of a whole run, as a manager reads them first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.reader import Reader
from kuajie.usecases.run import RunAnswer
from kuajie.usecases.split_answer import SplitAnswer
from kuajie.usecases.truth_score import TruthScore

WEEKS = Text(
    en="{parties} parties, {courses} courses, {levers} levers; {weeks} weeks of history, "
    "{horizon} weeks to plan.",
    zh="{parties} 个合作方，{courses} 门课程，{levers} 个杠杆；历史 {weeks} 周，计划 {horizon} 周。",
)
FIGURE = Text(en="Key figure", zh="关键数字")
VALUE = Text(en="Value", zh="数值")
RANGE = Text(en="90 % interval", zh="90% 区间")
PROFIT = Text(en="Joint profit of the plan", zh="方案的联合收益")
ENROLMENTS = Text(en="Enrolments", zh="报名数")
COMPLETIONS = Text(en="Completions", zh="完课数")
SPEND = Text(en="Spend, set-up costs included", zh="投入（含启动成本）")
LOSS = Text(en="Chance of a loss", zh="亏损的可能性")
GAP = Text(en="No plan can be better by more than", zh="任何方案最多再好")
ALTERNATIVE = Text(en="Joint profit if: {name}", zh="联合收益，若：{name}")
SURPLUS = Text(en="Gain from cooperating", zh="合作带来的增益")
SHARES = Text(en="Who gets what ({rule})", zh="各方所得（{rule}）")
PARTY = Text(en="Party", zh="合作方")
FAIR = Text(en="Fair share", zh="公平份额")
ALONE = Text(en="Without cooperation", zh="不合作时")
TRANSFER = Text(en="To receive (+) or pay (-)", zh="应收（+）或应付（-）")
TRUTH = Text(
    en="Since this programme is simulated, the truth is known: the plan really earns {plan}, "
    "doing nothing {nothing}.",
    zh="本项目为模拟数据，真相已知：该方案真实可得 {plan}，什么都不做可得 {nothing}。",
)
TRUTH_LAST_YEAR = Text(
    en="Repeating last year's spend earns {last_year}.", zh="照搬去年投入可得 {last_year}。"
)
INSIDE = Text(en="The true profit lies inside the interval above.", zh="真实收益落在上面的区间之内。")
OUTSIDE = Text(
    en="The true profit lies outside the interval above; the report says what the model lacks.",
    zh="真实收益落在上面的区间之外；报告说明了模型缺少什么。",
)
WARNINGS = Text(en="What to watch", zh="需要注意")
REPORT = Text(en="The report is in {file}", zh="报告已写入 {file}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where a report was written."""

    report: Path | None


def written_blocks(written: Written, locale: Locale) -> Iterator[Block]:
    """Return where the report is."""
    yield Paragraph(REPORT.say(locale, file=written.report))


def run_blocks(answer: RunAnswer, locale: Locale) -> Iterator[Block]:
    """Return the key figures of a run, the shares, the truth where it is known, and where the report is."""
    reader = Reader(locale, answer.check.currency)
    checked = answer.check
    yield Heading(checked.title)
    yield Paragraph(
        reader.say(
            WEEKS,
            parties=len(checked.parties),
            courses=len(checked.courses),
            levers=len(checked.levers),
            weeks=checked.weeks,
            horizon=checked.horizon_weeks,
        )
    )
    yield Table(
        columns=(
            Column(reader.say(FIGURE)),
            Column(reader.say(VALUE), number=True),
            Column(reader.say(RANGE), number=True),
        ),
        rows=tuple(_figures(answer, reader)),
    )
    yield _shares(answer.split, reader)
    if answer.truth is not None:
        yield Paragraph(_truth(answer.truth, reader))
    findings = (*answer.check.warnings, *answer.split.warnings)
    if findings:
        yield Heading(reader.say(WARNINGS))
        yield from finding_blocks(findings, locale)
    if answer.report is not None:
        yield from written_blocks(Written(report=answer.report), locale)


def _figures(answer: RunAnswer, reader: Reader) -> Iterator[tuple[str, str, str]]:
    plan, surplus = answer.plan, answer.split.surplus
    yield reader.say(PROFIT), reader.money(plan.profit.mean), reader.money_range(plan.profit)
    for other in plan.alternatives[1:]:
        name = reader.say(ALTERNATIVE, name=other.name)
        yield name, reader.money(other.profit.mean), reader.money_range(other.profit)
    yield reader.say(ENROLMENTS), reader.count(plan.enrolments.mean), reader.count_range(plan.enrolments)
    yield reader.say(COMPLETIONS), reader.count(plan.completions), ""
    yield reader.say(SPEND), reader.money(plan.spend + plan.set_up), ""
    yield reader.say(LOSS), reader.share(plan.chance_of_loss), ""
    yield reader.say(SURPLUS), reader.money(surplus.mean), reader.money_range(surplus)
    gap = plan.plan.certificate.gap
    if gap is not None:
        yield reader.say(GAP), reader.share(gap), ""


def _shares(split: SplitAnswer, reader: Reader) -> Table:
    rule = next(rule for rule in split.rules if rule.rule == split.recommended)
    return Table(
        title=reader.say(SHARES, rule=rule.title),
        columns=(
            Column(reader.say(PARTY)),
            *(Column(reader.say(text), number=True) for text in (FAIR, RANGE, ALONE, TRANSFER)),
        ),
        rows=tuple(
            (
                account.name,
                reader.money(account.fair),
                reader.money_range(rule.shares[account.party]),
                reader.money(account.alone),
                reader.signed_money(account.transfer),
            )
            for account in split.accounts
        ),
    )


def _truth(truth: TruthScore, reader: Reader) -> str:
    said = [
        reader.say(TRUTH, plan=reader.money(truth.plan.profit), nothing=reader.money(truth.nothing.profit))
    ]
    if truth.last_year is not None:
        said.append(reader.say(TRUTH_LAST_YEAR, last_year=reader.money(truth.last_year.profit)))
    said.append(reader.say(INSIDE if truth.inside else OUTSIDE))
    return (" " if reader.locale == "en" else "").join(said)
