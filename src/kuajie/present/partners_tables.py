"""The tables of a ranking of candidates."""

from __future__ import annotations

from math import isnan

from kuajie.messages import Text
from kuajie.present.blocks import Table
from kuajie.present.numbers import NOTHING
from kuajie.present.plan_tables import columns
from kuajie.present.reader import Reader
from kuajie.usecases.partners_answer import PartnersAnswer

RANK = Text(en="Rank", zh="名次")
CANDIDATE = Text(en="Candidate", zh="候选方")
CLOSENESS = Text(en="Closeness", zh="贴近度")
TO_BEST = Text(en="To the best", zh="距最优")
TO_WORST = Text(en="To the worst", zh="距最差")
CRITERION = Text(en="Criterion", zh="评价项")
FACTOR = Text(en="Factor", zh="因素")
WEIGHT = Text(en="Weight", zh="权重")


def ranking_table(answer: PartnersAnswer, reader: Reader) -> Table:
    """Return the candidates from first to last."""
    topsis = answer.topsis
    order = sorted(range(len(answer.candidates)), key=lambda place: int(topsis.ranking[place]))
    rows = tuple(
        (
            str(topsis.ranking[place]),
            answer.candidates[place].name,
            f"{topsis.closeness[place]:.3f}",
            f"{topsis.d_plus[place]:.3f}",
            f"{topsis.d_minus[place]:.3f}",
        )
        for place in order
    )
    named = ((RANK, True), (CANDIDATE, False), (CLOSENESS, True), (TO_BEST, True), (TO_WORST, True))
    return Table(columns=columns(reader, *named), rows=rows)


def weight_table(answer: PartnersAnswer, reader: Reader) -> Table:
    """Return each criterion's weight in the whole, by factor."""
    rows = tuple(
        (
            reader.say(answer.factors[each.factor]) if each.factor else NOTHING,
            reader.say(each.name),
            reader.share(float(weight)),
        )
        for each, weight in zip(answer.criteria, answer.weights, strict=True)
    )
    return Table(columns=columns(reader, (FACTOR, False), (CRITERION, False), (WEIGHT, True)), rows=rows)


def score_table(answer: PartnersAnswer, reader: Reader) -> Table:
    """Return every candidate's scores, one row per criterion."""
    rows = tuple(
        (
            reader.say(each.name),
            *(NOTHING if isnan(score) else reader.number(float(score)) for score in answer.scores[:, place]),
        )
        for place, each in enumerate(answer.criteria)
    )
    heads = tuple((Text(en=each.name, zh=each.name), True) for each in answer.candidates)
    return Table(columns=columns(reader, (CRITERION, False), *heads), rows=rows)
