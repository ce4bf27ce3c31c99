"""Recommendations as blocks for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Paragraph
from kuajie.present.findings import finding_blocks
from kuajie.present.reader import Reader
from kuajie.present.recommend_across import across_record, across_sentences
from kuajie.present.recommend_measures import (
    measures_record,
    measures_table,
    model_record,
    model_sentence,
    tested_sentence,
)
from kuajie.present.recommend_reasons import barred_sentence, reasons_table, said
from kuajie.usecases.recommend import RecommendAnswer

OPENING = Text(
    en="Learners with histories: {learners}; courses: {courses}; learners asked for: {asked}, up to {most} "
    "recommendations each.",
    zh="有学习记录的学员 {learners} 位，课程 {courses} 门；为 {asked} 位学员各推荐至多 {most} 门。",
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
    for sentence in across_sentences(answer.across, reader):
        yield Paragraph(sentence)
    if answer.form is not None:
        yield Paragraph(tested_sentence(answer.measures, reader))
        if answer.measures is not None:
            yield measures_table(answer.measures, reader)
        yield Paragraph(model_sentence(answer.form, reader, chosen=answer.measures is not None))
    if (barred := barred_sentence(answer, reader)) is not None:
        yield Paragraph(barred)
    if (table := reasons_table(answer, reader)).rows:
        yield table
    yield from finding_blocks(answer.warnings, locale)


def recommend_record(answer: RecommendAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values: courses by learner, the best first."""
    ids, reader = answer.course_ids, Reader(locale, "")
    return {
        "learners": answer.learners,
        "courses": answer.courses,
        "asked": len(answer.learner_ids),
        "without_history": answer.without_history,
        "measures": measures_record(answer.measures),
        "model": None if answer.form is None else model_record(answer.form),
        "across_providers": across_record(answer.across),
        "processor_seconds": {"fitting": answer.spent.fitting, "ranking": answer.spent.ranking},
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
