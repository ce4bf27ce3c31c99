"""Fitting a model across providers: how many learners are linked decides what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.cross_provider.bridge import Bridge, BridgeForm, Scores
from kuajie.knowledge.cross_provider.halves import choose_bridge
from kuajie.knowledge.cross_provider.likeness import Likeness
from kuajie.knowledge.cross_provider.linked import (
    LinkedForm,
    LinkedRows,
    choose_linked,
    corrected,
    ridge,
    ridge_of_all,
)
from kuajie.knowledge.cross_provider.model import CrossProvider, Rung
from kuajie.knowledge.cross_provider.sides import Sides, row_sizes
from kuajie.knowledge.cross_provider.smoothing import Smoothing
from kuajie.knowledge.histories import Codes, Flags, Histories

FEWEST = 20
"""Linked learners below whom nothing is learnt from them."""
MOST = 20_000
"""Linked learners looked at at once at the most: what all took of all courses might not fit into memory."""
PART = 5000
JUDGES = 1500
JUDGING_SHARE = 4
"""One in so many of the target's learners judges at the most, so that enough is left to learn from."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chosen:
    """How linked learners are used (``None``: not at all), and what that gains those who judged, (N,)."""

    form: LinkedForm | None
    gains: Floats


def fit_cross_provider(
    histories: Histories, features: CourseFeatures, offered: Flags, *, rng: np.random.Generator
) -> CrossProvider:
    """Return a model that recommends courses ``offered`` (courses,) by what learners took of all others.

    How much each kind of evidence counts is chosen on the histories alone.
    """
    sides, likeness = Sides.of(histories, offered), Likeness.of(features)
    everybody = sides.linked
    linked = np.sort(rng.choice(everybody, min(MOST, everybody.size), replace=False))
    form = choose_bridge(sides, likeness, rng)
    bridge = Bridge.of(sides, likeness)
    chosen = _chosen(sides, likeness, bridge, form, linked, rng)
    scores, company = bridge.scores(form), form.company
    if chosen.form is not None:
        scores = _corrected(sides, everybody, linked, bridge.before, scores, chosen.form.penalty)
        company = chosen.form.company
    popular = np.asarray(sides.wanted.sum(axis=0), dtype=np.float32).ravel()
    return CrossProvider(
        source=sides.source,
        target=sides.target,
        courses=histories.courses,
        weights=(scores.weights + company * bridge.after.spoken(scores.weights)).astype(np.float32),
        usual=(scores.usual + company * bridge.after.spoken(scores.usual[None])[0]).astype(np.float32),
        popular=popular,
        rung=_rung(sides, bridge, chosen),
        linked=int(everybody.size),
        gains=chosen.gains,
    )


def _corrected(
    sides: Sides, everybody: Codes, some: Codes, before: Smoothing, scores: Scores, penalty: float
) -> Scores:
    """Return scores corrected by all linked learners, who are gone through in parts if they are many."""
    rows = LinkedRows.of(sides, some, before, scores)
    if some.size == everybody.size:
        return corrected(rows, ridge(rows.tastes, rows.left, penalty), scores, before)
    parts = np.array_split(everybody, 1 + everybody.size // PART)
    found = ridge_of_all((LinkedRows.of(sides, part, before, scores, like=rows) for part in parts), penalty)
    return corrected(rows, found, scores, before)


def _chosen(
    sides: Sides,
    likeness: Likeness,
    bridge: Bridge,
    form: BridgeForm,
    linked: Codes,
    rng: np.random.Generator,
) -> Chosen:
    """Return how linked learners are best used, judged by a bridge that knows nothing of the judges."""
    others = int((row_sizes(sides.wanted) > 0).sum())
    count = min(JUDGES, linked.size, max(others // JUDGING_SHARE, FEWEST))
    if linked.size < FEWEST:
        return Chosen(form=None, gains=np.zeros(0))
    judges = np.sort(rng.choice(linked.size, count, replace=False))
    blind = Bridge.of(sides.without(linked[judges]), likeness, before=bridge.before)
    rows = LinkedRows.of(sides, linked, bridge.before, blind.scores(form))
    hidden = csr_matrix(sides.wanted[linked[judges]])
    best, gains = choose_linked(rows, hidden, judges, blind.after, rng)
    return Chosen(form=best, gains=gains)


def _rung(sides: Sides, bridge: Bridge, chosen: Chosen) -> Rung:
    if chosen.form is not None:
        return Rung.LINKED
    if bridge.across is not None:
        return Rung.FEATURES if sides.wanted.nnz else Rung.NEW_PARTNER
    return Rung.POPULARITY if sides.wanted.nnz else Rung.NOTHING
