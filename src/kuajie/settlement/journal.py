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
from kuajie.settlement.events import Event, EventKind, History
from kuajie.settlement.execute import execute
from kuajie.settlement.knowledge import ABOUT_SALES, Award, Knowledge, Payment
from kuajie.settlement.lines import NO_CLAUSE, Account, Lines
from kuajie.settlement.periods import MONTHS, Month
from kuajie.settlement.table_form import joined
from kuajie.settlement.terms_form import agreement_of_plain, clause_name

NAMES = pa.dictionary(pa.int32(), pa.string())
"""Texts of which there are few for many lines."""

LINES = pa.schema(
    [
        ("moment", pa.timestamp("us", "UTC")),
        ("kind", NAMES),
        ("event", NAMES),
        ("sale", NAMES),
        ("sold", NAMES),
        ("clause", NAMES),
        ("account", NAMES),
        ("party", NAMES),
        ("amount", pa.int64()),
    ]
)
"""A line: when and what happened; the sale it is about and the month of that; and the double entry.

``amount`` is positive where the party has the money, negative where it is owed it.
"""

POSTINGS = LINES.append(pa.field("why", NAMES)).append(pa.field("concerns", NAMES))
"""A posted line also says why it stands in its period when it is about an earlier one, and which."""

LATE, CHANGED, GONE, EARLIER_SALE = "late", "changed", "gone", "earlier_sale"
"""Why: known only now; other than posted; no longer there; a refund of a sale of an earlier period."""

PAYMENT, RULING = "payment", "ruling"
LESSON = "lesson"
"""The kind of event that is revenue of its own month, whenever its sale was."""
SETTLED = "settled"
"""The account of payments between parties."""

EVENT = ("event", "kind")
KEY = (*EVENT, "clause", "account", "party")
AMOUNT = LINES.get_field_index("amount")
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


def book(
    known: Knowledge,
    history: History | None = None,
    *,
    progress: Callable[[float], None] = lambda _: None,
) -> pa.Table:
    """Return every line that the terms make of what is known.

    There is one for each event, clause, account and party. ``history``: what is executed of what is known,
    where that is at hand.
    """
    executed = executed_lines(known, history, progress=progress)
    return booked(executed, known)


def executed_lines(
    known: Knowledge,
    history: History | None = None,
    *,
    progress: Callable[[float], None] = lambda _: None,
) -> pa.Table:
    """Return the lines of what is executed alone, without payments and rulings."""
    agreement = agreement_of_plain(_plain(known.terms))
    history = known.history() if history is None else history
    return line_table(agreement, history, execute(agreement, history, progress=progress))


def booked(executed: pa.Table, known: Knowledge) -> pa.Table:
    """Return executed lines together with those of payments and rulings."""
    lines = _together([executed, _paid(known.records("payments")), _awarded(known.records("awards"))])
    return summed(lines)


def _together(parts: Sequence[pa.Table]) -> pa.Table:
    """Return tables as one, without a copy where only one of them holds anything."""
    filled = [part for part in parts if len(part)]
    return joined(pa.concat_tables(filled)) if filled else parts[0]


def _plain(terms: str) -> Any:
    return json.loads(terms)


def line_table(agreement: Agreement, history: History, lines: Lines) -> pa.Table:
    """Return executed lines with what there is to say of their events."""
    event = np.asarray(lines.event, dtype=np.int64)
    events, sales = history.events, history.sales
    about = np.fromiter(
        (each[3] if each[1] in ABOUT_SALES else len(sales) for each in events), np.int64, len(events)
    )[event]
    sold_at = pa.array([sale.at for sale in sales], pa.timestamp("us", "UTC"))
    months = pa.concat_arrays([months_of(sold_at, agreement.time_zone), pa.array([""])])
    names = [clause_name(timed.clause) for timed in agreement.clauses]
    columns: dict[str, pa.Array] = {
        "moment": pa.array([each[0] for each in events], pa.timestamp("us", "UTC")).take(pa.array(event)),
        "kind": _named([each.name.lower() for each in EventKind], _kinds(events)[event]),
        "event": _named([each[2] for each in events], event),
        "sale": _named([*(sale.id for sale in sales), ""], about),
        "sold": _named(months, about),
        "clause": _named(["", *names], np.asarray(lines.clause, dtype=np.int64) - NO_CLAUSE),
        "account": _named([each.name.lower() for each in Account], np.asarray(lines.account)),
        "party": _named(agreement.parties, np.asarray(lines.party)),
        "amount": pa.array(np.asarray(lines.amount, dtype=np.int64)),
    }
    return pa.Table.from_arrays([columns[name] for name in LINES.names], schema=LINES)


def _kinds(events: Sequence[Event]) -> Ints:
    """Return the place of every event's kind among all kinds."""
    places = {kind: place for place, kind in enumerate(EventKind)}
    return np.fromiter((places[each[1]] for each in events), np.int64, len(events))


def _named(names: Sequence[str] | pa.Array, places: NDArray[Any]) -> pa.DictionaryArray:
    """Return the names at places, each name once in memory."""
    found = pa.array(names, pa.string()).dictionary_encode()
    indices = found.indices.to_numpy()[places]
    return pa.DictionaryArray.from_arrays(pa.array(indices, pa.int32()), found.dictionary)


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
    (codes,), _ = _codes([lines])
    return _summed(lines, codes)[0]


def _summed(lines: pa.Table, codes: Ints) -> tuple[pa.Table, Ints]:
    """Return lines with those of one code as one, and the codes of what is left."""
    amounts = lines["amount"].to_numpy()
    if len(lines) and (codes[1:] > codes[:-1]).all() and amounts.all():
        return lines, codes
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(lines)])
    if len(starts) == len(lines) and amounts.all():
        return lines, codes
    totals = np.add.reduceat(amounts[order], starts)
    first, kept = order[starts], totals != 0
    places = np.argsort(first[kept])
    rows = first[kept][places]
    chosen = joined(lines.take(pa.array(rows)))
    return chosen.set_column(AMOUNT, LINES.field(AMOUNT), [totals[kept][places]]), codes[rows]


def _codes(tables: Sequence[pa.Table]) -> tuple[list[Ints], int]:
    """Return for every table one number per line, equal where the keys are.

    Whole-divided by the number that comes with them they are equal where the events are.
    """
    codes = [np.zeros(len(table), dtype=np.int64) for table in tables]
    rest = 1
    for name in KEY:
        columns = [_whole(table[name]) for table in tables]
        names = pa.concat_arrays([column.dictionary for column in columns]).dictionary_encode()
        size, start = max(1, len(names.dictionary)), 0
        rest = 1 if name in EVENT else rest * size
        for place, column in enumerate(columns):
            same = names.indices.slice(start, len(column.dictionary)).to_numpy()
            start += len(same)
            codes[place] *= size
            codes[place] += same[column.indices.to_numpy()]
    return codes, rest


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """Return a column as one piece, without a copy where it is one."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def posting(
    current: pa.Table, posted: pa.Table, *, period: str, zone: str, opening: bool = False
) -> pa.Table:
    """Return the lines to post in a period: what is booked up to its end less what was posted before.

    ``current`` and ``posted`` hold lines of events up to the end of the period. Lines of the opening, which
    gathers everything before the books begin, concern no earlier period.
    """
    against = posted.select(LINES.names)
    (now, before), rest = _codes([current, against])
    rows, gone = _other(current, against, (now, before), rest)
    minus = against.take(gone)
    minus = minus.set_column(AMOUNT, LINES.field(AMOUNT), pc.negate(minus["amount"]))
    lines = _together([current if len(rows) == len(current) else current.take(rows), minus])
    left = np.concatenate([now[rows], before[gone]])
    lines, left = _summed(lines, left)
    nothing = _named([""], np.zeros(len(lines), dtype=np.int64))
    known, still = (np.isin(left // rest, codes // rest, kind="table") for codes in (before, now))
    why, concerns = (nothing, nothing) if opening else _reasons(lines, (known, still), period, zone)
    return lines.append_column(POSTINGS.field("why"), why).append_column(POSTINGS.field("concerns"), concerns)


def _other(current: pa.Table, posted: pa.Table, codes: tuple[Ints, Ints], rest: int) -> tuple[Ints, Ints]:
    """Return the rows of both that do not simply stand there in the same places.

    Of an event of which any line does, all are returned.
    """
    now, before = codes
    most = min(len(now), len(before))
    amounts = [np.asarray(table["amount"].to_numpy())[:most] for table in (current, posted)]
    same = (now[:most] == before[:most]) & (amounts[0] == amounts[1])
    start = most if same.all() else int(np.argmin(same))
    moved = np.concatenate([now[start:], before[start:]]) // rest
    again = [np.flatnonzero(np.isin(each[:start] // rest, moved, kind="table")) for each in codes]
    found = [
        np.concatenate([early, np.arange(start, len(each))]) for early, each in zip(again, codes, strict=True)
    ]
    return found[0], found[1]


def _reasons(
    lines: pa.Table, flags: tuple[NDArray[np.bool_], NDArray[np.bool_]], period: str, zone: str
) -> tuple[pa.Array, pa.Array]:
    """Return why every line stands in the period, and which earlier one it concerns.

    ``flags`` say whether its event was posted before, and whether it is still there.
    """
    known, still = (pa.array(each) for each in flags)
    month = months_of(lines["moment"].combine_chunks(), zone)
    earlier = pc.less(month, period)
    sold = lines["sold"].combine_chunks().cast(pa.string())
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
    return why.dictionary_encode(), concerns.dictionary_encode()


def up_to(lines: pa.Table, moment: int, *, since: int | None = None) -> pa.Table:
    """Return the lines of events before a moment (microseconds since 1970, UTC), and not before ``since``."""
    chosen = pc.less(lines["moment"], _moment(moment))
    if since is not None:
        chosen = pc.and_(chosen, pc.greater_equal(lines["moment"], _moment(since)))
    size, start = pc.sum(chosen).as_py() or 0, max(0, pc.index(chosen, True).as_py())
    if pc.all(chosen.slice(start, size)).as_py():  # they stand together, so that nothing need be copied
        return lines.slice(start, size)
    return joined(lines.filter(chosen))


def _moment(moment: int) -> pa.Scalar:
    return pa.scalar(moment, pa.timestamp("us", "UTC"))
