"""Any number of parties: money in is money out, the reference agrees, percentages take refunds exactly."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import lcm

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.settlement.reference import Happened, moments
from tests.settlement.strategies import DAY, FIRST, SPAN, cny, number, refunds_of, sales, small_rates
from tests.settlement.test_against_reference import balances_at_every_moment, history_of

from kuajie.domain.clauses import (
    Cap,
    Clause,
    Deduction,
    FeePerEnrolment,
    Holdback,
    MinimumGuarantee,
    Per,
    Recoup,
    Referral,
    Release,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
)
from kuajie.domain.deal import contradictions
from kuajie.domain.in_force import InForce
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.calendar import dues_of
from kuajie.settlement.events import Refund, Sale
from kuajie.settlement.execute import execute
from kuajie.settlement.lines import Account

COURSES = ("J1", "J2", "J3")
MOST = 12
Balances = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Crowd:
    """So many parties, and who sells which course."""

    parties: tuple[str, ...]
    sellers: dict[str, str]

    def agreement(self, clauses: tuple[Clause, ...], *, agreed: int = 0) -> Agreement:
        return Agreement(
            parties=self.parties,
            sellers=self.sellers,
            clauses=tuple(TimedClause.of(clause) for clause in clauses),
            currency="CNY",
            time_zone="Asia/Shanghai",
            agreed=agreed,
            horizon=InForce(since=FIRST, until=date(2026, 5, 1)),
        )


@st.composite
def crowds(draw: st.DrawFn) -> Crowd:
    names = tuple(f"p{n}" for n in range(draw(st.integers(1, MOST))))
    return Crowd(parties=names, sellers={course: draw(st.sampled_from(names)) for course in COURSES})


@st.composite
def tables(draw: st.DrawFn, crowd: Crowd) -> dict[str, Fraction]:
    count = len(crowd.parties)
    weights = draw(st.lists(st.integers(0, 9), min_size=count, max_size=count).filter(any))
    return {
        party: Fraction(weight, sum(weights)) for party, weight in zip(crowd.parties, weights, strict=True)
    }


some_courses = st.sampled_from([(), ("J1",), ("J2", "J3")])


@st.composite
def percentages(draw: st.DrawFn, crowd: Crowd) -> Agreement:
    """Return terms of percentages alone: shares by course and day, deductions, two levels of referral."""
    party = st.sampled_from(crowd.parties)
    clauses: list[Clause] = [RevenueShare(shares=draw(tables(crowd)))]
    middle = date(2026, 4, 5)
    wanted: list[Clause] = [
        RevenueShare(shares=draw(tables(crowd)), courses=("J1",), until=middle),
        RevenueShare(shares=draw(tables(crowd)), courses=("J1",), since=middle),
        Deduction(name="fee", rate=draw(small_rates), party=draw(party), courses=draw(some_courses)),
        Deduction(name="tax", rate=draw(small_rates), since=middle),
        Referral(party=draw(party), rate=draw(small_rates), channels=("douyin",)),
        Referral(party=draw(party), rate=draw(small_rates), level=2, courses=draw(some_courses)),
    ]
    chosen = [clause for clause in wanted if draw(st.booleans())]
    return crowd.agreement((*clauses, *_sound(chosen, crowd)), agreed=1)


@st.composite
def bent(draw: st.DrawFn, crowd: Crowd) -> Agreement:
    """Return terms that bend as well: tiers, caps, costs repaid first, parts held back, promises, fees."""
    party = st.sampled_from(crowd.parties)
    amount = st.integers(0, 6000).map(cny)
    rows = (Tier(threshold=cny(0), shares=draw(tables(crowd))),)
    if draw(st.booleans()):
        rows += (Tier(threshold=cny(draw(st.integers(1, 5000))), shares=draw(tables(crowd))),)
    per = draw(st.none() | st.just(Per.MONTH))
    wanted: list[Clause] = [
        Tiers(tiers=rows, mode=draw(st.sampled_from(TierMode)), courses=draw(some_courses), per=per),
        Recoup(party=draw(party), amount=draw(amount), courses=draw(some_courses)),
        Cap(party=draw(party), amount=draw(amount), per=draw(st.none() | st.just(Per.MONTH))),
        Cap(party=draw(party), amount=draw(amount), courses=("J1",)),
        Holdback(party=draw(party), rate=draw(small_rates), on=Release.COMPLETION, courses=("J2",)),
    ]
    if len(crowd.parties) > 1:
        payer, payee = draw(st.permutations(crowd.parties))[:2]
        wanted.append(FeePerEnrolment(payer=payer, payee=payee, amount=cny(7)))
        wanted.append(MinimumGuarantee(payer=payee, payee=payer, amount=draw(amount)))
    terms = draw(percentages(crowd))
    held = [timed.clause for timed in terms.clauses]
    more = [clause for clause in wanted if draw(st.booleans())]
    kept = _sound([*held[1:], *more], crowd)
    return crowd.agreement((held[0], *kept), agreed=1)


def _sound(clauses: list[Clause], crowd: Crowd) -> list[Clause]:
    kept: list[Clause] = []
    for clause in clauses:
        if not contradictions((*kept, clause), parties=crowd.parties, owners={}):
            kept.append(clause)
    return kept


@st.composite
def sold_by(draw: st.DrawFn, crowd: Crowd) -> list[Sale]:
    """Return sales by a crowd's sellers, of bundles none."""
    return [
        replace(
            sale,
            seller=crowd.sellers[sale.course],
            bearer=draw(st.sampled_from(crowd.parties)) if sale.let_off else "",
            bought="",
        )
        for sale in draw(sales())
    ]


def balances(terms: Agreement, happened: Happened) -> Balances:
    """Return what stands on every account of every party in the end."""
    found = balances_at_every_moment(terms, history := history_of(happened), execute(terms, history))
    return found[-1] if found else {}


@settings(max_examples=150, deadline=None)
@given(data=st.data(), rnd=st.randoms(use_true_random=False))
def test_money_in_is_money_out_and_the_reference_agrees(data: st.DataObject, rnd: random.Random) -> None:
    crowd = data.draw(crowds())
    terms = data.draw(bent(crowd))
    sold = data.draw(sold_by(crowd))
    happened = Happened(sales=sold, refunds=data.draw(refunds_of(sold)), dues=list(dues_of(terms)))
    history = history_of(happened)
    lines = execute(terms, history)
    by_event: Counter[int] = Counter()
    for event, amount in zip(lines.event, lines.amount, strict=True):
        by_event[event] += amount
    assert not any(by_event.values())
    by_account: Counter[int] = Counter()
    for account, amount in zip(lines.account, lines.amount, strict=True):
        by_account[account] += amount
    paid = sum(sale.paid for sale in sold) - sum(refund.amount for refund in happened.refunds)
    assert by_account[Account.RECEIVED] == paid
    assert -by_account[Account.EARNED] == paid + by_account[Account.CONTRIBUTED]
    assert balances_at_every_moment(terms, history, lines) == moments(terms, happened)
    rnd.shuffle(happened.sales)
    rnd.shuffle(happened.refunds)
    rnd.shuffle(happened.dues)
    assert execute(terms, history_of(happened)) == lines


def refunded(sale: Sale, amount: int, after: int) -> Refund:
    return Refund(id="back", at=sale.at + after * DAY, sale=sale.id, amount=amount)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), after=st.integers(0, 60))
def test_under_percentages_a_full_refund_leaves_the_state_without_the_order(
    data: st.DataObject, after: int
) -> None:
    """On every account of every party, whatever else is sold and refunded, in one part or in several."""
    crowd = data.draw(crowds())
    terms, sold = data.draw(percentages(crowd)), data.draw(sold_by(crowd))
    one = data.draw(st.sampled_from([sale for sale in sold if sale.paid] or [replace(sold[0], paid=1)]))
    others = [sale for sale in sold if sale.id != one.id]
    refunds = data.draw(refunds_of(others))
    first = data.draw(st.integers(0, one.paid))
    whole = [refunded(one, one.paid, after)]
    parts = [refunded(one, first, after), replace(refunded(one, one.paid - first, after + 1), id="rest")]
    without = balances(terms, Happened(sales=others, refunds=refunds))
    for gone in (whole, parts):
        happened = Happened(sales=[*others, one], refunds=[*refunds, *gone])
        assert balances(terms, happened) == without


def exact_unit(terms: Agreement) -> int:
    """Return an amount of which ten hundredths and every rate and share of the terms are whole cents."""
    denominators = [10]
    for timed in terms.clauses:
        clause = timed.clause
        if isinstance(clause, RevenueShare):
            denominators.append(lcm(*(share.denominator for share in clause.shares.values())))
        elif isinstance(clause, Deduction | Referral):
            denominators.append(clause.rate.denominator)
    unit = 1
    for each in denominators:
        unit *= each
    return unit


@settings(max_examples=150, deadline=None)
@given(data=st.data(), times=st.integers(1, 9), after=st.integers(0, 60))
def test_under_percentages_a_refund_of_a_tenth_takes_a_tenth_of_everything(
    data: st.DataObject, times: int, after: int
) -> None:
    """Before rounding: exactly on an order that divides without a rest, on others but for cut cents."""
    crowd = data.draw(crowds())
    terms = data.draw(percentages(crowd))
    day = number(FIRST) + data.draw(st.integers(0, SPAN - 1))
    course = data.draw(st.sampled_from(COURSES))
    channel = data.draw(st.sampled_from(["", "douyin"]))
    paid = exact_unit(terms) * times
    one = Sale(
        id="one",
        at=day * DAY,
        day=day,
        course=course,
        seller=crowd.sellers[course],
        paid=paid,
        channel=channel,
    )
    before = balances(terms, Happened(sales=[one]))
    now = balances(terms, Happened(sales=[one], refunds=[refunded(one, paid // 10, after)]))
    assert {key: 10 * amount for key, amount in now.items()} == {
        key: 9 * amount for key, amount in before.items()
    }
    odd = replace(one, paid=data.draw(st.integers(10, 5000)))
    left = odd.paid - odd.paid // 10
    kept = balances(terms, Happened(sales=[odd], refunds=[refunded(odd, odd.paid // 10, after)]))
    for key in {*kept, *before}:
        exact = Fraction(before.get(key, 0) * left, paid)
        assert abs(kept.get(key, 0) - exact) < 2 + len(terms.clauses)
    assert sum(amount for (account, _), amount in kept.items() if account == "earned") == left
