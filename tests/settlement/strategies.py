"""Any agreement and any history, for tests that hold whatever the terms are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tests.settlement.reference import Happened, day_of

from kuajie.domain.clauses import (
    Advance,
    Cap,
    Clause,
    CostKind,
    CostShare,
    Deduction,
    FeePerEnrolment,
    FeePerLead,
    FixedFee,
    Holdback,
    MinimumGuarantee,
    Per,
    Recoup,
    Referral,
    Release,
    Retainer,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
    covers,
)
from kuajie.domain.deal import contradictions
from kuajie.domain.in_force import InForce
from kuajie.domain.money import Money
from kuajie.domain.terms import LateRefunds
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.calendar import dues_of
from kuajie.settlement.events import Cost, Lead, Lesson, Refund, Released, Sale

PARTIES = ("P", "E", "C", "D")
SELLERS = {"J1": "P", "J2": "E", "J3": "P"}
OWNERS = {"ads": "P", "tutors": "E", "posters": "P"}
BUNDLE = ("J1", "J2")
FIRST = date(2026, 3, 20)
DAY = 86_400_000_000
SPAN = 40
"""Days over which things are sold."""


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


some_courses = st.sampled_from([(), (), ("J1",), ("J2",), ("J1", "J3")])
amounts = st.integers(0, 8000).map(cny)
rates = st.fractions(0, 1, max_denominator=9)
small_rates = st.fractions(0, Fraction(2, 5), max_denominator=20)
days = st.integers(0, SPAN).map(lambda n: FIRST + timedelta(days=n))
some_days = st.none() | st.none() | days
periods = st.none() | st.sampled_from(Per)
parties = st.sampled_from(PARTIES)
pairs = st.permutations(PARTIES).map(lambda pair: {"payer": pair[0], "payee": pair[1]})
channels = st.sampled_from(["", "wechat", "douyin"])


@st.composite
def share_tables(draw: st.DrawFn) -> dict[str, Fraction]:
    weights = draw(st.lists(st.integers(0, 7), min_size=4, max_size=4).filter(any))
    return {party: Fraction(each, sum(weights)) for party, each in zip(PARTIES, weights, strict=True)}


@st.composite
def tiers(draw: st.DrawFn) -> Tiers:
    floors = [0, *sorted(draw(st.lists(st.integers(1, 9000), max_size=3, unique=True)))]
    rows = tuple(Tier(threshold=cny(floor), shares=draw(share_tables())) for floor in floors)
    mode, per = draw(st.sampled_from(TierMode)), draw(periods)
    return Tiers(tiers=rows, mode=mode, per=per, courses=draw(some_courses))


@st.composite
def recoups(draw: st.DrawFn) -> Recoup:
    party, courses = draw(parties), draw(some_courses)
    if draw(st.booleans()):
        return Recoup(party=party, amount=draw(amounts), courses=courses)
    costs, levers = draw(some_costs()), ()
    if CostKind.SPEND in costs:
        levers = draw(st.sampled_from([(), *((lever,) for lever, own in OWNERS.items() if own == party)]))
    limit = draw(st.none() | amounts)
    return Recoup(party=party, costs=costs, levers=levers, limit=limit, courses=courses)


def some_costs() -> st.SearchStrategy[tuple[CostKind, ...]]:
    return st.sampled_from([(CostKind.SPEND,), (CostKind.UNIT_COSTS,), (CostKind.SPEND, CostKind.UNIT_COSTS)])


@st.composite
def caps(draw: st.DrawFn) -> Cap:
    party = draw(parties)
    others = [each for each in PARTIES if each != party]
    to = draw(st.lists(st.sampled_from(others), max_size=2, unique=True))
    return Cap(party=party, amount=draw(amounts), to=tuple(to), per=draw(periods), courses=draw(some_courses))


def fees() -> st.SearchStrategy[Clause]:
    """Return fees of every kind."""
    pay = _paid()
    return st.one_of(
        _of(FeePerEnrolment, courses=some_courses, **pay),
        _of(FeePerLead, channels=st.sampled_from([(), ("wechat",)]), **pay),
        _of(FixedFee, due=st.none() | days, **pay),
        _of(Retainer, **pay),
    )


def promises() -> st.SearchStrategy[Clause]:
    return _of(MinimumGuarantee, per=periods, courses=some_courses, **_paid())


def advances() -> st.SearchStrategy[Clause]:
    return _of(Advance, due=st.none() | days, courses=some_courses, **_paid())


def cost_shares() -> st.SearchStrategy[Clause]:
    return _of(CostShare, rate=rates, costs=some_costs(), courses=some_courses, pair=pairs)


def takings() -> st.SearchStrategy[Clause]:
    about = {"rate": small_rates, "courses": some_courses}
    return st.one_of(
        _of(Deduction, name=st.just("fee"), party=parties, **about),
        _of(Deduction, name=st.just("tax"), **about),
        _of(
            Referral,
            party=parties,
            level=st.sampled_from([1, 2]),
            channels=st.sampled_from([(), ("douyin",)]),
            **about,
        ),
    )


def holdbacks() -> st.SearchStrategy[Clause]:
    return _of(Holdback, party=parties, rate=rates, on=st.just(Release.COMPLETION), courses=some_courses)


def _paid() -> dict[str, st.SearchStrategy[Any]]:
    return {"pair": pairs, "amount": st.integers(0, 6000).map(cny)}


def _of(kind: Any, *, pair: Any = None, **values: Any) -> st.SearchStrategy[Any]:
    made = st.fixed_dictionaries(values)
    if pair is None:
        return made.map(lambda each: kind(**each))
    return st.tuples(made, pair).map(lambda each: kind(**each[0], **each[1]))


sharing = (
    st.builds(RevenueShare, shares=share_tables(), courses=some_courses)
    | st.builds(RevenueShare, shares=share_tables(), bundle=st.just(BUNDLE))
    | tiers()
)
retroactive = tiers().map(lambda clause: replace(clause, mode=TierMode.RETROACTIVE, courses=()))
THEMES = {
    "tiers": (retroactive, caps(), caps(), caps()),
    "recoup": (recoups(), recoups(), recoups(), cost_shares(), sharing),
    "guarantee": (promises(), promises(), promises(), recoups(), sharing),
    "net": (takings(), takings(), takings(), holdbacks(), holdbacks(), sharing),
    "ahead": (advances(), advances(), caps(), tiers(), holdbacks()),
    "anything": (sharing, recoups(), caps(), fees(), promises(), cost_shares(), takings(), holdbacks()),
}
"""Kinds of clauses that bear on each other."""


@st.composite
def timed(draw: st.DrawFn, theme: str) -> Clause:
    clause = draw(st.one_of(*THEMES[theme]))
    since, until = draw(some_days), draw(some_days)
    if since is not None and until is not None and until <= since:
        since, until = (None, until) if until > FIRST else (since, None)
    changed: Clause = replace(clause, since=since, until=until)
    return changed


@st.composite
def agreements(draw: st.DrawFn, theme: str) -> Agreement:
    """Return an agreement of any clauses that do not contradict each other."""
    agreed = [draw(st.builds(RevenueShare, shares=share_tables()))] if draw(st.booleans()) else []
    chosen: list[Clause] = []
    for clause in draw(st.lists(timed(theme), min_size=2, max_size=7)):
        if not contradictions((*chosen, clause), parties=PARTIES, owners=OWNERS):
            chosen.append(clause)
    return Agreement(
        parties=PARTIES,
        sellers=SELLERS,
        clauses=tuple(TimedClause.of(clause) for clause in (*agreed, *chosen)),
        currency="CNY",
        time_zone="Asia/Shanghai",
        agreed=len(agreed),
        horizon=InForce(since=FIRST + timedelta(days=3), until=FIRST + timedelta(days=35)),
        unit_costs={"P": {"J1": 130, "J3": 7}, "E": {"J1": 55, "J2": 211}},
        refund_window_days=draw(st.none() | st.integers(0, 20)),
        late_refunds=draw(st.sampled_from(LateRefunds)),
        consumed=draw(st.sampled_from([(), ("J1",), ("J1", "J2"), ("J1", "J2", "J3")])),
    )


@st.composite
def sales(draw: st.DrawFn) -> list[Sale]:
    found = []
    for n in range(draw(st.integers(2, 9))):
        course = draw(st.sampled_from(["J1", "J1", "J2", "J3"]))
        day = number(FIRST) + draw(st.integers(0, SPAN - 1))
        let_off = draw(st.just(0) | st.integers(0, 900))
        found.append(
            Sale(
                id=f"s{draw(st.integers(0, 9))}{n}",
                at=day * DAY + draw(st.integers(0, 3)),
                day=day,
                course=course,
                seller=SELLERS[course],
                paid=draw(st.just(0) | st.integers(1, 5000)),
                quantity=draw(st.integers(1, 3)),
                let_off=let_off,
                bearer=draw(parties) if let_off else "",
                channel=draw(channels),
                bought="J1+J2" if course in BUNDLE and draw(st.booleans()) else "",
            )
        )
    return found


@st.composite
def refunds_of(draw: st.DrawFn, sold: list[Sale]) -> list[Refund]:
    found = []
    left = {sale.id: sale.paid for sale in sold}
    for n in range(draw(st.integers(0, 7))):
        sale = draw(st.sampled_from(sold))
        amount = draw(st.integers(0, left[sale.id]) | st.just(left[sale.id]))
        left[sale.id] -= amount
        at = sale.at + draw(st.integers(0, 30)) * DAY
        found.append(Refund(id=f"r{n}", at=at, sale=sale.id, amount=amount))
    return found


@st.composite
def lessons(draw: st.DrawFn, agreement: Agreement, sold: list[Sale]) -> list[Lesson]:
    """Return lessons of some sales that count by them, fractions too; of some, all that is left at last."""
    found = []
    for sale in sold:
        if sale.course not in agreement.consumed:
            continue
        of = left = draw(st.sampled_from([1000, 3000, 7000, 16_500]))
        for n in range(draw(st.integers(0, 4))):
            size = min(left, draw(st.sampled_from([500, 1000, 1000, 2300, 16_500])))
            left -= size
            at = sale.at + draw(st.integers(0, 30)) * DAY
            if size:
                found.append(Lesson(id=f"{sale.id}/k{n}", at=at, sale=sale.id, lessons=size, of=of))
        if draw(st.booleans()):
            at = sale.at + draw(st.integers(0, 30)) * DAY
            found.append(Lesson(id=f"{sale.id}/unused", at=at, sale=sale.id, lessons=1000, of=1000))
    return found


@st.composite
def costs(draw: st.DrawFn) -> list[Cost]:
    found = []
    for n in range(draw(st.integers(0, 4))):
        lever = draw(st.sampled_from([*OWNERS]))
        day = number(FIRST) + draw(st.integers(0, SPAN - 1))
        amount = draw(st.integers(0, 3000))
        cost = Cost(id=f"c{n}", at=day * DAY, day=day, party=OWNERS[lever], lever=lever, amount=amount)
        found.append(cost)
    return found


@st.composite
def leads(draw: st.DrawFn) -> list[Lead]:
    found = []
    for n in range(draw(st.integers(0, 3))):
        day = number(FIRST) + draw(st.integers(0, SPAN - 1))
        found.append(Lead(id=f"l{n}", at=day * DAY, day=day, party=draw(parties), channel=draw(channels)))
    return found


@st.composite
def releases(draw: st.DrawFn, agreement: Agreement, sold: list[Sale]) -> list[Released]:
    """Return releases of some of what is held back."""
    found = []
    for place, each in enumerate(agreement.clauses):
        for sale in sold:
            held = isinstance(each.clause, Holdback) and covers(each.clause, sale.course)
            if held and each.holds(day_of(sale.day)) and draw(st.booleans()):
                at = sale.at + draw(st.integers(0, 30)) * DAY
                found.append(Released(id=f"{sale.id}/{place}", at=at, sale=sale.id, clause=place))
    return found


@st.composite
def cases(draw: st.DrawFn, theme: str = "anything") -> tuple[Agreement, Happened]:
    """Return an agreement and everything that happened."""
    agreement, sold = draw(agreements(theme)), draw(sales())
    happened = Happened(
        sales=sold,
        refunds=draw(refunds_of(sold)),
        costs=draw(costs()),
        leads=draw(leads()),
        releases=draw(releases(agreement, sold)),
        dues=list(dues_of(agreement)),
        lessons=draw(lessons(agreement, sold)),
    )
    return agreement, happened
