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


@dataclass(slots=True)
class _Told:
    nodes: list[Row] = field(default_factory=list)
    edges: list[Row] = field(default_factory=list)
    ids: dict[tuple[str, object], set[str]] = field(default_factory=dict)
    usual: dict[tuple[str, object], str] = field(default_factory=dict)

    def as_usual(self, kind: str, entry: object, label: str) -> str:
        """Return what the provider calls an entry, which is what it called it first."""
        return self.usual.setdefault((kind, entry), label)


def twin_catalogues(
    courses: int, topics: Topics, *, rng: Rng, common: float = 0.2, chinese: float = 0.3
) -> TwinCatalogues:
    """Return the catalogues of providers A and B with about ``courses`` courses each.

    The share ``common`` of them is offered by both; B tells the share ``chinese`` in Chinese.
    """
    world = _world(courses, topics, rng)
    everyone = {"A": _Told(), "B": _Told()}
    for number, course in enumerate(world):
        both = rng.random() < common / (2 - common)
        owners = ("A", "B") if both else (str(rng.choice(["A", "B"])),)
        for owner in owners:
            zh = owner == "B" and rng.random() < chinese
            _tell(everyone[owner], owner, number, course, topics, rng, zh=zh)
    return TwinCatalogues(
        nodes={owner: each.nodes for owner, each in everyone.items()},
        edges={owner: each.edges for owner, each in everyone.items()},
        same=_same(everyone["A"], everyone["B"]),
    )


def _same(one: _Told, other: _Told) -> dict[str, frozenset[tuple[str, str]]]:
    same: dict[str, set[tuple[str, str]]] = {}
    for (kind, entry), ids in one.ids.items():
        pairs = ((left, right) for left in ids for right in other.ids.get((kind, entry), ()))
        same.setdefault(kind, set()).update(pairs)
    return {kind: frozenset(pairs) for kind, pairs in same.items()}


def _world(courses: int, topics: Topics, rng: Rng) -> list[Planted]:
    """Return about twice as many courses as each provider has, a third of them siblings of others."""
    persons = [f"{rng.choice(_GIVEN.split())} {rng.choice(_FAMILY.split())}" for _ in range(NAMES)]
    world: list[Planted] = []
    while len(world) < 1.8 * courses:
        if world and rng.random() < 0.35:
            world.append(_sibling(world[int(rng.integers(len(world)))], persons, topics, rng))
        else:
            world.append(_course(persons, topics, rng))
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
    if kind < 0.75:
        return replace(other, title=title, level=course.level)
    extra = replace(title, second=other.title.topic, form=int(rng.integers(1, 4)))
    return replace(course, title=extra, concepts=(*course.concepts[:2], *other.concepts[:3]))


def _tell(
    into: _Told, owner: str, number: int, course: Planted, topics: Topics, rng: Rng, *, zh: bool
) -> None:
    """Let a provider list a course in its own way, with some of what it has."""
    name = f"{owner}{number}"
    known = {part for part, share in KNOWN.items() if rng.random() < share}
    label = retold(told(course.title, topics, zh=zh), rng, zh=zh)
    text = _description(course, topics, rng, zh=zh) if "text" in known else ""
    into.nodes.append({"kind": "course", "provider": owner, "id": name, "label": label, "text": text})
    into.ids.setdefault(("course", number), set()).add(name)
    if "concepts" in known:
        for concept in course.concepts:
            if rng.random() < 0.7:
                said = topics.pairs[concept][0 if zh else 1]

                label = into.as_usual("concept", (concept, zh), _varied(said, rng))
                _beside(into, name, owner, "about", "concept", concept, label)
    if "teacher" in known:
        label = into.as_usual("teacher", course.teacher, _person(course.teacher, rng))
        _beside(into, name, owner, "taught_by", "teacher", course.teacher, label)
    if "school" in known:
        label = into.as_usual("school", course.school, _school(course.school, rng))
        _beside(into, name, owner, "offered_by", "school", course.school, label)
    if "level" in known:
        level = course.level if rng.random() < 0.8 else str(rng.choice(LEVELS))
        _beside(into, name, owner, "at_level", "level", level, level)
    if "language" in known:
        _beside(into, name, owner, "in_language", "language", zh, "chinese" if zh else "english")


def _beside(
    into: _Told, course: str, owner: str, relation: str, kind: str, entry: object, label: str
) -> None:
    name = " ".join(label.lower().split())
    if not any(found == name for found in into.ids.get((kind, entry), ())):
        into.ids.setdefault((kind, entry), set()).add(name)
        into.nodes.append({"kind": kind, "provider": "", "id": name, "label": label})
    into.edges.append(
        {
            "relation": relation,
            "head_kind": "course",
            "head_provider": owner,
            "head": course,
            "tail_kind": kind,
            "tail": name,
        }
    )


def _description(course: Planted, topics: Topics, rng: Rng, *, zh: bool) -> str:
    chosen = [concept for concept in course.concepts if rng.random() < 0.5]
    further = rng.choice(len(topics.pairs), 6).tolist()
    said = [topics.pairs[concept][0 if zh else 1] for concept in (*chosen, *further)]
    return f"本课程讲授{'、'.join(said)}。" if zh else f"This course covers {', '.join(said)}."


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
