"""Whom should we work with? Candidates ranked on weighted criteria, with everything the ranking rests on."""

from __future__ import annotations

import numpy as np

from kuajie.matching.topsis import topsis
from kuajie.usecases.partner_weights import doubts_about, weigh, weights_in_whole
from kuajie.usecases.partners_answer import PartnersAnswer
from kuajie.usecases.partners_question import PartnersQuestion


def score_partners(question: PartnersQuestion) -> PartnersAnswer:
    """Return the ranking of a question's candidates."""
    card = question.card
    groups = tuple(weigh(group) for group in question.groups)
    weights = weights_in_whole(card.criteria, groups)
    complete = ~np.isnan(card.scores).any(axis=0)
    ranking = topsis(
        card.scores[:, complete],
        weights[complete] / weights[complete].sum(),
        card.types[complete],
        normalisation=question.normalization,
    )
    return PartnersAnswer(
        title=question.title,
        candidates=card.candidates,
        criteria=card.criteria,
        factors=question.factors,
        scores=card.scores,
        sources=question.sources,
        normalization=question.normalization,
        groups=groups,
        weights=weights,
        topsis=ranking,
        warnings=tuple(finding for group in groups for finding in doubts_about(group)),
    )
