"""The course graph as blocks for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kuajie.knowledge.graph.relations import RELATIONS, NodeKind, Relation
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.reader import Reader
from kuajie.usecases.course_graph import GraphAnswer, SharedByTwo
from kuajie.usecases.course_neighbours import CourseView

KINDS: dict[NodeKind, tuple[Text, Text]] = {
    NodeKind.COURSE: (Text(en="1 course", zh="1 门课程"), Text(en="{count} courses", zh="{count} 门课程")),
    NodeKind.CONCEPT: (Text(en="1 concept", zh="1 个概念"), Text(en="{count} concepts", zh="{count} 个概念")),
    NodeKind.SKILL: (Text(en="1 skill", zh="1 项技能"), Text(en="{count} skills", zh="{count} 项技能")),
    NodeKind.OCCUPATION: (
        Text(en="1 occupation", zh="1 种职业"),
        Text(en="{count} occupations", zh="{count} 种职业"),
    ),
    NodeKind.SUBJECT: (Text(en="1 subject", zh="1 个类别"), Text(en="{count} subjects", zh="{count} 个类别")),
    NodeKind.TEACHER: (Text(en="1 teacher", zh="1 位教师"), Text(en="{count} teachers", zh="{count} 位教师")),
    NodeKind.SCHOOL: (Text(en="1 school", zh="1 所院校"), Text(en="{count} schools", zh="{count} 所院校")),
    NodeKind.LANGUAGE: (
        Text(en="1 language", zh="1 种语言"),
        Text(en="{count} languages", zh="{count} 种语言"),
    ),
    NodeKind.LEVEL: (Text(en="1 level", zh="1 个级别"), Text(en="{count} levels", zh="{count} 个级别")),
    NodeKind.OTHER: (
        Text(en="1 other node", zh="1 个其他节点"),
        Text(en="{count} other nodes", zh="{count} 个其他节点"),
    ),
}
HOLDS = Text(en="The graph holds {nodes}, joined by {edges}.", zh="图谱含 {nodes}，共 {edges}。")
EMPTY = Text(
    en="The graph is empty: the sources hold no course and no edge.",
    zh="图谱是空的：各来源中没有任何课程或关系。",
)
EDGES = (Text(en="1 edge", zh="1 条边"), Text(en="{count} edges", zh="{count} 条边"))
"""One, and any other number."""
SOURCE, FORMAT, PROVIDER = (
    Text(en="Source", zh="来源"),
    Text(en="Read as", zh="识别为"),
    Text(en="Provider", zh="合作方"),
)
PATH, EDGE_COUNT = Text(en="Path", zh="路径"), Text(en="Edges", zh="边数")
RELATION, COUNT = Text(en="A course or concept …", zh="关系"), Text(en="Edges", zh="边数")
KIND_NAMES: dict[NodeKind, Text] = {
    NodeKind.COURSE: Text(en="Courses", zh="课程"),
    NodeKind.CONCEPT: Text(en="Concepts", zh="概念"),
    NodeKind.SKILL: Text(en="Skills", zh="技能"),
    NodeKind.OCCUPATION: Text(en="Occupations", zh="职业"),
    NodeKind.SUBJECT: Text(en="Subjects", zh="类别"),
}
BARE = Text(en="Bare", zh="无特征")
SHARED_TITLE = Text(en="What providers share", zh="各方共有")
PAIR, MOST = Text(en="Providers", zh="合作方"), Text(en="Of most courses", zh="涉及课程最多的")
CYCLES = Text(en="Prerequisites that wait for themselves", zh="循环的先修要求")
CYCLE = Text(en="{way}, and so on round.", zh="{way}，如此循环。")
KNOT = Text(
    en="{way}, and so on round ({knot} hang together).", zh="{way}，如此循环（共 {knot} 个互相牵连）。"
)
MORE_CYCLES = Text(en="And {count} more.", zh="另有 {count} 处。")
ARROW = Text(en=" requires ", zh=" 需先修 ")
ABOUT_COURSE = Text(en="{label} ({id})", zh="{label}（{id}）")
POINTED = Text(en="{name}, of another", zh="被指向：{name}")
WHAT, WHICH = Text(en="It …", zh="关系"), Text(en="What", zh="对象")
NEAR = Text(en="Nearest courses of other providers", zh="其他合作方最接近的课程")
NONE_NEAR = Text(
    en="No course of another provider shares a concept, skill, subject or occupation with it.",
    zh="其他合作方没有与其共享概念、技能、类别或职业的课程。",
)
COURSE, NEARNESS, REASON = (
    Text(en="Course", zh="课程"),
    Text(en="Nearness", zh="接近度"),
    Text(en="Both are about", zh="共同内容"),
)
MERGED = Text(
    en="Taken as one because somebody confirmed that they are the same: {count}.",
    zh="经人工确认相同而合并的节点：{count} 个。",
)
WRITTEN = Text(en="Written: {files}.", zh="已写入：{files}。")
MORE_PAIRS = (
    Text(en="1 more pair shares less.", zh="另有 1 对合作方共有较少。"),
    Text(en="{count} more pairs share less.", zh="另有 {count} 对合作方共有较少。"),
)
BARE_PAIRS = (
    Text(en="1 pair shares nothing.", zh="有 1 对合作方没有共有内容。"),
    Text(en="{count} pairs share nothing.", zh="有 {count} 对合作方没有共有内容。"),
)
CYCLES_SHOWN, TAILS_SHOWN, PAIRS_SHOWN = 10, 12, 15


def graph_blocks(answer: GraphAnswer, locale: Locale) -> Iterator[Block]:
    """Return what is in the graph, what providers share, circles, and the course asked for."""
    reader = Reader(locale, "")
    if not answer.nodes:
        yield Paragraph(reader.say(EMPTY))
        yield from finding_blocks(answer.warnings, locale)
        return
    nodes = [_counted(KINDS[kind], count, reader) for kind, count in answer.nodes.items()]
    edges = _counted(EDGES, answer.graph.edge_count, reader)
    yield Paragraph(reader.say(HOLDS, nodes=reader.listing(nodes), edges=edges))
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
        yield Paragraph(reader.say(MERGED, count=reader.count(answer.merged)))
    yield from finding_blocks(answer.warnings, locale)
    if answer.written:
        yield Paragraph(reader.say(WRITTEN, files=reader.listing(list(answer.written))))


def _counted(said: tuple[Text, Text], count: int, reader: Reader) -> str:
    return reader.say(said[0]) if count == 1 else reader.say(said[1], count=reader.count(count))


def _sources(answer: GraphAnswer, reader: Reader) -> Table:
    rows = tuple(
        (each.name, reader.listing([reader.say(form) for form in each.formats]), reader.count(each.edges))
        for each in answer.sources
    )
    columns = (
        Column(reader.say(SOURCE)),
        Column(reader.say(FORMAT)),
        Column(reader.say(EDGE_COUNT), number=True),
    )
    return Table(columns=columns, rows=rows)


def _relations(answer: GraphAnswer, reader: Reader) -> Table:
    rows = tuple(
        (reader.say(RELATIONS[relation].name), reader.count(count))
        for relation, count in answer.edges.items()
    )
    return Table(columns=(Column(reader.say(RELATION)), Column(reader.say(COUNT), number=True)), rows=rows)


def _kinds(answer: GraphAnswer) -> list[NodeKind]:
    """Return the kinds of what some course is about."""
    return [kind for kind in KIND_NAMES if any(each.features.get(kind) for each in answer.providers)]


def _providers(answer: GraphAnswer, reader: Reader) -> Table:
    kinds = _kinds(answer)
    names = [KIND_NAMES[kind] for kind in (NodeKind.COURSE, *kinds)]
    columns = (
        Column(reader.say(PROVIDER)),
        *(Column(reader.say(name), number=True) for name in (*names, EDGE_COUNT, BARE)),
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
    yield _shared_table(sharing[:PAIRS_SHOWN], _kinds(answer), reader)
    for text, count in (
        (MORE_PAIRS, len(sharing) - PAIRS_SHOWN),
        (BARE_PAIRS, len(answer.shared) - len(sharing)),
    ):
        if count > 0:
            yield Paragraph(_counted(text, count, reader))


def _shared_table(sharing: Sequence[SharedByTwo], kinds: Sequence[NodeKind], reader: Reader) -> Table:
    columns = (
        Column(reader.say(PAIR)),
        *(Column(reader.say(KIND_NAMES[kind]), number=True) for kind in kinds),
        Column(reader.say(MOST)),
    )
    rows = tuple(
        (
            reader.listing(list(each.providers)),
            *(reader.count(each.counts.get(kind, 0)) for kind in kinds),
            reader.listing(list(each.labels)),
        )
        for each in sharing
    )
    return Table(title=reader.say(SHARED_TITLE), columns=columns, rows=rows)


def _cycles(answer: GraphAnswer, reader: Reader) -> Iterator[Block]:
    if not answer.cycles:
        return
    yield Heading(reader.say(CYCLES))
    for cycle in answer.cycles[:CYCLES_SHOWN]:
        way = reader.say(ARROW).join((*cycle.labels, cycle.labels[0]))
        if cycle.knot > len(cycle.labels):
            yield Paragraph(reader.say(KNOT, way=way, knot=reader.count(cycle.knot)))
        else:
            yield Paragraph(reader.say(CYCLE, way=way))
    if len(answer.cycles) > CYCLES_SHOWN:
        yield Paragraph(reader.say(MORE_CYCLES, count=reader.count(len(answer.cycles) - CYCLES_SHOWN)))


def _course(course: CourseView, reader: Reader) -> Iterator[Block]:
    yield Heading(reader.say(ABOUT_COURSE, label=course.label, id=f"{course.provider}:{course.course_id}"))
    rows = [
        (reader.say(RELATIONS[each].name), _some(labels, reader)) for each, labels in course.tails.items()
    ]
    rows += [
        (reader.say(POINTED, name=reader.say(RELATIONS[each].name)), _some(labels, reader))
        for each, labels in course.heads.items()
        if not RELATIONS[each].both_ways
    ]
    if rows:
        yield Table(columns=(Column(reader.say(WHAT)), Column(reader.say(WHICH))), rows=tuple(rows))
    yield from _near(course, reader)


def _some(labels: tuple[str, ...], reader: Reader) -> str:
    more = ["…"] if len(labels) > TAILS_SHOWN else []
    return reader.listing([*labels[:TAILS_SHOWN], *more])


def _near(course: CourseView, reader: Reader) -> Iterator[Block]:
    if not course.near:
        yield Paragraph(reader.say(NONE_NEAR))
        return
    rows = tuple(
        (
            reader.say(ABOUT_COURSE, label=each.label, id=f"{each.provider}:{each.course_id}"),
            reader.ratio(each.weight),
            reader.listing(list(each.shared)),
        )
        for each in course.near
    )
    columns = (
        Column(reader.say(COURSE)),
        Column(reader.say(NEARNESS), number=True),
        Column(reader.say(REASON)),
    )
    yield Table(title=reader.say(NEAR), columns=columns, rows=rows)


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
