"""One provider's courses for learners known only at others: whom that concerns, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kuajie.knowledge.cross_provider.either import took_any
from kuajie.knowledge.cross_provider.fit import fit_cross_provider
from kuajie.knowledge.cross_provider.model import CrossProvider, Rung
from kuajie.knowledge.histories import Flags
from kuajie.knowledge.ranking_measures import Measured, bootstrapped

if TYPE_CHECKING:  # recommend.py asks for this
    from kuajie.usecases.recommend import RecommendQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossProviders:
    """How one provider's courses are recommended to ``learners`` known only at others.

    ``rung`` says what it rests on, ``linked`` how many learners are known on both sides, ``judges`` on how
    many of them it was tested: ``ndcg_at_10`` on all they took of the provider (``None``: on nobody).
    """

    rung: Rung
    learners: int
    linked: int
    judges: int
    ndcg_at_10: Measured | None


def known_elsewhere(question: RecommendQuestion, offered: Flags) -> Flags:
    """Say who of those asked took courses, but none of those ``offered`` (courses,), (asked,)."""
    histories, known = question.histories, question.asked >= 0
    elsewhere = np.zeros(question.asked.size, dtype=np.bool_)
    foreign = (histories.counts > 0) & ~took_any(histories, np.flatnonzero(offered))
    elsewhere[known] = foreign[question.asked[known]]
    return elsewhere


def fit_across(question: RecommendQuestion, offered: Flags) -> CrossProvider:
    """Return the model for them."""
    rng = np.random.default_rng(question.seed)
    return fit_cross_provider(question.histories, question.features, offered, rng=rng)


def told_across(model: CrossProvider, learners: int, *, seed: int) -> AcrossProviders:
    """Return what is told of the model that served so many learners."""
    return AcrossProviders(
        rung=model.rung,
        learners=learners,
        linked=model.linked,
        judges=model.gains.size,
        ndcg_at_10=bootstrapped(model.gains, rng=np.random.default_rng(seed)) if model.gains.size else None,
    )
