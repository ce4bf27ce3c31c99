"""Which concepts parties teach in their own catalogues, and which joint courses cover them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.usecases.needs_answer import Topic
from kuajie.usecases.similar_names import name_key

_SEPARATOR = re.compile("[;；]")


def find_topics(programme: Programme, events: Events) -> tuple[Topic, ...]:
    """Return every concept that a party's own catalogue or a joint course names, sorted by name.

    A course that two or more parties are required for is joint and belongs to nobody's own catalogue.
    Spellings that differ in case, width or spaces are one concept, shown as the first of them in order.
    """
    spellings: dict[str, set[str]] = {}
    parties: dict[str, set[str]] = {}
    courses: dict[str, set[str]] = {}
    for party, concept in _own_concepts(programme, events):
        spellings.setdefault(name_key(concept), set()).add(concept)
        parties.setdefault(name_key(concept), set()).add(party)
    for course in programme.courses:
        for concept in course.concepts:
            spellings.setdefault(name_key(concept), set()).add(concept)
            courses.setdefault(name_key(concept), set()).add(course.id)
    return tuple(
        Topic(
            concept=min(spellings[key]),
            parties=tuple(party for party in programme.party_ids if party in parties.get(key, ())),
            courses=tuple(course for course in programme.course_ids if course in courses.get(key, ())),
        )
        for key in sorted(spellings)
    )


def _own_concepts(programme: Programme, events: Events) -> Iterator[tuple[str, str]]:
    joint = {(course.seller, course.id) for course in programme.courses if len(course.requires) > 1}
    for row in events.tables["courses"].to_pylist():
        if row["party"] in programme.party_ids and (row["party"], row["course_id"]) not in joint:
            for concept in _SEPARATOR.split(row["concepts"] or ""):
                if name_key(concept):
                    yield row["party"], concept.strip()
