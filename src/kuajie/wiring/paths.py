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
    from kuajie.usecases.learning_path import PathAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class PathWishes:
    """What a learner will take, in words: empty for whatever; ``budget`` in major units."""

    languages: Sequence[str] = ()
    levels: Sequence[str] = ()
    providers: Sequence[str] = ()
    budget: float | None = None
    least: str = "price"
    seconds: float = 10.0


def path_of_folder(
    folder: Path,
    *,
    to: str,
    learner: str | None = None,
    taken: Sequence[str] = (),
    links: Path | None = None,
    wishes: PathWishes | None = None,
    progress: Progress = silent,
) -> PathAnswer:
    """Return the path to a target through the courses of a programme folder.

    Raises ``BadInput`` with everything that is wrong with the folder, and for names that nothing bears.
    """
    from dataclasses import replace

    from kuajie.domain.money import minor_digits
    from kuajie.exchange.reading import read_folder
    from kuajie.usecases.learning_path import PathQuestion, learning_path
    from kuajie.wiring.bundles import graph_of_paths

    asked = wishes or PathWishes()
    reading = read_folder(folder, progress=part_of(progress, start=0.0, end=0.5))
    programme = reading.programme
    graph, warnings = graph_of_paths([folder], links=links)
    units = 10 ** minor_digits(programme.currency)
    answer = learning_path(
        PathQuestion(
            graph=graph,
            to=to,
            taken=taken,
            taken_codes=_taken_by(learner, reading.events, graph),
            languages=asked.languages,
            levels=asked.levels,
            providers=asked.providers,
            budget=float("inf") if asked.budget is None else asked.budget * units,
            least=asked.least,
            names={party.id: party.name for party in programme.parties},
            seconds=asked.seconds,
        ),
        progress=part_of(progress, start=0.5, end=1.0),
    )
    return replace(answer, warnings=(*reading.warnings, *warnings, *answer.warnings))


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
