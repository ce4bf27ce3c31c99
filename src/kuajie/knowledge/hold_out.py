"""Choosing among models by what learners took last, hidden from the fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes, Flags, Histories


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HoldOut:
    """Histories without the last course of some learners: ``learners`` (N,), and what was ``hidden`` (N,)."""

    seen: Histories
    learners: Codes
    hidden: Codes

    def some(self, chosen: slice) -> HoldOut:
        """Return the same histories, with some of the learners to test on."""
        return HoldOut(seen=self.seen, learners=self.learners[chosen], hidden=self.hidden[chosen])


def hide_last(
    histories: Histories, *, most: int, rng: np.random.Generator, offered: Flags | None = None
) -> HoldOut:
    """Return histories that hide the last course of at most so many learners who took two or more.

    Only last courses that are ``offered`` (courses,) are hidden. Learners come in no order.
    """
    last = histories.age == 0
    able = last & (histories.counts > 1)[histories.learner]
    if offered is not None:
        able &= offered[histories.course]
    rows = np.flatnonzero(able)
    chosen = rng.choice(rows, min(most, rows.size), replace=False)
    kept = np.ones(histories.learner.size, dtype=np.bool_)
    kept[chosen] = False
    return HoldOut(
        seen=histories.only(kept), learners=histories.learner[chosen], hidden=histories.course[chosen]
    )


def discounted_gain(ranked: Codes, hidden: Codes) -> Floats:
    """Return what a ranking (N, K) gains each learner whose one hidden course it should hold, (N,).

    1 / log2(place + 1) where it stands at ``place``, counted from one, else nothing: NDCG at K with one
    relevant course (Järvelin and Kekäläinen, 2002).
    """
    hits = ranked == hidden[:, None]
    gains: Floats = (hits / np.log2(np.arange(ranked.shape[1]) + 2.0)).sum(axis=1)
    return gains


def gain_of_place(before: Codes, most: int) -> Floats:
    """Return the same from how many courses stand before the hidden one, (N,); nothing from ``most`` on.

    >>> gain_of_place(np.array([0, 2, 10]), 10)
    array([1. , 0.5, 0. ])
    """
    return np.where(before < most, 1.0 / np.log2(before + 2.0), 0.0)
