"""What weights do one person's judgements imply? And how consistent they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kuajie.matching.best_worst import best_worst_weights, consistency_index
from kuajie.matching.pairwise import RANDOM_INDEX, pairwise_weights
from kuajie.messages import Text
from kuajie.usecases.judgement_doubts import judgement_doubts
from kuajie.usecases.partners_answer import BestWorstAnswer, PairwiseAnswer
from kuajie.usecases.partners_question import JudgedBestWorst, JudgedMatrix, WeightGroup


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JudgementsQuestion:
    """One person's judgements on a group's members, and the indices of consistency to judge them by.

    ``random_index`` is by size of the matrix, ``index`` by how many times the best is as important as the
    worst; entries that it lacks follow from ``matching.best_worst.consistency_index``.
    """

    group: WeightGroup
    judged: JudgedMatrix | JudgedBestWorst
    names: Mapping[str, Text]
    random_index: Mapping[int, float] = field(default_factory=lambda: RANDOM_INDEX)
    index: Mapping[float, float] = field(default_factory=dict)


def weigh_judgements(question: JudgementsQuestion) -> PairwiseAnswer | BestWorstAnswer:
    """Return the weights that judgements imply, and how consistent they are."""
    judged = question.judged
    if isinstance(judged, JudgedMatrix):
        return _pairwise(question, judged)
    return _best_worst(question, judged)


def _pairwise(question: JudgementsQuestion, judged: JudgedMatrix) -> PairwiseAnswer:
    found = pairwise_weights(judged.matrix, random_index=question.random_index)
    doubts = judgement_doubts(question.group, question.names, random_index=question.random_index)
    return PairwiseAnswer(
        method="ahp",
        members=question.group.members,
        weights=found.weights,
        lambda_max=found.lambda_max,
        CI=found.consistency_index,
        CR=found.consistency_ratio,
        RI=question.random_index.get(len(judged.matrix)),
        geometric_mean_weights=found.geometric_mean_weights,
        warnings=tuple(doubts),
    )


def _best_worst(question: JudgementsQuestion, judged: JudgedBestWorst) -> BestWorstAnswer:
    span = judged.judged.best_to_worst
    index = question.index.get(span, consistency_index(span))
    found = best_worst_weights(judged.judged, index=lambda _: index)
    return BestWorstAnswer(
        method="best_worst",
        members=question.group.members,
        weights_linear=found.weights,
        xi_linear=found.xi_linear,
        xi_nonlinear=found.xi_nonlinear,
        consistency_index=index,
        CR_nonlinear=found.consistency_ratio,
        warnings=tuple(judgement_doubts(question.group, question.names)),
    )
