"""Recommendations joined to the files they come from and go to."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from kuajie.usecases.progress import Progress, silent

EVERYBODY = sys.maxsize

if TYPE_CHECKING:
    from kuajie.messages import Locale
    from kuajie.usecases.recommend import RecommendAnswer
    from kuajie.usecases.recommend_programme import ProgrammeRecommendQuestion


def recommend_file(
    train: Path,
    *,
    items: Path | None = None,
    learners: Path | None = None,
    edges: Sequence[Path] = (),
    provider: str | None = None,
    model: Path | None = None,
    variety: float = 0.0,
    most: int = 20,
    output: Path | None = None,
    reasons: Locale | None = None,
    progress: Progress = silent,
) -> RecommendAnswer:
    """Return the best courses for the learners of a file, and write them where ``output`` says.

    ``model`` is a directory with a model of language that reads titles. With ``reasons`` every course is
    written with its reasons, in that language. Raises ``BadInput`` with everything that is wrong with the
    files.
    """
    from kuajie.exchange.histories_file import read_histories
    from kuajie.messages.notices.recommend import NOT_WRITTEN
    from kuajie.present.report_file import require_place
    from kuajie.usecases.recommend import EXPLAINED, RecommendQuestion, recommend
    from kuajie.wiring.texts import embedder_of

    if output is not None:
        require_place(output, notice=NOT_WRITTEN, read=(train, items, learners, *edges))
    embedder = embedder_of(model)
    read = read_histories(train, items, learners, edges)
    question = RecommendQuestion(
        histories=read.histories,
        course_ids=read.course_ids,
        learner_ids=read.asked_ids,
        asked=read.asked,
        features=read.features,
        provider=provider,
        variety=variety,
        most=most,
        explained=len(read.asked_ids) if reasons else EXPLAINED,
    )
    answer = recommend(question, embedder=embedder, progress=progress)
    if output is not None:
        _write(answer, output, reasons)
    return replace(answer, warnings=(*read.warnings, *answer.warnings))


class AskedOfCourses(TypedDict, total=False):
    """What recommendations of a programme folder can be asked for.

    ``learners`` is a file of whom to recommend to, ``links`` one of what is the same. ``languages``,
    ``levels`` and ``price`` (major units) hold for everybody, beside what each learner asks for. With
    ``provider`` only that party's courses are recommended; ``most`` to each learner; ``variety`` from 0 to 1.
    ``model`` is a directory with a model of language that reads titles. ``learners_of`` names a party to
    whose learners alone to recommend, ``records_of`` one from whose records alone to learn.
    """

    learners: Path | None
    links: Path | None
    languages: Sequence[str]
    levels: Sequence[str]
    price: float | None
    provider: str | None
    most: int
    variety: float
    model: Path | None
    learners_of: str | None
    records_of: str | None


def recommend_folder(
    folder: Path,
    *,
    output: Path | None = None,
    reasons: Locale | None = None,
    progress: Progress = silent,
    **asked: Unpack[AskedOfCourses],
) -> RecommendAnswer:
    """Return the best courses for the learners of a programme folder, and write them where ``output`` says.

    With ``reasons`` every course is written with its reasons, in that language. Raises ``BadInput`` with
    everything that is wrong with the folder.
    """
    from kuajie.exchange.folder import files_not_to_lose
    from kuajie.exchange.wishes_file import LANGUAGE, LEVEL, shared_id
    from kuajie.messages.notices.recommend import NOT_WRITTEN
    from kuajie.present.report_file import require_place
    from kuajie.usecases.progress import part_of
    from kuajie.usecases.recommend import EXPLAINED
    from kuajie.usecases.recommend_programme import Limits, of_one_party, recommend_programme
    from kuajie.wiring.texts import embedder_of

    if output is not None:
        given = (asked.get("learners"), asked.get("links"))
        require_place(output, notice=NOT_WRITTEN, read=(*given, *files_not_to_lose(folder)))
    price, embedder = asked.get("price"), embedder_of(asked.get("model"))
    question = replace(
        _of_folder(folder, asked.get("learners"), asked.get("links"), part_of(progress, start=0.0, end=0.4)),
        limits=Limits(
            languages={shared_id(LANGUAGE, word): word for word in asked.get("languages", ())},
            levels={shared_id(LEVEL, word): word for word in asked.get("levels", ())},
            price=math.inf if price is None else price,
        ),
        provider=asked.get("provider"),
        most=asked.get("most", 5),
        variety=asked.get("variety", 0.0),
        explained=EVERYBODY if reasons else EXPLAINED,
    )
    question = of_one_party(
        question, learners_of=asked.get("learners_of"), records_of=asked.get("records_of")
    )
    answer = recommend_programme(question, embedder=embedder, progress=part_of(progress, start=0.4, end=1.0))
    if output is not None:
        _write(answer, output, reasons)
    return answer


def _of_folder(
    folder: Path, learners: Path | None, links: Path | None, progress: Progress
) -> ProgrammeRecommendQuestion:
    from kuajie.exchange.graph_files.reading import Source
    from kuajie.exchange.reading import read_folder
    from kuajie.exchange.wishes_file import read_wishes
    from kuajie.usecases.recommend_programme import ProgrammeRecommendQuestion
    from kuajie.wiring.graphs_read import graph_of_sources

    reading = read_folder(folder, progress=progress)
    graph, warnings = graph_of_sources([Source(path=folder)], links=links)
    asked = None if learners is None else read_wishes(learners)
    return ProgrammeRecommendQuestion(
        programme=reading.programme,
        events=reading.events,
        graph=graph,
        at=datetime.now(UTC),
        learners=None if asked is None else asked.wishes,
        warnings=(*reading.warnings, *warnings, *(asked.warnings if asked else ())),
    )


def _write(answer: RecommendAnswer, output: Path, reasons: Locale | None) -> None:
    from kuajie.exchange.histories_file import recommendations_csv
    from kuajie.messages.notices.recommend import NOT_WRITTEN
    from kuajie.present.recommend_reasons import reasons_said
    from kuajie.present.report_file import write_whole

    said = None if reasons is None else reasons_said(answer, reasons)
    rows = recommendations_csv(tuple(answer.learner_ids), tuple(answer.course_ids), answer.ranked, said)
    write_whole(output, rows.decode(), notice=NOT_WRITTEN)
