"""A course as people know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kuajie.knowledge.graph.course_graph import CourseGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseCard:
    """A course as people know it; ``price`` in minor units of ``currency``, where it is known.

    ``provider`` is how people call the ``party`` in whose catalogue it stands.
    """

    id: str
    title: str
    provider: str
    party: str = ""
    price: int | None = None
    currency: str = ""
    learners: int = 0


def course_card(
    graph: CourseGraph, course: int, names: Mapping[str, str], *, learners: int = 0
) -> CourseCard:
    """Return a course of a graph; ``names`` are how people call its providers."""
    provider = str(graph.nodes["provider"][course].as_py())
    return CourseCard(
        id=str(graph.nodes["id"][course].as_py()),
        title=graph.label(course),
        provider=names.get(provider, provider),
        party=provider,
        price=graph.nodes["price"][course].as_py(),
        currency=graph.nodes["currency"][course].as_py() or "",
        learners=learners,
    )
