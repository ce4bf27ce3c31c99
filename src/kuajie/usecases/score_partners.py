"""Whom should we work with? Candidates ranked on weighted criteria, with everything the ranking rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kuajie.matching.normalisation import NORMALISATIONS, Floats, Ints, can_normalise
from kuajie.matching.promethee import PrometheeRanking, Relation, relation
from kuajie.matching.scorecard import Scorecard
from kuajie.matching.stability import rank_agreement
from kuajie.matching.topsis import topsis
from kuajie.messages import Finding, Severity, Text
from kuajie.messages.notices.partner_ranking import METHODS_DISAGREE
from kuajie.usecases.judgement_doubts import judgement_doubts
from kuajie.usecases.needs_gaps import listing
from kuajie.usecases.partner_checks import card_doubts, require_comparable, require_rankable
from kuajie.usecases.partner_ranking import Compared, rank_by
from kuajie.usecases.partner_weights import weigh, weights_in_whole
from kuajie.usecases.partners_answer import MethodRanking, PartialOrder, PartnersAnswer
from kuajie.usecases.partners_question import PROMETHEE, TOPSIS, PartnersQuestion
from kuajie.usecases.progress import Progress, silent

RANKING = Text(en="Ranking the candidates", zh="正在为候选方排序")


def score_partners(question: PartnersQuestion, *, progress: Progress = silent) -> PartnersAnswer:
    """Return the ranking of a question's candidates; raises ``BadInput`` where there is none.

    Candidates are ranked on the criteria known of all of them. Where scores are missing, the ranks each could
    have, were they anything seen among the others, are told beside.
    """
    require_rankable(question)
    progress(RANKING, 0.0)
    card = question.card
    groups = tuple(weigh(group) for group in question.groups)
    weights = weights_in_whole(card.criteria, groups)
    compared = known_of_all(card, weights)
    require_comparable(question, compared)
    rankings = _rankings(question, compared, Compared(card=card, weights=weights))
    progress(RANKING, 1.0)
    return PartnersAnswer(
        title=question.title,
        candidates=card.candidates,
        criteria=card.criteria,
        factors=question.factors,
        scores=card.scores,
        sources=question.sources,
        missing=tuple((card.candidates[row].id, card.criteria[place].id) for row, place in card.missing),
        groups=groups,
        weights=weights,
        compared=tuple(criterion.id for criterion in compared.card.criteria),
        compared_weights=compared.weights,
        normalization=question.normalization,
        rankings=rankings,
        by_normalization=_by_normalization(question, compared),
        agreement=_agreement(rankings),
        partial_order=_partial_order(rankings, card),
        samples=question.samples,
        seed=question.seed,
        warnings=(*_disagreement(rankings, card), *card_doubts(question, compared), *_doubts(question)),
    )


def known_of_all(card: Scorecard, weights: Floats) -> Compared:
    """Return the criteria whose scores are known of all candidates, their weights adding up to 1."""
    complete: NDArray[np.bool_] = np.asarray(~np.isnan(card.scores).any(axis=0))
    kept = weights[complete]
    total = kept.sum()
    criteria = tuple(each for each, known in zip(card.criteria, complete, strict=True) if known)
    part = Scorecard(candidates=card.candidates, criteria=criteria, scores=card.scores[:, complete])
    # Weights that already add up to 1 but for rounding stay as they were given.
    exact = total <= 0.0 or bool(complete.all())
    return Compared(card=part, weights=kept if exact else kept / total)


def _rankings(question: PartnersQuestion, compared: Compared, whole: Compared) -> dict[str, MethodRanking]:
    return {
        method: rank_by(
            method,
            compared,
            whole,
            normalization=question.normalization,
            samples=question.samples,
            seed=question.seed,
        )
        for method in question.methods
    }


def _by_normalization(question: PartnersQuestion, compared: Compared) -> dict[str, Ints]:
    """Return the ranks by TOPSIS, the question's own normalisation first."""
    if TOPSIS not in question.methods:
        return {}
    card = compared.card
    names = sorted(NORMALISATIONS, key=lambda name: name != question.normalization)
    return {
        name: topsis(card.scores, compared.weights, card.types, normalisation=name).ranking
        for name in names
        if all(can_normalise(name, column) for column in card.scores.T)
    }


def _agreement(rankings: Mapping[str, MethodRanking]) -> float | None:
    ranks = [each.ranking for each in rankings.values()]
    return rank_agreement(ranks[0], ranks[1]) if len(ranks) > 1 else None


def _partial_order(rankings: Mapping[str, MethodRanking], card: Scorecard) -> PartialOrder | None:
    result = rankings[PROMETHEE].result if PROMETHEE in rankings else None
    if not isinstance(result, PrometheeRanking):
        return None
    found: dict[Relation, list[tuple[str, str]]] = {each: [] for each in Relation}
    for first, second in combinations(range(len(card.candidates)), 2):
        pair = (card.candidates[first].id, card.candidates[second].id)
        found[relation(result, first, second)].append(pair)
    behind = [(second, first) for first, second in found[Relation.BEHIND]]
    return PartialOrder(
        preferred=(*found[Relation.PREFERRED], *behind),
        indifferent=tuple(found[Relation.INDIFFERENT]),
        incomparable=tuple(found[Relation.INCOMPARABLE]),
    )


METHOD_NAMES = {TOPSIS: "TOPSIS", PROMETHEE: "PROMETHEE II"}


def _disagreement(rankings: Mapping[str, MethodRanking], card: Scorecard) -> Iterator[Finding]:
    """Say so where no candidate is first by both methods."""
    firsts = {
        method: {place for place, rank in enumerate(each.ranking.tolist()) if rank == 1}
        for method, each in rankings.items()
    }
    if len(firsts) < 2 or set.intersection(*firsts.values()):
        return
    (leading, ours), (other, theirs) = firsts.items()
    facts = {
        "leading": METHOD_NAMES[leading],
        "other": METHOD_NAMES[other],
        "first": listing(card.candidates[place].name for place in sorted(ours)),
        "second": listing(card.candidates[place].name for place in sorted(theirs)),
    }
    yield Finding(notice=METHODS_DISAGREE, severity=Severity.WARNING, facts=facts)


def _doubts(question: PartnersQuestion) -> Iterator[Finding]:
    names = {**question.factors, **{each.id: each.name for each in question.card.criteria}}
    for group in question.groups:
        yield from judgement_doubts(group, names)
