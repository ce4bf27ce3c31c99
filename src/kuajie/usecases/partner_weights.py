"""How much each criterion counts: groups weighed by judgement or outright, then multiplied together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from kuajie.matching.normalisation import Floats
from kuajie.matching.pairwise import FEWEST_JUDGED, joint_judgements, pairwise_weights
from kuajie.matching.scorecard import Criterion
from kuajie.messages import Finding, Severity
from kuajie.messages.notices.partners import EQUAL_WEIGHTS, NO_CONSISTENCY_RATIO
from kuajie.usecases.partners_answer import GroupWeights, JudgeConsistency
from kuajie.usecases.partners_question import FACTORS_GROUP, WeightGroup


def weigh(group: WeightGroup) -> GroupWeights:
    """Return the weights of a group's members."""
    count = len(group.members)
    if group.judged:
        return _judged(group)
    if group.stated is not None:
        return _told(group, "stated", group.stated / group.stated.sum())
    return _told(group, "equal" if count > 1 else "alone", np.full(count, 1.0 / count))


def _told(group: WeightGroup, method: str, weights: Floats) -> GroupWeights:
    return GroupWeights(id=group.id, name=group.name, method=method, members=group.members, weights=weights)


def _judged(group: WeightGroup) -> GroupWeights:
    together = pairwise_weights(joint_judgements([each.matrix for each in group.judged]))
    judges = tuple(
        JudgeConsistency(judge=each.judge, ratio=pairwise_weights(each.matrix).consistency_ratio)
        for each in group.judged
    )
    told = _told(group, "ahp", together.weights)
    return replace(told, ratio=together.consistency_ratio, judges=judges)


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
            else share["criteria", each.id]
            for each in criteria
        ]
    )


def doubts_about(group: GroupWeights) -> Iterator[Finding]:
    """Yield what to know about a group's weights."""
    if group.method == "equal":
        yield Finding(notice=EQUAL_WEIGHTS, severity=Severity.NOTE, facts={"group": group.name})
    if group.method == "ahp" and group.ratio is None and len(group.members) > FEWEST_JUDGED:
        facts = {"count": len(group.members)}
        yield Finding(notice=NO_CONSISTENCY_RATIO, severity=Severity.NOTE, facts=facts)
