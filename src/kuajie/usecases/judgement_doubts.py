"""What to know about judgements: who contradicts himself, where most, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from kuajie.matching.best_worst import best_worst_weights
from kuajie.matching.pairwise import ACCEPTABLE, FEWEST_JUDGED, RANDOM_INDEX, pairwise_weights
from kuajie.matching.repair import nearest_repair
from kuajie.messages import Finding, Notice, Severity, Text
from kuajie.messages.notices import partner_ranking as notices
from kuajie.usecases.partners_question import JudgedBestWorst, JudgedMatrix, WeightGroup

SOMEBODY = Text(en="the judge", zh="评委")


def judgement_doubts(
    group: WeightGroup, names: Mapping[str, Text], *, random_index: Mapping[int, float] = RANDOM_INDEX
) -> Iterator[Finding]:
    """Yield what to know about the judgements of a group; ``names`` are those of its members."""
    if not group.judged and group.stated is None and len(group.members) > 1:
        yield _finding(notices.EQUAL_WEIGHTS, Severity.NOTE, group=group.name)
    labels = tuple(names[each] for each in group.members)
    for judged in group.judged:
        if isinstance(judged, JudgedMatrix):
            yield from _of_matrix(judged, group.name, labels, random_index)
        else:
            yield from _of_best_worst(judged, group.name, labels)


def _finding(notice: Notice, severity: Severity, /, **facts: object) -> Finding:
    return Finding(notice=notice, severity=severity, facts=facts)


def _of_matrix(
    judged: JudgedMatrix, group: Text, labels: tuple[Text, ...], random_index: Mapping[int, float]
) -> Iterator[Finding]:
    found = pairwise_weights(judged.matrix, random_index=random_index)
    count = len(labels)
    if found.consistency_ratio is None:
        if count >= FEWEST_JUDGED:
            yield _finding(notices.NO_CONSISTENCY_RATIO, Severity.NOTE, count=count)
        return
    if found.consistency_ratio <= ACCEPTABLE:
        return
    repair = nearest_repair(judged.matrix)
    after = (repair.lambda_nearest - count) / (count - 1) / random_index[count]
    facts = {
        "judge": judged.judge or SOMEBODY,
        "group": group,
        "ratio": f"{found.consistency_ratio:.2f}",
        "first": labels[repair.first],
        "second": labels[repair.second],
        "value": written(repair.value),
        "implied": written(repair.implied, digits=2),
        "nearest": written(repair.nearest),
        "after": f"{max(0.0, after):.2f}",
    }
    notice = notices.INCONSISTENT if after <= ACCEPTABLE else notices.VERY_INCONSISTENT
    yield Finding(notice=notice, severity=Severity.WARNING, place=judged.place, facts=facts)


def _of_best_worst(judged: JudgedBestWorst, group: Text, labels: tuple[Text, ...]) -> Iterator[Finding]:
    held = judged.judged
    ratio = best_worst_weights(held).consistency_ratio
    if ratio is None or ratio <= ACCEPTABLE:
        return
    detour = held.best_to_others * held.others_to_worst
    odd = int(np.abs(detour - held.best_to_worst).argmax())
    facts = {
        "judge": judged.judge or SOMEBODY,
        "group": group,
        "ratio": f"{ratio:.2f}",
        "best": labels[held.best],
        "odd": labels[odd],
        "worst": labels[held.worst],
        "ahead": written(float(held.best_to_others[odd])),
        "above": written(float(held.others_to_worst[odd])),
        "product": written(float(detour[odd])),
        "direct": written(held.best_to_worst),
        "implied": written(max(1.0, held.best_to_worst / float(held.others_to_worst[odd])), digits=2),
    }
    yield Finding(
        notice=notices.BEST_WORST_AT_ODDS, severity=Severity.WARNING, place=judged.place, facts=facts
    )


def written(value: float, *, digits: int = 4) -> str:
    """Return a judgement as people write it: below 1 as a fraction.

    >>> written(5.0), written(0.25), written(1.0194, digits=2)
    ('5', '1/4', '1')
    """
    return f"{value:.{digits}g}" if value >= 1.0 else f"1/{1.0 / value:.{digits}g}"
