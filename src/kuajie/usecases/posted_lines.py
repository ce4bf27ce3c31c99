"""The lines posted for one party in a month, one by one as far as it may read orders, else as totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.settlement.knowledge import change_schema
from kuajie.settlement.table_form import read_table_csv
from kuajie.usecases.book_shelf import Books, BookShelf, change_file

SALES = "sales"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedLine:
    """A line: what it is about, and what it adds to the party's due, in minor units.

    A total of ``count`` lines about orders of others has no day, event, order or course.
    """

    kind: str
    clause: str
    account: str
    amount: int
    day: date | None = None
    event: str = ""
    order: str = ""
    course: str = ""
    why: str = ""
    concerns: str = ""
    count: int = 1


def posted_lines(
    books: Books,
    shelf: BookShelf,
    period: str,
    party: str,
    *,
    parties: Collection[str],
    readable: Collection[str],
    zone: str,
) -> list[PostedLine]:
    """Return the lines of a party in a period, in the order of posting, totals at the end.

    Single lines are told of orders of ``readable`` parties, of what is nobody's order, and of corrections,
    which a statement tells one by one anyway. Together they are what the statement comes to.
    """
    lines = books.lines(since=period, until=period)
    lines = lines.filter(pc.equal(lines["party"], party))
    days = pc.strftime(pc.assume_timezone(_naive(lines["moment"]), "UTC").cast(_in(zone)), "%Y-%m-%d")
    names = ("kind", "event", "sale", "clause", "account", "amount", "why", "concerns")
    courses = _courses(books, shelf, set(lines["sale"].to_pylist()))
    told: list[PostedLine] = []
    sums: Counter[tuple[str, str, str]] = Counter()
    counts: Counter[tuple[str, str, str]] = Counter()
    hidden = set(parties) - set(readable)
    for day, *row in zip(days.to_pylist(), *(lines[name].to_pylist() for name in names), strict=True):
        kind, event, sale, clause, account, amount, why, concerns = row
        if not why and (sale or event).partition("/")[0] in hidden:
            sums[kind, clause, account] -= amount
            counts[kind, clause, account] += 1
            continue
        told.append(
            PostedLine(
                day=date.fromisoformat(day),
                kind=kind,
                event=event,
                order=sale,
                course=courses.get(sale, ""),
                clause=clause,
                account=account,
                amount=-amount,
                why=why,
                concerns=concerns,
            )
        )
    return told + [
        PostedLine(kind=key[0], clause=key[1], account=key[2], amount=sums[key], count=counts[key])
        for key in sorted(sums)
    ]


def _naive(moments: pa.ChunkedArray) -> pa.ChunkedArray:
    return moments.cast(pa.timestamp("us"))


def _in(zone: str) -> pa.DataType:
    return pa.timestamp("us", zone)


def _courses(books: Books, shelf: BookShelf, sales: set[str]) -> Mapping[str, str]:
    """Return the courses of sales, from what was known when they were posted."""
    found: dict[str, str] = {}
    name, schema = change_file(SALES), change_schema(SALES)
    wanted = pa.array(sorted(sales), pa.string())
    for entry in books.entries:
        if name not in entry.files:
            continue
        table = shelf.read_as(entry, name, lambda file: read_table_csv(file, schema))
        kept = table.filter(pc.is_in(table["id"], value_set=wanted))
        found.update(zip(kept["id"].to_pylist(), kept["course"].to_pylist(), strict=True))
    return found
