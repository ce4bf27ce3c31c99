"""Recommendations as blocks for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Paragraph
from kuajie.present.findings import finding_blocks
from kuajie.present.reader import Reader
from kuajie.present.recommend_reasons import barred_sentence, reasons_table, said
from kuajie.usecases.recommend import RecommendAnswer

OPENING = Text(
    en="{learners} learners took {courses} courses; {asked} get {most} recommendations each.",
    zh="共有 {learners} 位学员、{courses} 门课程；为 {asked} 位学员各推荐 {most} 门。",
)
TESTED = Text(
    en="Tested on the last course of {hidden} learners, hidden from the model: NDCG@10 {gain} (90 % interval "
    "{lower} to {upper}), every course ranked. What follows what counts {weight} of what goes together.",
    zh="以 {hidden} 位学员隐去的最后一门课程检验：NDCG@10 为 {gain}（90% 区间 {lower} 至 {upper}），"
    "在全部课程中排序。先后次序的权重为同现的 {weight} 倍。",
)
UNTESTED = Text(
    en="Nobody took two courses, so what is popular is recommended, and nothing could be tested.",
    zh="没有学员学过两门以上课程，因此推荐热门课程，也无从检验。",
)


def recommend_blocks(answer: RecommendAnswer, locale: Locale) -> Iterator[Block]:
    """Return what was recommended, how well that is tested, and the first learners' courses."""
    reader = Reader(locale, "")
    yield Paragraph(
        reader.say(
            OPENING,
            learners=reader.count(answer.learners),
            courses=reader.count(answer.courses),
            asked=reader.count(len(answer.learner_ids)),
            most=answer.ranked.shape[1],
        )
    )
    yield Paragraph(_tested(answer, reader))
    if (barred := barred_sentence(answer, reader)) is not None:
        yield Paragraph(barred)
    if len(answer.learner_ids):
        yield reasons_table(answer, reader)
    yield from finding_blocks(answer.warnings, locale)


def _tested(answer: RecommendAnswer, reader: Reader) -> str:
    if not answer.hidden:
        return reader.say(UNTESTED)
    lower, upper = answer.gain_range
    return reader.say(
        TESTED,
        hidden=reader.count(answer.hidden),
        gain=f"{answer.gain:.3f}",
        lower=f"{lower:.3f}",
        upper=f"{upper:.3f}",
        weight=f"{answer.form.follow_weight:g}",
    )


def recommend_record(answer: RecommendAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values: courses by learner, the best first."""
    ids, reader = answer.course_ids, Reader(locale, "")
    return {
        "learners": answer.learners,
        "courses": answer.courses,
        "asked": len(answer.learner_ids),
        "without_history": answer.without_history,
        "ndcg_at_10": answer.gain,
        "ndcg_at_10_range": list(answer.gain_range),
        "tested_on": answer.hidden,
        "follow_weight": answer.form.follow_weight,
        "recommended": {
            learner: [ids[place] for place in ranked if place >= 0]
            for learner, ranked in zip(answer.learner_ids, answer.ranked.tolist(), strict=True)
        },
        "barred": {limit.value: count for limit, count in answer.barred.items()},
        "reasons": {
            learner: {
                ids[place]: said(answer, why, reader)
                for place, why in zip(ranked, reasons, strict=True)
                if place >= 0
            }
            for learner, ranked, reasons in zip(
                answer.learner_ids, answer.ranked.tolist(), answer.reasons, strict=False
            )
        },
        "warnings": [finding.as_record(locale) for finding in answer.warnings],
    }
