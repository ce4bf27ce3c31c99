"""Two catalogues whose common courses are known: retold, translated, abbreviated, with siblings beside.

A course is planted once and told by one provider or by both. What makes linking hard is planted too: parts of
one course, levels of one subject, the same title by another school, names of persons that many bear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from kuajie.simulation.twin_titles import Title, Topics, retold, told

Rng = np.random.Generator
Row = dict[str, Any]
KNOWN = {"teacher": 0.5, "school": 0.5, "concepts": 0.6, "level": 0.5, "language": 0.6, "text": 0.5}
"""How often a provider says what a course has."""
NAMES = 400
LEVELS = ("beginner", "intermediate", "advanced")
_FAMILY = "Li Wang Zhang Liu Chen Yang Zhao Wu Zhou Smith Jones Brown Garcia Miller Davis Novak Rossi"
_GIVEN = "Wei Min Jing Lei Yan Tao Na Qiang Anna Peter Maria John Laura David Elena Marco Ivan Sofia"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A course as it is: its title, and what stands beside it."""

    title: Title
    teacher: str
    school: str
    concepts: tuple[int, ...]
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinCatalogues:
    """Rows of nodes and edges of each provider, and which pairs are the same, by kind: (id of A, id of B).

    Ids of concepts, teachers and schools are their labels, in lower case.
    """

    nodes: Mapping[str, Sequence[Row]]
    edges: Mapping[str, Sequence[Row]]
    same: Mapping[str, frozenset[tuple[str, str]]]


@dataclass(slots=True, kw_only=True)
class _Provider:
    """A provider that lists courses in its own way: rows so far, and by entry the ids it gave."""

    name: str
    topics: Topics
    persons: Sequence[str]
    rng: Rng
    nodes: list[Row] = field(default_factory=list)
    edges: list[Row] = field(default_factory=list)
    ids: dict[tuple[str, object], set[str]] = field(default_factory=dict)
    usual: dict[tuple[str, object], str] = field(default_factory=dict)

    def tell(self, number: int, course: Planted, *, zh: bool) -> None:
        """List a course with some of what it has."""
        own = f"{self.name}{number}"
        known = {part for part, share in KNOWN.items() if self.rng.random() < share}
        label = retold(told(course.title, self.topics, zh=zh), self.rng, zh=zh)
        text = self._description(course, zh=zh) if "text" in known else ""
        self.nodes.append({"kind": "course", "provider": self.name, "id": own, "label": label, "text": text})
        self.ids.setdefault(("course", number), set()).add(own)
        if "concepts" in known:
            self._tell_concepts(own, course, zh=zh)
        if "teacher" in known:
            teacher = self._mostly(course.teacher, self.persons)
            self._beside(own, "taught_by", "teacher", teacher, _person(teacher, self.rng))
        if "school" in known:
            school = self._mostly(course.school, self.topics.schools)
            self._beside(own, "offered_by", "school", school, _school(school, self.rng))
        if "level" in known:
            level = self._mostly(course.level, LEVELS)
            self._beside(own, "at_level", "level", level, level)
        if "language" in known:
            self._beside(own, "in_language", "language", zh, "chinese" if zh else "english")

    def _mostly(self, usual: str, others: Sequence[str]) -> str:
        """Return what is so, one time in ten something else: another teaches it, or somebody slipped."""
        return usual if self.rng.random() < 0.9 else str(self.rng.choice(others))

    def _tell_concepts(self, course: str, planted: Planted, *, zh: bool) -> None:
        """Say most concepts of a course; one time in four in quite another way."""
        free = self.rng.choice(len(self.topics.pairs), 4).tolist()
        for concept in free if self.rng.random() < 0.25 else planted.concepts:
            if self.rng.random() < 0.7:
                said = _varied(self.topics.pairs[concept][0 if zh else 1], self.rng)
                self._beside(course, "about", "concept", concept, said, variant=zh)

    def _beside(
        self, course: str, relation: str, kind: str, entry: object, label: str, *, variant: bool = False
    ) -> None:
        """Put an entry beside a course; the provider calls it what it called it first."""
        label = self.usual.setdefault((kind, (entry, variant)), label)
        name = " ".join(label.lower().split())
        if name not in self.ids.setdefault((kind, entry), set()):
            self.ids[kind, entry].add(name)
            self.nodes.append({"kind": kind, "provider": "", "id": name, "label": label})
        ends = {"head_kind": "course", "head_provider": self.name, "head": course, "tail_kind": kind}
        self.edges.append({"relation": relation, **ends, "tail": name})

    def _description(self, course: Planted, *, zh: bool) -> str:
        chosen = [concept for concept in course.concepts if self.rng.random() < 0.5]
        further = self.rng.choice(len(self.topics.pairs), 6).tolist()
        said = [self.topics.pairs[concept][0 if zh else 1] for concept in (*chosen, *further)]
        return f"本课程讲授{'、'.join(said)}。" if zh else f"This course covers {', '.join(said)}."


def twin_catalogues(
    courses: int, topics: Topics, *, rng: Rng, common: float = 0.2, chinese: float = 0.3
) -> TwinCatalogues:
    """Return the catalogues of providers A and B with about ``courses`` courses each.

    The share ``common`` of them is offered by both; B tells the share ``chinese`` in Chinese.
    """
    persons = [f"{rng.choice(_GIVEN.split())} {rng.choice(_FAMILY.split())}" for _ in range(NAMES)]
    one, other = (_Provider(name=name, topics=topics, persons=persons, rng=rng) for name in ("A", "B"))
    for number, course in enumerate(_world(courses, persons, topics, rng)):
        both = rng.random() < common / (2 - common)
        first = rng.random() < 0.5
        if both or first:
            one.tell(number, course, zh=False)
        if both or not first:
            other.tell(number, course, zh=bool(rng.random() < chinese))
    return TwinCatalogues(
        nodes={each.name: each.nodes for each in (one, other)},
        edges={each.name: each.edges for each in (one, other)},
        same=_same(one, other),
    )


def _same(one: _Provider, other: _Provider) -> dict[str, frozenset[tuple[str, str]]]:
    same: dict[str, set[tuple[str, str]]] = {}
    for (kind, entry), ids in one.ids.items():
        pairs = ((left, right) for left in ids for right in other.ids.get((kind, entry), ()))
        same.setdefault(kind, set()).update(pairs)
    return {kind: frozenset(pairs) for kind, pairs in same.items()}


def _world(courses: int, persons: Sequence[str], topics: Topics, rng: Rng) -> list[Planted]:
    """Return about twice as many courses as each provider has, a third of them siblings of others."""
    world: list[Planted] = []
    known: set[tuple[str, str]] = set()
    while len(world) < 1.8 * courses:
        if world and rng.random() < 0.35:
            course = _sibling(world[int(rng.integers(len(world)))], persons, topics, rng)
        else:
            course = _course(persons, topics, rng)
        said = (told(course.title, topics, zh=False), course.school)
        if said not in known:
            known.add(said)
            world.append(course)
    return world


def _course(persons: Sequence[str], topics: Topics, rng: Rng) -> Planted:
    title = Title.drawn(topics, rng)
    return Planted(
        title=title,
        teacher=str(rng.choice(persons)),
        school=str(rng.choice(topics.schools)),
        concepts=(title.topic, *rng.choice(len(topics.pairs), 4).tolist()),
        level=str(rng.choice(LEVELS)),
    )


def _sibling(course: Planted, persons: Sequence[str], topics: Topics, rng: Rng) -> Planted:
    """Return another course that is easily taken for one."""
    title, kind = course.title, rng.random()
    if kind < 0.35:
        before = title.part or 1
        return replace(course, title=replace(title, part=before % 3 + 1))
    if kind < 0.55:
        level = (title.level + 1 + int(rng.integers(2))) % 3
        return replace(course, title=replace(title, level=level, said=True), level=LEVELS[level])
    other = _course(persons, topics, rng)
    if kind < 0.75 and title.form == 0:
        return replace(other, title=title, level=course.level)
    extra = replace(title, second=other.title.topic, form=int(rng.integers(1, 4)))
    return replace(course, title=extra, concepts=(*course.concepts[:2], *other.concepts[:3]))


def _varied(said: str, rng: Rng) -> str:
    """Return a term as another writes it."""
    if said.isascii() and rng.random() < 0.2:
        return f"{said}s" if not said.endswith("s") else said[:-1]
    return said


def _person(name: str, rng: Rng) -> str:
    given, family = name.split()
    forms = (name, f"{family}, {given}", f"Dr. {name}", f"{given[0]}. {family}", name.lower())
    return forms[int(rng.choice(5, p=[0.6, 0.1, 0.1, 0.1, 0.1]))]


def _school(name: str, rng: Rng) -> str:
    forms = (name, name.replace("University", "Univ."), f"The {name}", name.upper())
    return forms[int(rng.choice(4, p=[0.7, 0.1, 0.1, 0.1]))]
