"""What do partners' catalogues hold together, and what do they share? One graph of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kuajie.knowledge.graph.build import BuiltGraph, build_graph
from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.course_graph import CourseGraph, Key
from kuajie.knowledge.graph.cycles import prerequisite_cycles
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.knowledge.histories import Flags
from kuajie.messages import Finding, Severity, Text
from kuajie.messages.notices import graph as notices
from kuajie.usecases.course_neighbours import CourseView, course_view
from kuajie.usecases.progress import Progress, silent

FEATURES = (
    *(Relation.ABOUT, Relation.DEVELOPS, Relation.IN_SUBJECT),
    *(Relation.FOR_OCCUPATION, Relation.NEEDS_SKILL),
)
"""Relations to what courses of several providers may share."""
SHARED = (NodeKind.CONCEPT, NodeKind.SKILL, NodeKind.SUBJECT, NodeKind.OCCUPATION)
EXAMPLES = 8
UNKNOWN_ROWS, UNKNOWN_NAMED = 10_000, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSource:
    """Where a catalogue came from: what a person calls it, its path, its formats, and how many edges."""

    name: str
    path: str
    formats: tuple[Text, ...]
    edges: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GraphQuestion:
    """Catalogues, where they came from, what is the same in them, and perhaps a course to look closer at.

    ``same`` are pairs that somebody confirmed; ``warnings`` what is known of the files already.
    ``course`` is an id, or PROVIDER:ID; ``most`` how many courses of others to name beside it.
    """

    catalogues: Sequence[Catalogue]
    sources: tuple[GraphSource, ...] = ()
    warnings: tuple[Finding, ...] = ()
    same: Sequence[tuple[Key, Key]] = ()
    course: str | None = None
    most: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderShare:
    """One provider's part: courses, edges from them, what they are about, courses nothing is known of."""

    provider: str
    courses: int
    edges: int
    features: Mapping[NodeKind, int]
    without_features: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedByTwo:
    """What two providers' courses share: how many of each kind, and the labels that most courses share."""

    providers: tuple[str, str]
    counts: Mapping[NodeKind, int]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCycle:
    """Labels of what waits for itself, each requiring the next; ``knot`` how many hang in it together."""

    labels: tuple[str, ...]
    knot: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GraphAnswer:
    """The graph, and what is in it: by kind, by relation, by provider, and between providers.

    ``unknown_courses`` counts edges to courses that no catalogue lists, ``unknown_ids`` are the first of
    these, as PROVIDER:ID. ``written`` names the files that it was written to.
    """

    graph: CourseGraph
    sources: tuple[GraphSource, ...]
    nodes: Mapping[NodeKind, int]
    edges: Mapping[Relation, int]
    providers: tuple[ProviderShare, ...]
    shared: tuple[SharedByTwo, ...]
    duplicate_edges: int
    duplicate_courses: int
    loops: int
    unknown_courses: int
    unknown_ids: tuple[str, ...]
    merged: int
    cycles: tuple[NamedCycle, ...]
    course: CourseView | None
    warnings: tuple[Finding, ...]
    written: tuple[str, ...] = ()


def course_graph(question: GraphQuestion, *, progress: Progress = silent) -> GraphAnswer:
    """Return one graph of all catalogues and what is in it.

    Raises ``BadInput`` for a course that is not there.
    """
    built = build_graph(question.catalogues, question.same)
    del progress
    graph = built.graph
    providers = graph.providers()
    owner = np.array(graph.course_providers(), dtype=object)
    cycles = tuple(
        NamedCycle(labels=tuple(graph.labels(cycle.places)), knot=len(cycle.knot))
        for cycle in prerequisite_cycles(graph)
    )
    described = _described(graph)
    shares = tuple(_share(graph, name, owner == name, described) for name in providers)
    shared = _shared(graph, providers, owner)
    unknown = _unknown_ids(built)
    return GraphAnswer(
        graph=graph,
        sources=question.sources,
        nodes={kind: graph.count(kind) for kind in NodeKind if graph.count(kind)},
        edges={relation: int(matrix.nnz) for relation, matrix in graph.forward.items()},
        providers=shares,
        shared=shared,
        duplicate_edges=built.duplicate_edges,
        duplicate_courses=built.duplicate_courses,
        loops=built.loops,
        unknown_courses=built.unknown.num_rows,
        unknown_ids=unknown,
        merged=built.merged,
        cycles=cycles,
        course=None
        if question.course is None
        else course_view(graph, question.course, FEATURES, question.most),
        warnings=(*question.warnings, *_warnings(built, described, shared, unknown)),
    )


def _described(graph: CourseGraph) -> Flags:
    """Say of which courses a concept, skill, subject or occupation is known, (courses,)."""
    known = np.zeros(graph.count(NodeKind.COURSE), dtype=np.bool_)
    for relation in FEATURES:
        if relation in graph.forward:
            known |= np.diff(graph.forward[relation].indptr)[: known.size] > 0
    return known


def _share(graph: CourseGraph, name: str, of: Flags, described: Flags) -> ProviderShare:
    courses = np.flatnonzero(of)
    edges = sum(int(np.diff(matrix.indptr)[courses].sum()) for matrix in graph.forward.values())
    return ProviderShare(
        provider=name,
        courses=int(courses.size),
        edges=edges,
        features={kind: int((_used(graph, kind, of) > 0).sum()) for kind in SHARED if graph.count(kind)},
        without_features=int((~described[of]).sum()),
    )


def _used(graph: CourseGraph, kind: NodeKind, of: Flags) -> np.ndarray:
    """Return how many of some courses each node of a kind belongs to, (nodes of the kind,)."""
    span, used = graph.span(kind), np.zeros(graph.count(kind), dtype=np.int64)
    for relation in FEATURES:
        if relation in graph.forward:
            rows = graph.forward[relation][: of.size][of]
            inside = rows.indices[(rows.indices >= span.start) & (rows.indices < span.stop)]
            used += np.bincount(inside - span.start, minlength=used.size)
    return used


def _shared(graph: CourseGraph, providers: Sequence[str], owner: np.ndarray) -> tuple[SharedByTwo, ...]:
    kinds = [kind for kind in SHARED if graph.count(kind)]
    used = {(name, kind): _used(graph, kind, owner == name) for name in providers for kind in kinds}
    return tuple(
        _between(graph, (one, other), kinds, used)
        for place, one in enumerate(providers)
        for other in providers[place + 1 :]
    )


def _between(
    graph: CourseGraph,
    pair: tuple[str, str],
    kinds: Sequence[NodeKind],
    used: Mapping[tuple[str, NodeKind], np.ndarray],
) -> SharedByTwo:
    counts, found = {}, []
    for kind in kinds:
        least = np.minimum(used[pair[0], kind], used[pair[1], kind])
        counts[kind] = int((least > 0).sum())
        best = np.argsort(-least, kind="stable")[:EXAMPLES]
        found += [(int(least[place]), graph.span(kind).start + int(place)) for place in best if least[place]]
    found.sort(key=lambda each: -each[0])
    return SharedByTwo(
        providers=pair,
        counts=counts,
        labels=tuple(graph.labels(place for _, place in found[:EXAMPLES])),
    )


def _warnings(
    built: BuiltGraph, described: Flags, shared: Sequence[SharedByTwo], unknown: Sequence[str]
) -> list[Finding]:
    graph, warn, note = built.graph, Severity.WARNING, Severity.NOTE
    lost = built.unknown.num_rows
    bare = int((~described).sum())
    told = [
        (notices.UNKNOWN_COURSES, warn, lost, unknown[0].partition(":")[2] if unknown else ""),
        (notices.REPEATED_COURSES, warn, built.duplicate_courses, ""),
        (notices.LOOPS, warn, built.loops, ""),
        (notices.REPEATED_EDGES, note, built.duplicate_edges, ""),
        (notices.WITHOUT_FEATURES, note, bare, graph.label(int(np.argmin(described))) if bare else ""),
    ]
    found = [
        Finding(notice=notice, severity=severity, facts={"count": f"{count:,}", "example": example})
        for notice, severity, count, example in told
        if count
    ]
    if shared and not any(sum(each.counts.values()) for each in shared):
        found.append(Finding(notice=notices.NOT_SHARED, severity=warn))
    return found


def _unknown_ids(built: BuiltGraph) -> tuple[str, ...]:
    """Return the first ids of courses that edges name and no catalogue lists, each with its provider."""
    found: dict[str, None] = {}
    for row in built.unknown.slice(0, UNKNOWN_ROWS).to_pylist():
        for end in ("head", "tail"):
            provider, name = row[f"{end}_provider"], row[end]
            is_course = row[f"{end}_kind"] == NodeKind.COURSE.value
            if is_course and built.graph.place(NodeKind.COURSE, name, provider) is None:
                found[f"{provider}:{name}"] = None
    return tuple(found)[:UNKNOWN_NAMED]
