"""How much each criterion counts: groups weighed by judgement or outright, then multiplied together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from kuajie.matching.best_worst import best_worst_weights
from kuajie.matching.normalisation import Floats
from kuajie.matching.pairwise import joint_judgements, pairwise_weights
from kuajie.matching.scorecard import Criterion
from kuajie.usecases.partners_answer import GroupWeights, JudgeConsistency
from kuajie.usecases.partners_question import (
    CRITERIA_GROUP,
    FACTORS_GROUP,
    JudgedBestWorst,
    JudgedMatrix,
    WeightGroup,
)


def weigh(group: WeightGroup) -> GroupWeights:
    """Return the weights of a group's members.

    Several judges' matrices are joined entry by entry before they are weighed; weights by best and worst are
    averaged over the judges.
    """
    count = len(group.members)
    matrices = [each for each in group.judged if isinstance(each, JudgedMatrix)]
    by_best = [each for each in group.judged if isinstance(each, JudgedBestWorst)]
    if matrices:
        return _by_pairs(group, matrices)
    if by_best:
        return _by_best_and_worst(group, by_best)
    if group.stated is not None:
        return _told(group, "stated", group.stated / group.stated.sum())
    return _told(group, "equal" if count > 1 else "alone", np.full(count, 1.0 / count))


def _told(group: WeightGroup, method: str, weights: Floats) -> GroupWeights:
    return GroupWeights(id=group.id, name=group.name, method=method, members=group.members, weights=weights)


def _by_pairs(group: WeightGroup, judged: list[JudgedMatrix]) -> GroupWeights:
    together = pairwise_weights(joint_judgements([each.matrix for each in judged]))
    judges = tuple(
        JudgeConsistency(judge=each.judge, ratio=pairwise_weights(each.matrix).consistency_ratio)
        for each in judged
    )
    told = _told(group, "ahp", together.weights)
    return replace(told, ratio=together.consistency_ratio, judges=judges)


def _by_best_and_worst(group: WeightGroup, judged: list[JudgedBestWorst]) -> GroupWeights:
    found = [(each.judge, best_worst_weights(each.judged)) for each in judged]
    judges = tuple(JudgeConsistency(judge=judge, ratio=each.consistency_ratio) for judge, each in found)
    mean: Floats = np.mean([each.weights for _, each in found], axis=0)
    return replace(_told(group, "best_worst", mean), judges=judges)


def weights_in_whole(criteria: Iterable[Criterion], groups: Iterable[GroupWeights]) -> Floats:
    """Return each criterion's weight in the whole: its factor's weight times its own within the factor."""
    share: Mapping[tuple[str, str], float] = {
        (group.id, member): float(weight)
        for group in groups
        for member, weight in zip(group.members, group.weights, strict=True)
    }
    return np.array(
        [
            share[FACTORS_GROUP, each.factor] * share[each.factor, each.id]
            if each.factor
            else share[CRITERIA_GROUP, each.id]
            for each in criteria
        ]
    )
