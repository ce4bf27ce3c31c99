"""Which courses of different partners complete each other? Pairs with reasons, and who would come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from kuajie.knowledge.bundles.audience import Watch
from kuajie.knowledge.bundles.content import Contents
from kuajie.knowledge.bundles.find import Bundles, Market, find_bundles
from kuajie.knowledge.bundles.gaps import find_gaps
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.cycle_breaks import OpenedCycles, open_cycles
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.graph.teaching import requirements
from kuajie.knowledge.histories import Flags, Histories
from kuajie.messages import BadInput, Finding, Notice, Severity, Text
from kuajie.messages.notices import bundles as notices
from kuajie.usecases.bundle_chains import chains
from kuajie.usecases.bundle_rows import Told, gap_rows
from kuajie.usecases.bundles_answer import BundlesAnswer
from kuajie.usecases.progress import Progress, silent

READING = Text(en="Comparing what courses teach", zh="正在比较课程内容")
COUNTING = Text(en="Counting who would come", zh="正在估算可能的学员")
DONE = Text(en="Bundles found", zh="组合已找到")
WEEK = 7 * 86400.0
LINKED_UP = 100
"""Bundles that are tried as steps of three courses in a row, at the least."""
STRETCHES = 4
"""Past stretches over which learners are watched, at the most."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BundlesQuestion:
    """A course graph, what learners took by its course codes, and whose courses they are.

    ``owners`` names the parties of joint courses by course code; all others belong to their provider.
    ``names`` are how people call providers. ``shared`` (parties, parties, in the order of the graph's
    providers) says whose records may be used (rows) by whom (columns), ``None``: all by all. Courses of the
    provider ``nobody`` are no party's. ``weeks`` is how long an offer runs.
    """

    graph: CourseGraph
    histories: Histories
    owners: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    shared: Flags | None = None
    nobody: str = ""
    weeks: float = 12.0
    most: int = 20


def bundles(question: BundlesQuestion, *, progress: Progress = silent) -> BundlesAnswer:
    """Return the pairs of courses of different parties that complete each other, the best first.

    Raises ``BadInput`` for fewer than two parties with courses.
    """
    graph = question.graph
    parties = tuple(each for each in graph.providers() if each != question.nobody)
    if len(parties) < 2:
        raise BadInput.of(notices.ONE_PROVIDER, providers=", ".join(parties) or notices.NOBODY)
    progress(READING, 0.0)
    opened = open_cycles(requirements(graph))
    contents = Contents.of(graph, opened.requires)
    market = _market(question)
    progress(COUNTING, 0.3)
    found = find_bundles(contents, market, most=max(question.most, LINKED_UP))
    told = Told(graph, question.names, contents, found, market)
    rows = tuple(told.bundle(place) for place in range(found.pairs.size))
    answer = BundlesAnswer(
        parties=tuple(question.names.get(each, each) for each in parties),
        bundles=rows[: question.most],
        chains=chains(rows, question.most),
        substitutes=tuple(told.substitute(place) for place in range(found.substitutes.size)),
        gaps=gap_rows(
            graph, question.names, find_gaps(graph, opened.requires, question.histories, market.owners)
        ),
        weeks=question.weeks if market.watch.starts else None,
        courses=graph.count(NodeKind.COURSE),
        learners=int((question.histories.counts > 0).sum()),
        linked=found.linked,
        considered=found.considered,
        warnings=tuple(_warnings(question, contents, found, opened)),
    )
    progress(DONE, 1.0)
    return answer


def _market(question: BundlesQuestion) -> Market:
    graph, histories = question.graph, question.histories
    providers = graph.providers()
    place = {name: number for number, name in enumerate(providers)}
    provider = np.array([place[name] for name in graph.course_providers()], dtype=np.int64)
    owners = np.zeros((provider.size, len(providers)), dtype=np.bool_)
    owners[np.arange(provider.size), provider] = True
    owners[:, [name == question.nobody for name in providers]] = False
    histories = histories.only(np.asarray(owners[histories.course].any(axis=1), dtype=np.bool_))
    for course, names in question.owners.items():
        owners[course, [place[name] for name in names if name in place]] = True
    every = np.ones((len(providers), len(providers)), dtype=np.bool_)
    return Market(
        histories=histories,
        owners=owners,
        provider=provider,
        shared=every if question.shared is None else question.shared,
        watch=_watch(histories, question.weeks),
    )


def _watch(histories: Histories, weeks: float) -> Watch:
    """Return the last stretches as long as an offer runs, so many that as much history lies before them."""
    if histories.time is None or not np.isfinite(histories.time).any():
        return Watch()
    known = histories.time[np.isfinite(histories.time)]
    length = weeks * WEEK
    times = min(STRETCHES, int((known.max() - known.min()) / (2 * length)))
    return Watch.back_from(float(known.max()), length, times=times) if times else Watch()


def _warnings(
    question: BundlesQuestion, contents: Contents, found: Bundles, opened: OpenedCycles
) -> Iterator[Finding]:
    if not question.histories.learner.size:
        yield _told(notices.NO_HISTORIES)
    elif not found.linked:
        yield _told(notices.NOBODY_LINKED)
    if not contents.teaches.nnz:
        yield _told(notices.NO_CONCEPTS, Severity.WARNING)
    if opened.set_aside:
        graph = question.graph
        head, tail = opened.set_aside[0]
        facts = {"head": graph.label(head), "tail": graph.label(tail), "count": len(opened.set_aside)}
        yield _told(notices.SET_ASIDE, Severity.WARNING, **facts)
    if not found.pairs.size:
        yield _told(notices.NO_BUNDLES)


def _told(notice: Notice, severity: Severity = Severity.NOTE, /, **facts: object) -> Finding:
    return Finding(notice=notice, severity=severity, facts=facts)
