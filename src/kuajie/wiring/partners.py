"""Scoring candidate partners: from a file or a folder to its answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.usecases.partners_answer import BestWorstAnswer, PairwiseAnswer, PartnersAnswer

    Answer = PartnersAnswer | PairwiseAnswer | BestWorstAnswer


def partners(file: Path, *, progress: Progress = silent) -> Answer:
    """Return what a partners file asks for: a ranking, or the weights its judgements imply.

    Raises ``BadInput`` with every finding.
    """
    from kuajie.exchange.partners_file import read_partners
    from kuajie.usecases.score_partners import score_partners
    from kuajie.usecases.weigh_judgements import JudgementsQuestion, weigh_judgements

    read = read_partners(file)
    question = read.question
    answer: Answer
    if isinstance(question, JudgementsQuestion):
        answer = weigh_judgements(question)
    else:
        answer = score_partners(question, progress=progress)
    return replace(answer, warnings=(*answer.warnings, *read.notes))
