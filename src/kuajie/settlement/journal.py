"""The journal: what is posted is what the terms make of all that is known, less everything posted before.

Posted lines never change. A late arrival, a refund of an earlier sale, a row that was altered afterwards: all
come out as further lines, each saying which event and which earlier period it is about.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.settlement.agreement import Agreement
from kuajie.settlement.events import History
from kuajie.settlement.execute import execute
from kuajie.settlement.knowledge import ABOUT_SALES, Award, Knowledge, Payment
from kuajie.settlement.lines import NO_CLAUSE, Account, Lines
from kuajie.settlement.periods import MONTHS, Month
from kuajie.settlement.terms_form import agreement_of_plain, clause_name

LINES = pa.schema(
    [
        ("moment", pa.timestamp("us", "UTC")),
        ("kind", pa.string()),
        ("event", pa.string()),
        ("sale", pa.string()),
        ("sold", pa.string()),
        ("clause", pa.string()),
        ("account", pa.string()),
        ("party", pa.string()),
        ("amount", pa.int64()),
    ]
)
"""A line: when and what happened; the sale it is about and the month of that; and the double entry.

``amount`` is positive where the party has the money, negative where it is owed it.
"""

POSTINGS = LINES.append(pa.field("why", pa.string())).append(pa.field("concerns", pa.string()))
"""A posted line also says why it stands in its period when it is about an earlier one, and which."""

LATE, CHANGED, GONE, EARLIER_SALE = "late", "changed", "gone", "earlier_sale"
"""Why: known only now; other than posted; no longer there; a refund of a sale of an earlier period."""

PAYMENT, RULING = "payment", "ruling"
LESSON = "lesson"
"""The kind of event that is revenue of its own month, whenever its sale was."""
SETTLED = "settled"
"""The account of payments between parties."""

KEY = ("kind", "event", "clause", "account", "party")
Ints = NDArray[np.int64]


def month_end(month: Month, zone: str) -> int:
    """Return the first moment after a month, in microseconds since 1970 (UTC)."""
    end = datetime.combine(month.after.first, time(), tzinfo=ZoneInfo(zone))
    return int(end.timestamp()) * 1_000_000


def months_of(moments: pa.Array, zone: str) -> pa.Array:
    """Return the months of moments (timestamps, UTC) seen from a zone, as text."""
    local = pc.local_timestamp(moments.cast(pa.timestamp("us", zone)))
    numbers = pc.add(pc.multiply(pc.year(local), MONTHS), pc.subtract(pc.month(local), 1))
    distinct = numbers.dictionary_encode() if isinstance(numbers, pa.Array) else numbers.combine_chunks()
    names = pa.array(
        [str(Month(number // MONTHS, number % MONTHS + 1)) for number in distinct.dictionary.to_pylist()],
        pa.string(),
    )
    return names.take(distinct.indices)


def book(known: Knowledge, *, progress: Callable[[float], None] = lambda _: None) -> pa.Table:
    """Return every line that the terms make of what is known.

    There is one for each event, clause, account and party.
    """
    agreement = agreement_of_plain(_plain(known.terms))
    history = known.history()
    lines = execute(agreement, history, progress=progress)
    parts = [
        line_table(agreement, history, lines),
        _paid(known.records("payments")),
        _awarded(known.records("awards")),
    ]
    return summed(_together(parts))


def _together(parts: Sequence[pa.Table]) -> pa.Table:
    """Return tables as one, without a copy where only one of them holds anything."""
    filled = [part for part in parts if len(part)]
    return pa.concat_tables(filled) if filled else parts[0]


def _plain(terms: str) -> Any:
    return json.loads(terms)


def line_table(agreement: Agreement, history: History, lines: Lines) -> pa.Table:
    """Return executed lines with what there is to say of their events."""
    event = pa.array(np.asarray(lines.event, dtype=np.int64))
    sales, none = history.sales, len(history.sales)
    about = pa.array([each[3] if each[1] in ABOUT_SALES else none for each in history.events], pa.int64())
    sold_at = pa.array([sale.at for sale in sales], pa.timestamp("us", "UTC"))
    ids = pa.array([*(sale.id for sale in sales), ""], pa.string())
    months = pa.concat_arrays([months_of(sold_at, agreement.time_zone), pa.array([""])])
    names = [clause_name(timed.clause) for timed in agreement.clauses]
    columns: dict[str, pa.Array] = {
        "moment": pa.array([each.at for each in history.events], pa.timestamp("us", "UTC")).take(event),
        "kind": pa.array([each.kind.name.lower() for each in history.events], pa.string()).take(event),
        "event": pa.array([each.id for each in history.events], pa.string()).take(event),
        "sale": ids.take(about).take(event),
        "sold": months.take(about).take(event),
        "clause": _named(["", *names], np.asarray(lines.clause, dtype=np.int64) - NO_CLAUSE),
        "account": _named([each.name.lower() for each in Account], np.asarray(lines.account)),
        "party": _named(agreement.parties, np.asarray(lines.party)),
        "amount": pa.array(np.asarray(lines.amount, dtype=np.int64)),
    }
    return pa.Table.from_arrays([columns[name] for name in LINES.names], schema=LINES)


def _named(names: Sequence[str], places: NDArray[Any]) -> pa.Array:
    return pa.array(list(names), pa.string()).take(pa.array(places.astype(np.int64)))


def _paid(payments: Sequence[Payment]) -> pa.Table:
    rows = [
        (each.at, PAYMENT, each.id, "", "", "", SETTLED, party, amount)
        for each in payments
        for party, amount in ((each.payer, -each.amount), (each.payee, each.amount))
    ]
    return _of_rows(rows)


def _awarded(awards: Sequence[Award]) -> pa.Table:
    earned = Account.EARNED.name.lower()
    rows = [
        (each.at, RULING, each.id, each.event, "", each.clause, earned, party, amount)
        for each in awards
        for party, amount in ((each.payer, each.amount), (each.payee, -each.amount))
    ]
    return _of_rows(rows)


def _of_rows(rows: Sequence[tuple[object, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ((),) * len(LINES)
    arrays = [pa.array(column, each.type) for column, each in zip(columns, LINES, strict=True)]
    return pa.Table.from_arrays(arrays, schema=LINES)


def summed(lines: pa.Table) -> pa.Table:
    """Return lines with those of one event, clause, account and party as one, in the order of the first.

    What adds up to zero is left out.
    """
    if not len(lines):
        return lines
    codes = _codes(lines)
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    amounts = np.asarray(lines["amount"].to_numpy())
    if len(starts) == len(lines) and amounts.all():
        return lines
    totals = np.add.reduceat(amounts[order], starts)
    first, kept = order[starts], totals != 0
    places = np.argsort(first[kept])
    chosen = lines.take(pa.array(first[kept][places])).combine_chunks()
    return chosen.set_column(LINES.get_field_index("amount"), LINES.field("amount"), [totals[kept][places]])


def _codes(lines: pa.Table) -> Ints:
    """Return one number per line, equal where the keys are."""
    codes = np.zeros(len(lines), dtype=np.int64)
    for name in KEY:
        encoded = lines[name].combine_chunks().dictionary_encode()
        codes = codes * len(encoded.dictionary) + encoded.indices.to_numpy().astype(np.int64)
    return codes


def posting(
    current: pa.Table, posted: pa.Table, *, period: str, zone: str, opening: bool = False
) -> pa.Table:
    """Return the lines to post in a period: what is booked up to its end less what was posted before.

    ``current`` and ``posted`` hold lines of events up to the end of the period. Lines of the opening, which
    gathers everything before the books begin, concern no earlier period.
    """
    against = posted.select(LINES.names)
    minus = against.set_column(
        LINES.get_field_index("amount"), LINES.field("amount"), pc.negate(against["amount"])
    )
    lines = summed(_together([current, minus]))
    nothing = pa.repeat(pa.scalar(""), len(lines))
    why, concerns = (nothing, nothing) if opening else _reasons(lines, current, posted, period, zone)
    return lines.append_column(POSTINGS.field("why"), why).append_column(POSTINGS.field("concerns"), concerns)


def _reasons(
    lines: pa.Table, current: pa.Table, posted: pa.Table, period: str, zone: str
) -> tuple[pa.Array, pa.Array]:
    """Return why every line stands in the period, and which earlier one it concerns."""
    event = _events(lines)
    known = pc.is_in(event, value_set=_events(posted))
    still = pc.is_in(event, value_set=_events(current))
    month = months_of(lines["moment"].combine_chunks(), zone)
    earlier = pc.less(month, period)
    sold = lines["sold"].combine_chunks()
    after = pc.and_(pc.not_equal(sold, ""), pc.less(sold, period))
    after = pc.and_(after, pc.not_equal(lines["kind"].combine_chunks(), LESSON))
    why = pc.case_when(
        pc.make_struct(pc.and_(known, still), known, earlier, after),
        CHANGED,
        GONE,
        LATE,
        EARLIER_SALE,
        "",
    )
    concerns = pc.case_when(pc.make_struct(pc.or_(known, earlier), after), month, sold, "")
    return why, concerns


def _events(lines: pa.Table) -> pa.StringArray:
    kinds, ids = lines["kind"].combine_chunks(), lines["event"].combine_chunks()
    return pc.binary_join_element_wise(kinds, ids, "\x1f")


def up_to(lines: pa.Table, moment: int, *, since: int | None = None) -> pa.Table:
    """Return the lines of events before a moment (microseconds since 1970, UTC), and not before ``since``."""
    chosen = pc.less(lines["moment"], _moment(moment))
    if since is not None:
        chosen = pc.and_(chosen, pc.greater_equal(lines["moment"], _moment(since)))
    return lines.filter(chosen)


def _moment(moment: int) -> pa.Scalar:
    return pa.scalar(moment, pa.timestamp("us", "UTC"))
