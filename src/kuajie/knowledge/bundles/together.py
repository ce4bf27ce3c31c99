"""How much more often learners take two courses than they would by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.stats import gamma

from kuajie.domain.panel import Floats
from kuajie.knowledge.bundles.pairs import Pairs
from kuajie.knowledge.histories import Codes, Flags, Histories

STRENGTH = 5.0
"""Learners expected by chance that the prior belief in a lift of one is worth."""
NINETY = (0.05, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Together:
    """Of each pair: learners who took both, how many chance would bring, and the lift, all (pairs,).

    ``lift`` is shrunk towards one, ``lower`` and ``upper`` its 90 % interval.
    """

    both: Floats
    expected: Floats
    lift: Floats
    lower: Floats
    upper: Floats


def linked_learners(histories: Histories, provider: Codes) -> Flags:
    """Say who took courses of two catalogues or more, (learners,); ``provider`` (courses,) says of which."""
    linked: Flags = (_depth(histories, provider) > 0).sum(axis=1) > 1
    return linked


def _depth(histories: Histories, provider: Codes) -> Floats:
    """Return how many courses of each provider each learner took, (learners, providers)."""
    count = int(provider.max(initial=-1)) + 1
    of = csr_matrix((np.ones(provider.size), (np.arange(provider.size), provider)), (provider.size, count))
    return np.asarray((histories.taken() @ of).todense(), dtype=np.float64)


def taken_both(histories: Histories, linked: Flags) -> csr_matrix:
    """Return how many linked learners took each two courses, (courses, courses)."""
    rows = histories.only(linked[histories.learner]).taken()
    return (rows.T @ rows).tocsr()


def together(
    histories: Histories, pairs: Pairs, provider: Codes, both: csr_matrix, visible: Flags
) -> Together:
    """Return how much more often learners take both of a pair than chance would have it.

    Chance keeps how many courses of each provider everybody took and how many took each course: it expects
    n_a n_b / (M_A M_B) · Σ_l d_lA d_lB learners (the configuration model), d_lA being the courses of A that
    learner l took, M_A their sum and n_a the learners of course a. The lift is a Poisson rate with a gamma
    prior of mean one. ``provider`` (courses,) says in whose catalogue a course stands; of pairs not
    ``visible`` (pairs,) nothing is known, and the lift stays one.
    """
    depth = _depth(histories, provider)
    total = np.maximum(depth.sum(axis=0), 1.0)
    crossed = depth.T @ depth / np.outer(total, total)
    taken = histories.popularity()
    expected = taken[pairs.one] * taken[pairs.other] * crossed[provider[pairs.one], provider[pairs.other]]
    expected = np.where(visible, expected, 0.0)
    seen = np.where(visible, pairs.values(both), 0.0)
    shape, rate = seen + STRENGTH, expected + STRENGTH
    lower, upper = (gamma.ppf(share, shape) / rate for share in NINETY)
    return Together(both=seen, expected=expected, lift=shape / rate, lower=lower, upper=upper)
