"""Terms executed: situations in which settlement goes wrong elsewhere, by hand, and what must always hold."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.clauses import (
    Cap,
    Clause,
    CostKind,
    CostShare,
    FeePerEnrolment,
    Recoup,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
)
from kuajie.domain.money import Money
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.events import Cost, History, Refund, Sale
from kuajie.settlement.execute import execute
from kuajie.settlement.lines import Account, Lines

PARTIES = ("P", "E", "C")
MARCH = (date(2026, 3, 1) - date(1970, 1, 1)).days


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def shares(*weights: int) -> dict[str, Fraction]:
    return {party: Fraction(weight, sum(weights)) for party, weight in zip(PARTIES, weights, strict=False)}


def agreement(*clauses: Clause | TimedClause) -> Agreement:
    timed = [each if isinstance(each, TimedClause) else TimedClause(clause=each) for each in clauses]
    return Agreement(
        parties=PARTIES,
        sellers={"J1": "P", "J2": "E"},
        clauses=tuple(timed),
        currency="CNY",
        time_zone="Asia/Shanghai",
    )


def sale(name: str, paid: int, *, day: int = 0, course: str = "J1", **more: object) -> Sale:
    seller = {"J1": "P", "J2": "E"}[course]
    at = (MARCH + day) * 86_400_000_000
    return Sale(id=name, at=at, day=MARCH + day, course=course, seller=seller, paid=paid, **more)  # type: ignore[arg-type]


def refund(name: str, of: Sale, amount: int, *, after: int = 1) -> Refund:
    return Refund(id=name, at=of.at + after * 86_400_000_000, sale=of.id, amount=amount)


def balances(lines: Lines, account: Account = Account.EARNED) -> dict[str, int]:
    """Return what every party earned (or received, or contributed)."""
    sign = -1 if account is Account.EARNED else 1
    total = dict.fromkeys(PARTIES, 0)
    for place, party, amount in zip(lines.account, lines.party, lines.amount, strict=True):
        if place == account:
            total[PARTIES[party]] += sign * amount
    return total


def earned(terms: Agreement, sales: list[Sale], refunds: list[Refund] | None = None) -> dict[str, int]:
    return balances(execute(terms, History.of(sales, refunds or [])))


def test_100_cents_over_three_and_what_a_partial_refund_leaves() -> None:
    terms, one = agreement(RevenueShare(shares=shares(1, 1, 1))), sale("a", 100)
    assert earned(terms, [one]) == {"P": 34, "E": 33, "C": 33}
    assert earned(terms, [one], [refund("r", one, 40)]) == {"P": 20, "E": 20, "C": 20}
    assert earned(terms, [one], [refund("r", one, 40), refund("s", one, 60, after=2)]) == {
        "P": 0,
        "E": 0,
        "C": 0,
    }


def test_marginal_tiers_cut_an_order_and_retroactive_ones_share_all_anew() -> None:
    tiers = (Tier(threshold=cny(0), shares=shares(1, 1)), Tier(threshold=cny(1000), shares=shares(1, 3)))
    sales = [sale("a", 800), sale("b", 400, day=1)]
    assert earned(agreement(Tiers(tiers=tiers)), sales) == {"P": 550, "E": 650, "C": 0}
    retroactive = agreement(Tiers(tiers=tiers, mode=TierMode.RETROACTIVE))
    assert earned(retroactive, sales) == {"P": 300, "E": 900, "C": 0}
    back = [refund("r", sales[1], 400)]
    assert earned(retroactive, sales, back) == {"P": 400, "E": 400, "C": 0}
    assert earned(agreement(Tiers(tiers=tiers)), sales, back) == {"P": 400, "E": 400, "C": 0}


def test_a_recoup_pool_that_fills_in_the_middle_of_an_order_opens_again_by_its_refund() -> None:
    terms = agreement(Recoup(party="E", amount=cny(300)), RevenueShare(shares=shares(1, 1)))
    one, two, three = sale("a", 200), sale("b", 200, day=1), sale("c", 200, day=5)
    assert earned(terms, [one, two]) == {"P": 50, "E": 350, "C": 0}
    # half of b goes back: 50 of its recoup, 25 of each share; then c fills the pool by 50 first.
    half = [refund("r", two, 100)]
    assert earned(terms, [one, two], half) == {"P": 25, "E": 275, "C": 0}
    assert earned(terms, [one, two, three], half) == {"P": 25 + 75, "E": 275 + 50 + 75, "C": 0}


def test_a_cap_reached_in_the_middle_of_an_order() -> None:
    terms = agreement(
        RevenueShare(shares=shares(2, 1, 1)),
        Cap(party="P", amount=cny(300)),
        FeePerEnrolment(payer="E", payee="C", amount=cny(7)),
    )
    sales = [sale("a", 400), sale("b", 400, day=1)]
    assert earned(terms, sales[:1]) == {"P": 200, "E": 100 - 7, "C": 100 + 7}
    assert earned(terms, sales) == {"P": 300, "E": 250 - 14, "C": 250 + 14}
    named = agreement(RevenueShare(shares=shares(2, 1, 1)), Cap(party="P", amount=cny(300), to=("C",)))
    assert earned(named, sales) == {"P": 300, "E": 200, "C": 300}


def test_an_amendment_on_the_15th_leaves_earlier_sales_and_their_refunds_alone() -> None:
    middle = date(2026, 3, 15)
    terms = agreement(
        TimedClause(clause=RevenueShare(shares=shares(1, 1)), until=middle),
        TimedClause(clause=RevenueShare(shares=shares(1, 4)), since=middle),
    )
    early, late = sale("a", 1000, day=3), sale("b", 1000, day=14)
    assert earned(terms, [early, late]) == {"P": 700, "E": 1300, "C": 0}
    assert earned(terms, [early, late], [refund("r", early, 1000, after=25)]) == {"P": 200, "E": 800, "C": 0}


def test_a_coupon_is_borne_by_whom_the_terms_name() -> None:
    terms = agreement(RevenueShare(shares=shares(1, 1)))
    one = sale("a", 800, let_off=200, bearer="E")
    lines = execute(terms, History.of([one]))
    assert balances(lines) == {"P": 500, "E": 500, "C": 0}
    assert balances(lines, Account.CONTRIBUTED) == {"P": 0, "E": 200, "C": 0}
    back = execute(terms, History.of([one], [refund("r", one, 800)]))
    assert balances(back, Account.CONTRIBUTED) == balances(back) == {"P": 0, "E": 0, "C": 0}


def test_spend_is_repaid_first_or_shared() -> None:
    spent = Cost(id="ads", at=MARCH * 86_400_000_000 - 1, day=MARCH, party="P", lever="ads", amount=150)
    repaid = agreement(Recoup(party="P", costs=(CostKind.SPEND,)), RevenueShare(shares=shares(0, 1)))
    history = History.of([sale("a", 100), sale("b", 100, day=1)], [], [spent])
    assert balances(execute(repaid, history)) == {"P": 150, "E": 50, "C": 0}
    shared = agreement(CostShare(payer="E", payee="P", rate=Fraction(1, 3)))
    assert balances(execute(shared, history)) == {"P": 200 + 50, "E": -50, "C": 0}


def test_histories_that_cannot_be_are_refused() -> None:
    one = sale("a", 100)
    for bad in (
        [refund("r", one, 101)],
        [refund("r", one, 60), refund("s", one, 60)],
        [refund("r", one, 10, after=-1)],
        [refund("r", sale("b", 1), 1)],
        [refund("r", one, 10), refund("r", one, 10)],
    ):
        with pytest.raises(ValueError, match=r"refund|called"):
            History.of([one], bad)


amounts = st.lists(st.integers(1, 5000), min_size=1, max_size=12)
weights = st.lists(st.integers(0, 7), min_size=3, max_size=3).filter(any)
thresholds = st.lists(st.integers(1, 9000), max_size=3, unique=True).map(sorted)


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Return an agreement with any of recoup, tiers of both kinds, a cap and a fee."""
    table = [shares(*draw(weights)) for _ in range(4)]
    floors = [0, *draw(thresholds)]
    tiers = tuple(Tier(threshold=cny(floor), shares=row) for floor, row in zip(floors, table, strict=False))
    clauses: list[Clause] = [Tiers(tiers=tiers, mode=draw(st.sampled_from(TierMode)), courses=("J1",))]
    if draw(st.booleans()):
        clauses.append(Recoup(party="E", amount=cny(draw(st.integers(0, 6000)))))
    if draw(st.booleans()):
        clauses.append(Cap(party="P", amount=cny(draw(st.integers(0, 4000)))))
    if draw(st.booleans()):
        clauses.append(FeePerEnrolment(payer="P", payee="C", amount=cny(3)))
    return agreement(*clauses)


def histories(paid: list[int], back: list[int]) -> tuple[list[Sale], list[Refund]]:
    sales = [sale(f"s{n}", amount, day=n, course=("J1", "J1", "J2")[n % 3]) for n, amount in enumerate(paid)]
    refunds = [
        refund(f"r{n}", one, one.paid * share // 100, after=1 + n % 4)
        for n, (one, share) in enumerate(zip(sales, back, strict=False))
    ]
    return sales, refunds


@given(agreements(), amounts, st.lists(st.integers(0, 100), max_size=12), st.randoms(use_true_random=False))
def test_money_in_is_money_out_and_the_order_of_rows_does_not_matter(
    terms: Agreement, paid: list[int], back: list[int], rnd: random.Random
) -> None:
    sales, refunds = histories(paid, back)
    lines = execute(terms, History.of(sales, refunds))
    by_event: Counter[int] = Counter()
    for event, amount in zip(lines.event, lines.amount, strict=True):
        by_event[event] += amount
    assert not any(by_event.values())
    kept = sum(paid) - sum(each.amount for each in refunds)
    assert sum(balances(lines).values()) == sum(balances(lines, Account.RECEIVED).values()) == kept
    rnd.shuffle(sales)
    rnd.shuffle(refunds)
    again = execute(terms, History.of(sales, refunds))
    assert all(
        getattr(lines, name) == getattr(again, name) for name in ("event", "clause", "party", "amount")
    )


@given(weights, amounts, st.integers(0, 11), st.integers(0, 100))
def test_under_percentages_a_refund_takes_back_exactly_its_part(
    split: list[int], paid: list[int], which: int, percent: int
) -> None:
    terms = agreement(RevenueShare(shares=shares(*split)))
    sales, _ = histories(paid, [])
    one = sales[which % len(sales)]
    without = earned(terms, [each for each in sales if each is not one])
    assert earned(terms, sales, [refund("r", one, one.paid)]) == without
    kept = one.paid - one.paid * percent // 100
    part = earned(terms, sales, [refund("r", one, one.paid - kept)])
    for party, weight in zip(PARTIES, split, strict=True):
        exact = Fraction(kept * weight, sum(split))
        assert abs(part[party] - without[party] - exact) < 1


@given(agreements(), amounts)
def test_when_everything_goes_back_in_reverse_nothing_is_left(terms: Agreement, paid: list[int]) -> None:
    sales, _ = histories(paid, [])
    after = len(sales)
    refunds = [refund(f"r{n}", one, one.paid, after=1 + 2 * (after - n)) for n, one in enumerate(sales)]
    assert [one.at > two.at for one, two in pairwise(refunds)] == [True] * (len(refunds) - 1)
    assert set(earned(terms, sales, refunds).values()) == {0}
