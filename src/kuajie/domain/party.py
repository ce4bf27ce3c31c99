"""A party: an organisation in a programme."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from kuajie.domain.checks import require_identifier
from kuajie.domain.money import Money


class Role(StrEnum):
    """What an organisation is in a programme."""

    PLATFORM = "platform"
    INSTITUTION = "institution"
    EMPLOYER = "employer"
    CHARITY = "charity"
    ACADEMIC = "academic"
    MEDIATOR = "mediator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation with its role, what it earns elsewhere, and its weight at the table.

    ``outside_profit`` is what the party keeps earning over the horizon whether or not it cooperates;
    ``bargaining_weight`` is its relative weight in asymmetric Nash bargaining.
    """

    id: str
    name: str
    role: Role
    outside_profit: Money
    bargaining_weight: float = 1.0

    def __post_init__(self) -> None:
        """Refuse an unusable id and a weight that is not positive and finite."""
        require_identifier("a party id", self.id)
        if not 0 < self.bargaining_weight < math.inf:
            raise ValueError(
                f"bargaining_weight must be positive and finite, but got {self.bargaining_weight}"
            )
