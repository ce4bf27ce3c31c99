"""What is answered about bundles: pairs of courses, why they belong together, and who would come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kuajie.knowledge.bundles.score import Part
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.messages import Finding
from kuajie.usecases.course_cards import CourseCard


class BundleReason(StrEnum):
    """What speaks for a bundle, or against it."""

    REQUIRES = "requires"
    NEEDS_CONCEPTS = "needs_concepts"
    NEXT_LEVEL = "next_level"
    TWO_STEPS = "two_steps"
    NEAR = "near"
    SHARES = "shares"
    ADDS = "adds"
    TOGETHER = "together"
    BY_CHANCE = "by_chance"
    ORDER = "order"
    SAME_THING = "same_thing"
    EITHER_OR = "either_or"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason: its kind, and the facts a sentence about it needs."""

    kind: BundleReason
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceRow:
    """Learners of a party who took ``has`` and not ``wants``, and how many would take it.

    ``took`` of ``watched`` such learners took it in the past within one stretch; ``rate`` is shrunk towards
    what the party's learners usually do. Ranges hold nine times out of ten. ``None``: nobody to learn from.
    Where few took the course, learners of its ``neighbours`` (titles) at the same party count too. Without
    consent (``permitted``) nothing is counted.
    """

    party: str
    has: CourseCard
    wants: CourseCard
    learners: int
    watched: int
    took: int
    rate: float | None
    rate_range: tuple[float, float] | None
    expected: float | None
    expected_range: tuple[float, float] | None
    neighbours: tuple[str, ...] = ()
    permitted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleRow:
    """Two courses, the one to take first in front; points by part (of 100 in all), reasons, audiences."""

    first: CourseCard
    second: CourseCard
    score: float
    parts: Mapping[Part, float]
    reasons: tuple[Reason, ...]
    audiences: tuple[AudienceRow, ...]

    @property
    def expected(self) -> float | None:
        """How many learners would come to the other course, of both parties together, where known."""
        known = [row.expected for row in self.audiences if row.expected is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRow:
    """Three courses of which each leads to the next; the score is that of the weaker step."""

    courses: tuple[CourseCard, CourseCard, CourseCard]
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteRow:
    """Two courses too alike to be sold together."""

    first: CourseCard
    second: CourseCard
    overlap: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A concept or skill that is needed and that no party teaches, or only one (``parties``).

    ``learners`` took a course that builds on it and none that teaches it, ``by_party`` of each party.
    ``courses`` are the first of ``course_count`` that build on it; ``occupations`` need it.
    """

    name: str
    kind: NodeKind
    parties: tuple[str, ...]
    learners: int
    by_party: Mapping[str, int]
    courses: tuple[CourseCard, ...]
    course_count: int
    occupations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlesAnswer:
    """Bundles, the best first, and three courses in a row that they make.

    ``weeks`` is how long the expected learners take to come, ``None``: as long as the records reach.
    ``linked`` learners took courses of two parties; ``considered`` pairs were looked at.
    """

    parties: tuple[str, ...]
    bundles: tuple[BundleRow, ...]
    chains: tuple[ChainRow, ...]
    substitutes: tuple[SubstituteRow, ...]
    gaps: tuple[GapRow, ...]
    weeks: float | None
    courses: int
    learners: int
    linked: int
    considered: int
    warnings: tuple[Finding, ...]
