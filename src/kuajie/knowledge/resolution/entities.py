"""What is compared: entries of one kind, their names as words, who uses them, and what is beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_matrix

from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.course_graph import CourseGraph, Key
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.knowledge.histories import Codes
from kuajie.knowledge.text.glossary import Glossary
from kuajie.knowledge.text.numbering import Numbering, numbering
from kuajie.knowledge.text.words import has_han, words

BESIDE: Mapping[str, tuple[Relation, ...]] = {
    "teacher": (Relation.TAUGHT_BY,),
    "school": (Relation.OFFERED_BY,),
    "what": (Relation.ABOUT, Relation.DEVELOPS),
    "level": (Relation.AT_LEVEL,),
    "language": (Relation.IN_LANGUAGE,),
}
"""What the graph says beside a course, by the relations that say it.

Not its subject: every provider has subjects of its own, so that they differ says nothing.
"""
GRADES = {
    "beginner": "low",
    "introduction": "low",
    "introductory": "low",
    "fundamental": "low",
    "intermediate": "middle",
    "advanced": "high",
    "expert": "high",
    "mastery": "high",
}
"""Words of a name that say for whom it is; names that say different things are of siblings."""


SOMEBODY = "#"
"""What names begin with that stand for whoever it may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of an entry: its words, their numbers and grades, and whether it is Chinese."""

    words: tuple[str, ...]
    numbers: Numbering
    grades: tuple[str, ...]
    chinese: bool

    @classmethod
    def of(cls, label: str, glossary: Glossary) -> Name:
        """Return a label as a name, Chinese terms in English where the glossary knows them."""
        found = words(label, glossary)
        grades = {GRADES[word] for word in found if word in GRADES}
        return cls(
            words=found,
            numbers=numbering(" ".join(found)),
            grades=tuple(sorted(grades)),
            chinese=has_han(label),
        )

    @property
    def key(self) -> str:
        """The words in no order: names alike in it say the same."""
        return " ".join(sorted(set(self.words)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entities:
    """Entries of a kind, in the order of their keys.

    ``names`` are those of all, entry by entry, and ``owner`` (names,) says whose. ``homes`` are the providers
    that use an entry. ``texts`` are descriptions as words. ``beside`` holds what the
    graph says beside an entry, under the names of ``BESIDE`` (entries, values).
    """

    kind: NodeKind
    keys: tuple[Key, ...]
    labels: tuple[str, ...]
    homes: tuple[frozenset[str], ...]
    names: tuple[Name, ...]
    owner: Codes
    texts: tuple[tuple[str, ...], ...]
    beside: Mapping[str, csr_matrix]

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.keys)

    def of_home(self, home: str) -> Codes:
        """Return the names of entries that a provider uses."""
        has = np.array([home in homes for homes in self.homes], dtype=np.bool_)
        return np.flatnonzero(has[self.owner])


def entities_of(
    graph: CourseGraph,
    kind: NodeKind,
    *,
    homes: Sequence[frozenset[str]],
    said: Sequence[str],
    glossary: Glossary,
) -> Entities:
    """Return the entries of a kind in a graph; ``homes`` and ``said`` (names' keys) are of all its nodes."""
    span = graph.span(kind)
    rows = graph.nodes.slice(span.start, span.stop - span.start)
    keys = [
        (kind, owner, name)
        for owner, name in zip(*(rows[c].to_pylist() for c in ("provider", "id")), strict=True)
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    labels = [label or key[2] for label, key in zip(rows["label"].to_pylist(), keys, strict=True)]
    others = rows["other_labels"].to_pylist()
    names, owner = _names([(labels[place], *(others[place] or "").split("\n")) for place in order], glossary)
    places = np.array(order, dtype=np.int64) + span.start
    return Entities(
        kind=kind,
        keys=tuple(keys[place] for place in order),
        labels=tuple(labels[place] for place in order),
        homes=tuple(homes[place] for place in places),
        names=names,
        owner=owner,
        texts=tuple(
            words(text, glossary) if text else ()
            for text in rows["text"].take(pa.array(order, pa.int64())).to_pylist()
        ),
        beside=_beside(graph, kind, places, said),
    )


def _names(labels: Iterable[tuple[str, ...]], glossary: Glossary) -> tuple[tuple[Name, ...], Codes]:
    names, owner = [], []
    for place, own in enumerate(labels):
        for label in dict.fromkeys(filter(None, own)):
            names.append(Name.of(label, glossary))
            owner.append(place)
    return tuple(names), np.array(owner, dtype=np.int64)


def _beside(graph: CourseGraph, kind: NodeKind, places: Codes, said: Sequence[str]) -> dict[str, csr_matrix]:
    """Return what stands beside nodes; what is said alike is alike, in whatever catalogue."""
    code = {name: place for place, name in enumerate(sorted(set(said)))}
    known = np.array([place for place, name in enumerate(said) if name], dtype=np.int64)
    alike = csr_matrix(
        (np.ones(known.size), (known, [code[said[place]] for place in known])), shape=(len(said), len(code))
    )
    if kind is NodeKind.COURSE:
        return {name: _values(graph, places, alike, relations) for name, relations in BESIDE.items()}
    every = _values(graph, places, alike, tuple(graph.forward), back=True)
    return dict.fromkeys(BESIDE, csr_matrix(every.shape)) | {"what": every}


def _values(
    graph: CourseGraph, places: Codes, alike: csr_matrix, relations: Sequence[Relation], *, back: bool = False
) -> csr_matrix:
    """Return which nodes have which values by some relations, ones, (nodes, values)."""
    found = csr_matrix((places.size, alike.shape[1]))
    for relation in relations:
        for matrices in (graph.forward, graph.backward)[: 1 + back]:
            if relation in matrices and relation is not Relation.SAME_AS:
                found = found + (matrices[relation][places] > 0).astype(np.float64) @ alike
    found.data[:] = 1.0
    return found


def said_names(graph: CourseGraph, glossary: Glossary) -> tuple[str, ...]:
    """Return what every node says: the key of its name; of a level the grades, empty where it says none."""
    labels, ids = graph.nodes["label"].to_pylist(), graph.nodes["id"].to_pylist()
    names = [label or name for label, name in zip(labels, ids, strict=True)]
    kept = {name: Name.of(name, glossary) for name in set(names)}
    levels = range(*graph.span(NodeKind.LEVEL).indices(graph.size))
    return tuple(
        " ".join(kept[name].grades) if place in levels else kept[name].key for place, name in enumerate(names)
    )


def homes_of(graph: CourseGraph, catalogues: Sequence[Catalogue]) -> tuple[frozenset[str], ...]:
    """Return for every node who uses it: its own provider, else those of the courses beside it.

    A shared node beside no course is used by the provider of the catalogue that speaks of it, or by whoever
    it may be if it has none or several: by ``#1`` in the first catalogue.
    """
    providers = graph.nodes["provider"].to_pylist()
    homes = [{provider} if provider else set() for provider in providers]
    courses = graph.span(NodeKind.COURSE)
    for matrix in (*graph.forward.values(), *graph.backward.values()):
        edges = matrix[courses].tocoo()
        for course, node in zip(edges.row.tolist(), edges.col.tolist(), strict=True):
            if not providers[node] and providers[course]:
                homes[node].add(providers[course])
    for number, catalogue in enumerate(catalogues, start=1):
        owners = set(catalogue.nodes["provider"].unique().to_pylist()) - {""}
        owner = owners.pop() if len(owners) == 1 else f"{SOMEBODY}{number}"
        for key in _shared_keys(catalogue):
            place = graph.place(*key)
            if place is not None and not homes[place]:
                homes[place].add(owner)
    return tuple(frozenset(each) for each in homes)


def _shared_keys(catalogue: Catalogue) -> set[tuple[NodeKind, str]]:
    """Return kinds and ids of the nodes of nobody in particular that a catalogue speaks of."""
    found: set[tuple[NodeKind, str]] = set()
    for table, columns in (
        (catalogue.nodes, ("kind", "provider", "id")),
        (catalogue.edges, ("head_kind", "head_provider", "head")),
        (catalogue.edges, ("tail_kind", "tail_provider", "tail")),
    ):
        rows = zip(*(table[name].to_pylist() for name in columns), strict=True)
        found.update((NodeKind(kind), name) for kind, provider, name in rows if not provider)
    return found
