"""In what clauses of a deal can disagree with each other, or with who pays which lever.

Clauses disagree only where they are in force on the same day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from kuajie.domain.clauses import (
    Cap,
    Clause,
    CostKind,
    CostShare,
    CouponCost,
    Deduction,
    Holdback,
    MinimumGuarantee,
    Recoup,
    Referral,
    RevenueShare,
    TierMode,
    Tiers,
    courses_of,
    covers,
    levers_of,
)


class Conflict(StrEnum):
    """What two clauses, or a clause and a programme, can disagree about."""

    COURSE_SHARED_TWICE = "course_shared_twice"
    SAME_PROMISE = "same_promise"
    CAPPED_TWICE = "capped_twice"
    GUARANTEE_ABOVE_CAP = "guarantee_above_cap"
    REST_TO_CAPPED = "rest_to_capped"
    NOBODY_TAKES_REST = "nobody_takes_rest"
    COST_REIMBURSED_TWICE = "cost_reimbursed_twice"
    LEVER_OF_ANOTHER = "lever_of_another"
    TAKEN_OFF_TWICE = "taken_off_twice"
    HELD_TWICE = "held_twice"
    HELD_OF_ALL = "held_of_all"
    COUPON_TWICE = "coupon_twice"
    SAME_LEVEL = "same_level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A clause, by its place, that cannot stand, about what, and the earlier clause it disagrees with."""

    conflict: Conflict
    clause: int
    about: str
    with_clause: int | None = None


def contradictions(
    clauses: tuple[Clause, ...], *, parties: tuple[str, ...], owners: Mapping[str, str]
) -> tuple[Contradiction, ...]:
    """Return everything in which clauses disagree with each other or with who pays which lever."""
    found = [*_alone(clauses, parties, owners), *_too_much(clauses, owners)]
    for (first, one), (second, other) in combinations(enumerate(clauses), 2):
        conflict = _between(one, other) if one.meets(other) else None
        if conflict is not None:
            about = conflict[1]
            found.append(Contradiction(conflict=conflict[0], clause=second, about=about, with_clause=first))
    return tuple(sorted(found, key=lambda each: each.clause))


def _alone(
    clauses: tuple[Clause, ...], parties: tuple[str, ...], owners: Mapping[str, str]
) -> Iterator[Contradiction]:
    for place, clause in enumerate(clauses):
        payee = clause.party if isinstance(clause, Recoup) else getattr(clause, "payee", "")
        for lever in levers_of(clause):
            if owners.get(lever) != payee:
                yield Contradiction(conflict=Conflict.LEVER_OF_ANOTHER, clause=place, about=lever)
        if isinstance(clause, Cap):
            capped = {each.party for each in clauses if isinstance(each, Cap) and each.meets(clause)}
            for party in capped.intersection(clause.to):
                yield Contradiction(conflict=Conflict.REST_TO_CAPPED, clause=place, about=party)
            if not clause.to and capped.issuperset(parties):
                yield Contradiction(conflict=Conflict.NOBODY_TAKES_REST, clause=place, about=clause.party)


def _between(one: Clause, other: Clause) -> tuple[Conflict, str] | None:
    """Return what two clauses disagree about, if anything."""
    return (
        _about_sharing(one, other)
        or _about_amounts(one, other)
        or _about_limits(one, other)
        or _about_sales(one, other)
    )


def _about_sharing(one: Clause, other: Clause) -> tuple[Conflict, str] | None:
    sharing = RevenueShare | Tiers
    if not (isinstance(one, sharing) and isinstance(other, sharing)) or _bundled(one) != _bundled(other):
        return None
    shared = _shared_course(one, other)
    return None if shared is None else (Conflict.COURSE_SHARED_TWICE, shared)


def _bundled(clause: Clause) -> bool:
    return isinstance(clause, RevenueShare) and bool(clause.bundle)


def _about_amounts(one: Clause, other: Clause) -> tuple[Conflict, str] | None:
    if isinstance(one, MinimumGuarantee) and isinstance(other, MinimumGuarantee):
        same = (one.payer, one.payee, one.per, set(one.courses)) == (
            other.payer,
            other.payee,
            other.per,
            set(other.courses),
        )
        return (Conflict.SAME_PROMISE, one.payee) if same else None
    if isinstance(one, Cap) and isinstance(other, Cap):
        same = (one.party, one.per, set(one.courses)) == (other.party, other.per, set(other.courses))
        return (Conflict.CAPPED_TWICE, one.party) if same else None
    return None


def _about_limits(one: Clause, other: Clause) -> tuple[Conflict, str] | None:
    pair = {type(one): one, type(other): other}
    cap, promise = pair.get(Cap), pair.get(MinimumGuarantee)
    if isinstance(cap, Cap) and isinstance(promise, MinimumGuarantee):
        same = (cap.party, cap.per, set(cap.courses)) == (promise.payee, promise.per, set(promise.courses))
        return (Conflict.GUARANTEE_ABOVE_CAP, cap.party) if same and promise.amount > cap.amount else None
    hold, tiers = pair.get(Holdback), pair.get(Tiers)
    if isinstance(hold, Holdback) and isinstance(tiers, Tiers) and tiers.mode is TierMode.RETROACTIVE:
        return (Conflict.HELD_OF_ALL, hold.party) if _shared_course(hold, tiers) is not None else None
    return None


def _about_sales(one: Clause, other: Clause) -> tuple[Conflict, str] | None:
    if isinstance(one, CouponCost) and isinstance(other, CouponCost):
        both = set(one.coupons) & set(other.coupons) or not (one.coupons and other.coupons)
        return (
            (Conflict.COUPON_TWICE, other.party) if both and _shared_course(one, other) is not None else None
        )
    if isinstance(one, Referral) and isinstance(other, Referral) and one.level == other.level:
        both = set(one.channels) & set(other.channels) or not (one.channels and other.channels)
        return (Conflict.SAME_LEVEL, other.party) if both and _shared_course(one, other) is not None else None
    return None


def _shared_course(one: Clause, other: Clause) -> str | None:
    """Return a course that two clauses are both about (empty: all), ``None`` where there is none."""
    both = [course for course in (*courses_of(one), *courses_of(other)) if _in_both(course, one, other)]
    if both:
        return both[0]
    return None if courses_of(one) or courses_of(other) else ""


def _in_both(course: str, one: Clause, other: Clause) -> bool:
    return covers(one, course) and covers(other, course)


def _too_much(clauses: tuple[Clause, ...], owners: Mapping[str, str]) -> Iterator[Contradiction]:
    """Yield clauses that bring rates on the same thing above one on some day."""
    starts = sorted({clause.since or date.min for clause in clauses})
    told: set[int] = set()
    for day in starts:
        places = [place for place, clause in enumerate(clauses) if clause.holds(day)]
        for kinds, conflict in (
            ((CostShare,), Conflict.COST_REIMBURSED_TWICE),
            ((Deduction, Referral), Conflict.TAKEN_OFF_TWICE),
            ((Holdback,), Conflict.HELD_TWICE),
        ):
            chosen = [place for place in places if isinstance(clauses[place], kinds)]
            for place in _above_one(chosen, clauses, owners):
                if place not in told:
                    told.add(place)
                    yield Contradiction(conflict=conflict, clause=place, about=_whose(clauses[place]))


def _whose(clause: Clause) -> str:
    if isinstance(clause, Deduction):
        return clause.name
    return clause.payee if isinstance(clause, CostShare) else str(getattr(clause, "party", ""))


def _above_one(
    places: Sequence[int], clauses: tuple[Clause, ...], owners: Mapping[str, str]
) -> Iterator[int]:
    rates: dict[tuple[str, str], Fraction] = {}
    for place in places:
        clause = clauses[place]
        items = _items(clause, [clauses[each] for each in places], owners)
        for item in items:
            rates[item] = rates.get(item, Fraction(0)) + getattr(clause, "rate", Fraction(0))
        if any(rates[item] > 1 for item in items):
            yield place


def _items(clause: Clause, among: Sequence[Clause], owners: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what the rate of a clause is on, as finely as any clause beside it tells it apart."""
    named = sorted({name for each in among for name in courses_of(each)})
    about = courses_of(clause) or ("", *named)
    if not isinstance(clause, CostShare):
        whose = clause.party if isinstance(clause, Holdback) else ""
        return [(whose, course) for course in about]
    items = []
    if CostKind.SPEND in clause.costs:
        own = [lever for lever, party in owners.items() if party == clause.payee]
        items += [("lever", lever) for lever in clause.levers or own]
    if CostKind.UNIT_COSTS in clause.costs:
        items += [(clause.payee, course) for course in about]
    return items
