"""What a whole run says in a terminal: the plan, the shares, the truth where it is known, the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kuajie.domain.terms import Aim
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Heading, Paragraph
from kuajie.present.certificate import certificate_sentence
from kuajie.present.findings import finding_blocks
from kuajie.present.plan import expectation
from kuajie.present.plan_tables import alternative_table
from kuajie.present.reader import Reader
from kuajie.present.split import SHARES, say_total, short_party_table
from kuajie.present.split_tables import recommended
from kuajie.present.trust import others, plan_alerts
from kuajie.usecases.run import RunAnswer
from kuajie.usecases.truth_score import TruthScore

WEEKS = Text(
    en="Parties: {parties}; courses: {courses}; levers: {levers}. History: {weeks} weeks; plan: {horizon} "
    "weeks from {start}.",
    zh="合作方 {parties} 个，课程 {courses} 门，杠杆 {levers} 个；历史 {weeks} 周，"
    "自{start}起计划 {horizon} 周。",
)
TRUTH = Text(
    en="The programme is simulated, so the truth is known: the plan really earns {plan}, doing nothing "
    "{nothing}.",
    zh="本项目为模拟数据，真相已知：该方案真实可得 {plan}，什么都不做可得 {nothing}。",
)
TRUTH_REACHED = Text(
    en="It really reaches {enrolments} enrolments and {completions} completions; doing nothing, "
    "{few} and {fewer}.",
    zh="真实可得报名 {enrolments} 人、完课 {completions} 人；什么都不做时为 {few} 人与 {fewer} 人。",
)
TRUTH_LAST_YEAR = Text(
    en="Repeating last year's spend really earns {last_year}.", zh="照搬去年投入真实可得 {last_year}。"
)
INSIDE = Text(
    en="The true profit lies inside the plan's 90 % interval.", zh="真实收益落在方案的 90% 区间之内。"
)
OUTSIDE = Text(
    en="The true profit lies outside the plan's 90 % interval; the report says what the model lacks.",
    zh="真实收益落在方案的 90% 区间之外；报告说明了模型缺少什么。",
)
REPORT = Text(en="The report is in {file}", zh="报告已写入 {file}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where a report was written."""

    report: Path


def written_blocks(written: Written, locale: Locale) -> Iterator[Block]:
    """Return where the report is."""
    yield Paragraph(REPORT.say(locale, file=written.report))


def run_blocks(answer: RunAnswer, locale: Locale) -> Iterator[Block]:
    """Return the key figures of a run for a terminal, and where the report is."""
    reader = Reader(locale, answer.check.currency)
    yield Heading(answer.check.title)
    yield from plan_alerts(answer.fit.warnings, reader)
    yield Paragraph(_size(answer, reader))
    yield from _plan(answer, reader)
    yield from _split(answer, reader)
    if answer.truth is not None:
        aim = answer.plan.programme.objective.aim
        yield Paragraph(_truth(answer.truth, reader, aim=aim))
    yield from finding_blocks(others((*answer.check.warnings, *answer.split.warnings)), locale)
    if answer.report is not None:
        yield from written_blocks(Written(report=answer.report), locale)


def _size(answer: RunAnswer, reader: Reader) -> str:
    checked = answer.check
    return reader.say(
        WEEKS,
        parties=len(checked.parties),
        courses=len(checked.courses),
        levers=len(checked.levers),
        weeks=checked.weeks,
        horizon=checked.horizon_weeks,
        start=reader.day(checked.horizon_start),
    )


def _plan(answer: RunAnswer, reader: Reader) -> Iterator[Block]:
    plan = answer.plan
    yield Paragraph(expectation(plan, reader))
    yield Paragraph(certificate_sentence(plan, reader))
    yield alternative_table(plan, reader)


def _split(answer: RunAnswer, reader: Reader) -> Iterator[Block]:
    split = answer.split
    yield Paragraph(say_total(split, reader))
    yield Heading(reader.say(SHARES, rule=recommended(split).title))
    yield short_party_table(split, reader)


def _truth(truth: TruthScore, reader: Reader, *, aim: Aim) -> str:
    plan, nothing = reader.money(truth.plan.profit), reader.money(truth.nothing.profit)
    said = [reader.say(TRUTH, plan=plan, nothing=nothing)]
    if truth.last_year is not None:
        said.append(reader.say(TRUTH_LAST_YEAR, last_year=reader.money(truth.last_year.profit)))
    if aim is not Aim.PROFIT:
        facts = {
            "enrolments": truth.plan.enrolments,
            "completions": truth.plan.completions,
            "few": truth.nothing.enrolments,
            "fewer": truth.nothing.completions,
        }
        said.append(reader.say(TRUTH_REACHED, **{name: reader.count(fact) for name, fact in facts.items()}))
    said.append(reader.say(INSIDE if truth.inside else OUTSIDE))
    return "".join(said) if reader.locale == "zh" else " ".join(said)
