"""Choosing among models by what learners took last, hidden from the fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes, Histories


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HoldOut:
    """Histories without the last course of some learners: ``learners`` (N,), and what was ``hidden`` (N,)."""

    seen: Histories
    learners: Codes
    hidden: Codes


def hide_last(histories: Histories, *, most: int, rng: np.random.Generator) -> HoldOut:
    """Return histories that hide the last course of at most so many learners who took two or more."""
    able = np.flatnonzero(histories.counts > 1)
    chosen = np.sort(rng.choice(able, min(most, able.size), replace=False))
    flagged = np.zeros(histories.learners, dtype=np.bool_)
    flagged[chosen] = True
    last = flagged[histories.learner] & (histories.age == 0)
    return HoldOut(seen=histories.only(~last), learners=chosen, hidden=histories.course[last])


def discounted_gain(ranked: Codes, hidden: Codes) -> Floats:
    """Return what a ranking (N, K) gains each learner whose one hidden course it should hold, (N,).

    1 / log2(place + 1) where it stands at ``place``, counted from one, else nothing: NDCG at K with one
    relevant course (Järvelin and Kekäläinen, 2002).
    """
    hits = ranked == hidden[:, None]
    gains: Floats = (hits / np.log2(np.arange(ranked.shape[1]) + 2.0)).sum(axis=1)
    return gains
