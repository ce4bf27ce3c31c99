"""Candidates ranked by one method, and how firm the ranking is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kuajie.matching.filling import fillings, rank_range
from kuajie.matching.normalisation import Floats
from kuajie.matching.promethee import Preference, PrometheeRanking, criterion_flows, promethee
from kuajie.matching.scorecard import Scorecard
from kuajie.matching.stability import (
    FirstPlace,
    Scoring,
    any_weights,
    first_places,
    first_shares,
    near_weights,
    promethee_scoring,
    topsis_scoring,
)
from kuajie.matching.topsis import TopsisRanking, topsis
from kuajie.usecases.partners_answer import MethodRanking, WeightMargin
from kuajie.usecases.partners_question import TOPSIS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """Candidates on criteria that are known of all, with weights that add up to 1."""

    card: Scorecard
    weights: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Method:
    """How a method ranks scores under weights, and how it scores as a function of weights alone."""

    rank: Callable[[Floats, Floats, Scorecard], TopsisRanking | PrometheeRanking]
    scoring: Callable[[Scorecard], Scoring]


def rank_by(
    method: str,
    compared: Compared,
    whole: Compared,
    *,
    normalization: str,
    samples: int,
    seed: int,
) -> MethodRanking:
    """Return the ranking on what is known of all, and what it could be on the whole.

    ``whole`` has all criteria, with unknown scores among them.
    """
    how = _topsis(normalization) if method == TOPSIS else _promethee()
    generator = np.random.default_rng(seed)
    scoring = how.scoring(compared.card)
    near = near_weights(compared.weights, count=samples, generator=generator)
    anywhere = any_weights(len(compared.weights), count=samples, generator=generator)
    ranges = None
    if whole.card.missing:
        filled = fillings(whole.card.scores, whole.card.types, generator=generator)
        ranges = rank_range(how.rank(scores, whole.weights, whole.card).ranking for scores in filled)
    return MethodRanking(
        result=how.rank(compared.card.scores, compared.weights, compared.card),
        margins=tuple(_margin(each, compared.card) for each in first_places(scoring, compared.weights)),
        first_near=first_shares(scoring, near),
        first_anywhere=first_shares(scoring, anywhere),
        ranges=ranges,
    )


def _topsis(normalization: str) -> _Method:
    return _Method(
        rank=lambda scores, weights, card: topsis(scores, weights, card.types, normalisation=normalization),
        scoring=lambda card: topsis_scoring(card.scores, card.types, normalisation=normalization),
    )


def _promethee() -> _Method:
    return _Method(
        rank=lambda scores, weights, card: promethee(
            criterion_flows(scores, card.types, preferences(card)), weights
        ),
        scoring=lambda card: promethee_scoring(criterion_flows(card.scores, card.types, preferences(card))),
    )


def preferences(card: Scorecard) -> tuple[Preference, ...]:
    """Return each criterion's preference function."""
    return tuple(criterion.preference for criterion in card.criteria)


def _margin(place: FirstPlace, card: Scorecard) -> WeightMargin:
    def called(candidate: int | None) -> str | None:
        return None if candidate is None else card.candidates[candidate].id

    return WeightMargin(
        criterion=card.criteria[place.criterion].id,
        weight=place.weight,
        lower=place.lower,
        upper=place.upper,
        below=called(place.below),
        above=called(place.above),
        smallest_change=place.smallest_change,
    )
