"""A deal: all clauses of the terms in force, and the order in which they are applied.

Money moves in this order (``STAGES`` of domain/clauses.py):

1. receipts: the seller of a course takes its revenue; every party pays its own unit costs, spend and what
   incentives it bears let off;
2. recoup: costs or amounts are repaid out of revenue;
3. shares and tiers divide what is left; a course that none covers stays its seller's;
4. caps move what is above them to others;
5. guarantees are trued up;
6. fees are paid;
7. cost shares reimburse costs that recoup has not repaid.

Every clause moves money between parties only: what they have together never changes. Thresholds, caps,
guarantees and limits count totals over the horizon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

from kuajie.domain.checks import require_known
from kuajie.domain.clauses import (
    Cap,
    Clause,
    CostKind,
    CostShare,
    MinimumGuarantee,
    Recoup,
    RevenueShare,
    Tiers,
    courses_of,
    covers,
    levers_of,
    stage_of,
)

if TYPE_CHECKING:  # A programme checks its own deal.
    from kuajie.domain.programme import Programme
    from kuajie.domain.terms import Terms


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A clause, by its place, that cannot stand, about what, and the earlier clause it disagrees with."""

    conflict: Conflict
    clause: int
    about: str
    with_clause: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """Clauses among parties about courses (each with its seller) and levers (each with who pays it)."""

    parties: tuple[str, ...]
    sellers: Mapping[str, str]
    owners: Mapping[str, str]
    clauses: tuple[Clause, ...] = ()

    def __post_init__(self) -> None:
        """Refuse clauses that name something unknown or contradict each other."""
        object.__setattr__(self, "sellers", MappingProxyType(dict(self.sellers)))
        object.__setattr__(self, "owners", MappingProxyType(dict(self.owners)))
        for clause in self.clauses:
            require_known("a clause", clause.parties, self.parties)
            require_known("a clause", courses_of(clause), self.sellers)
            require_known("a clause", levers_of(clause), self.owners)
        if found := contradictions(self.clauses, parties=self.parties, owners=self.owners):
            raise ValueError(f"clauses contradict each other: {found}")

    @property
    def linear(self) -> bool:
        """Whether the deal is nothing but fixed shares of revenue, so that means of profits are exact."""
        return all(isinstance(clause, RevenueShare) for clause in self.clauses)

    def share_of(self, course: str, party: str) -> Fraction:
        """Return a party's share of a course's revenue; where tiers share it, that of the first."""
        for clause in self.clauses:
            if isinstance(clause, RevenueShare) and covers(clause, course):
                return clause.shares.get(party, Fraction(0))
            if isinstance(clause, Tiers) and covers(clause, course):
                return clause.tiers[0].shares.get(party, Fraction(0))
        return Fraction(self.sellers[course] == party)

    @property
    def order(self) -> tuple[int, ...]:
        """The places of the clauses in the order in which they are applied."""
        return tuple(sorted(range(len(self.clauses)), key=lambda place: stage_of(self.clauses[place])))


def contradictions(
    clauses: tuple[Clause, ...], *, parties: tuple[str, ...], owners: Mapping[str, str]
) -> tuple[Contradiction, ...]:
    """Return everything in which clauses disagree with each other or with who pays which lever."""
    found = [*_alone(clauses, parties, owners), *_reimbursed_too_much(clauses, owners)]
    for (first, one), (second, other) in combinations(enumerate(clauses), 2):
        conflict = _between(one, other)
        if conflict is not None:
            about = conflict[1]
            found.append(Contradiction(conflict=conflict[0], clause=second, about=about, with_clause=first))
    return tuple(sorted(found, key=lambda each: each.clause))


def _alone(
    clauses: tuple[Clause, ...], parties: tuple[str, ...], owners: Mapping[str, str]
) -> Iterator[Contradiction]:
    capped = {clause.party for clause in clauses if isinstance(clause, Cap)}
    for place, clause in enumerate(clauses):
        payee = clause.party if isinstance(clause, Recoup) else getattr(clause, "payee", "")
        for lever in levers_of(clause):
            if owners.get(lever) != payee:
                yield Contradiction(conflict=Conflict.LEVER_OF_ANOTHER, clause=place, about=lever)
        if isinstance(clause, Cap):
            for party in capped.intersection(clause.to):
                yield Contradiction(conflict=Conflict.REST_TO_CAPPED, clause=place, about=party)
            if not clause.to and capped.issuperset(parties):
                yield Contradiction(conflict=Conflict.NOBODY_TAKES_REST, clause=place, about=clause.party)


def _between(one: Clause, other: Clause) -> tuple[Conflict, str] | None:
    """Return what two clauses disagree about, if anything."""
    sharing = RevenueShare | Tiers
    if isinstance(one, sharing) and isinstance(other, sharing):
        both = [course for course in (*courses_of(one), *courses_of(other)) if _in_both(course, one, other)]
        same = both or not (courses_of(one) or courses_of(other))
        return (Conflict.COURSE_SHARED_TWICE, both[0] if both else "") if same else None
    if isinstance(one, MinimumGuarantee) and isinstance(other, MinimumGuarantee):
        same = (one.payer, one.payee, set(one.courses)) == (other.payer, other.payee, set(other.courses))
        return (Conflict.SAME_PROMISE, one.payee) if same else None
    if isinstance(one, Cap) and isinstance(other, Cap):
        same = one.party == other.party and set(one.courses) == set(other.courses)
        return (Conflict.CAPPED_TWICE, one.party) if same else None
    pair = {type(one): one, type(other): other}
    cap, promise = pair.get(Cap), pair.get(MinimumGuarantee)
    if isinstance(cap, Cap) and isinstance(promise, MinimumGuarantee):
        same = cap.party == promise.payee and set(cap.courses) == set(promise.courses)
        return (Conflict.GUARANTEE_ABOVE_CAP, cap.party) if same and promise.amount > cap.amount else None
    return None


def _in_both(course: str, one: Clause, other: Clause) -> bool:
    return covers(one, course) and covers(other, course)


def _reimbursed_too_much(clauses: tuple[Clause, ...], owners: Mapping[str, str]) -> Iterator[Contradiction]:
    """Yield the cost shares that bring the rates on some cost of a party above one."""
    rates: dict[tuple[str, str], Fraction] = {}
    for place, clause in enumerate(clauses):
        if not isinstance(clause, CostShare):
            continue
        for item in _items(clause, clauses, owners):
            rates[item] = rates.get(item, Fraction(0)) + clause.rate
        if any(rates[item] > 1 for item in _items(clause, clauses, owners)):
            yield Contradiction(conflict=Conflict.COST_REIMBURSED_TWICE, clause=place, about=clause.payee)


def _items(
    clause: CostShare, clauses: tuple[Clause, ...], owners: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return the costs a clause is about, as finely as any cost share of the deal tells them apart."""
    items = []
    if CostKind.SPEND in clause.costs:
        own = [lever for lever, party in owners.items() if party == clause.payee]
        items += [("lever", lever) for lever in clause.levers or own]
    if CostKind.UNIT_COSTS in clause.costs:
        named = {name for each in clauses if isinstance(each, CostShare) for name in each.courses}
        items += [(clause.payee, course) for course in clause.courses or ("", *sorted(named))]
    return items


def deal_of(programme: Programme, terms: Terms | None = None) -> Deal:
    """Return the deal of a programme's terms, or of others on the same courses and levers.

    Agreed shares become one clause for all courses with the same parties to share among; they stand first. A
    course whose seller gets all of it needs none.
    Raises ``ValueError`` for terms that name something unknown or contradict themselves.
    """
    terms = programme.terms if terms is None else terms
    return Deal(
        parties=programme.party_ids,
        sellers={course.id: course.seller for course in programme.courses},
        owners={lever.id: lever.party for lever in programme.levers},
        clauses=(*_agreed_shares(programme, terms), *terms.clauses),
    )


def _agreed_shares(programme: Programme, terms: Terms) -> tuple[RevenueShare, ...]:
    """Return the agreed shares as clauses for the courses that no clause of the terms shares."""
    sharing = [clause for clause in terms.clauses if isinstance(clause, RevenueShare | Tiers)]
    groups: dict[tuple[tuple[str, Fraction], ...], list[str]] = {}
    for course in programme.courses:
        agreed = [(party, terms.revenue_shares.get(party, Fraction(0))) for party in course.requires]
        total = sum(share for _, share in agreed)
        if total and not any(covers(clause, course.id) for clause in sharing):
            shares = sorted(
                ((party, share / total) for party, share in agreed if share),
                key=lambda each: programme.party_ids.index(each[0]),
            )
            if dict(shares).get(course.seller) != 1:
                groups.setdefault(tuple(shares), []).append(course.id)
    return tuple(
        RevenueShare(shares=dict(shares), courses=tuple(courses)) for shares, courses in groups.items()
    )
