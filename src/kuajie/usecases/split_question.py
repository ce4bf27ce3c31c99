"""What is asked of a split: whose plan to divide, by which rule, from which bargaining positions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from kuajie.domain.programme import Programme
from kuajie.messages import BadInput
from kuajie.messages.notices.sharing import PATIENCE_OUT_OF_RANGE
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_answer import PlanAnswer

RECOMMENDED = "nash_bargaining"
MOST_PLANNED = 4095
"""Coalitions that are all planned where nothing else is asked: as many as twelve parties can form."""
SAMPLED = 1000
"""Coalitions that are sampled where there are more, and nothing else is asked."""


class AskedOfSplit(TypedDict, total=False):
    """What may be asked of a split; see ``SplitQuestion``."""

    draws: int
    certified: bool
    rule: str
    patience: Mapping[str, float]
    most_coalitions: int | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SplitQuestion:
    """Whose plan to divide; ``plan`` is the answer for all parties on the same fit.

    ``draws`` posterior draws plan every coalition, ``test_draws`` others judge it; ``certified`` asks how
    much better each coalition could do at most. The accounts are settled by ``rule``. ``patience`` says what
    a gain is worth to each party one round of offers later, between 0 and 1 (empty: rounds take no time).
    Where there are more coalitions than ``most_coalitions``, about that many are sampled, with ``seed``;
    where it is ``None``, all of up to twelve parties are planned, and a thousand of more.
    """

    programme: Programme
    fit: FitAnswer
    plan: PlanAnswer
    draws: int = 100
    test_draws: int = 400
    certified: bool = True
    rule: str = RECOMMENDED
    patience: Mapping[str, float] = field(default_factory=dict)
    most_coalitions: int | None = None
    seed: int = 1

    @property
    def bargaining(self) -> Bargaining:
        """The positions from which the parties bargain."""
        weights = {party.id: party.bargaining_weight for party in self.programme.parties}
        return Bargaining(weights=weights, discounts=self.patience)

    @property
    def coalitions(self) -> int:
        """How many coalitions the parties can form."""
        return (1 << len(self.programme.parties)) - 1

    @property
    def sampled(self) -> bool:
        """Whether there are too many coalitions to plan each."""
        return self.coalitions > (self.most_coalitions or MOST_PLANNED)

    @property
    def sample(self) -> int:
        """How many coalitions to plan where not all are."""
        return self.most_coalitions or SAMPLED


def checked_patience(patience: Mapping[str, float], programme: Programme) -> Mapping[str, float]:
    """Return patience that names every party with a number above 0 and below 1, or none at all.

    Raises ``BadInput`` otherwise.
    """
    ids = programme.party_ids
    if patience and (set(patience) != set(ids) or not all(0 < value < 1 for value in patience.values())):
        given = ", ".join(f"{party}={value:g}" for party, value in patience.items())
        example = ",".join(f"{party}=0.95" for party in ids)
        raise BadInput.of(PATIENCE_OUT_OF_RANGE, given=given, example=example)
    return patience
