"""When revenue counts, in whole sentences beside the clauses of a deal."""

from __future__ import annotations

from collections.abc import Sequence

from kuajie.domain.programme import Programme
from kuajie.messages import Text
from kuajie.present.clauses import ALL_COURSES
from kuajie.present.reader import Reader

CONSUMED = Text(
    en="Revenue of {courses} counts as lessons are consumed: what was paid × lessons consumed / lessons "
    "bought, rounded down, and at most what was paid and not refunded. The rest is prepaid: the seller holds "
    "it, nobody has earned it or is due it, and refunds take it first.",
    zh="{courses}的收入按课消计入：实付金额 × 已课消课时 ÷ 总课时，向下取整，且不超过实付减退款；"
    "其余为预收款，由销售方持有，不计入任何一方所得，也不参与结算，退款先从中退还。",
)
UNUSED = Text(
    en="Lessons not used within {days} × 24 hours of the sale count as consumed then.",
    zh="自销售起满 {days} 个 24 小时仍未上的课时，届时视同课消。",
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
        text = UNUSED if unused_after_days else AT_ONCE
        said.append(reader.say(text, days=unused_after_days))
    return said
