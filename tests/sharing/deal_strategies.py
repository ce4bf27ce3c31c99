"""Deals and outcomes for tests: small ones by hand, and random ones without contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from kuajie.domain.clauses import (
    Cap,
    Clause,
    CostKind,
    CostShare,
    FeePerEnrolment,
    FixedFee,
    MinimumGuarantee,
    Recoup,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
)
from kuajie.domain.deal import Deal, contradictions
from kuajie.domain.money import Money
from kuajie.sharing.deals.deal_payoffs import Outcomes

PARTIES = ("P", "E", "C", "U")
DRAWS = 4


def yuan(amount: int) -> Money:
    return Money.of(amount, "CNY")


def shares(**parts: str) -> dict[str, Fraction]:
    return {party: Fraction(part) for party, part in parts.items()}


def deal(*clauses: Clause, parties: Sequence[str] = ("P", "E")) -> Deal:
    """Return a deal on one course that the first party sells, with a lever of every party."""
    owners = {f"lever_{party}": party for party in parties}
    return Deal(parties=tuple(parties), sellers={"J1": parties[0]}, owners=owners, clauses=clauses)


def outcomes(
    revenue: Sequence[float],
    *,
    spend: Sequence[float] = (0.0, 0.0),
    unit_costs: Sequence[float] = (0.0, 0.0),
    enrolments: float = 0.0,
) -> Outcomes:
    """Return the outcomes of one course in one draw for each revenue; other values hold in all of them."""
    draws, parties = len(revenue), len(spend)
    return Outcomes(
        revenue=np.array([revenue], dtype=np.float64),
        enrolments=np.full((1, draws), enrolments),
        let_off=np.zeros((parties, draws)),
        unit_costs=np.tile(np.array(unit_costs, dtype=np.float64)[:, None, None], (1, 1, draws)),
        spend=np.tile(np.array(spend, dtype=np.float64)[:, None], (1, draws)),
    )


@st.composite
def deals(draw: st.DrawFn, *, most_parties: int = 4, retroactive: bool = True) -> Deal:
    """Deals of up to six clauses of any kind; those that contradict earlier ones are left out."""
    parties = PARTIES[: draw(st.integers(2, most_parties))]
    courses = ("J1", "J2", "J3")[: draw(st.integers(1, 3))]
    owners = {f"lever_{place}": draw(st.sampled_from(parties)) for place in range(draw(st.integers(0, 4)))}
    taken: tuple[Clause, ...] = ()
    for _ in range(draw(st.integers(0, 6))):
        more = (*taken, draw(clauses(parties, courses, owners, retroactive=retroactive)))
        if not contradictions(more, parties=parties, owners=owners):
            taken = more
    sellers = {course: draw(st.sampled_from(parties)) for course in courses}
    return Deal(parties=parties, sellers=sellers, owners=owners, clauses=taken)


@st.composite
def clauses(
    draw: st.DrawFn,
    parties: tuple[str, ...],
    courses: tuple[str, ...],
    owners: dict[str, str],
    *,
    retroactive: bool,
) -> Clause:
    """Clauses of any kind on some of the courses."""
    payer, payee = draw(st.permutations(parties))[:2]
    amount = yuan(draw(st.integers(0, 1500)))
    about = tuple(course for course in courses if draw(st.booleans()))
    costs = draw(st.sampled_from([(CostKind.SPEND,), (CostKind.UNIT_COSTS,), tuple(CostKind)]))
    own = tuple(lever for lever, owner in owners.items() if owner == payee and draw(st.booleans()))
    levers = own if CostKind.SPEND in costs else ()
    modes = list(TierMode) if retroactive else [TierMode.MARGINAL]
    levels = sorted(draw(st.sets(st.integers(1, 2000), max_size=2)))
    tiers = tuple(Tier(threshold=yuan(level), shares=draw(share_tables(parties))) for level in (0, *levels))
    kinds = (
        RevenueShare(shares=draw(share_tables(parties)), courses=about),
        Tiers(tiers=tiers, mode=draw(st.sampled_from(modes)), courses=about),
        Recoup(party=payee, costs=costs, levers=levers, courses=about),
        Recoup(party=payee, costs=costs, levers=levers, limit=amount, courses=about),
        Recoup(party=payee, amount=amount, courses=about),
        Cap(party=payee, amount=amount, to=draw(st.sampled_from([(), (payer,)])), courses=about),
        MinimumGuarantee(payer=payer, payee=payee, amount=amount, courses=about),
        FixedFee(payer=payer, payee=payee, amount=amount),
        FeePerEnrolment(payer=payer, payee=payee, amount=amount, courses=about),
        CostShare(
            payer=payer,
            payee=payee,
            rate=Fraction(draw(st.integers(0, 10)), 10),
            costs=costs,
            levers=levers,
            courses=about,
        ),
    )
    return draw(st.sampled_from(kinds))


@st.composite
def share_tables(draw: st.DrawFn, parties: tuple[str, ...]) -> dict[str, Fraction]:
    """Return shares of all parties that add up to one."""
    parts = [draw(st.integers(0, 5)) for _ in parties]
    parts[0] += not sum(parts)
    return {party: Fraction(part, sum(parts)) for party, part in zip(parties, parts, strict=True)}


@st.composite
def outcomes_of(draw: st.DrawFn, of: Deal, *, least: int = -300) -> Outcomes:
    """Return outcomes of a deal's parties, courses and levers; revenue may be below zero."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    parties, courses, levers = len(of.parties), len(of.sellers), len(of.owners)
    return Outcomes(
        revenue=rng.integers(least, 1500, (courses, DRAWS)).astype(np.float64),
        enrolments=rng.integers(0, 20, (courses, DRAWS)).astype(np.float64),
        let_off=rng.integers(0, 50, (parties, DRAWS)).astype(np.float64),
        unit_costs=rng.integers(0, 200, (parties, courses, DRAWS)).astype(np.float64),
        spend=rng.integers(0, 800, (levers, DRAWS)).astype(np.float64),
    )
