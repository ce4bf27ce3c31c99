"""What the classes add up to: the difference of the two books' totals, to the minor unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from kuajie.settlement.reconciliation.book import Bools, Ints, codes_of
from kuajie.settlement.reconciliation.compare import UNDATED, Comparison
from kuajie.settlement.reconciliation.reasons import ACTORS, AGREED, Actor, Reason

EPOCH = date(1970, 1, 1)
BUCKETS = ((0, 7), (8, 30), (31, 60), (61, None))
"""Ages in days, both ends included; ``None``: without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonSum:
    """What one reason takes of each book's total, in minor units of one currency."""

    reason: Reason
    currency: str
    lines: int
    a: int
    b: int

    @property
    def difference(self) -> int:
        """What the reason adds to A's total less B's."""
        return self.a - self.b


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeSum:
    """Open lines of one age: ``bucket`` counts in ``BUCKETS``; -1 without a date, -2 after the day stated."""

    bucket: int
    currency: str
    lines: int
    difference: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorSum:
    """Open lines by who must act next."""

    actor: Actor
    currency: str
    lines: int
    difference: int


NO_DATE, LATER = -1, -2


def sums_by_reason(compared: Comparison) -> tuple[ReasonSum, ...]:
    """Return the sums of every reason that occurs; a line counts once, under A's currency if A has it.

    Over all reasons of a currency ``a`` is A's total and ``b`` is B's.
    """
    codes, names = _currencies(compared)
    rows = []
    for reason in Reason:
        here = compared.reason == reason
        for place, name in enumerate(names):
            of_a, of_b = here & (codes[0] == place), here & (codes[1] == place)
            if of_a.any() or of_b.any():
                first = np.where(codes[0] >= 0, codes[0], codes[1]) == place
                sums = exact_sum(compared.counts_a[of_a]), exact_sum(compared.counts_b[of_b])
                lines = int((here & first).sum())
                rows.append(ReasonSum(reason=reason, currency=name, lines=lines, a=sums[0], b=sums[1]))
    return tuple(rows)


def exact_sum(amounts: Ints) -> int:
    """Return a sum that never wraps around.

    >>> exact_sum(np.array([2**62, 2**62, 2**62])) == 3 * 2**62
    True
    """
    if len(amounts) * max(int(amounts.max(initial=0)), -int(amounts.min(initial=0))) < 1 << 62:
        return int(amounts.sum())
    return sum(amounts.tolist())


def is_open(compared: Comparison) -> Bools:
    """Say of every entry whether something is to be done about it."""
    return ~np.isin(compared.reason, AGREED)


def ages(compared: Comparison, on: date) -> Ints:
    """Return how many days before ``on`` each entry happened, ``UNDATED`` where that is not known."""
    today = (on - EPOCH).days
    return np.where(compared.day == UNDATED, UNDATED, today - compared.day)


def buckets(ages: Ints) -> Ints:
    """Return the bucket of each age.

    >>> buckets(np.array([0, 7, 8, 60, 61, -3, UNDATED])).tolist()
    [0, 0, 1, 2, 3, -2, -1]
    """
    ends = np.array([end for _, end in BUCKETS if end is not None])
    found = np.searchsorted(ends, ages, side="left")
    return np.where(ages == UNDATED, NO_DATE, np.where(ages < 0, LATER, found))


def sums_by_age(compared: Comparison, on: date) -> tuple[AgeSum, ...]:
    """Return open lines by age."""
    found = buckets(ages(compared, on))
    return tuple(
        AgeSum(bucket=bucket, currency=name, lines=lines, difference=gap)
        for bucket in (*range(len(BUCKETS)), LATER, NO_DATE)
        for name, lines, gap in _open_sums(compared, found == bucket)
    )


def sums_by_actor(compared: Comparison) -> tuple[ActorSum, ...]:
    """Return open lines by who must act."""
    acting = np.array([ACTORS[reason] for reason in Reason])[compared.reason]
    return tuple(
        ActorSum(actor=actor, currency=name, lines=lines, difference=gap)
        for actor in (Actor.A, Actor.B, Actor.BOTH)
        for name, lines, gap in _open_sums(compared, acting == actor)
    )


def _open_sums(compared: Comparison, chosen: Bools) -> list[tuple[str, int, int]]:
    codes, names = _currencies(compared)
    chosen = chosen & is_open(compared)
    sums = []
    for place, name in enumerate(names):
        of_a, of_b = chosen & (codes[0] == place), chosen & (codes[1] == place)
        lines = int((chosen & (np.where(codes[0] >= 0, codes[0], codes[1]) == place)).sum())
        if lines or of_b.any():
            gap = exact_sum(compared.counts_a[of_a]) - exact_sum(compared.counts_b[of_b])
            sums.append((name, lines, gap))
    return sums


def _currencies(compared: Comparison) -> tuple[tuple[Ints, Ints], list[str]]:
    """Return the currency of each entry in either book as codes (-1: not in the book), and their names."""
    columns = [book.rows["currency"] for book in (compared.a, compared.b)]
    both = pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string())
    codes = codes_of(both)
    names = both.unique().to_pylist()
    size = len(columns[0])
    taken = []
    for own, places in ((codes[:size], compared.at_a), (codes[size:], compared.at_b)):
        taken.append(np.where(places >= 0, own[places], -1) if len(own) else np.full(len(places), -1))
    return (taken[0], taken[1]), names
