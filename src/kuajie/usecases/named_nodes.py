"""The node of a course graph that a person means by a name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.knowledge.graph.catalogue import plain_label
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.messages import BadInput, Notice, Text
from kuajie.messages.notices import paths as notices
from kuajie.usecases.similar_names import SIMILAR, name_similarity

NEAREST = Text(en="The nearest is “{name}”.", zh="最接近的是“{name}”。")
NOTHING_NEAR = Text(en="Nothing has a name like it.", zh="没有相近的名称。")
ANYTHING = (NodeKind.COURSE, NodeKind.CONCEPT, NodeKind.SKILL, NodeKind.OCCUPATION)
HAD = (NodeKind.COURSE, NodeKind.CONCEPT, NodeKind.SKILL)
"""What a learner can have."""


def node_named(graph: CourseGraph, name: str, kinds: Sequence[NodeKind], unknown: Notice) -> int:
    """Return the node somebody names: by id, PROVIDER:ID, or label; ids of courses count before labels.

    Of several kinds that bear the label the first in ``kinds`` is meant, except that a course is the last.
    Raises ``BadInput`` where there is none, or where several courses bear the id or label.
    """
    provider, mark, rest = name.partition(":")
    if mark and (place := graph.place(NodeKind.COURSE, rest, provider)) is not None:
        return place
    courses = _matching(graph, NodeKind.COURSE, "id", name)
    groups = [courses, *(_labelled(graph, kind, name) for kind in (*kinds[1:], NodeKind.COURSE))]
    found = next((group for group in groups if group), [])
    if not found:
        raise BadInput.of(unknown, name=name, hint=_hint(graph, name, kinds))
    if len(found) > 1 and graph.key(found[0])[0] is NodeKind.COURSE:
        ids = [f"{owner}:{node}" for _, owner, node in (graph.key(each) for each in found)]
        raise BadInput.of(notices.SEVERAL_TARGETS, name=name, found=", ".join(ids), example=ids[0])
    return found[0]


def _labelled(graph: CourseGraph, kind: NodeKind, name: str) -> list[int]:
    """Return nodes whose label, other label or id is a name, whatever its case and width."""
    found = _matching(graph, kind, "label", name) or _matching(graph, kind, "id", name)
    if found:
        return found
    span = graph.span(kind)
    wanted = plain_label(pa.array([name]))[0].as_py()
    others = graph.nodes["other_labels"].slice(span.start, span.stop - span.start).to_pylist()
    return [
        span.start + place
        for place, names in enumerate(others)
        if names and wanted in plain_label(pa.array(names.split("\n"))).to_pylist()
    ]


def _matching(graph: CourseGraph, kind: NodeKind, column: str, name: str) -> list[int]:
    span = graph.span(kind)
    values = plain_label(graph.nodes[column].slice(span.start, span.stop - span.start))
    wanted = plain_label(pa.array([name]))[0]
    found: list[int] = (span.start + np.flatnonzero(pc.equal(values, wanted).to_numpy())).tolist()
    return found


def _hint(graph: CourseGraph, name: str, kinds: Sequence[NodeKind]) -> Text:
    """Return which node may be meant: the one whose label is nearest."""
    labels = [label for kind in kinds for label in graph.labels(range(graph.size)[graph.span(kind)])]
    nearness = [name_similarity(name, label) for label in labels]
    best = int(np.argmax(nearness)) if labels else -1
    if best < 0 or nearness[best] < SIMILAR / 2:
        return NOTHING_NEAR
    nearest = labels[best].replace("{", "{{").replace("}", "}}")
    return Text(en=NEAREST.en.format(name=nearest), zh=NEAREST.zh.format(name=nearest))
