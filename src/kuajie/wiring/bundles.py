"""Bundles and learning paths joined to the files they come from and go to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from kuajie.domain.programme import Programme
    from kuajie.knowledge.graph.course_graph import CourseGraph
    from kuajie.messages import Finding
    from kuajie.usecases.bundles_answer import BundlesAnswer


def bundles_of_folder(
    folder: Path, *, weeks: float | None = None, most: int = 20, progress: Progress = silent
) -> BundlesAnswer:
    """Return the bundles of a programme folder; raises ``BadInput`` with everything that is wrong with it.

    ``weeks`` is how long an offer runs; the programme's horizon otherwise.
    """
    from dataclasses import replace

    from kuajie.exchange.reading import read_folder
    from kuajie.usecases.bundles import BundlesQuestion, bundles
    from kuajie.usecases.learner_records import learner_records
    from kuajie.usecases.recommend_consent import consents_of, may_see

    reading = read_folder(folder, progress=part_of(progress, start=0.0, end=0.5))
    programme, events = reading.programme, reading.events
    graph, warnings = programme_graph(folder)
    records = learner_records(events, graph)
    consents = consents_of(events)
    question = BundlesQuestion(
        graph=graph,
        histories=records.histories,
        owners=joint_owners(programme, graph),
        names={party.id: party.name for party in programme.parties},
        shared=may_see(consents, graph.providers(), at=datetime.now(UTC)) if consents else None,
        weeks=weeks or float(len(programme.horizon.weeks)),
        most=most,
    )
    answer = bundles(question, progress=part_of(progress, start=0.5, end=1.0))
    return replace(answer, warnings=(*reading.warnings, *warnings, *answer.warnings))


def programme_graph(folder: Path) -> tuple[CourseGraph, tuple[Finding, ...]]:
    """Return the course graph of a programme folder, and what to know about its files."""
    from kuajie.exchange.graph_files.reading import Source, read_sources
    from kuajie.knowledge.graph.build import build_graph

    read = read_sources([Source(path=folder)])
    return build_graph(read.catalogues).graph, read.warnings


def joint_owners(programme: Programme, graph: CourseGraph) -> Mapping[int, tuple[str, ...]]:
    """Return the parties of each course of the programme, by its code."""
    from kuajie.knowledge.graph.relations import NodeKind

    found = {
        graph.place(NodeKind.COURSE, course.id, course.seller): course.requires
        for course in programme.courses
    }
    return {place: parties for place, parties in found.items() if place is not None}
