"""Reasons of a recommendation, and what was ruled out, in words."""

from __future__ import annotations

from collections.abc import Mapping

from kuajie.knowledge.choosing.limits import Limit
from kuajie.knowledge.choosing.reasons import Reason, ReasonKind
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Column, Table
from kuajie.present.reader import Reader
from kuajie.usecases.recommend import RecommendAnswer

LEARNER = Text(en="Learner", zh="学员")
COURSE = Text(en="Course", zh="课程")
WHY = Text(en="Why", zh="理由")
JOIN = Text(en="; ", zh="；")
SENTENCES: Mapping[ReasonKind, Text] = {
    ReasonKind.BUILDS_ON: Text(en="builds on “{course}”", zh="以学过的“{course}”为先修"),
    ReasonKind.TAKEN_TOGETHER: Text(
        en="{learners} of {among} who took “{course}” took it too",
        zh="学过“{course}”的 {among} 人中有 {learners} 人也学了它",
    ),
    ReasonKind.POPULAR: Text(
        en="popular: {learners} of {among} learners took it", zh="热门：{among} 位学员中有 {learners} 位学过"
    ),
}
SHARED_BY: Mapping[str, Text] = {
    "about": Text(en="about {value}, as “{course}”", zh="与“{course}”同样涉及“{value}”"),
    "develops": Text(en="develops {value}, as “{course}”", zh="与“{course}”同样培养“{value}”"),
    "taught_by": Text(en="taught by {value}, as “{course}”", zh="与“{course}”同由{value}授课"),
    "in_subject": Text(en="in {value}, as “{course}”", zh="与“{course}”同属“{value}”"),
    "for_occupation": Text(en="for {value}, as “{course}”", zh="与“{course}”同样面向{value}"),
    "offered_by": Text(en="offered by {value}, as “{course}”", zh="与“{course}”同由{value}开设"),
}
"""What two courses share, by the relation."""
FILE_NAMES: Mapping[str, str] = {
    "concept": "about",
    "skill": "develops",
    "teacher": "taught_by",
    "category": "in_subject",
    "field": "in_subject",
    "target_audience": "for_occupation",
    "school": "offered_by",
}
LIMIT_NAMES: Mapping[Limit, Text] = {
    Limit.OWNED: Text(en="taken already", zh="已学过"),
    Limit.PROVIDER: Text(en="another provider's", zh="其他合作方的课程"),
    Limit.SEATS: Text(en="no seats left", zh="名额已满"),
    Limit.LANGUAGE: Text(en="language", zh="授课语言不符"),
    Limit.LEVEL: Text(en="level", zh="难度级别不符"),
    Limit.PRICE: Text(en="price", zh="价格过高"),
    Limit.PREREQUISITE: Text(en="prerequisites not met", zh="未满足先修要求"),
    Limit.CONSENT: Text(en="no consent", zh="未获授权"),
}
NEW = Text(en="new: nobody has taken it yet", zh="新课程：还没有人学过")
BARRED = Text(
    en="Ruled out, in pairs of a learner and a course: {limits}.", zh="按“学员 × 课程”计，排除了：{limits}。"
)
ONE_LIMIT = Text(en="{name} {count}", zh="{name} {count}")
SHOWN, EACH = 4, 3


def barred_sentence(answer: RecommendAnswer, reader: Reader) -> str | None:
    """Return how many pairs of a learner and a course each limit ruled out; ``None`` where none did."""
    named = [
        reader.say(ONE_LIMIT, name=reader.say(LIMIT_NAMES[limit]), count=reader.count(count))
        for limit, count in sorted(answer.barred.items(), key=lambda pair: -pair[1])
    ]
    return reader.say(BARRED, limits=reader.listing(named)) if named else None


def reasons_table(answer: RecommendAnswer, reader: Reader) -> Table:
    """Return the first courses of the first learners, each with its reasons."""
    rows = []
    for learner, ranked, reasons in zip(
        answer.learner_ids[:SHOWN], answer.ranked[:SHOWN].tolist(), answer.reasons[:SHOWN], strict=True
    ):
        named = [(place, why) for place, why in zip(ranked, reasons, strict=True) if place >= 0][:EACH]
        for number, (place, why) in enumerate(named):
            rows.append(
                (learner if number == 0 else "", course_name(answer, place), said(answer, why, reader))
            )
    columns = (Column(reader.say(LEARNER)), Column(reader.say(COURSE)), Column(reader.say(WHY)))
    return Table(columns=columns, rows=tuple(rows))


def course_name(answer: RecommendAnswer, place: int) -> str:
    """Return what people call a course: its title, or its id."""
    return answer.titles[place] or answer.course_ids[place]


def said(answer: RecommendAnswer, reasons: tuple[Reason, ...], reader: Reader) -> str:
    """Return reasons in words."""
    return reader.say(JOIN).join(_said(answer, reason, reader) for reason in reasons)


def reasons_said(answer: RecommendAnswer, locale: Locale) -> list[list[str]]:
    """Return the reasons of every course of every learner that was explained, in words."""
    reader = Reader(locale, "")
    return [[said(answer, why, reader) for why in courses] for courses in answer.reasons]


def _said(answer: RecommendAnswer, reason: Reason, reader: Reader) -> str:
    facts = {
        "course": course_name(answer, reason.course) if reason.course >= 0 else "",
        "value": reason.value,
        "learners": reader.count(reason.learners),
        "among": reader.count(reason.among),
    }
    if reason.kind is ReasonKind.SHARES:
        return reader.say(SHARED_BY[FILE_NAMES.get(reason.relation, reason.relation)], **facts)
    if reason.kind is ReasonKind.POPULAR and not reason.learners:
        return reader.say(NEW)
    return reader.say(SENTENCES[reason.kind], **facts)
