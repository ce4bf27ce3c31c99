"""Choosing a bridge where nobody is linked: between halves of the target's courses, as of two providers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.cross_provider.bridge import Bridge, BridgeForm
from kuajie.knowledge.cross_provider.gains import ndcg, worthwhile
from kuajie.knowledge.cross_provider.likeness import Likeness
from kuajie.knowledge.cross_provider.sides import Sides
from kuajie.knowledge.histories import Codes

PENALTIES = (0.003, 0.01, 0.03)
POPULARITIES = (0.5, 1.0, 2.0, 8.0)
COMPANIES = (0.0, 0.5, 1.5)
JUDGED, LEAST_JUDGED = 1000, 30
HELD_SHARE = 4
"""One in so many of the learners known to both halves judges at the most."""


def choose_bridge(sides: Sides, likeness: Likeness, rng: np.random.Generator) -> BridgeForm:
    """Return the form that carries over best from one half of the target's courses to the other.

    The halves are drawn; whoever judges is left out of the fit. The usual form is kept where too few learners
    took courses of both, and unless another gains more than chance easily gives.
    """
    halves = sides.split(rng.random(sides.target.size) < 0.5)
    both = halves.linked
    judges = rng.choice(both, min(JUDGED, both.size // HELD_SHARE), replace=False)
    if judges.size < LEAST_JUDGED or not likeness.links(halves):
        return BridgeForm()
    told = dict(_told(Bridge.of(halves.without(judges), likeness), halves, judges))
    usual = told[BridgeForm()]
    return max(told, key=lambda form: worthwhile(usual, told[form]))


def _told(bridge: Bridge, halves: Sides, judges: Codes) -> Iterator[tuple[BridgeForm, Floats]]:
    tastes, hidden = bridge.tastes(csr_matrix(halves.took[judges])), csr_matrix(halves.wanted[judges])
    popular = np.repeat(bridge.popularity[None], judges.size, axis=0)
    company = bridge.after.spoken(popular)
    for penalty in PENALTIES:
        found = bridge.said(tastes, penalty)
        spoken = bridge.after.spoken(found)
        for popularity, share in product(POPULARITIES, COMPANIES):
            scores = found + popularity * popular + share * (spoken + popularity * company)
            yield BridgeForm(penalty=penalty, popularity=popularity, company=share), ndcg(scores, hidden)
