"""Two books compared: differences planted into a copy of a book are found, each in its class, no others."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.settlement.periods import Month
from kuajie.settlement.reconciliation.book import ENTRIES, Entries, book_of, conflicts
from kuajie.settlement.reconciliation.compare import Comparison, Tolerance, compare
from kuajie.settlement.reconciliation.matching import How
from kuajie.settlement.reconciliation.reasons import Reason
from kuajie.settlement.reconciliation.summary import sums_by_actor, sums_by_age, sums_by_reason

ZONE = "Asia/Shanghai"
START = datetime(2026, 10, 1, 4, tzinfo=UTC)  # noon in Shanghai


@dataclass(frozen=True)
class Row:
    order: str
    line: int | None = 1
    amount: int = 10_000
    day: float | None = 0
    refund: bool = False
    currency: str = "CNY"
    cancelled: bool = False
    course: str = "J1"
    key: str = ""


def entries(rows: Sequence[Row], name: str = "A") -> Entries:
    schema = pa.schema([*ENTRIES, ("key0", pa.string())])
    values = [
        {
            "order": row.order,
            "line": row.line,
            "course": row.course,
            "amount": row.amount,
            "refund": row.refund,
            "at": None if row.day is None else START + timedelta(days=row.day),
            "currency": row.currency,
            "cancelled": row.cancelled,
            "file": name,
            "row": place,
            "key0": row.key,
        }
        for place, row in enumerate(rows, start=2)
    ]
    return Entries(name=name, table=pa.Table.from_pylist(values, schema=schema))


def compared(a: Sequence[Row], b: Sequence[Row], **options: object) -> Comparison:
    given_a, given_b = entries(a), entries(b, "B")
    by_line = given_a.has_lines and given_b.has_lines
    books = [book_of(each, by_line=by_line) for each in (given_a, given_b)]
    settings_ = {"zone": ZONE, "tolerance": Tolerance(), **options}
    return compare(*books, **settings_)  # type: ignore[arg-type]


def told(found: Comparison) -> Counter[tuple[str, int, Reason]]:
    """Return how often each order line ends in each class, as the books name it."""
    rows_a, rows_b = found.a.rows.to_pylist(), found.b.rows.to_pylist()
    lines = [
        rows_a[a] if a >= 0 else rows_b[b]
        for a, b in zip(found.at_a.tolist(), found.at_b.tolist(), strict=True)
    ]
    return Counter(
        (line["order"], line["line"], Reason(reason))
        for line, reason in zip(lines, found.reason.tolist(), strict=True)
    )


def total(rows: Iterable[Row]) -> dict[str, int]:
    """Return what a book adds up to, from its rows alone."""
    struck = {(row.order, row.line) for row in rows if row.cancelled}
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        if (row.order, row.line) not in struck:
            sums[row.currency] += -row.amount if row.refund else row.amount
    return {currency: amount for currency, amount in sums.items() if amount}


DAMAGES = {
    "none": Reason.MATCHED,
    "next day": Reason.WITHIN_TOLERANCE,
    "one cent": Reason.AMOUNT_DIFFERS,
    "amount": Reason.AMOUNT_DIFFERS,
    "refund in a": Reason.REFUND_ONLY_IN_A,
    "refund in b": Reason.REFUND_ONLY_IN_B,
    "both refund, not alike": Reason.AMOUNT_DIFFERS,
    "missing in a": Reason.MISSING_IN_A,
    "missing in b": Reason.MISSING_IN_B,
    "repeated in a": Reason.REPEATED_IN_A,
    "repeated in b": Reason.REPEATED_IN_B,
    "currency": Reason.CURRENCY_DIFFERS,
    "other month": Reason.CUT_OFF,
    "date": Reason.DATE_DIFFERS,
    "cancelled in a": Reason.CANCELLED_IN_A,
    "cancelled in b": Reason.CANCELLED_IN_B,
    "cancelled in a alone": Reason.CANCELLED,
    "cancelled in both": Reason.MATCHED,
}


def damaged(row: Row, damage: str) -> tuple[list[Row], list[Row]]:
    """Return what stands in either book for a line."""
    off = replace(row, cancelled=True)
    assert row.day is not None
    back = replace(row, amount=row.amount // 2, refund=True, day=row.day + 2)
    return {
        "none": ([row], [row]),
        "next day": ([row], [replace(row, day=row.day + 1)]),
        "one cent": ([row], [replace(row, amount=row.amount + 1)]),
        "amount": ([row], [replace(row, amount=row.amount - 3_333)]),
        "refund in a": ([row, back], [row]),
        "refund in b": ([row], [row, back]),
        "both refund, not alike": ([row, back], [row, replace(back, amount=333)]),
        "missing in a": ([], [row]),
        "missing in b": ([row], []),
        "repeated in a": ([row, row], [row]),
        "repeated in b": ([row], [row, row]),
        "currency": ([row], [replace(row, currency="HKD")]),
        "other month": ([row], [replace(row, day=row.day + 31)]),
        "date": ([row], [replace(row, day=row.day + 9)]),
        "cancelled in a": ([off], [row]),
        "cancelled in b": ([row], [off]),
        "cancelled in a alone": ([off], []),
        "cancelled in both": ([off], [off]),
    }[damage]


# Thousands, so that no single rate explains the planted differences of unlike amounts.
LINES = st.lists(
    st.tuples(
        st.integers(10, 999),
        st.integers(0, 14),
        st.sampled_from(sorted(DAMAGES)),
        st.integers(1, 3),
    ),
    max_size=40,
)
Planted = tuple[list[Row], list[Row], Counter[tuple[str, int, Reason]]]


def planted(drawn: list[tuple[int, int, str, int]]) -> Planted:
    a: list[Row] = []
    b: list[Row] = []
    expected: Counter[tuple[str, int, Reason]] = Counter()
    lines: Counter[str] = Counter()
    for place, (thousands, day, damage, spread) in enumerate(drawn):
        order = f"N{place // spread:04d}"
        lines[order] += 1
        row = Row(order=order, line=lines[order], amount=1_000 * thousands, day=day)
        of_a, of_b = damaged(row, damage)
        a += of_a
        b += of_b
        expected[order, lines[order], DAMAGES[damage]] += 1
        if damage.startswith("repeated"):
            expected[order, lines[order], Reason.MATCHED] += 1
    return a, b, expected


@given(LINES, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_what_was_planted_is_found_and_nothing_else(
    drawn: list[tuple[int, int, str, int]], shuffler: random.Random
) -> None:
    a, b, expected = planted(drawn)
    shuffler.shuffle(a)
    shuffler.shuffle(b)
    assert told(compared(a, b)) == expected


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_the_classes_add_up_to_the_difference_of_the_totals(drawn: list[tuple[int, int, str, int]]) -> None:
    a, b, _ = planted(drawn)
    sums_a: dict[str, int] = defaultdict(int)
    sums_b: dict[str, int] = defaultdict(int)
    found = compared(a, b)
    for each in sums_by_reason(found):
        sums_a[each.currency] += each.a
        sums_b[each.currency] += each.b
    assert {name: amount for name, amount in sums_a.items() if amount} == total(a)
    assert {name: amount for name, amount in sums_b.items() if amount} == total(b)
    assert sum(each.lines for each in sums_by_reason(found)) == len(found)
    open_lines = sum(each.lines for each in sums_by_age(found, date(2026, 12, 1)))
    assert open_lines == sum(each.lines for each in sums_by_actor(found))


@given(LINES)
@settings(max_examples=80, deadline=None)
def test_exchanging_the_books_mirrors_the_answer(drawn: list[tuple[int, int, str, int]]) -> None:
    a, b, _ = planted(drawn)
    found, mirrored = compared(a, b), compared(b, a)
    assert {(order, line, reason.mirrored): n for (order, line, reason), n in told(found).items()} == dict(
        told(mirrored)
    )
    sums = {(each.reason.mirrored, each.currency): (each.b, each.a) for each in sums_by_reason(found)}
    assert sums == {(each.reason, each.currency): (each.a, each.b) for each in sums_by_reason(mirrored)}


@given(LINES)
@settings(max_examples=80, deadline=None)
def test_of_one_month_only_what_each_book_has_in_it_counts(drawn: list[tuple[int, int, str, int]]) -> None:
    a, b, _ = planted(drawn)
    found = compared(a, b, month=Month(2026, 11))
    firsts = {(row.order, row.line): row for row in reversed(b) if not row.refund}
    of_b = [row for row in b if (firsts[row.order, row.line].day or 0) >= 31]
    sums = sums_by_reason(found)
    assert sum(each.a for each in sums) == 0
    assert {each.currency: each.b for each in sums if each.b} == total(of_b)
    assert {each.reason for each in sums} <= {Reason.CUT_OFF}


def test_fen_against_yuan_is_told_and_nothing_is_converted() -> None:
    a = [Row(f"N{place}", amount=100 * (place + 1)) for place in range(6)]
    b = [replace(row, amount=row.amount // 100) for row in a]
    found = compared(a, b)
    assert set(told(found)) == {(row.order, 1, Reason.UNIT_DIFFERS) for row in a}
    unit = found.patterns.unit
    assert unit is not None
    assert (unit.larger, unit.factor, unit.lines) == ("a", 100, 6)
    assert int(found.counts_a.sum()) == 100 * int(found.counts_b.sum())
    mirrored = compared(b, a).patterns.unit
    assert mirrored is not None
    assert mirrored.larger == "b"


@pytest.mark.parametrize("few", [1, 3])
def test_a_few_lines_that_are_a_hundred_times_others_are_amounts_that_differ(few: int) -> None:
    a = [Row(f"N{place}", amount=1_000 + place) for place in range(8)]
    b = [*a[:-few], *(replace(row, amount=100 * row.amount) for row in a[-few:])]
    found = compared(a, b)
    assert Counter(reason for _, _, reason in told(found)) == {
        Reason.MATCHED: 8 - few,
        Reason.AMOUNT_DIFFERS: few,
    }
    assert found.patterns.unit is None


def test_many_lines_of_one_amount_that_differ_alike_are_no_fee() -> None:
    a = [Row(f"N{place}", amount=10_000) for place in range(9)]
    found = compared(a, [replace(row, amount=9_940) for row in a])
    assert found.patterns.fees == ()
    assert {reason for _, _, reason in told(found)} == {Reason.AMOUNT_DIFFERS}


@given(
    st.sampled_from(["0.006", "0.01", "0.0038", "0.3", "0.055"]),
    st.sampled_from([ROUND_HALF_UP, ROUND_DOWN, ROUND_UP]),
    st.lists(st.integers(10_000, 3_000_000), min_size=12, max_size=40, unique=True),
)
@settings(max_examples=80, deadline=None)
def test_a_constant_fee_is_found_with_its_rate_however_it_was_rounded(
    rate: str, rounding: str, amounts: list[int]
) -> None:
    a = [Row(f"N{place}", amount=amount) for place, amount in enumerate(amounts)]
    kept = [int((row.amount * (1 - Decimal(rate))).to_integral_value(rounding)) for row in a]
    b = [replace(row, amount=amount) for row, amount in zip(a, kept, strict=True)]
    b[0] = replace(b[0], amount=amounts[0] + 5_000)  # one line that no fee explains
    found = compared(a, b)
    reasons = told(found)
    assert reasons.pop(("N0", 1, Reason.AMOUNT_DIFFERS)) == 1
    assert {reason for _, _, reason in reasons} == {Reason.FEE_DEDUCTED_IN_B}
    (fee,) = found.patterns.fees
    assert fee.side == "b"
    assert abs(fee.rate - float(rate)) <= 2 / max(amounts)
    (mirrored,) = compared(b, a).patterns.fees
    assert (mirrored.side, mirrored.rate) == ("a", fee.rate)


def test_a_few_unlike_differences_are_no_fee() -> None:
    a = [Row(f"N{place}", amount=10_000 * (place + 1)) for place in range(9)]
    b = [replace(row, amount=row.amount - 700 - 31 * place) for place, row in enumerate(a)]
    found = compared(a, b)
    assert found.patterns.fees == ()
    assert {reason for _, _, reason in told(found)} == {Reason.AMOUNT_DIFFERS}


@pytest.mark.parametrize("hours", [8, -8, 5.5])
def test_a_clock_that_is_off_is_told(hours: float) -> None:
    a = [Row(f"N{place}", day=place / 10) for place in range(20)]
    b = [replace(row, day=(row.day or 0) + hours / 24) for row in a]
    clock = compared(a, b).patterns.clock
    assert clock is not None
    assert clock.microseconds == hours * 3600 * 1_000_000


def test_amounts_and_days_within_tolerance_are_said_to_be() -> None:
    a = [Row("N1"), Row("N2"), Row("N3", day=0), Row("N4", day=0)]
    b = [
        replace(a[0], amount=10_002),
        replace(a[1], amount=10_003),
        replace(a[2], day=3),
        replace(a[3], day=4),
    ]
    found = told(compared(a, b, tolerance=Tolerance(minor=2, days=3)))
    assert found == Counter(
        [
            ("N1", 1, Reason.WITHIN_TOLERANCE),
            ("N2", 1, Reason.AMOUNT_DIFFERS),
            ("N3", 1, Reason.WITHIN_TOLERANCE),
            ("N4", 1, Reason.DATE_DIFFERS),
        ]
    )


def test_ids_that_spreadsheets_damaged_are_mended_where_only_one_line_fits() -> None:
    a = [Row("00012"), Row(" AB 7"), Row("'0900"), Row("0033"), Row("33")]
    b = [Row("12"), Row("ab7"), Row("900.0"), Row("033")]
    found = compared(a, b)
    assert told(found) == Counter(
        [
            ("00012", 1, Reason.MATCHED),
            (" AB 7", 1, Reason.MATCHED),
            ("'0900", 1, Reason.MATCHED),
            ("0033", 1, Reason.UNKNOWN),
            ("33", 1, Reason.UNKNOWN),
            ("033", 1, Reason.UNKNOWN),
        ]
    )
    assert set(found.how.tolist()) == {How.NOT, How.MENDED_ID}


def test_what_is_left_is_matched_by_a_further_key() -> None:
    a = [Row("N1", key="C1"), Row("N2", key="C2"), Row("N3", key="C9"), Row("N4", key="C9")]
    b = [Row("X1", key="C1"), Row("N2", key="other"), Row("X3", key="C9"), Row("X4", key="")]
    found = told(compared(a, b, fallbacks=["key0"]))
    assert found == Counter(
        [
            ("N1", 1, Reason.MATCHED),
            ("N2", 1, Reason.MATCHED),
            ("N3", 1, Reason.UNKNOWN),
            ("N4", 1, Reason.UNKNOWN),
            ("X3", 1, Reason.UNKNOWN),
            ("X4", 1, Reason.MISSING_IN_A),
        ]
    )


def test_a_book_without_line_numbers_is_compared_by_order() -> None:
    a = [Row("N1", line=1, amount=300), Row("N1", line=2, amount=200), Row("N2", amount=100)]
    b = [Row("N1", line=None, amount=500), Row("N2", line=None, amount=99)]
    assert told(compared(a, b)) == Counter([("N1", 0, Reason.MATCHED), ("N2", 0, Reason.AMOUNT_DIFFERS)])


def test_a_side_that_books_net_of_refunds_agrees() -> None:
    a = [Row("N1", amount=500), Row("N1", amount=200, refund=True, day=1)]
    assert told(compared(a, [Row("N1", amount=300)])) == Counter([("N1", 1, Reason.MATCHED)])


def test_a_refund_that_stands_twice_is_a_repeat_and_two_of_unlike_moments_are_two() -> None:
    sale, back = Row("N1", amount=500), Row("N1", amount=100, refund=True, day=1)
    found = compared([sale, back, back], [sale, back])
    assert told(found) == Counter([("N1", 1, Reason.MATCHED), ("N1", 1, Reason.REPEATED_IN_A)])
    assert int(found.counts_a.sum()) == 300
    twice = [sale, back, replace(back, day=2)]
    assert told(compared(twice, [sale, replace(back, amount=200)])) == Counter([("N1", 1, Reason.MATCHED)])


def test_rows_that_contradict_each_other_are_told_with_both() -> None:
    rows = [Row("N1"), Row("N2"), Row("N1", amount=1), Row("N2", currency="USD"), Row("N2", line=2)]
    found = conflicts(entries(rows), by_line=True)
    assert [(each.entry, each.other) for each in found] == [(2, 0), (3, 1)]
    bare = [Row("N1", line=None), Row("N1", line=None, course="J2"), Row("N1", line=None, amount=7)]
    assert [(each.entry, each.other) for each in conflicts(entries(bare), by_line=False)] == [(2, 0)]


def test_ages_fall_into_their_buckets() -> None:
    days = [0, 7, 8, 30, 31, 60, 61, 200, None]
    a = [Row(f"N{place}", day=None if age is None else -age) for place, age in enumerate(days)]
    found = sums_by_age(compared([*a, Row("late", day=3)], [Row("other", day=None)]), date(2026, 10, 1))
    assert [(each.bucket, each.lines) for each in found] == [
        (0, 2),
        (1, 2),
        (2, 2),
        (3, 2),
        (-2, 1),
        (-1, 2),
    ]


def test_empty_books_agree() -> None:
    found = compared([], [])
    assert len(found) == 0
    assert sums_by_reason(found) == ()
