"""Bundles and learning paths joined to the files they come from and go to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.messages import Text
from kuajie.usecases.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from kuajie.domain.programme import Programme
    from kuajie.knowledge.graph.course_graph import CourseGraph
    from kuajie.messages import Locale
    from kuajie.usecases.bundle_proposals import Proposal
    from kuajie.usecases.bundles_answer import BundlesAnswer


USUAL_WEEKS = 12.0
"""How long an offer runs where nothing says so."""
_NOBODY = "-"
"""Whose courses are of which a file names no provider."""
_COUNTING = Text(en="Reading what learners took", zh="正在读取学习记录")


def bundles_of_folder(
    folder: Path,
    *,
    links: Path | None = None,
    weeks: float | None = None,
    most: int = 20,
    output: Path | None = None,
    locale: Locale = "en",
    progress: Progress = silent,
) -> BundlesAnswer:
    """Return the bundles of a programme folder; raises ``BadInput`` with everything that is wrong with it.

    ``weeks`` is how long an offer runs; the programme's horizon otherwise. Where ``output`` says, bundles are
    written as joint courses for programme.toml.
    """
    from dataclasses import replace

    from kuajie.exchange.folder import files_not_to_lose
    from kuajie.exchange.graph_files.reading import Source
    from kuajie.exchange.reading import read_folder
    from kuajie.messages.notices.bundles import NOT_WRITTEN
    from kuajie.present.report_file import require_place, write_whole
    from kuajie.usecases.bundle_proposals import not_proposed, proposals
    from kuajie.usecases.bundles import BundlesQuestion, bundles
    from kuajie.usecases.learner_records import learner_records
    from kuajie.usecases.recommend_consent import consents_of, may_see
    from kuajie.wiring.graphs_read import graph_of_sources

    if output is not None:
        require_place(output, notice=NOT_WRITTEN, read=(links, *files_not_to_lose(folder)))
    reading = read_folder(folder, progress=part_of(progress, start=0.0, end=0.5))
    programme, events = reading.programme, reading.events
    graph, warnings = graph_of_sources([Source(path=folder)], links=links)
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
    if output is not None:
        made = proposals(answer, programme, events)
        write_whole(output, _proposals_text(made, locale), notice=NOT_WRITTEN)
        answer = replace(answer, warnings=(*answer.warnings, *not_proposed(answer, made)))
    return replace(answer, warnings=(*reading.warnings, *warnings, *answer.warnings))


def _proposals_text(made: tuple[Proposal, ...], locale: Locale) -> str:
    """Return proposals as tables [[course]], the reasons above each."""
    from kuajie.exchange.programme_file.writing import launch_lines
    from kuajie.present.bundle_reasons import proposal_comment

    lines = []
    for proposal in made:
        blank, *table = launch_lines(proposal.launch)
        lines += [blank, *proposal_comment(proposal.bundle, locale), *table]
    return "\n".join(lines).lstrip("\n") + "\n"


def bundles_of_files(
    train: Path | None,
    *,
    items: Path,
    edges: Sequence[Path] = (),
    links: Path | None = None,
    weeks: float | None = None,
    most: int = 20,
    progress: Progress = silent,
) -> BundlesAnswer:
    """Return the bundles of a file of courses, with a column provider, and of what learners took.

    Raises ``BadInput`` with everything that is wrong with the files.
    """
    from dataclasses import replace

    from kuajie.exchange.graph_files.reading import Source
    from kuajie.exchange.histories_file import read_histories
    from kuajie.usecases.bundles import BundlesQuestion, bundles
    from kuajie.usecases.learner_records import by_graph, no_histories
    from kuajie.wiring.graphs_read import graph_of_sources

    graph, warnings = graph_of_sources(
        [Source(path=path, name=_NOBODY) for path in (items, *edges)], links=links
    )
    histories = no_histories(graph)
    if train is not None:
        progress(_COUNTING, 0.2)
        told = read_histories(train, items, None, ())
        histories = by_graph(told.histories, told.course_ids, graph)
        warnings = (*warnings, *told.warnings)
    question = BundlesQuestion(
        graph=graph, histories=histories, nobody=_NOBODY, weeks=weeks or USUAL_WEEKS, most=most
    )
    answer = bundles(question, progress=part_of(progress, start=0.4, end=1.0))
    return replace(answer, warnings=(*warnings, *answer.warnings))


def joint_owners(programme: Programme, graph: CourseGraph) -> Mapping[int, tuple[str, ...]]:
    """Return the parties of each course of the programme, by its code."""
    from kuajie.knowledge.graph.relations import NodeKind

    found = {
        graph.place(NodeKind.COURSE, course.id, course.seller): course.requires
        for course in programme.courses
    }
    return {place: parties for place, parties in found.items() if place is not None}
