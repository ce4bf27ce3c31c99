"""Two books compared: every line in one class, and what each class makes of the difference of the totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.settlement.periods import MONTHS, Month
from kuajie.settlement.reconciliation.book import Book, Bools, Ints, codes_of
from kuajie.settlement.reconciliation.matching import Pairs, match
from kuajie.settlement.reconciliation.patterns import (
    ClockPattern,
    FeePattern,
    UnitPattern,
    clock_pattern,
    fee_pattern,
    unit_pattern,
)
from kuajie.settlement.reconciliation.reasons import Reason

UNDATED = -(1 << 40)
"""The day and month of lines without a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """What counts as the same: ``minor`` units apart at the most, and ``days`` apart within one month."""

    minor: int = 0
    days: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Patterns:
    """What explains many differences at once."""

    unit: UnitPattern | None = None
    fees: Sequence[FeePattern] = ()
    clock: ClockPattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """Every line of both books in one class.

    Entry i is row ``at_a[i]`` of ``a.rows`` and row ``at_b[i]`` of ``b.rows`` (-1: none), for ``reason[i]``;
    ``counts_a[i]`` and ``counts_b[i]`` are what each book's total takes of it, in minor units of the row's
    currency: zero where it lies outside the month compared. ``day[i]`` is the earlier day, or ``UNDATED``.
    """

    a: Book
    b: Book
    at_a: Ints
    at_b: Ints
    reason: NDArray[np.int8]
    how: NDArray[np.int8]
    counts_a: Ints
    counts_b: Ints
    day: Ints
    patterns: Patterns = field(default_factory=Patterns)

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.reason)


def compare(
    a: Book,
    b: Book,
    *,
    zone: str,
    tolerance: Tolerance,
    month: Month | None = None,
    fallbacks: Sequence[str] = (),
) -> Comparison:
    """Return two books compared; days and months are those of ``zone``.

    With a month, only lines that either book has in that month are compared, and only what a book has in it
    counts for its total.
    """
    pairs = match(a, b, fallbacks)
    sides = _Side.of(a, zone), _Side.of(b, zone)
    reason, patterns = _of_pairs(sides, pairs, tolerance)
    parts = [
        (pairs.a, pairs.b, reason, pairs.how),
        _alone(pairs.left_a, sides[0], pairs.doubtful_a, Reason.MISSING_IN_B),
        _swapped(_alone(pairs.left_b, sides[1], pairs.doubtful_b, Reason.MISSING_IN_A)),
        _again(a, Reason.REPEATED_IN_A),
        _swapped(_again(b, Reason.REPEATED_IN_B)),
    ]
    at_a, at_b, reasons, how = (np.concatenate(each) for each in zip(*parts, strict=True))
    months = sides[0].months_at(at_a), sides[1].months_at(at_b)
    taken = [_within(each, month) for each in months]
    counts = [
        np.where(inside, side.at(side.counts, at), 0)
        for side, at, inside in zip(sides, (at_a, at_b), taken, strict=True)
    ]
    kept = taken[0] & (at_a >= 0) | taken[1] & (at_b >= 0)
    days = sides[0].days_at(at_a), sides[1].days_at(at_b)
    return Comparison(
        a=a,
        b=b,
        at_a=at_a[kept],
        at_b=at_b[kept],
        reason=reasons[kept].astype(np.int8),
        how=how[kept].astype(np.int8),
        counts_a=counts[0][kept],
        counts_b=counts[1][kept],
        day=_earlier(*days)[kept],
        patterns=patterns,
    )


def undated(book: Book) -> int:
    """Return how many lines of a book have no moment."""
    return int(book.rows["at"].null_count)


def months_of(book: Book, zone: str) -> Ints:
    """Return the month of every row of a book, by its number, or ``UNDATED``."""
    local = _local(book.rows["at"], zone)
    return _filled(pc.add(pc.multiply(pc.year(local), MONTHS), pc.subtract(pc.month(local), 1)))


def _local(moments: pa.ChunkedArray, zone: str) -> pa.ChunkedArray:
    return pc.local_timestamp(pc.cast(moments, pa.timestamp("us", zone)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Side:
    """One book's rows as arrays: lines first, repeats after them."""

    paid: Ints
    refunded: Ints
    counts: Ints
    cancelled: Bools
    currency: pa.ChunkedArray
    moment: Ints
    day: Ints
    month: Ints

    @classmethod
    def of(cls, book: Book, zone: str) -> _Side:
        rows = book.rows
        local = _local(rows["at"], zone)
        days = pc.cast(pc.cast(local, pa.date32(), safe=False), pa.int32())
        return cls(
            paid=_filled(rows["paid"]),
            refunded=_filled(rows["refunded"]),
            counts=_filled(rows["counts"]),
            cancelled=np.asarray(rows["cancelled"].to_numpy(), dtype=np.bool_),
            currency=rows["currency"],
            moment=_filled(rows["at"].cast(pa.int64())),
            day=_filled(days),
            month=months_of(book, zone),
        )

    def at(self, values: Ints, places: Ints) -> Ints:
        """Return values by place, zero for none."""
        return np.where(places >= 0, values[places], 0) if len(values) else np.zeros_like(places)

    def days_at(self, places: Ints) -> Ints:
        """Return days by place."""
        return np.where(places >= 0, self.day[places], UNDATED) if len(self.day) else places * 0 + UNDATED

    def months_at(self, places: Ints) -> Ints:
        """Return months by place."""
        return np.where(places >= 0, self.month[places], UNDATED) if len(self.day) else places * 0 + UNDATED


_Part = tuple[Ints, Ints, NDArray[np.int8], NDArray[np.int8]]


def _of_pairs(
    sides: tuple[_Side, _Side], pairs: Pairs, tolerance: Tolerance
) -> tuple[NDArray[np.int8], Patterns]:
    one, other = sides
    a, b = pairs.a, pairs.b
    counts, others = one.counts[a], other.counts[b]
    off, struck = one.cancelled[a], other.cancelled[b]
    foreign = _currency_differs(one, other, a, b)
    comparable = ~off & ~struck & ~foreign
    paid, paid_b = (np.where(comparable, each, 0) for each in (one.paid[a], other.paid[b]))
    unit, scaled = unit_pattern(paid, paid_b)
    same_net = np.abs(counts - others) <= tolerance.minor
    same_paid = np.abs(paid - paid_b) <= tolerance.minor
    back, back_b = one.refunded[a] > 0, other.refunded[b] > 0
    decided = ~comparable | scaled | same_net | (same_paid & (back != back_b))
    fees = [_fee(decided, counts, others, side) for side in ("a", "b")]
    dated = (one.day[a] != UNDATED) & (other.day[b] != UNDATED)
    apart = np.where(dated, np.abs(one.day[a] - other.day[b]), 0)
    later = dated & (one.month[a] != other.month[b])
    reason = np.select(
        [
            off & struck,
            off,
            struck,
            foreign,
            scaled,
            same_net & later,
            same_net & (apart > tolerance.days),
            same_net & (counts == others) & (apart == 0),
            same_net,
            same_paid & back & ~back_b,
            same_paid & back_b & ~back,
            fees[0][1],
            fees[1][1],
        ],
        [
            Reason.MATCHED,
            Reason.CANCELLED_IN_A,
            Reason.CANCELLED_IN_B,
            Reason.CURRENCY_DIFFERS,
            Reason.UNIT_DIFFERS,
            Reason.CUT_OFF,
            Reason.DATE_DIFFERS,
            Reason.MATCHED,
            Reason.WITHIN_TOLERANCE,
            Reason.REFUND_ONLY_IN_A,
            Reason.REFUND_ONLY_IN_B,
            Reason.FEE_DEDUCTED_IN_A,
            Reason.FEE_DEDUCTED_IN_B,
        ],
        Reason.AMOUNT_DIFFERS,
    )
    clock = clock_pattern(one.moment[a][dated], other.moment[b][dated])
    found = tuple(fee for fee, _ in fees if fee is not None)
    return reason.astype(np.int8), Patterns(unit=unit, fees=found, clock=clock)


def _fee(decided: Bools, counts: Ints, others: Ints, side: str) -> tuple[FeePattern | None, Bools]:
    more, less = (others, counts) if side == "a" else (counts, others)
    return fee_pattern(np.where(decided, 0, more), np.where(decided, 0, less), side=side)


def _currency_differs(one: _Side, other: _Side, a: Ints, b: Ints) -> Bools:
    both = pa.chunked_array([*one.currency.chunks, *other.currency.chunks], pa.string())
    codes = codes_of(both)
    size = len(one.currency)
    return np.asarray(codes[:size][a] != codes[size:][b], dtype=np.bool_)


def _alone(left: Ints, side: _Side, doubtful: Bools, missing: Reason) -> _Part:
    reason = np.select([side.cancelled[left], doubtful], [Reason.CANCELLED, Reason.UNKNOWN], missing)
    return left, np.full(len(left), -1), reason.astype(np.int8), np.zeros(len(left), dtype=np.int8)


def _again(book: Book, reason: Reason) -> _Part:
    size = len(book.repeats)
    places = np.arange(len(book.lines), len(book.lines) + size)
    return places, np.full(size, -1), np.full(size, reason, dtype=np.int8), np.zeros(size, dtype=np.int8)


def _swapped(part: _Part) -> _Part:
    return part[1], part[0], part[2], part[3]


def _within(months: Ints, month: Month | None) -> Bools:
    return np.ones(len(months), dtype=np.bool_) if month is None else months == month.number


def _earlier(one: Ints, other: Ints) -> Ints:
    return np.where(one == UNDATED, other, np.where(other == UNDATED, one, np.minimum(one, other)))


def _filled(column: pa.ChunkedArray) -> Ints:
    filled = pc.fill_null(pc.cast(column, pa.int64()), UNDATED)
    return np.asarray(filled.to_numpy(), dtype=np.int64)
