"""Courses not sold yet, beside a plan: what they would bring without levers."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.reader import Reader
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.plan_launches import LaunchOutlook

TITLE = Text(en="Not sold yet, beside the plan", zh="尚未开售的课程（不计入方案）")
NOTE = Text(
    en="Expected over the horizon without levers, at the list price less all unit costs, before refunds: the "
    "most it could be where learners have part of a course already. The plan does not count it, because "
    "nothing is known yet of how these courses respond.",
    zh="周期内没有投入时的预计值，按原价扣除单位成本，未计退款；若学员已学过其中一部分，这是上限。"
    "这些课程的响应尚不可知，方案未将其计入。",
)
COURSE, PARTIES = Text(en="Course", zh="课程"), Text(en="Parties", zh="合作方")
PRICE, ENROLMENTS = Text(en="Price", zh="价格"), Text(en="Enrolments", zh="报名")
PROFIT = Text(en="Would bring", zh="预计收益")


def launch_blocks(answer: PlanAnswer, reader: Reader) -> Iterator[Block]:
    """Return what courses not sold yet would bring, nothing where there are none."""
    if not answer.launches:
        return
    yield Heading(reader.say(TITLE))
    columns = (
        Column(reader.say(COURSE)),
        Column(reader.say(PARTIES)),
        Column(reader.say(PRICE), number=True),
        Column(reader.say(ENROLMENTS), number=True),
        Column(reader.say(PROFIT), number=True),
    )
    yield Table(columns=columns, rows=tuple(_row(each, answer, reader) for each in answer.launches))
    yield Paragraph(reader.say(NOTE))


def _row(launch: LaunchOutlook, answer: PlanAnswer, reader: Reader) -> tuple[str, ...]:
    parties = [answer.programme.party(party).name for party in launch.requires]
    enrolments, profit = reader.quantity(launch.enrolments), reader.money(launch.profit)
    if launch.enrolments_range is not None and launch.profit_range is not None:
        enrolments += f" ({'–'.join(reader.quantity(end) for end in launch.enrolments_range)})"
        profit += f" ({reader.between(*(reader.money(end) for end in launch.profit_range))})"
    return (launch.title, reader.listing(parties), reader.price(launch.price), enrolments, profit)
