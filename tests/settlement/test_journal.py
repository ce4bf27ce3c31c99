"""The journal as pure functions: whatever becomes known in whatever order, what is posted adds up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.domain.clauses import Cap, Recoup, RevenueShare, Tier, TierMode, Tiers
from kuajie.domain.money import Money
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.events import History, Refund, Sale
from kuajie.settlement.journal import POSTINGS, book, month_end, posting, up_to
from kuajie.settlement.knowledge import (
    RECORDS,
    Award,
    Knowledge,
    Payment,
    change_schema,
    known_of,
    learnt,
    nothing_known,
    told,
)
from kuajie.settlement.periods import Month
from kuajie.settlement.table_form import table_csv, table_of_csv
from kuajie.settlement.terms_form import (
    agreement_of_plain,
    agreement_plain,
    canonical_json,
    clause_name,
)

ZONE = "Asia/Shanghai"
MONTH_ZONE = ZoneInfo(ZONE)
DAY = 86_400_000_000
JULY = (date(2026, 7, 1) - date(1970, 1, 1)).days
MONTHS = [Month(2026, number) for number in (7, 8, 9, 10)]
PARTIES = ("P", "E", "C")


def shares(*weights: int) -> dict[str, Fraction]:
    return {party: Fraction(weight, sum(weights)) for party, weight in zip(PARTIES, weights, strict=True)}


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


CLAUSES = [
    Recoup(party="E", amount=cny(700)),
    Tiers(
        tiers=(
            Tier(threshold=cny(0), shares=shares(1, 1, 1)),
            Tier(threshold=cny(1500), shares=shares(1, 2, 4)),
        ),
        mode=TierMode.RETROACTIVE,
    ),
    Cap(party="C", amount=cny(900)),
]
AGREEMENT = Agreement(
    parties=PARTIES,
    sellers={"J1": "P"},
    clauses=tuple(TimedClause(clause=clause) for clause in CLAUSES),
    currency="CNY",
    time_zone=ZONE,
)
TERMS = canonical_json(agreement_plain(AGREEMENT))


@st.composite
def snapshots(draw: st.DrawFn) -> list[Knowledge]:
    """Return what is known at the end of each month: rows arrive late, change, and go."""
    days = draw(st.lists(st.integers(0, 122), min_size=1, max_size=12))
    sales = [
        Sale(
            id=f"s{place}",
            at=(JULY + day) * DAY,
            day=JULY + day,
            course="J1",
            seller="P",
            paid=draw(st.integers(0, 999)),
        )
        for place, day in enumerate(days)
    ]
    found = []
    for _ in MONTHS:
        kept = [sale for sale in sales if draw(st.integers(0, 5))]
        kept = [
            sale if draw(st.integers(0, 5)) else replace(sale, paid=sale.paid + draw(st.integers(0, 9)))
            for sale in kept
        ]
        refunds = [
            Refund(id=f"r{sale.id}", at=sale.at + draw(st.integers(0, 60)) * DAY, sale=sale.id, amount=amount)
            for sale in kept
            if (amount := draw(st.integers(0, 1)) * draw(st.integers(0, sale.paid)))
        ]
        payments = [
            Payment(id="p", at=(JULY + 40) * DAY, period="2026-07", payer="P", payee="E", amount=50)
            for _ in range(draw(st.integers(0, 1)))
        ]
        found.append(known_of(TERMS, History.of(kept, refunds), payments))
    return found


def posted_over(known: list[Knowledge]) -> list[tuple[str, pa.Table]]:
    """Return what is posted month after month, each with what is known at its end."""
    posted: list[tuple[str, pa.Table]] = []
    for month, knowledge in zip(MONTHS, known, strict=True):
        end = month_end(month, ZONE)
        before = pa.concat_tables([POSTINGS.empty_table(), *(lines for _, lines in posted)])
        lines = posting(up_to(book(knowledge.before(end)), end), before, period=str(month), zone=ZONE)
        posted.append((str(month), lines))
    return posted


def totals(lines: pa.Table, *keys: str) -> dict[tuple[str, ...], int]:
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for row in lines.to_pylist():
        sums[tuple(row[key] for key in keys)] += row["amount"]
    return {key: value for key, value in sums.items() if value}


@settings(max_examples=60, deadline=None)
@given(known=snapshots())
def test_everything_posted_is_what_the_terms_make_of_what_is_known_last(known: list[Knowledge]) -> None:
    posted = posted_over(known)
    every = pa.concat_tables([lines for _, lines in posted])
    end = month_end(MONTHS[-1], ZONE)
    now = up_to(book(known[-1]), end)
    keys = ("event", "clause", "account", "party")
    assert totals(every, *keys) == totals(now, *keys)
    for _, lines in posted:
        assert totals(lines, "kind", "event") == {}, "every event adds up to zero in every month"


@settings(max_examples=40, deadline=None)
@given(known=snapshots())
def test_lines_of_earlier_months_say_so_and_no_others(known: list[Knowledge]) -> None:
    seen: set[str] = set()
    for period, lines in posted_over(known):
        for row in lines.to_pylist():
            month = row["moment"].astimezone(MONTH_ZONE).strftime("%Y-%m")
            assert month <= period
            key = f"{row['kind']} {row['event']}"
            if key in seen:
                assert row["why"] in {"changed", "gone"}
                assert row["concerns"] == month
            elif month < period:
                assert (row["why"], row["concerns"]) == ("late", month)
            elif row["sold"] and row["sold"] < period:
                assert (row["why"], row["concerns"]) == ("earlier_sale", row["sold"])
            else:
                assert (row["why"], row["concerns"]) == ("", "")
        seen |= {f"{row['kind']} {row['event']}" for row in lines.to_pylist()}


@settings(max_examples=60, deadline=None)
@given(known=snapshots())
def test_what_is_learnt_brings_back_what_is_known(known: list[Knowledge]) -> None:
    so_far = nothing_known()
    for each in known:
        changes = learnt(so_far, each)
        through = {
            name: table_of_csv(table_csv(table), change_schema(name)) for name, table in changes.items()
        }
        so_far = told(so_far, each.terms, through)
        for name in RECORDS:
            assert so_far.tables[name].equals(each.tables[name])
        assert so_far.history() == each.history()


def test_a_history_comes_back_whole_with_awards() -> None:
    sale = Sale(
        id='a,"b', at=5 * DAY, day=5, course="J1", seller="P", paid=10, quantity=2, let_off=3, bearer="E"
    )
    history = History.of([sale], [Refund(id="r", at=6 * DAY, sale=sale.id, amount=4)])
    award = Award(id="c/1", at=9, case="c", event="r", clause="share-1", payer="P", payee="E", amount=2)
    known = known_of(TERMS, history, (), [award])
    assert known.history() == history
    assert known.records("awards") == [award]
    text = table_csv(known.tables["sales"])
    assert table_of_csv(text, known.tables["sales"].schema).equals(known.tables["sales"])


def test_terms_come_back_whole() -> None:
    assert agreement_of_plain(agreement_plain(AGREEMENT)) == AGREEMENT


def test_a_clause_keeps_its_name_wherever_it_stands_and_however_long() -> None:
    clause = RevenueShare(shares=shares(1, 1, 1))
    assert clause_name(replace(clause, until=date(2026, 9, 1))) == clause_name(clause)
    assert clause_name(RevenueShare(shares=shares(1, 1, 2))) != clause_name(clause)
    assert clause_name(clause).startswith("share-")


def test_a_hundred_cents_over_three() -> None:
    agreement = replace(AGREEMENT, clauses=(TimedClause(clause=RevenueShare(shares=shares(1, 1, 1))),))
    sale = Sale(id="s", at=JULY * DAY, day=JULY, course="J1", seller="P", paid=100)
    known = known_of(canonical_json(agreement_plain(agreement)), History.of([sale]))
    assert totals(book(known), "account", "party") == {
        ("received", "P"): 100,
        ("earned", "P"): -34,
        ("earned", "E"): -33,
        ("earned", "C"): -33,
    }


def test_tables_of_another_form_are_refused() -> None:
    with pytest.raises(ValueError, match="the columns must be"):
        table_of_csv(b"a,b\n1,2\n", POSTINGS)
