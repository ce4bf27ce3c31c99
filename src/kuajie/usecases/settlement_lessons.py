"""Lessons consumed of sales that count only so far, and what nobody used in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.records import Events
from kuajie.settlement.agreement import Agreement
from kuajie.settlement.events import Lesson, Sale

DAY = 86_400_000_000
PARTS = 1000
"""Lessons are counted in thousandths."""


def lessons_of(
    agreement: Agreement, sales: Sequence[Sale], events: Events, *, before: int | None = None
) -> list[Lesson]:
    """Return the lessons of sales that count as they are consumed, whole thousandths of each.

    Where the agreement says so, whatever is left of a sale is consumed some days after it, if that is before
    the moment ``before`` (``None``: ever).
    """
    known = {sale.id for sale in sales if sale.course in agreement.consumed}
    if not known:
        return []
    table = events.tables["lessons"]
    moments = pc.cast(table["consumed_at"], pa.int64()).to_pylist()
    columns = (table[name].to_pylist() for name in ("party", "lesson_id", "lessons", "of"))
    found = [
        Lesson(id=f"{party}/{name}", at=at, sale=sale, lessons=round(lessons * PARTS), of=round(of * PARTS))
        for sale, at, party, name, lessons, of in zip(line_ids(table), moments, *columns, strict=True)
        if sale in known
    ]
    return [*found, *_unused(agreement, [sale for sale in sales if sale.id in known], before)]


def _unused(agreement: Agreement, sales: Sequence[Sale], before: int | None) -> Iterator[Lesson]:
    """Yield for every sale that everything is consumed, once nothing of it can be used any more."""
    days = agreement.unused_after_days
    if days is not None:
        for sale in sales:
            at = sale.at + days * DAY
            if before is None or at < before:
                yield Lesson(id=f"{sale.id}/unused", at=at, sale=sale.id, lessons=PARTS, of=PARTS)


def line_ids(table: pa.Table) -> list[str]:
    """Return the ids of order lines among all parties' lines."""
    line = pc.cast(table["line"], pa.string())
    found: list[str] = pc.binary_join_element_wise(table["party"], table["order_id"], line, "/").to_pylist()
    return found
