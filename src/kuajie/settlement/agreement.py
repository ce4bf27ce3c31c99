"""An agreement to be executed: clauses with the days they are in force, among parties in a stated order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kuajie.domain.checks import require_known, require_unique
from kuajie.domain.clauses import Clause, RevenueShare, amounts_of, courses_of, stage_of
from kuajie.domain.in_force import InForce
from kuajie.domain.terms import LateRefunds


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedClause(InForce):
    """A clause in force for sales from the day ``since`` to before ``until`` (``None``: without end)."""

    clause: Clause

    @classmethod
    def of(cls, clause: Clause) -> TimedClause:
        """Return a clause on its own days."""
        return cls(clause=clause, since=clause.since, until=clause.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """``parties`` in the order in which ties of rounding go, who sells which course, and timed clauses.

    Amounts are in ``currency``; days are those of ``time_zone``. The first ``agreed`` clauses share revenue
    only where no other does. ``horizon`` has two ends where clauses pay by the calendar. ``unit_costs``:
    what an enrolment costs a party, by party and course, in minor units. Refunds more than
    ``refund_window_days`` times 24 hours after their sale are ``late_refunds``. Sales of the courses
    ``consumed`` count as their lessons are consumed, ``unused_after_days`` times 24 hours after the sale all
    of them; other sales count when they are paid.
    """

    parties: tuple[str, ...]
    sellers: Mapping[str, str]
    clauses: tuple[TimedClause, ...]
    currency: str
    time_zone: str
    agreed: int = 0
    horizon: InForce = field(default_factory=InForce)
    unit_costs: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    refund_window_days: int | None = None
    late_refunds: LateRefunds = LateRefunds.SHARED
    consumed: tuple[str, ...] = ()
    unused_after_days: int | None = None
    order: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse clauses about unknown parties and courses, or in other currencies; order them by stage."""
        require_unique("a party", self.parties)
        require_known("a seller", self.sellers.values(), self.parties)
        require_known("consumed", self.consumed, self.sellers)
        for timed in self.clauses:
            require_known("a clause", timed.clause.parties, self.parties)
            require_known("a clause", courses_of(timed.clause), self.sellers)
            for amount in amounts_of(timed.clause):
                if amount.currency != self.currency:
                    raise ValueError(f"an agreement in {self.currency} holds {amount}")
        object.__setattr__(self, "sellers", MappingProxyType(dict(self.sellers)))
        costs = {party: MappingProxyType(dict(each)) for party, each in self.unit_costs.items()}
        object.__setattr__(self, "unit_costs", MappingProxyType(costs))
        places = sorted(range(len(self.clauses)), key=lambda place: stage_of(self.clauses[place].clause))
        object.__setattr__(self, "order", tuple(places))

    def place(self, party: str) -> int:
        """Return the place of a party in the order of the agreement."""
        return self.parties.index(party)

    @property
    def bundles(self) -> tuple[tuple[str, ...], ...]:
        """The bundles that clauses are about."""
        clauses = (timed.clause for timed in self.clauses)
        return tuple(each.bundle for each in clauses if isinstance(each, RevenueShare) and each.bundle)
