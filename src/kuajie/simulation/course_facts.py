"""What a party says of its courses beside their catalogue: what requires what, and what occupations need."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kuajie.messages import Locale, Text
from kuajie.simulation.concepts import CONCEPTS

COLUMNS = ("head", "relation", "tail", "head_kind", "tail_kind", "tail_provider")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFact:
    """One row of graph.csv: courses by id, concepts by key, occupations and skills by name."""

    head: str | Text
    relation: str
    tail: str | Text
    head_kind: str
    tail_kind: str
    tail_provider: str = ""


def topic_requires(topic: str, *others: str) -> Iterator[CourseFact]:
    """Yield that a concept requires others."""
    for other in others:
        yield CourseFact(
            head=CONCEPTS[topic],
            relation="requires",
            tail=CONCEPTS[other],
            head_kind="concept",
            tail_kind="concept",
        )


def course_requires(course: str, other: str, *, provider: str = "") -> CourseFact:
    """Return that a course requires another, perhaps of another party."""
    return CourseFact(
        head=course,
        relation="requires",
        tail=other,
        head_kind="course",
        tail_kind="course",
        tail_provider=provider,
    )


def occupation_needs(occupation: Text, *skills: str) -> Iterator[CourseFact]:
    """Yield the skills an occupation needs, named like concepts."""
    for skill in skills:
        yield CourseFact(
            head=occupation,
            relation="needs_skill",
            tail=CONCEPTS[skill],
            head_kind="occupation",
            tail_kind="skill",
        )


def facts_text(facts: Iterable[CourseFact], locale: Locale) -> str:
    """Return facts as the text of a graph.csv."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(COLUMNS)
    for fact in facts:
        cells = (getattr(fact, column) for column in COLUMNS)
        lines.writerow([each.say(locale) if isinstance(each, Text) else each for each in cells])
    return written.getvalue()
