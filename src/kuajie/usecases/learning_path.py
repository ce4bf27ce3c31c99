"""How does a learner get there? The cheapest courses of all partners that lead to a target, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.cycle_breaks import OpenedCycles, open_cycles
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.knowledge.graph.teaching import requirements
from kuajie.knowledge.histories import Codes, Flags
from kuajie.knowledge.paths.find import find_path
from kuajie.knowledge.paths.request import FoundPath, Gap, Outcome, PathRequest, StepReason, Why
from kuajie.knowledge.paths.wanted import Lessons
from kuajie.messages import BadInput, Finding, Notice, Severity, Text
from kuajie.messages.notices import paths as notices
from kuajie.usecases.course_cards import CourseCard, course_card
from kuajie.usecases.named_nodes import ANYTHING, HAD, node_named
from kuajie.usecases.progress import Progress, silent

SEARCHING = Text(en="Looking for the cheapest path", zh="正在寻找最省的路径")
DONE = Text(en="Path found", zh="路径已找到")
LEAST = ("price", "courses")
"""What a path can keep small."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PathQuestion:
    """A course graph, where to (id, title or name), and what the learner has and will take.

    ``taken`` are courses or concepts by name, ``taken_codes`` courses by code. ``languages``, ``levels`` and
    ``providers`` are the ids of those welcome (empty: all). ``budget`` is in minor units. ``least`` is what
    is kept small: ``price``, or the number of ``courses``.
    """

    graph: CourseGraph
    to: str
    taken: Sequence[str] = ()
    taken_codes: Codes = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    languages: Sequence[str] = ()
    levels: Sequence[str] = ()
    providers: Sequence[str] = ()
    budget: float = np.inf
    least: str = "price"
    names: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 10.0

    def __post_init__(self) -> None:
        """Refuse aims that do not exist."""
        if self.least not in LEAST:
            raise ValueError(f"least must be one of {LEAST}, but got {self.least!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathReason:
    """Why a course is taken, in names: it gives ``thing`` to ``later``, whose ``topic`` requires it."""

    why: Why
    later: str = ""
    thing: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One course of a path, and why it is taken there."""

    course: CourseCard
    reasons: tuple[PathReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathGap:
    """What no course gives that the learner would take, for which courses it is needed, who gives it else."""

    thing: str
    kind: NodeKind
    needed_for: tuple[str, ...]
    elsewhere: tuple[CourseCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathAnswer:
    """Courses in order, or why there are none.

    ``price`` is that of all steps in minor units of ``currency``; the gap is how much less, relatively,
    another path could cost of what was kept small. ``blocked`` courses lead there but are ruled out.
    """

    target: str
    kind: NodeKind
    outcome: Outcome
    least: str
    steps: tuple[PathStep, ...]
    price: int
    currency: str
    gap: float
    gaps: tuple[PathGap, ...]
    blocked: tuple[CourseCard, ...]
    least_price: int | None
    taken: tuple[str, ...]
    considered: int
    warnings: tuple[Finding, ...]


def learning_path(question: PathQuestion, *, progress: Progress = silent) -> PathAnswer:
    """Return the cheapest path to a target.

    Raises ``BadInput`` for names that nothing bears, and for languages, levels and parties of no course.
    """
    graph = question.graph
    target = node_named(graph, question.to, ANYTHING, notices.UNKNOWN_TARGET)
    had = np.array(
        [node_named(graph, name, HAD, notices.UNKNOWN_TAKEN) for name in question.taken], dtype=np.int64
    )
    courses = graph.count(NodeKind.COURSE)
    progress(SEARCHING, 0.2)
    opened = open_cycles(requirements(graph))
    lessons = Lessons.of(graph, opened.requires)
    price = _prices(graph)
    taken = np.unique(np.concatenate([question.taken_codes, had[had < courses]])).astype(np.int64)
    request = PathRequest(
        target=target,
        taken=taken,
        knows=had[had >= courses],
        open_to=_open_to(question),
        cost=np.nan_to_num(price) if question.least == "price" else np.ones(courses),
        price=np.nan_to_num(price),
        budget=question.budget,
        seconds=question.seconds,
    )
    found = find_path(graph, lessons, request)
    progress(DONE, 1.0)
    return PathAnswer(
        target=graph.label(target),
        kind=graph.key(target)[0],
        outcome=found.outcome,
        least=question.least,
        steps=tuple(
            PathStep(
                course=course_card(graph, step.course, question.names),
                reasons=tuple(_reason(graph, reason) for reason in step.reasons),
            )
            for step in found.steps
        ),
        price=round(found.price),
        currency=currency_of(graph),
        gap=found.gap,
        gaps=tuple(_gap(question, gap) for gap in found.gaps),
        blocked=tuple(course_card(graph, each, question.names) for each in found.blocked),
        least_price=None if found.least_price is None else round(found.least_price),
        taken=tuple(graph.labels([*taken.tolist(), *had[had >= courses].tolist()])),
        considered=found.considered,
        warnings=tuple(_warnings(graph, lessons, found, opened, price)),
    )


def _prices(graph: CourseGraph) -> Floats:
    """Return prices in minor units, NaN where they are not known, (courses,)."""
    column = graph.nodes["price"].slice(0, graph.count(NodeKind.COURSE)).to_pylist()
    return np.array([np.nan if each is None else float(each) for each in column])


def currency_of(graph: CourseGraph) -> str:
    """Return the currency of a graph's first price, empty where none has one."""
    column = graph.nodes["currency"].slice(0, graph.count(NodeKind.COURSE)).to_pylist()
    return next((each for each in column if each), "")


def _open_to(question: PathQuestion) -> Flags:
    """Say which courses the learner would take; a course of unknown language or level meets no wish."""
    graph = question.graph
    courses = graph.count(NodeKind.COURSE)
    fits = np.ones(courses, dtype=np.bool_)
    for words, relation, kind, what in (
        (question.languages, Relation.IN_LANGUAGE, NodeKind.LANGUAGE, notices.LANGUAGE),
        (question.levels, Relation.AT_LEVEL, NodeKind.LEVEL, notices.LEVEL),
    ):
        if words:
            span = graph.span(kind)
            ids = graph.nodes["id"][span].to_pylist()
            _require_known(words, ids, what)
            chosen = np.isin(np.arange(len(ids)), [ids.index(word) for word in words])
            fits &= (graph.between(relation, NodeKind.COURSE, kind) @ chosen.astype(np.float64)) > 0
    if question.providers:
        _require_known(question.providers, graph.providers(), notices.PARTY)
        fits &= np.isin(np.array(graph.course_providers()), list(question.providers))
    return fits


def _require_known(words: Sequence[str], known: Sequence[str], what: Text) -> None:
    if unknown := [word for word in words if word not in known]:
        raise BadInput.of(notices.UNKNOWN_WISH, what=what, name=unknown[0], known=", ".join(known) or "-")


def _reason(graph: CourseGraph, reason: StepReason) -> PathReason:
    later, thing, topic = (
        graph.label(place) if place >= 0 else "" for place in (reason.later, reason.thing, reason.topic)
    )
    return PathReason(why=reason.why, later=later, thing=thing, topic=topic)


def _gap(question: PathQuestion, gap: Gap) -> PathGap:
    graph = question.graph
    return PathGap(
        thing=graph.label(gap.node),
        kind=graph.key(gap.node)[0],
        needed_for=tuple(graph.labels(gap.needed_for)),
        elsewhere=tuple(course_card(graph, each, question.names) for each in gap.elsewhere),
    )


def _warnings(
    graph: CourseGraph, lessons: Lessons, found: FoundPath, opened: OpenedCycles, price: Floats
) -> Iterator[Finding]:
    if not requirements(graph).nnz:
        yield _told(notices.NO_PREREQUISITES)
    steps = [step.course for step in found.steps]
    touched = {*steps, *lessons.teaches[steps].indices.tolist()} if steps else set()
    for head, tail in opened.set_aside:
        if head in touched:
            yield _told(notices.SET_ASIDE, Severity.WARNING, head=graph.label(head), tail=graph.label(tail))
    for course, thing in found.side_by_side:
        facts = {"course": graph.label(course), "thing": graph.label(thing)}
        yield _told(notices.SIDE_BY_SIDE, Severity.WARNING, **facts)
    if found.gap >= 1.0:
        yield _told(notices.NOTHING_PROVED, count=f"{found.considered:,}")
    elif found.gap > 0.005:
        yield _told(notices.NOT_PROVED, gap=f"{found.gap:.0%}")
    unknown = [course for course in steps if np.isnan(price[course])]
    if unknown:
        yield _told(notices.UNKNOWN_PRICES, count=len(unknown), among=len(steps))


def _told(notice: Notice, severity: Severity = Severity.NOTE, /, **facts: object) -> Finding:
    return Finding(notice=notice, severity=severity, facts=facts)
