"""A deal: all clauses of the terms in force, and the order in which they are applied.

Money moves in this order (``STAGES`` of domain/clauses.py):

1. receipts: the seller of a course takes its revenue; every party pays its own unit costs, spend and what
   incentives it bears let off;
2. coupons that somebody bears count as paid; deductions, then referrals, go off;
3. recoup: costs or amounts are repaid out of revenue;
4. shares and tiers divide what is left; a course that none covers stays its seller's;
5. caps move what is above them to others; then parts are held back, and advances earned back;
6. guarantees are trued up;
7. fees and retainers are paid;
8. cost shares reimburse costs that recoup has not repaid.

Every clause moves money between parties only: what they have together never changes. Thresholds, caps,
guarantees and limits count totals over the horizon.

Planning applies the clauses in force when the horizon starts, and those kinds it can foresee (``deal_of``);
settlement executes all of them on every sale (``agreed_clauses``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from kuajie.domain.checks import require_known
from kuajie.domain.clauses import (
    Cap,
    Clause,
    CostShare,
    FeePerEnrolment,
    FixedFee,
    MinimumGuarantee,
    Recoup,
    Retainer,
    RevenueShare,
    Tiers,
    courses_of,
    covers,
    kind_of,
    levers_of,
    stage_of,
)
from kuajie.domain.contradictions import Conflict, Contradiction, contradictions
from kuajie.domain.in_force import InForce, Per, spans
from kuajie.domain.money import Money
from kuajie.messages import BadInput
from kuajie.messages.notices.deals import NOT_FORESEEN

if TYPE_CHECKING:  # A programme checks its own deal.
    from kuajie.domain.programme import Programme
    from kuajie.domain.terms import Terms

__all__ = [
    "Conflict",
    "Contradiction",
    "Deal",
    "agreed_clauses",
    "contradictions",
    "deal_of",
    "not_foreseen",
    "require_foreseen",
    "require_sound_terms",
    "terms_at_start",
]


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
        _require_sound(self.clauses, self.parties, self.sellers, self.owners)

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


def _require_sound(
    clauses: tuple[Clause, ...],
    parties: tuple[str, ...],
    sellers: Mapping[str, str],
    owners: Mapping[str, str],
) -> None:
    for clause in clauses:
        require_known("a clause", clause.parties, parties)
        require_known("a clause", courses_of(clause), sellers)
        require_known("a clause", levers_of(clause), owners)
    if found := contradictions(clauses, parties=parties, owners=owners):
        raise ValueError(f"clauses contradict each other: {found}")


def deal_of(programme: Programme, terms: Terms | None = None) -> Deal:
    """Return the deal of a programme's terms, or of others on the same courses and levers, for planning.

    It holds what ``terms_at_start`` leaves. Agreed shares become one clause for all courses with the same
    parties to share among; they stand first. A course whose seller gets all of it needs none.
    Raises ``ValueError`` for terms that name something unknown or contradict themselves.
    """
    terms = terms_at_start(programme, terms)
    return Deal(
        parties=programme.party_ids,
        sellers={course.id: course.seller for course in programme.courses},
        owners={lever.id: lever.party for lever in programme.levers},
        clauses=(*_agreed_shares(programme, terms), *terms.clauses),
    )


def terms_at_start(programme: Programme, terms: Terms | None = None) -> Terms:
    """Return terms as planning takes them: clauses in force when the horizon starts, of kinds it foresees.

    They hold for the whole horizon. A retainer becomes the fixed fee of all its months; ``not_foreseen``
    says which clauses are left out for their kind.
    """
    terms = programme.terms if terms is None else terms
    start = programme.horizon.start
    kept = (clause for clause in terms.clauses if clause.holds(start) and _foreseen(clause))
    clauses = tuple(_planned(clause, programme) for clause in kept)
    whole = replace(terms, revenue_shares={}, clauses=clauses)
    return whole if whole.shares_everything else replace(whole, revenue_shares=terms.revenue_shares)


def _planned(clause: Clause, programme: Programme) -> Clause:
    if not isinstance(clause, Retainer):
        return replace(clause, since=None, until=None)
    horizon = InForce(since=programme.horizon.start, until=programme.horizon.end + timedelta(days=1))
    minor = sum(month.of(clause.amount.minor) for month in spans(Per.MONTH, clause, horizon))
    return FixedFee(payer=clause.payer, payee=clause.payee, amount=Money(minor, clause.amount.currency))


def _foreseen(clause: Clause) -> bool:
    """Say whether planning can apply a clause to totals over the horizon."""
    if isinstance(clause, RevenueShare):
        return not clause.bundle
    if isinstance(clause, Tiers | Cap | MinimumGuarantee):
        return clause.per is None
    return isinstance(clause, Recoup | FixedFee | FeePerEnrolment | CostShare | Retainer)


def not_foreseen(terms: Terms) -> tuple[Clause, ...]:
    """Return the clauses that only settlement can apply: they hang on single sales or on calendar periods."""
    return tuple(clause for clause in terms.clauses if not _foreseen(clause))


def require_foreseen(terms: Terms) -> None:
    """Raise ``BadInput`` for terms that can only be settled, with the kinds of clauses that make them so."""
    kinds = dict.fromkeys(kind_of(clause) for clause in not_foreseen(terms))
    if kinds:
        raise BadInput.of(NOT_FORESEEN, kinds=", ".join(kinds))


def agreed_clauses(programme: Programme) -> tuple[tuple[Clause, ...], int]:
    """Return all clauses as settlement executes them, and how many of them, at the front, are agreed shares.

    Agreed shares hold for a course wherever no clause shares its revenue on the day.
    """
    agreed = _agreed_shares(programme, programme.terms)
    return (*agreed, *programme.terms.clauses), len(agreed)


def require_sound_terms(programme: Programme) -> None:
    """Raise ``ValueError`` for terms that name something unknown or contradict themselves on any day."""
    require_known("terms", programme.terms.consumed_courses, programme.course_ids)
    _require_sound(
        programme.terms.clauses,
        programme.party_ids,
        {course.id: course.seller for course in programme.courses},
        {lever.id: lever.party for lever in programme.levers},
    )


def _agreed_shares(programme: Programme, terms: Terms) -> tuple[RevenueShare, ...]:
    """Return the agreed shares as clauses for the courses that no clause of the terms always shares."""
    sharing = [clause for clause in terms.clauses if _shares_always(clause)]
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


def _shares_always(clause: Clause) -> bool:
    """Say whether a clause shares revenue of single courses for as long as anything is sold."""
    if not isinstance(clause, RevenueShare | Tiers) or (isinstance(clause, RevenueShare) and clause.bundle):
        return False
    return clause.since is None and clause.until is None
