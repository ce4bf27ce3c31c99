"""Recommendations joined to the files they come from and go to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.usecases.recommend import RecommendAnswer


def recommend_file(
    train: Path,
    *,
    items: Path | None = None,
    learners: Path | None = None,
    edges: Sequence[Path] = (),
    provider: str | None = None,
    most: int = 20,
    output: Path | None = None,
    progress: Progress = silent,
) -> RecommendAnswer:
    """Return the best courses for the learners of a file, and write them where ``output`` says.

    Raises ``BadInput`` with everything that is wrong with the files.
    """
    from dataclasses import replace

    from kuajie.exchange.histories_file import read_histories, recommendations_csv
    from kuajie.messages.notices.recommend import NOT_WRITTEN
    from kuajie.present.report_file import require_place, write_whole
    from kuajie.usecases.recommend import RecommendQuestion, recommend

    if output is not None:
        require_place(output, notice=NOT_WRITTEN)
    read = read_histories(train, items, learners, edges)
    question = RecommendQuestion(
        histories=read.histories,
        course_ids=read.course_ids,
        learner_ids=read.asked_ids,
        asked=read.asked,
        features=read.features,
        provider=provider,
        most=most,
    )
    answer = recommend(question, progress=progress)
    if output is not None:
        text = recommendations_csv(read.asked_ids, read.course_ids, answer.ranked).decode()
        write_whole(output, text, notice=NOT_WRITTEN)
    return replace(answer, warnings=(*read.warnings, *answer.warnings))
