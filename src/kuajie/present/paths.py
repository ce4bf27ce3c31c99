"""Learning paths as blocks for a terminal: the courses in order, why each, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kuajie.domain.money import Money
from kuajie.knowledge.paths.request import Outcome, Why
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.numbers import say_money
from kuajie.present.reader import Reader
from kuajie.usecases.course_cards import CourseCard
from kuajie.usecases.learning_path import PathAnswer, PathGap, PathReason

OPENINGS: Mapping[Outcome, Text] = {
    Outcome.FOUND: Text(
        en="To “{target}”: {courses} courses of {parties}, {price}.",
        zh="学到“{target}”需 {courses} 门课程，由{parties}提供，共 {price}。",
    ),
    Outcome.ALREADY: Text(
        en="“{target}” is known already; nothing is left to take.", zh="“{target}”已经掌握，无需再学。"
    ),
    Outcome.UNREACHABLE: Text(en="No courses lead to “{target}”.", zh="没有课程能通向“{target}”。"),
    Outcome.OVER_BUDGET: Text(
        en="No path to “{target}” is within the budget; the cheapest costs {price}.",
        zh="预算内没有通向“{target}”的路径，最省的一条需 {price}。",
    ),
}
ONE = Text(
    en="To “{target}”: 1 course of {parties}, {price}.",
    zh="学到“{target}”只需 1 门课程，由{parties}提供，{price}。",
)
HAD = Text(en="Taken or known already: {had}.", zh="已学或已掌握：{had}。")
PROVED = Text(
    en="No other path {least} ({considered} courses looked at).",
    zh="没有{least}的路径（已比较 {considered} 门课程）。",
)
CHEAPER = Text(en="costs less", zh="更省钱")
SHORTER = Text(en="has fewer courses", zh="课程更少")
MISSING = Text(en="Missing on the way", zh="途中缺少")
BLOCKED = Text(
    en="These lead there, but not as asked for: {courses}.",
    zh="以下课程可以通向目标，但不符合所设条件：{courses}。",
)
GAP = Text(en="“{thing}”: no course of any party teaches it.", zh="“{thing}”：没有任何一方的课程教授。")
GAP_ELSEWHERE = Text(
    en="“{thing}”: only taught by courses not asked for: {courses}.",
    zh="“{thing}”：只有不符合条件的课程教授：{courses}。",
)
GAP_FOR = Text(en=" Needed for {courses}.", zh="学习{courses}需要它。")
WAY = Text(en="Path", zh="路径")
NUMBER, COURSE, PARTY = Text(en="No.", zh="序号"), Text(en="Course", zh="课程"), Text(en="Party", zh="合作方")
PRICE, WHY = Text(en="Price", zh="价格"), Text(en="Why", zh="理由")
OFFERED = Text(en="{title} ({provider})", zh="{title}（{provider}）")
QUOTED = Text(en="“{name}”", zh="“{name}”")
UNKNOWN = "—"

REASONS: Mapping[Why, Text] = {
    Why.TARGET: Text(en="the target", zh="即目标课程"),
    Why.GIVES_TARGET: Text(en="teaches {thing}, the target", zh="教授目标“{thing}”"),
    Why.FOR_OCCUPATION: Text(en="is for this occupation", zh="面向该职业"),
    Why.OCCUPATION_NEEDS: Text(en="the occupation needs {thing}", zh="该职业需要“{thing}”"),
    Why.COURSE_REQUIRES: Text(en="“{later}” requires it", zh="“{later}”要求先修本课"),
    Why.CONCEPT_REQUIRES: Text(
        en="{topic} in “{later}” requires {thing}", zh="“{later}”中的“{topic}”需先学“{thing}”"
    ),
    Why.COURSE_NEEDS: Text(en="“{later}” needs {thing}", zh="“{later}”需先掌握“{thing}”"),
}
REASONS_SHOWN = 3


def path_blocks(answer: PathAnswer, locale: Locale) -> Iterator[Block]:
    """Return a path for an 80-column terminal."""
    reader = Reader(locale, answer.currency)
    yield Paragraph(_opening(answer, reader))
    if answer.steps:
        yield Heading(reader.say(WAY))
        yield _steps(answer, reader)
    if answer.outcome is Outcome.FOUND and answer.gap < 0.005:
        least = SHORTER if answer.least == "courses" else CHEAPER
        yield Paragraph(reader.say(PROVED, least=least, considered=reader.count(answer.considered)))
    if answer.gaps:
        yield Heading(reader.say(MISSING))
        for gap in answer.gaps:
            yield Paragraph(_gap(gap, reader))
    elsewhere = {card for gap in answer.gaps for card in gap.elsewhere}
    if blocked := [card for card in answer.blocked if card not in elsewhere]:
        yield Paragraph(reader.say(BLOCKED, courses=_cards(blocked, reader)))
    yield from finding_blocks(answer.warnings, locale)


def _opening(answer: PathAnswer, reader: Reader) -> str:
    parties = list(dict.fromkeys(step.course.provider for step in answer.steps))
    amount = answer.least_price if answer.outcome is Outcome.OVER_BUDGET else answer.price
    text = ONE if answer.outcome is Outcome.FOUND and len(answer.steps) == 1 else OPENINGS[answer.outcome]
    told = reader.say(
        text,
        target=answer.target,
        courses=reader.count(len(answer.steps)),
        parties=reader.listing(parties),
        price=_money(amount, answer.currency, reader),
    )
    had = [reader.say(QUOTED, name=name) for name in answer.taken]
    return f"{told} {reader.say(HAD, had=reader.listing(had))}" if had else told


def _steps(answer: PathAnswer, reader: Reader) -> Table:
    columns = (
        Column(reader.say(NUMBER), number=True),
        Column(reader.say(COURSE)),
        Column(reader.say(PARTY)),
        Column(reader.say(PRICE), number=True),
        Column(reader.say(WHY)),
    )
    rows = tuple(
        (
            str(place),
            step.course.title,
            step.course.provider,
            _money(step.course.price, step.course.currency, reader),
            _reasons(step.reasons, reader),
        )
        for place, step in enumerate(answer.steps, start=1)
    )
    return Table(columns=columns, rows=rows)


def _reasons(reasons: tuple[PathReason, ...], reader: Reader) -> str:
    told = [
        reader.say(REASONS[each.why], later=each.later, thing=each.thing, topic=each.topic)
        for each in reasons[:REASONS_SHOWN]
    ]
    return reader.say(Text(en="; ", zh="；")).join(told)


def _gap(gap: PathGap, reader: Reader) -> str:
    if gap.elsewhere:
        told = reader.say(GAP_ELSEWHERE, thing=gap.thing, courses=_cards(list(gap.elsewhere), reader))
    else:
        told = reader.say(GAP, thing=gap.thing)
    courses = [reader.say(QUOTED, name=name) for name in gap.needed_for]
    return told + (reader.say(GAP_FOR, courses=reader.listing(courses)) if courses else "")


def _cards(cards: list[CourseCard], reader: Reader) -> str:
    return reader.listing([reader.say(OFFERED, title=each.title, provider=each.provider) for each in cards])


def _money(amount: int | None, currency: str, reader: Reader) -> str:
    if amount is None:
        return UNKNOWN
    if not currency:
        return reader.count(amount)
    return say_money(Money(amount, currency), reader.locale, exact=True).removesuffix(".00")
