"""Sales that count as their lessons are consumed: one history by hand, and what must hold for any."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.settlement.strategies import DAY, share_tables, small_rates

from kuajie.domain.clauses import Clause, Deduction, Holdback, Release, RevenueShare, Tier, TierMode, Tiers
from kuajie.domain.money import Money
from kuajie.domain.terms import LateRefunds
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.events import EventKind, History, Lesson, Refund, Sale
from kuajie.settlement.execute import execute
from kuajie.settlement.journal import LESSON
from kuajie.settlement.lines import Account

PARTIES = ("P", "E", "C", "D")
THIRDS = RevenueShare(shares={party: Fraction(1, 3) for party in "PEC"})


def agreed(*clauses: Clause, **more: object) -> Agreement:
    return Agreement(
        parties=PARTIES,
        sellers={"J1": "P", "J2": "E"},
        clauses=tuple(TimedClause.of(clause) for clause in clauses),
        currency="CNY",
        time_zone="Asia/Shanghai",
        consumed=("J1",),
        **more,  # type: ignore[arg-type]
    )


def sale(name: str, paid: int, *, day: int = 0, course: str = "J1") -> Sale:
    seller = {"J1": "P", "J2": "E"}[course]
    return Sale(id=name, at=day * DAY, day=day, course=course, seller=seller, paid=paid)


def lesson(of: Sale, day: int, lessons: int, total: int) -> Lesson:
    return Lesson(id=f"{of.id}/k{day}", at=day * DAY, sale=of.id, lessons=lessons, of=total)


def refund(of: Sale, day: int, amount: int) -> Refund:
    return Refund(id=f"{of.id}/r{day}", at=day * DAY, sale=of.id, amount=amount)


def balances(terms: Agreement, history: History, *, until: int | None = None) -> dict[str, dict[str, int]]:
    """Return what every party has in every account after the events of the days up to one."""
    lines = execute(terms, history)
    found: dict[str, dict[str, int]] = {each.name.lower(): {} for each in Account}
    for event, account, party, amount in zip(
        lines.event, lines.account, lines.party, lines.amount, strict=True
    ):
        if until is None or history.events[event].at <= until * DAY:
            own, name = found[Account(account).name.lower()], PARTIES[party]
            sign = 1 if account in (Account.RECEIVED, Account.CONTRIBUTED) else -1
            own[name] = own.get(name, 0) + sign * amount
    return {
        account: {party: amount for party, amount in own.items() if amount} for account, own in found.items()
    }


def test_a_history_by_hand() -> None:
    """10001 cents for four lessons: refunds take what is not consumed, then what is."""
    sold = sale("a", 10_001)
    history = History.of(
        [sold],
        [refund(sold, 2, 5_000), refund(sold, 5, 1_001)],
        lessons=[lesson(sold, 1, 1000, 4000), lesson(sold, 3, 500, 4000), lesson(sold, 4, 1500, 4000)],
    )
    terms = agreed(THIRDS)
    expected = {
        0: (10_001, 10_001, ()),
        1: (10_001, 7_501, (834, 833, 833)),  # a quarter, rounded down: 2500
        2: (5_001, 2_501, (834, 833, 833)),  # nobody's earnings change
        3: (5_001, 1_251, (1_250, 1_250, 1_250)),  # 1.5 of 4: 3750.375
        4: (5_001, 0, (1_667, 1_667, 1_667)),  # three of four would be 7500, but 5001 is kept
        5: (4_000, 0, (1_334, 1_333, 1_333)),
    }
    for day, (received, prepaid, earned) in expected.items():
        found = balances(terms, history, until=day)
        assert found["received"] == {"P": received}
        assert found["prepaid"] == ({"P": prepaid} if prepaid else {})
        assert found["earned"] == dict(zip("PEC", earned, strict=False))


def test_a_lesson_fills_tiers_as_they_stand_when_it_is_consumed() -> None:
    """What was sold first and consumed last comes last."""
    split = Tiers(
        tiers=(
            Tier(threshold=Money(0, "CNY"), shares={"P": Fraction(1)}),
            Tier(threshold=Money(1_000, "CNY"), shares={"E": Fraction(1)}),
        ),
        mode=TierMode.MARGINAL,
    )
    early, late, cash = sale("a", 800), sale("b", 800, day=1), sale("c", 300, day=2, course="J2")
    history = History.of(
        [early, late, cash], lessons=[lesson(late, 3, 1000, 1000), lesson(early, 4, 1000, 1000)]
    )
    assert balances(agreed(split), history, until=3)["earned"] == {"P": 1_000, "E": 100}
    assert balances(agreed(split), history)["earned"] == {"P": 1_000, "E": 900}


def test_what_is_held_back_is_of_what_counts() -> None:
    held = Holdback(party="E", rate=Fraction(1, 2), on=Release.COMPLETION)
    sold = sale("a", 300)
    history = History.of([sold], lessons=[lesson(sold, 1, 1000, 3000)])
    assert balances(agreed(THIRDS, held), history)["earned"] == {"P": 34 + 16, "E": 33 - 16, "C": 33}


def test_late_refunds_of_what_nobody_earned_burden_nobody() -> None:
    sold = sale("a", 1_000)
    history = History.of([sold], [refund(sold, 9, 700)], lessons=[lesson(sold, 1, 1000, 2000)])
    terms = agreed(THIRDS, refund_window_days=5, late_refunds=LateRefunds.SELLER)
    found = balances(terms, history)
    assert found["received"] == {"P": 300}
    assert found["prepaid"] == {}
    assert found["earned"] == {"P": 167 - 200, "E": 167, "C": 166}


def test_an_order_paid_wholly_by_a_coupon_counts_by_lessons_too() -> None:
    sold = replace(sale("a", 0), let_off=900, bearer="E")
    history = History.of([sold], lessons=[lesson(sold, 1, 1000, 3000)])
    found = balances(agreed(THIRDS), history)
    assert found["contributed"] == {"E": 300}
    assert found["earned"] == {"P": 100, "E": 100, "C": 100}


def test_lessons_of_courses_that_count_when_paid_change_nothing() -> None:
    sold = sale("a", 900, course="J2")
    taught = History.of([sold], lessons=[lesson(sold, 1, 1000, 3000)])
    assert balances(agreed(THIRDS), taught) == balances(agreed(THIRDS), History.of([sold]))


@pytest.mark.parametrize(
    "wrong",
    [
        {"lessons": 0},
        {"lessons": 3001},
        {"at": -1},
        {"sale": "nobody"},
    ],
)
def test_lessons_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    sold = sale("a", 900)
    with pytest.raises(ValueError, match="lesson"):
        History.of([sold], lessons=[replace(lesson(sold, 1, 1000, 3000), **wrong)])  # type: ignore[arg-type]


def test_lessons_come_before_refunds_of_the_same_moment() -> None:
    sold = sale("a", 900)
    history = History.of([sold], [refund(sold, 1, 900)], lessons=[lesson(sold, 1, 1000, 3000)])
    kinds = [event.kind for event in history.events]
    assert kinds == [EventKind.SALE, EventKind.LESSON, EventKind.REFUND]
    assert EventKind.LESSON.name.lower() == LESSON


@st.composite
def percentages(draw: st.DrawFn) -> tuple[Clause, ...]:
    """Return terms of nothing but percentages."""
    off = [Deduction(name="fee", party="D", rate=draw(small_rates))] if draw(st.booleans()) else []
    return (*off, RevenueShare(shares=draw(share_tables())))


@st.composite
def taught_sales(draw: st.DrawFn) -> tuple[list[Sale], list[Lesson]]:
    """Return sales with all their lessons, in up to five parts, on the days after."""
    sales = [sale(f"s{n}", draw(st.integers(1, 9999)), day=n) for n in range(draw(st.integers(1, 4)))]
    lessons = []
    for each in sales:
        parts = draw(st.lists(st.integers(1, 5000), min_size=1, max_size=5))
        for part in parts:
            day = 10 + len(lessons) + draw(st.integers(0, 20))
            taught = Lesson(id=f"k{len(lessons)}", at=day * DAY, sale=each.id, lessons=part, of=sum(parts))
            lessons.append(taught)
    return sales, lessons


@given(percentages(), taught_sales(), st.data())
def test_once_all_is_consumed_it_is_as_if_it_had_counted_when_paid(
    clauses: tuple[Clause, ...], taught: tuple[list[Sale], list[Lesson]], data: st.DataObject
) -> None:
    sales, lessons = taught
    refunds = [
        refund(each, data.draw(st.integers(each.day, 40)), data.draw(st.integers(0, each.paid)))
        for each in sales
    ]
    terms = agreed(*clauses)
    consumed = balances(terms, History.of(sales, refunds, lessons=lessons))
    assert consumed == balances(replace(terms, consumed=()), History.of(sales, refunds))
    assert not consumed["prepaid"]


@given(percentages(), st.integers(1, 9999), st.integers(1, 8))
def test_a_refund_before_any_lesson_leaves_nothing(
    clauses: tuple[Clause, ...], paid: int, total: int
) -> None:
    sold = sale("a", paid)
    history = History.of([sold], [refund(sold, 3, paid)])
    assert not any(balances(agreed(*clauses), history).values())
    held = balances(agreed(*clauses), history, until=2)
    assert (held["prepaid"], held["earned"]) == ({"P": paid}, {})
    late = [lesson(sold, 4, 1, total)]
    assert not any(
        balances(agreed(*clauses), History.of([sold], [refund(sold, 3, paid)], lessons=late)).values()
    )


@given(percentages(), st.integers(1, 400), st.integers(1, 8), st.integers(0, 8))
def test_ten_per_cent_less_are_ten_per_cent_less_for_all_before_rounding(
    clauses: tuple[Clause, ...], tens: int, total: int, day: int
) -> None:
    sold = sale("a", 1_000 * tens)
    lessons = [lesson(sold, each, 1, total) for each in range(1, total + 1)]
    whole = balances(agreed(*clauses), History.of([sold], lessons=lessons))["earned"]
    history = History.of([sold], [refund(sold, day, 100 * tens)], lessons=lessons)
    less = balances(agreed(*clauses), history)["earned"]
    off = sum(isinstance(clause, Deduction) for clause in clauses)
    for party in PARTIES:
        assert abs(less.get(party, 0) - Fraction(9, 10) * whole.get(party, 0)) <= 2 * (1 + off)


@given(percentages(), st.integers(1, 9999), st.integers(1, 99), st.integers(1, 100))
def test_refunds_of_what_is_not_consumed_touch_nobodys_earnings(
    clauses: tuple[Clause, ...], paid: int, consumed: int, percent: int
) -> None:
    sold = sale("a", paid)
    lessons = [lesson(sold, 1, consumed, 100)]
    before = balances(agreed(*clauses), History.of([sold], lessons=lessons))
    amount = before["prepaid"].get("P", 0) * percent // 100
    after = balances(agreed(*clauses), History.of([sold], [refund(sold, 2, amount)], lessons=lessons))
    assert after["earned"] == before["earned"]
    assert sum(before["earned"].values()) == paid * consumed // 100
    assert before["prepaid"].get("P", 0) - after["prepaid"].get("P", 0) == amount
