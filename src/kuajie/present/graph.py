"""The course graph as blocks for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kuajie.knowledge.graph.relations import RELATIONS, NodeKind, Relation
from kuajie.messages import Locale, Text
from kuajie.present import graph_words as words
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.reader import Reader
from kuajie.usecases.course_graph import GraphAnswer, SharedByTwo
from kuajie.usecases.course_neighbours import CourseView


def graph_blocks(answer: GraphAnswer, locale: Locale) -> Iterator[Block]:
    """Return what is in the graph, what providers share, circles, and the course asked for."""
    reader = Reader(locale, "")
    if not answer.nodes:
        yield Paragraph(reader.say(words.EMPTY))
        yield from finding_blocks(answer.warnings, locale)
        return
    nodes = [_counted(words.KINDS[kind], count, reader) for kind, count in answer.nodes.items()]
    edges = _counted(words.EDGES, answer.graph.edge_count, reader)
    yield Paragraph(reader.say(words.HOLDS, nodes=reader.listing(nodes), edges=edges))
    if answer.course is not None:
        yield from _course(answer.course, reader)
    else:
        yield _sources(answer, reader)
        if answer.edges:
            yield _relations(answer, reader)
        if answer.providers:
            yield _providers(answer, reader)
        yield from _shared(answer, reader)
        yield from _cycles(answer, reader)
    if answer.merged:
        yield Paragraph(reader.say(words.MERGED, count=reader.count(answer.merged)))
    yield from finding_blocks(answer.warnings, locale)
    if answer.written:
        yield Paragraph(reader.say(words.WRITTEN, files=reader.listing(list(answer.written))))


def _counted(said: tuple[Text, Text], count: int, reader: Reader) -> str:
    return reader.say(said[0]) if count == 1 else reader.say(said[1], count=reader.count(count))


def _sources(answer: GraphAnswer, reader: Reader) -> Table:
    rows = tuple(
        (each.name, reader.listing([reader.say(form) for form in each.formats]), reader.count(each.edges))
        for each in answer.sources
    )
    columns = (
        Column(reader.say(words.SOURCE)),
        Column(reader.say(words.FORMAT)),
        Column(reader.say(words.EDGE_COUNT), number=True),
    )
    return Table(columns=columns, rows=rows)


def _relations(answer: GraphAnswer, reader: Reader) -> Table:
    rows = tuple(
        (reader.say(RELATIONS[relation].name), reader.count(count))
        for relation, count in answer.edges.items()
    )
    return Table(
        columns=(Column(reader.say(words.RELATION)), Column(reader.say(words.COUNT), number=True)), rows=rows
    )


def _kinds(answer: GraphAnswer) -> list[NodeKind]:
    """Return the kinds of what some course is about."""
    return [kind for kind in words.KIND_NAMES if any(each.features.get(kind) for each in answer.providers)]


def _providers(answer: GraphAnswer, reader: Reader) -> Table:
    kinds = _kinds(answer)
    names = [words.KIND_NAMES[kind] for kind in (NodeKind.COURSE, *kinds)]
    columns = (
        Column(reader.say(words.PROVIDER)),
        *(Column(reader.say(name), number=True) for name in (*names, words.EDGE_COUNT, words.BARE)),
    )
    rows = tuple(
        (
            each.provider,
            reader.count(each.courses),
            *(reader.count(each.features.get(kind, 0)) for kind in kinds),
            reader.count(each.edges),
            reader.count(each.without_features),
        )
        for each in answer.providers
    )
    return Table(columns=columns, rows=rows)


def _shared(answer: GraphAnswer, reader: Reader) -> Iterator[Block]:
    """Return a table of the pairs of providers that share something, those that share most first."""
    sharing = sorted(answer.shared, key=lambda each: -sum(each.counts.values()))
    sharing = [each for each in sharing if any(each.counts.values())]
    if not sharing:
        return
    yield _shared_table(sharing[: words.PAIRS_SHOWN], _kinds(answer), reader)
    for text, count in (
        (words.MORE_PAIRS, len(sharing) - words.PAIRS_SHOWN),
        (words.BARE_PAIRS, len(answer.shared) - len(sharing)),
    ):
        if count > 0:
            yield Paragraph(_counted(text, count, reader))


def _shared_table(sharing: Sequence[SharedByTwo], kinds: Sequence[NodeKind], reader: Reader) -> Table:
    columns = (
        Column(reader.say(words.PAIR)),
        *(Column(reader.say(words.KIND_NAMES[kind]), number=True) for kind in kinds),
        Column(reader.say(words.MOST)),
    )
    rows = tuple(
        (
            reader.listing(list(each.providers)),
            *(reader.count(each.counts.get(kind, 0)) for kind in kinds),
            reader.listing(list(each.labels)),
        )
        for each in sharing
    )
    return Table(title=reader.say(words.SHARED_TITLE), columns=columns, rows=rows)


def _cycles(answer: GraphAnswer, reader: Reader) -> Iterator[Block]:
    if not answer.cycles:
        return
    yield Heading(reader.say(words.CYCLES))
    for cycle in answer.cycles[: words.CYCLES_SHOWN]:
        way = reader.say(words.ARROW).join((*cycle.labels, cycle.labels[0]))
        if cycle.knot > len(cycle.labels):
            yield Paragraph(reader.say(words.KNOT, way=way, knot=reader.count(cycle.knot)))
        else:
            yield Paragraph(reader.say(words.CYCLE, way=way))
    if len(answer.cycles) > words.CYCLES_SHOWN:
        yield Paragraph(
            reader.say(words.MORE_CYCLES, count=reader.count(len(answer.cycles) - words.CYCLES_SHOWN))
        )


def _course(course: CourseView, reader: Reader) -> Iterator[Block]:
    yield Heading(
        reader.say(words.ABOUT_COURSE, label=course.label, id=f"{course.provider}:{course.course_id}")
    )
    rows = [
        (reader.say(RELATIONS[each].name), _some(labels, reader)) for each, labels in course.tails.items()
    ]
    rows += [
        (reader.say(words.POINTED, name=reader.say(RELATIONS[each].name)), _some(labels, reader))
        for each, labels in course.heads.items()
        if not RELATIONS[each].both_ways
    ]
    if rows:
        yield Table(
            columns=(Column(reader.say(words.WHAT)), Column(reader.say(words.WHICH))), rows=tuple(rows)
        )
    yield from _near(course, reader)


def _some(labels: tuple[str, ...], reader: Reader) -> str:
    more = ["…"] if len(labels) > words.TAILS_SHOWN else []
    return reader.listing([*labels[: words.TAILS_SHOWN], *more])


def _near(course: CourseView, reader: Reader) -> Iterator[Block]:
    if not course.near:
        yield Paragraph(reader.say(words.NONE_NEAR))
        return
    rows = tuple(
        (
            reader.say(words.ABOUT_COURSE, label=each.label, id=f"{each.provider}:{each.course_id}"),
            reader.ratio(each.weight),
            reader.listing(list(each.shared)),
        )
        for each in course.near
    )
    columns = (
        Column(reader.say(words.COURSE)),
        Column(reader.say(words.NEARNESS), number=True),
        Column(reader.say(words.REASON)),
    )
    yield Table(title=reader.say(words.NEAR), columns=columns, rows=rows)


def graph_record(answer: GraphAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values."""
    return {
        "sources": [
            {"name": each.name, "path": each.path, "formats": [form.say(locale) for form in each.formats]}
            for each in answer.sources
        ],
        "nodes": _plain(answer.nodes),
        "edges": _plain(answer.edges),
        "providers": [
            {
                "provider": each.provider,
                "courses": each.courses,
                "edges": each.edges,
                "features": _plain(each.features),
                "without_features": each.without_features,
            }
            for each in answer.providers
        ],
        "shared": [
            {"providers": list(each.providers), "counts": _plain(each.counts), "labels": list(each.labels)}
            for each in answer.shared
        ],
        "duplicate_edges": answer.duplicate_edges,
        "duplicate_courses": answer.duplicate_courses,
        "loops": answer.loops,
        "unknown_courses": answer.unknown_courses,
        "unknown_ids": list(answer.unknown_ids),
        "merged": answer.merged,
        "cycles": [{"labels": list(each.labels), "knot": each.knot} for each in answer.cycles],
        "course": None if answer.course is None else _course_record(answer.course),
        "written": list(answer.written),
        "warnings": [finding.as_record(locale) for finding in answer.warnings],
    }


def _plain(counts: Mapping[NodeKind, int] | Mapping[Relation, int]) -> dict[str, int]:
    return {key.value: count for key, count in counts.items()}


def _course_record(course: CourseView) -> dict[str, Any]:
    return {
        "provider": course.provider,
        "course_id": course.course_id,
        "label": course.label,
        "points_to": {relation.value: list(labels) for relation, labels in course.tails.items()},
        "pointed_to_by": {relation.value: list(labels) for relation, labels in course.heads.items()},
        "near": [
            {
                "provider": each.provider,
                "course_id": each.course_id,
                "label": each.label,
                "weight": each.weight,
                "shared": list(each.shared),
            }
            for each in course.near
        ],
    }
