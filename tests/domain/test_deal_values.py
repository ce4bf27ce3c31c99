"""Clauses and deals refuse what cannot be carried out, and agreed shares become clauses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

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
    Tiers,
)
from kuajie.domain.deal import Conflict, Deal, contradictions, deal_of
from kuajie.domain.money import Money
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Terms

HALF = Fraction(1, 2)
HALVES = {"P": HALF, "E": HALF}


def yuan(amount: int) -> Money:
    return Money.of(amount, "CNY")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: RevenueShare(shares={"P": HALF}), "add up to 1"),
        (lambda: RevenueShare(shares={"P": Fraction(3, 2), "E": -HALF}), "add up to 1"),
        (lambda: RevenueShare(shares=HALVES, courses=("J1", "J1")), "appears twice"),
        (lambda: Tiers(tiers=()), "start at 0"),
        (lambda: Tiers(tiers=(Tier(threshold=yuan(5), shares=HALVES),)), "start at 0"),
        (lambda: Tiers(tiers=(Tier(threshold=yuan(0), shares=HALVES),) * 2), "increase"),
        (lambda: Recoup(party="E"), "either costs or an amount"),
        (lambda: Recoup(party="E", costs=(CostKind.SPEND,), amount=yuan(5)), "either costs or an amount"),
        (lambda: Recoup(party="E", amount=yuan(5), limit=yuan(5)), "its own limit"),
        (lambda: Recoup(party="E", amount=yuan(-5)), "not be negative"),
        (lambda: Recoup(party="E", costs=(CostKind.UNIT_COSTS,), levers=("ads",)), "named of spend"),
        (lambda: Cap(party="E", amount=yuan(-1)), "not be negative"),
        (lambda: Cap(party="E", amount=yuan(1), to=("E",)), "cannot go to itself"),
        (lambda: MinimumGuarantee(payer="P", payee="P", amount=yuan(1)), "cannot pay itself"),
        (lambda: MinimumGuarantee(payer="P", payee="E", amount=yuan(-1)), "not be negative"),
        (lambda: FixedFee(payer="P", payee="E", amount=yuan(-1)), "not be negative"),
        (lambda: FeePerEnrolment(payer="P", payee="E", amount=yuan(-1)), "not be negative"),
        (lambda: CostShare(payer="P", payee="E", rate=Fraction(3, 2)), "between 0 and 1"),
        (lambda: CostShare(payer="P", payee="P", rate=HALF), "cannot reimburse itself"),
        (lambda: CostShare(payer="P", payee="E", rate=HALF, costs=()), "named of spend"),
    ],
)
def test_a_clause_refuses_what_cannot_be_carried_out(make: Callable[[], Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        make()


def share(*courses: str) -> RevenueShare:
    return RevenueShare(shares=HALVES, courses=courses)


def promise(amount: int, payer: str = "P", **about: Any) -> MinimumGuarantee:
    return MinimumGuarantee(payer=payer, payee="E", amount=yuan(amount), **about)


@pytest.mark.parametrize(
    ("clauses", "conflict", "about"),
    [
        ((share(), share()), Conflict.COURSE_SHARED_TWICE, ""),
        ((share(), share("J1")), Conflict.COURSE_SHARED_TWICE, "J1"),
        (
            (share("J1", "J2"), Tiers(tiers=(Tier(threshold=yuan(0), shares=HALVES),), courses=("J2",))),
            Conflict.COURSE_SHARED_TWICE,
            "J2",
        ),
        ((promise(1), promise(2)), Conflict.SAME_PROMISE, "E"),
        ((Cap(party="E", amount=yuan(1)), Cap(party="E", amount=yuan(2))), Conflict.CAPPED_TWICE, "E"),
        ((promise(2), Cap(party="E", amount=yuan(1))), Conflict.GUARANTEE_ABOVE_CAP, "E"),
        (
            (Cap(party="E", amount=yuan(1)), Cap(party="P", amount=yuan(1), to=("E",))),
            Conflict.REST_TO_CAPPED,
            "E",
        ),
        (
            tuple(Cap(party=party, amount=yuan(1)) for party in ("P", "E", "C")),
            Conflict.NOBODY_TAKES_REST,
            "P",
        ),
        (
            (
                CostShare(payer="P", payee="E", rate=HALF),
                CostShare(payer="C", payee="E", rate=Fraction(2, 3), levers=("tutors",)),
            ),
            Conflict.COST_REIMBURSED_TWICE,
            "E",
        ),
        (
            (Recoup(party="P", costs=(CostKind.SPEND,), levers=("tutors",)),),
            Conflict.LEVER_OF_ANOTHER,
            "tutors",
        ),
    ],
)
def test_contradictions_are_named(clauses: tuple[Clause, ...], conflict: Conflict, about: str) -> None:
    owners = {"ads": "P", "tutors": "E", "live": "E"}
    found = contradictions(clauses, parties=("P", "E", "C"), owners=owners)
    assert found[0].conflict is conflict
    assert found[0].about == about
    with pytest.raises(ValueError, match="contradict"):
        Deal(parties=("P", "E", "C"), sellers={"J1": "P", "J2": "P"}, owners=owners, clauses=clauses)


@pytest.mark.parametrize(
    "clauses",
    [
        (share("J1"), share("J2")),
        (promise(1), promise(1, courses=("J1",)), promise(1, payer="C")),
        (Cap(party="E", amount=yuan(5)), promise(5), Cap(party="P", amount=yuan(5))),
        (
            CostShare(payer="P", payee="E", rate=HALF, levers=("tutors",)),
            CostShare(payer="C", payee="E", rate=Fraction(2, 3), levers=("live",)),
        ),
        (
            CostShare(payer="P", payee="E", rate=Fraction(1), costs=(CostKind.UNIT_COSTS,), courses=("J1",)),
            CostShare(payer="C", payee="E", rate=Fraction(1), costs=(CostKind.UNIT_COSTS,), courses=("J2",)),
        ),
    ],
)
def test_clauses_that_agree_stand_together(clauses: tuple[Clause, ...]) -> None:
    assert not contradictions(clauses, parties=("P", "E", "C"), owners={"tutors": "E", "live": "E"})


def test_stages_are_kept_and_within_one_the_written_order() -> None:
    fee, first, second = (FixedFee(payer="P", payee="E", amount=yuan(amount)) for amount in (1, 2, 3))
    found = Deal(
        parties=("P", "E"),
        sellers={"J1": "P"},
        owners={},
        clauses=(promise(1), fee, share(), Recoup(party="E", amount=yuan(1)), first, second),
    )
    assert found.order == (3, 2, 0, 1, 4, 5)


def test_agreed_shares_become_a_clause_for_the_courses_no_clause_shares(programme: Programme) -> None:
    course = programme.courses[0]
    courses = (course, replace(course, id="J2"), replace(course, id="own", requires=("P",)))
    several = replace(programme, courses=courses)
    third = {"P": Fraction(1, 3), "E": Fraction(2, 3)}
    agreed = deal_of(several, Terms(revenue_shares=third))
    # What its seller gets alone needs no clause.
    assert agreed.clauses == (RevenueShare(shares=third, courses=("J1", "J2")),)
    partly = deal_of(several, Terms(revenue_shares=third, clauses=(share("J2", "own"),)))
    assert partly.clauses == (RevenueShare(shares=third, courses=("J1",)), share("J2", "own"))
    assert deal_of(several).clauses == ()


def test_a_programme_refuses_clauses_it_cannot_carry_out(programme: Programme) -> None:
    for clause, reason in (
        (promise(1, payer="X"), "refers to 'X'"),
        (share("J9"), "refers to 'J9'"),
        (Recoup(party="P", costs=(CostKind.SPEND,), levers=("tv",)), "refers to 'tv'"),
        (FixedFee(payer="P", payee="E", amount=Money.of(1, "USD")), "another currency"),
    ):
        with pytest.raises(ValueError, match=reason):
            replace(programme, terms=Terms(clauses=(clause,)))
    with pytest.raises(ValueError, match="contradict"):
        replace(programme, terms=Terms(clauses=(share(), share())))
    with pytest.raises(ValueError, match="shares every course"):
        Terms(revenue_shares=HALVES, clauses=(share(),))
