"""What a programme says about its guards: which are off, which courses are for whom, what is shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kuajie.settlement.guards.prepaid import Length
from kuajie.settlement.guards.rules import Guard
from kuajie.settlement.guards.shared import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardChoices:
    """``country`` is whose rules hold (empty: the programme's); ``off`` holds the reason of every guard off.

    ``k12`` are courses for schoolchildren, ``lengths`` how long one unit of a course is, ``fields`` the
    courses known to be of a kind of training, ``shares`` what parties say they share.
    """

    country: str = ""
    off: Mapping[Guard, str] = field(default_factory=dict)
    k12: tuple[str, ...] = ()
    lengths: Mapping[str, Length] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shares: tuple[Share, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a guard that is off without a reason."""
        if silent := [guard for guard, reason in self.off.items() if not reason.strip()]:
            raise ValueError(f"guards are off without a reason: {silent}")

    def fields_of(self, course: str) -> frozenset[str]:
        """Return the kinds of training a course is known to be of."""
        return frozenset(name for name, courses in self.fields.items() if course in courses)
