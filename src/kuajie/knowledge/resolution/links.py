"""Links between entries of catalogues: proposed by likeness, decided by people, never merged unasked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kuajie.knowledge.graph.course_graph import Key
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.messages import Text


class Decision(StrEnum):
    """What is known of a link: only proposed, or decided by a person."""

    PROPOSED = "proposed"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two entries of one kind that may be the same; ``left`` comes before ``right``.

    ``confidence`` is the probability that they are the same, ``reasons`` say in words what speaks for and
    against it. ``left_label`` and ``right_label`` are what people read.
    """

    left: Key
    right: Key
    left_label: str
    right_label: str
    confidence: float
    reasons: tuple[Text, ...] = ()
    decision: Decision = Decision.PROPOSED

    def __post_init__(self) -> None:
        """Refuse pairs of different kinds or in the wrong order, and confidences that are no probability."""
        if self.left[0] is not self.right[0] or not self.left < self.right:
            raise ValueError(f"a link joins two of one kind, in order, got {self.left}, {self.right}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"a confidence is a probability, got {self.confidence}")

    @property
    def kind(self) -> NodeKind:
        """The kind of both entries."""
        return self.left[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Links, the most confident first."""

    links: tuple[Link, ...]

    @classmethod
    def of(cls, links: Iterable[Link]) -> Links:
        """Return links in order of confidence, equals by their keys."""
        return cls(links=tuple(sorted(links, key=lambda link: (-link.confidence, link.left, link.right))))

    def same(self) -> tuple[tuple[Key, Key], ...]:
        """Return the pairs that a person said are the same, as ``build_graph`` takes them."""
        return tuple((link.left, link.right) for link in self.links if link.decision is Decision.SAME)

    def count(self, decision: Decision) -> int:
        """Return how many links have a decision."""
        return sum(link.decision is decision for link in self.links)
