"""Learning paths joined to the files they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, part_of, silent

if TYPE_CHECKING:
    from kuajie.domain.records import Events
    from kuajie.knowledge.graph.course_graph import CourseGraph
    from kuajie.knowledge.histories import Codes
    from kuajie.messages import Finding
    from kuajie.usecases.learning_path import PathAnswer, PathQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class PathWishes:
    """What a learner will take, in words: empty for whatever; ``budget`` in major units."""

    languages: Sequence[str] = ()
    levels: Sequence[str] = ()
    providers: Sequence[str] = ()
    budget: float | None = None
    least: str = "price"
    seconds: float = 10.0


def path_of_sources(
    sources: Sequence[str],
    *,
    to: str,
    learner: str | None = None,
    learner_of: str | None = None,
    taken: Sequence[str] = (),
    links: Path | None = None,
    wishes: PathWishes | None = None,
    progress: Progress = silent,
) -> PathAnswer:
    """Return the path to a target through the courses of a programme folder, or of files and folders.

    Sources are written PATH or NAME=PATH. ``learner_of`` names a party to whose records alone the learner may
    belong. Raises ``BadInput`` with everything that is wrong with them, and
    for names that nothing bears.
    """
    from dataclasses import replace

    from kuajie.exchange.graph_files.programme import is_programme
    from kuajie.messages import BadInput
    from kuajie.messages.notices.paths import LEARNER_WITHOUT_FOLDER
    from kuajie.usecases.learning_path import currency_of, learning_path
    from kuajie.wiring.graphs import source_of
    from kuajie.wiring.graphs_read import graph_of_sources

    folders = [source.path for source in map(source_of, sources) if is_programme(source.path)]
    graph, warnings = graph_of_sources([source_of(each) for each in sources], links=links)
    question = _question(graph, to, taken, wishes or PathWishes(), currency_of(graph))
    if folders:
        question, told = _with_programme(question, folders[0], learner, learner_of, progress)
        warnings = (*told, *warnings)
    elif learner is not None:
        raise BadInput.of(LEARNER_WITHOUT_FOLDER, learner=learner)
    answer = learning_path(question, progress=part_of(progress, start=0.5, end=1.0))
    return replace(answer, warnings=(*warnings, *answer.warnings))


def _question(
    graph: CourseGraph, to: str, taken: Sequence[str], asked: PathWishes, currency: str
) -> PathQuestion:
    from kuajie.domain.money import minor_digits
    from kuajie.exchange.wishes_file import LANGUAGE, LEVEL, shared_id
    from kuajie.usecases.learning_path import PathQuestion

    units = 10 ** minor_digits(currency) if currency else 1
    return PathQuestion(
        graph=graph,
        to=to,
        taken=taken,
        languages=[shared_id(LANGUAGE, word) for word in asked.languages],
        levels=[shared_id(LEVEL, word) for word in asked.levels],
        providers=asked.providers,
        budget=float("inf") if asked.budget is None else asked.budget * units,
        least=asked.least,
        seconds=asked.seconds,
    )


def _with_programme(
    question: PathQuestion, folder: Path, learner: str | None, learner_of: str | None, progress: Progress
) -> tuple[PathQuestion, tuple[Finding, ...]]:
    """Return a question with the parties' names and what a learner took, and what to know of the folder."""
    from dataclasses import replace

    from kuajie.exchange.reading import read_folder

    reading = read_folder(folder, progress=part_of(progress, start=0.0, end=0.5))
    names = {party.id: party.name for party in reading.programme.parties}
    _require_learner_of(learner_of, learner, reading.events)
    taken = _taken_by(learner, reading.events, question.graph)
    return replace(question, names=names, taken_codes=taken), reading.warnings


def _require_learner_of(party: str | None, learner: str | None, events: Events) -> None:
    """Refuse a learner whom a party does not know, as one whom nobody knows."""
    from kuajie.messages import BadInput
    from kuajie.messages.notices.paths import UNKNOWN_LEARNER
    from kuajie.usecases.learner_records import known_to

    if party is not None and learner is not None and learner not in known_to(events, party):
        raise BadInput.of(UNKNOWN_LEARNER, name=learner)


def _taken_by(learner: str | None, events: Events, graph: CourseGraph) -> Codes:
    """Return the courses that a learner took, by code."""
    import numpy as np

    from kuajie.messages import BadInput
    from kuajie.messages.notices.paths import UNKNOWN_LEARNER
    from kuajie.usecases.learner_records import learner_records

    if learner is None:
        return np.zeros(0, dtype=np.int64)
    records = learner_records(events, graph)
    if learner not in records.learner_ids:
        raise BadInput.of(UNKNOWN_LEARNER, name=learner)
    histories = records.histories
    taken: Codes = histories.course[histories.learner == records.learner_ids.index(learner)]
    return taken
