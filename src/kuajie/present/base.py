"""When revenue counts, in whole sentences beside the clauses of a deal."""

from __future__ import annotations

from collections.abc import Sequence

from kuajie.domain.programme import Programme
from kuajie.messages import Text
from kuajie.present.clauses import ALL_COURSES
from kuajie.present.reader import Reader

CONSUMED = Text(
    en="Revenue of {courses} counts as lessons are consumed, in proportion; what is paid for lessons to come "
    "is prepaid money that the seller holds and nobody has earned. A refund takes it first.",
    zh="{courses}的收入按课消确认：课消几成，计入几成；未课消部分为销售方代持的预收款，不计入任何一方所得，"
    "退款先从预收款中退。",
)
UNUSED = Text(
    en="Lessons not used {days} days after the sale count as consumed then.",
    zh="售出满 {days} 天仍未上的课时，届时视同课消。",
)
UNUSED_DAY = Text(
    en="Lessons not used one day after the sale count as consumed then.",
    zh="售出满 1 天仍未上的课时，届时视同课消。",
)
AT_ONCE = Text(
    en="Lessons not used when they are sold count as consumed at once.", zh="课时售出时即视同课消。"
)


def base_lines(
    consumed: Sequence[str], unused_after_days: int | None, programme: Programme, reader: Reader
) -> list[str]:
    """Return what is agreed on courses that count as their lessons are consumed; nothing where none does."""
    if not consumed:
        return []
    whole = set(consumed) == set(programme.course_ids)
    titles = [programme.course(course).title for course in consumed]
    said = [reader.say(CONSUMED, courses=reader.say(ALL_COURSES) if whole else reader.listing(titles))]
    if unused_after_days is not None:
        text = {0: AT_ONCE, 1: UNUSED_DAY}.get(unused_after_days, UNUSED)
        said.append(reader.say(text, days=unused_after_days))
    return said
