"""An agreement to be executed: clauses with the days they are in force, among parties in a stated order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kuajie.domain.checks import require_known, require_unique
from kuajie.domain.clauses import Clause, amounts_of, courses_of, stage_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedClause:
    """A clause in force for sales from the day ``since`` to before ``until`` (``None``: without end)."""

    clause: Clause
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse a clause that ends before it begins."""
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise ValueError(f"a clause must end after it begins, got {self.since} to {self.until}")

    def holds(self, day: date) -> bool:
        """Say whether the clause is in force for a sale of a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """``parties`` in the order in which ties of rounding go, who sells which course, and timed clauses.

    Amounts are in ``currency``; days are those of ``time_zone``.
    """

    parties: tuple[str, ...]
    sellers: Mapping[str, str]
    clauses: tuple[TimedClause, ...]
    currency: str
    time_zone: str
    order: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse clauses about unknown parties and courses, or in other currencies; order them by stage."""
        require_unique("a party", self.parties)
        require_known("a seller", self.sellers.values(), self.parties)
        for timed in self.clauses:
            require_known("a clause", timed.clause.parties, self.parties)
            require_known("a clause", courses_of(timed.clause), self.sellers)
            for amount in amounts_of(timed.clause):
                if amount.currency != self.currency:
                    raise ValueError(f"an agreement in {self.currency} holds {amount}")
        object.__setattr__(self, "sellers", MappingProxyType(dict(self.sellers)))
        places = sorted(range(len(self.clauses)), key=lambda place: stage_of(self.clauses[place].clause))
        object.__setattr__(self, "order", tuple(places))

    def place(self, party: str) -> int:
        """Return the place of a party in the order of the agreement."""
        return self.parties.index(party)
