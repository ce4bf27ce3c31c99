"""What knowing more is worth: lever by lever, with a test of each, and everything at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from kuajie.domain.programme import Programme
from kuajie.messages import Finding


class AskedOfLearning(TypedDict, total=False):
    """How to find out: plans on ``draws`` posterior draws, each lever known in ``scenarios`` ways."""

    draws: int
    scenarios: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentSize:
    """A test of one lever: every other week at ``spend`` a week, the others without.

    ``weeks`` is how long until the uncertainty about what the lever brings (in sd) is halved, ``None`` where
    that takes longer than half a year; ``cost`` is what the test takes from the objective.
    """

    spend: float
    weeks: int | None
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverKnowledge:
    """What knowing one lever's response would add to the plan, in the unit of the programme's aim.

    No test of the lever alone can be worth more than ``value``. ``size`` is a test to think of; it ``pays``
    at best where it costs less than ``value``.
    """

    id: str
    title: str
    party: str
    planned: float
    value: float
    standard_error: float
    size: ExperimentSize

    @property
    def pays(self) -> bool:
        """Whether the suggested test can be done in time and costs less than it could be worth."""
        return self.size.weeks is not None and self.value > self.size.cost


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LearnAnswer:
    """What knowing more would be worth: levers with the most valuable first, and everything at once.

    ``objective`` is what the plan on what is known today reaches on average; ``fit_doubts`` say that, and
    why, the fit cannot be relied on.
    """

    programme: Programme
    levers: tuple[LeverKnowledge, ...]
    everything: float
    everything_error: float
    objective: float
    draws: int
    scenarios: int
    fit_doubts: tuple[Finding, ...]
    seconds: float
