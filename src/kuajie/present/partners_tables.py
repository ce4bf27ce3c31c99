"""The tables of a ranking of candidates."""

from __future__ import annotations

from math import isnan

from kuajie.matching.filling import RankRange
from kuajie.matching.normalisation import LESS, Floats
from kuajie.matching.scorecard import Criterion
from kuajie.matching.topsis import TopsisRanking
from kuajie.messages import Text
from kuajie.present.blocks import Column, Table
from kuajie.present.plan_tables import columns
from kuajie.present.reader import MINUS, Reader
from kuajie.usecases.partners_answer import MethodRanking, PartnersAnswer

RANK = Text(en="Rank", zh="名次")
CANDIDATE = Text(en="Candidate", zh="候选方")
CLOSENESS = Text(en="Closeness", zh="贴近度")
TO_BEST = Text(en="To best", zh="距最优")
TO_WORST = Text(en="To worst", zh="距最差")
NET = Text(en="Net flow", zh="净流")
PLUS = Text(en="Preferred", zh="正流")
MINUS_FLOW = Text(en="Not preferred", zh="负流")
BY_OTHER = {
    "topsis": Text(en="TOPSIS", zh="TOPSIS 名次"),
    "promethee": Text(en="PROMETHEE", zh="PROMETHEE 名次"),
}
COULD_RANK = Text(en="May rank", zh="可能名次")
NEAR = Text(en="First, weights nearby", zh="邻近权重下居首")
ANYWHERE = Text(en="First, any weights", zh="任意权重下居首")
CRITERION = Text(en="Criterion", zh="评价项")
FACTOR = Text(en="Factor", zh="因素")
WEIGHT = Text(en="Weight", zh="权重")
STAYS = Text(en="Stays first", zh="保持第一的范围")
BELOW = Text(en="First below", zh="低于则居首者")
ABOVE = Text(en="First above", zh="高于则居首者")
NOBODY_ELSE = Text(en="no other", zh="无")
LESS_IS_BETTER = Text(en="{name} (less is better)", zh="{name}（越少越好）")
WITH_UNIT = Text(en="{name}, {unit}", zh="{name}（{unit}）")
BEYOND_COUNTING = 1e15
NOT_KNOWN = Text(en="not known", zh="缺")
WITHHELD = Text(en="too few to tell", zh="人数过少，不披露")


def ranking_table(answer: PartnersAnswer, reader: Reader) -> Table:
    """Return the candidates from first to last by the leading method, and their ranks by the other."""
    leading = answer.leading
    order = sorted(range(len(answer.candidates)), key=lambda place: int(leading.ranking[place]))
    heads, figures = _figures(leading)
    others = [(name, each) for name, each in answer.rankings.items() if name != answer.method]
    rows = tuple(
        (
            str(leading.ranking[place]),
            answer.candidates[place].name,
            *(_three(figure[place]) for figure in figures),
            *(str(each.ranking[place]) for _, each in others),
            *([_range(leading.ranges, place, reader)] if leading.ranges is not None else []),
        )
        for place in order
    )
    named = [(RANK, True), (CANDIDATE, False), *((head, True) for head in heads)]
    named += [(BY_OTHER[name], True) for name, _ in others]
    if leading.ranges is not None:
        named.append((COULD_RANK, True))
    return Table(columns=columns(reader, *named), rows=rows)


def _figures(ranking: MethodRanking) -> tuple[tuple[Text, ...], tuple[Floats, ...]]:
    result = ranking.result
    if isinstance(result, TopsisRanking):
        return (CLOSENESS, TO_BEST, TO_WORST), (result.closeness, result.d_plus, result.d_minus)
    return (NET, PLUS, MINUS_FLOW), (result.phi, result.phi_plus, result.phi_minus)


def _three(value: float) -> str:
    return f"{value + 0.0:.3f}".replace("-", MINUS)


def _range(ranges: RankRange, place: int, reader: Reader) -> str:
    return reader.between(str(ranges.best[place]), str(ranges.worst[place]))


def normalization_table(answer: PartnersAnswer, reader: Reader) -> Table:
    """Return the candidates' ranks by TOPSIS under every normalisation that can be used."""
    rows = tuple(
        (candidate.name, *(str(ranks[place]) for ranks in answer.by_normalization.values()))
        for place, candidate in enumerate(answer.candidates)
    )
    heads = tuple(Column(name, number=True) for name in answer.by_normalization)
    return Table(columns=(*columns(reader, (CANDIDATE, False)), *heads), rows=rows)


def firm_table(answer: PartnersAnswer, reader: Reader) -> Table:
    """Return how often each candidate is first under other weights."""
    leading = answer.leading
    rows = tuple(
        (
            candidate.name,
            reader.share(float(leading.first_near[place])),
            reader.share(float(leading.first_anywhere[place])),
        )
        for place, candidate in enumerate(answer.candidates)
    )
    return Table(columns=columns(reader, (CANDIDATE, False), (NEAR, True), (ANYWHERE, True)), rows=rows)


def margin_table(answer: PartnersAnswer, reader: Reader) -> Table:
    """Return over which weights the first candidate stays first, for each criterion that can change it."""
    names = {candidate.id: candidate.name for candidate in answer.candidates}
    called = {criterion.id: criterion for criterion in answer.criteria}

    def after(other: str | None) -> str:
        return reader.say(NOBODY_ELSE) if other is None else names[other]

    rows = tuple(
        (
            reader.say(called[each.criterion].name),
            reader.share(each.weight),
            reader.between(reader.share(each.lower), reader.share(each.upper)),
            after(each.below),
            after(each.above),
        )
        for each in answer.leading.margins
        if each.smallest_change is not None
    )
    named = ((CRITERION, False), (WEIGHT, True), (STAYS, True), (BELOW, False), (ABOVE, False))
    return Table(columns=columns(reader, *named), rows=rows)


def weight_table(answer: PartnersAnswer, reader: Reader) -> Table:
    """Return each criterion's weight in the whole, by factor."""
    rows = tuple(
        (
            *([reader.say(answer.factors[each.factor])] if answer.factors else []),
            reader.say(each.name),
            reader.share(float(weight)),
        )
        for each, weight in zip(answer.criteria, answer.weights, strict=True)
    )
    heads = [(FACTOR, False)] if answer.factors else []
    return Table(columns=columns(reader, *heads, (CRITERION, False), (WEIGHT, True)), rows=rows)


def score_table(answer: PartnersAnswer, reader: Reader, *, first: int, last: int) -> Table:
    """Return the scores of some candidates, one row per criterion."""
    rows = tuple(
        (
            criterion_label(each, reader),
            *(
                _score(answer, (candidate.id, each.id), float(score), reader)
                for candidate, score in zip(
                    answer.candidates[first:last], answer.scores[first:last, place], strict=True
                )
            ),
        )
        for place, each in enumerate(answer.criteria)
    )
    heads = tuple(Column(candidate.name, number=True) for candidate in answer.candidates[first:last])
    return Table(columns=(*columns(reader, (CRITERION, False)), *heads), rows=rows)


def _score(answer: PartnersAnswer, cell: tuple[str, str], score: float, reader: Reader) -> str:
    if cell in answer.withheld:
        return reader.say(WITHHELD)
    return reader.say(NOT_KNOWN) if isnan(score) else say_score(score, reader)


def say_score(score: float, reader: Reader) -> str:
    """Return a score for reading; one beyond all that is counted keeps its power of ten."""
    return reader.number(score) if abs(score) < BEYOND_COUNTING else f"{score:.3e}"


def criterion_label(criterion: Criterion, reader: Reader) -> str:
    """Return a criterion's name with its unit, and that less is better where it is."""
    name = reader.say(criterion.name)
    if criterion.unit is not None:
        name = reader.say(WITH_UNIT, name=name, unit=reader.say(criterion.unit))
    return reader.say(LESS_IS_BETTER, name=name) if criterion.better == LESS else name
