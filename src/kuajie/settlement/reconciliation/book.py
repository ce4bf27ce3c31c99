"""One side's own book: what stands in its file, and the lines that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
MOMENT = pa.timestamp("us", "UTC")
NO_LINE = 0
"""The line number of books that number none, and of lines added up by order."""

ENTRIES = pa.schema(
    [
        ("order", pa.string()),
        ("line", pa.int64()),  # null where the book numbers no lines
        ("course", pa.string()),
        ("amount", pa.int64()),  # minor units, >= 0
        ("refund", pa.bool_()),
        ("at", MOMENT),  # null where the book has no moments
        ("currency", pa.string()),
        ("cancelled", pa.bool_()),
        ("file", pa.string()),
        ("row", pa.int64()),
    ]
)
"""What a book's rows hold; further columns of strings are fallback keys, ``key0``, ``key1``, …"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entries:
    """The rows of one side's files, as ``ENTRIES``; ``name`` is what people call the side."""

    name: str
    table: pa.Table

    @property
    def has_lines(self) -> bool:
        """Whether the book numbers the lines of its orders."""
        return bool(self.table["line"].null_count == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two rows of one book that contradict each other: positions among its entries."""

    entry: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """A side's ``lines``, one of each key, and the rows that repeat others.

    Columns of both tables: order, line, keys, paid, refunded, counts (paid less refunded, zero for what was
    cancelled), at, currency, cancelled, file, row. Amounts are in minor units; of a repeated refund
    ``counts`` is negative.
    """

    name: str
    lines: pa.Table
    repeats: pa.Table

    @property
    def rows(self) -> pa.Table:
        """Lines first, repeats after them."""
        return pa.concat_tables([self.lines, self.repeats])


def codes_of(column: pa.ChunkedArray) -> Ints:
    """Return which distinct value each row holds."""
    whole = column.combine_chunks()
    whole = pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole
    coded = whole.dictionary_encode(null_encoding="encode")
    return np.asarray(coded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)


def joined_codes(columns: Sequence[Ints]) -> Ints:
    """Return one number per row, equal exactly where all columns of codes are equal."""
    joined = columns[0]
    for column in columns[1:]:
        width = int(column.max(initial=0)) + 1
        if int(joined.max(initial=0)) >= (1 << 62) // width:
            joined = np.unique(joined, return_inverse=True)[1]
        joined = joined * width + column
    return np.unique(joined, return_inverse=True)[1].astype(np.int64)


def conflicts(entries: Entries, *, by_line: bool) -> tuple[Conflict, ...]:
    """Return sales of one line with different amounts, and orders in several currencies, each pair once."""
    table = entries.table
    sales = np.flatnonzero(~_mask(table["refund"]))
    same = _identity(table)[sales]
    told = joined_codes([_numbers(table["amount"])[sales], codes_of(table["currency"])[sales]])
    found = [(same, told)]
    found.append((_group(table, by_line=by_line)[sales], codes_of(table["currency"])[sales]))
    pairs: dict[int, int] = {}
    for group, value in found:
        first = _first_of(group)
        for at in np.flatnonzero(value != value[first]):
            pairs.setdefault(int(sales[at]), int(sales[first[at]]))
    return tuple(Conflict(entry=entry, other=other) for entry, other in sorted(pairs.items()))


def book_of(entries: Entries, *, by_line: bool) -> Book:
    """Return the book of a side's entries; with ``by_line`` a line of each order line, else of each order.

    What stands twice counts once and becomes a repeat. A line is cancelled when every sale of it is; a
    cancelled line counts nothing. Expects entries without conflicts.
    """
    table = entries.table
    refund, amount = _mask(table["refund"]), _numbers(table["amount"])
    repeated, cancelled = _repeats(table, refund)
    group = _group(table, by_line=by_line)
    size = int(group.max(initial=-1)) + 1
    live = ~repeated & ~refund & ~cancelled
    whole = np.ones(size, dtype=np.bool_)
    whole[group[~refund & ~cancelled]] = False
    whole &= np.bincount(group[~refund], minlength=size) > 0
    paid = _sums(group, np.where(live | (whole[group] & ~repeated & ~refund), amount, 0), size)
    refunded = _sums(group, np.where(~repeated & refund, amount, 0), size)
    counts = np.where(whole, 0, paid - refunded)
    first = _representatives(group, refund, repeated)
    lines = _rows(table, first, by_line=by_line, amounts=(paid, refunded, counts), cancelled=whole)
    lines = lines.set_column(lines.schema.get_field_index("at"), "at", _earliest(table, group, refund, size))
    again = np.flatnonzero(repeated)
    one = np.where(whole[group[again]], 0, np.where(refund[again], -amount[again], amount[again]))
    repeats = _rows(
        table,
        again,
        by_line=by_line,
        amounts=(
            np.where(refund[again], 0, amount[again]),
            np.where(refund[again], amount[again], 0),
            one,
        ),
        cancelled=cancelled[again],
    )
    return Book(name=entries.name, lines=lines, repeats=repeats)


def _identity(table: pa.Table) -> Ints:
    """Return what tells the sales of a book apart: order and line, or order and course without lines."""
    lines = np.asarray(pc.fill_null(table["line"], NO_LINE).to_numpy(), dtype=np.int64)
    course = np.where(lines == NO_LINE, codes_of(table["course"]) + 1, 0)
    return joined_codes([codes_of(table["order"]), lines, course])


def _group(table: pa.Table, *, by_line: bool) -> Ints:
    order = codes_of(table["order"])
    if not by_line:
        return joined_codes([order])
    return joined_codes([order, np.asarray(pc.fill_null(table["line"], NO_LINE).to_numpy(), dtype=np.int64)])


def _repeats(table: pa.Table, refund: Bools) -> tuple[Bools, Bools]:
    """Return which rows repeat an earlier one, and which belong to a sale that some row calls cancelled.

    Refunds repeat when amount and moment are the same, or the amount where neither has a moment.
    """
    same = _identity(table)
    moments = np.asarray(pc.fill_null(table["at"].cast(pa.int64()), -1).to_numpy(), dtype=np.int64)
    dated = np.unique(moments, return_inverse=True)[1]
    amount = np.unique(_numbers(table["amount"]), return_inverse=True)[1]
    whole = joined_codes([same, refund * (dated + 1), refund * (amount + 1)])
    repeated = _first_of(whole) != np.arange(len(whole))
    marked = np.zeros(int(same.max(initial=-1)) + 1, dtype=np.bool_)
    marked[same[_mask(table["cancelled"]) & ~refund]] = True
    return repeated, marked[same] & ~refund


def _first_of(group: Ints) -> Ints:
    """Return for each row the first row of its group."""
    _, first, inverse = np.unique(group, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], dtype=np.int64)


def _representatives(group: Ints, refund: Bools, repeated: Bools) -> Ints:
    """Return the row that stands for each group: its first sale, else its first refund."""
    order = np.lexsort((np.arange(len(group)), repeated, refund, group))
    firsts = np.flatnonzero(np.diff(group[order], prepend=-1))
    return np.asarray(order[firsts], dtype=np.int64)


def _earliest(table: pa.Table, group: Ints, refund: Bools, size: int) -> pa.Array:
    """Return when each group was first sold, or first refunded where it has no sale; null where unknown."""
    never = np.iinfo(np.int64).max
    moments = np.asarray(pc.fill_null(table["at"].cast(pa.int64()), never).to_numpy(), dtype=np.int64)
    sold, back = np.full(size, never), np.full(size, never)
    np.minimum.at(sold, group[~refund], moments[~refund])
    np.minimum.at(back, group[refund], moments[refund])
    found = np.where(sold < never, sold, back)
    return pa.array(found, pa.int64(), mask=found == never).cast(MOMENT)


def _rows(
    table: pa.Table, places: Ints, *, by_line: bool, amounts: tuple[Ints, Ints, Ints], cancelled: Bools
) -> pa.Table:
    taken = table.take(pa.array(places)).drop_columns(["course", "amount", "refund", "cancelled"])
    line = pc.fill_null(taken["line"], NO_LINE) if by_line else pa.array(np.zeros(len(places), np.int64))
    taken = taken.set_column(taken.schema.get_field_index("line"), "line", line)
    for name, values in zip(("paid", "refunded", "counts"), amounts, strict=True):
        taken = taken.append_column(name, pa.array(values, pa.int64()))
    return taken.append_column("cancelled", pa.array(cancelled, pa.bool_()))


def _sums(group: Ints, amounts: Ints, size: int) -> Ints:
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, group, amounts)
    return sums


def _mask(column: pa.ChunkedArray) -> Bools:
    return np.asarray(column.to_numpy(), dtype=np.bool_)


def _numbers(column: pa.ChunkedArray) -> Ints:
    return np.asarray(column.to_numpy(), dtype=np.int64)
