"""Months, the periods of settlement, seen from the agreement's time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = 12
_WRITTEN = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month.

    >>> Month(2026, 1).before, str(Month(2026, 1)), Month.read("2026-10").first
    (Month(year=2025, month=12), '2026-01', datetime.date(2026, 10, 1))
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        """Refuse months that no calendar has."""
        if not 1 <= self.month <= MONTHS:
            raise ValueError(f"a month lies between 1 and 12, got {self.month}")

    @classmethod
    def read(cls, text: str) -> Month:
        """Return a month as written, 2026-10; raises ``ValueError`` for anything else."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"a month is written like 2026-10, got {text!r}")
        return cls(int(found[1]), int(found[2]))

    @property
    def number(self) -> int:
        """How many months after the year 0 it is."""
        return self.year * MONTHS + self.month - 1

    @property
    def before(self) -> Month:
        """The month before."""
        return _numbered(self.number - 1)

    @property
    def after(self) -> Month:
        """The month after."""
        return _numbered(self.number + 1)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def month_of(day: date) -> Month:
    """Return the month a day lies in."""
    return Month(day.year, day.month)


def _numbered(number: int) -> Month:
    return Month(number // MONTHS, number % MONTHS + 1)
