"""What the guards found, as blocks for a terminal and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kuajie.messages import Finding, Locale, Severity, Text
from kuajie.present.blocks import Block, Heading, Paragraph
from kuajie.present.findings import finding_blocks
from kuajie.present.guard_piles import pile_blocks, pile_of
from kuajie.present.reader import Reader
from kuajie.present.record import as_record
from kuajie.settlement.guards.rules import Guard
from kuajie.usecases.check_guards import NAMES, GuardAnswer, Outcome

CHECKED = {
    Guard.REFERRAL: Text(en="Clauses checked: {count}.", zh="已检查条款 {count} 条。"),
    Guard.PREPAID: Text(en="Order lines checked: {count}.", zh="已检查订单 {count} 行。"),
    Guard.CLAIMS: Text(en="Titles and texts checked: {count}.", zh="已检查标题与文案 {count} 份。"),
    Guard.CONSENT: Text(en="Shares checked: {count}.", zh="已检查共享项 {count} 项。"),
}
NO_K12 = Text(
    en="Nothing to check: no course is marked as for schoolchildren ([guards] k12), or no order is of one.",
    zh="没有可检查的内容：没有标明面向中小学生的课程（[guards] k12），或没有相关订单。",
)
CLEAR = Text(en="Nothing found.", zh="未发现问题。")
OFF = Text(en="Switched off in programme.toml: {reason}", zh="已在 programme.toml 中停用：{reason}")
UNDER = Text(en="“{title}”, under the rules of {country}.", zh="“{title}”，按 {country} 的规则检查。")
UNDER_DEFAULT = Text(
    en="“{title}”, under cautions that cite no law.", zh="“{title}”，按未引用法律的一般提示检查。"
)
SUMS = Text(
    en="Against the rules: {against}. To look at: {look}.", zh="违反规则 {against} 处，需要留意 {look} 处。"
)
SETTLES = Text(
    en="Statements and reconciliation use number, course, day and amounts of orders and nothing that names "
    "learners or buyers, so they go on when consent is withdrawn.",
    zh="结算对账单与双方对账只使用订单号、课程、日期与金额，不含学员或购买人信息；撤回同意不影响结算。",
)
NO_CLAUSE = Text(
    en="Nothing to check: the terms pay no referrals.",
    zh="没有可检查的内容：本项目未约定推荐奖励。",
)
ALL_CLEAR = Text(en="No guard found anything against the rules.", zh="各项检查均未发现违反规则之处。")
ADVICE = Text(
    en="The lists find what to look at; they are no legal advice.", zh="规则用于提示风险，不构成法律意见。"
)


def guard_blocks(answer: GuardAnswer, locale: Locale) -> Iterator[Block]:
    """Return every guard with what it found, then the sums."""
    reader = Reader(locale, "")
    under = UNDER if answer.country else UNDER_DEFAULT
    facts = {"country": answer.country} if answer.country else {}
    yield Paragraph(reader.say(under, title=answer.title, **facts))
    yield from finding_blocks(answer.warnings, locale)
    for outcome in answer.outcomes:
        yield Heading(reader.say(NAMES[outcome.guard]))
        yield from _outcome(outcome, reader)
    joint = " " if locale == "en" else ""
    sums = reader.say(SUMS, against=reader.count(answer.against), look=reader.count(_to_look_at(answer)))
    lead = sums if answer.against or _to_look_at(answer) else reader.say(ALL_CLEAR)
    yield Heading(reader.say(RESULT))
    yield Paragraph(joint.join([lead, reader.say(ADVICE)]))


RESULT = Text(en="Result", zh="结果")


def _to_look_at(answer: GuardAnswer) -> int:
    return sum(each.severity is Severity.WARNING for outcome in answer.outcomes for each in outcome.findings)


def _outcome(outcome: Outcome, reader: Reader) -> Iterator[Block]:
    if outcome.off:
        yield Paragraph(reader.say(OFF, reason=outcome.off))
        return
    if outcome.guard is Guard.PREPAID and not outcome.checked:
        yield Paragraph(reader.say(NO_K12))
    elif outcome.guard is Guard.REFERRAL and not outcome.checked:
        yield Paragraph(reader.say(NO_CLAUSE))
    else:
        said = [reader.say(CHECKED[outcome.guard], count=reader.count(outcome.checked))]
        if not outcome.findings:
            said.append(reader.say(CLEAR))
        yield Paragraph((" " if reader.locale == "en" else "").join(said))
    ordered = sorted(outcome.findings, key=lambda each: ORDER.index(each.severity))
    piles: dict[tuple[object, ...], list[Finding]] = {}
    for finding in ordered:
        piles.setdefault(pile_of(finding), []).append(finding)
    for same in piles.values():
        yield from pile_blocks(same, reader)
    if outcome.guard is Guard.CONSENT:
        yield Paragraph(reader.say(SETTLES))


ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def guard_record(answer: GuardAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values, with every finding."""
    return {
        "title": answer.title,
        "country": answer.country,
        "copies": answer.copies,
        "against": answer.against,
        "to_look_at": _to_look_at(answer),
        "guards": [
            {
                "guard": str(outcome.guard),
                "off": outcome.off or None,
                "checked": as_record(outcome.checked, locale),
                "findings": [each.as_record(locale) for each in outcome.findings],
            }
            for outcome in answer.outcomes
        ],
        "sources": [
            {
                "id": source.id,
                "name": source.name.say(locale),
                "checked": str(source.checked),
                "rests_on": source.rests_on,
            }
            for source in answer.sources
        ],
        "warnings": [each.as_record(locale) for each in answer.warnings],
    }
