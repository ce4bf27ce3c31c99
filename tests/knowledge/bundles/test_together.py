"""How often courses are taken together: by chance one, whatever learners' zeal; planted lifts come back."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from kuajie.knowledge.bundles.pairs import Pairs, related_pairs
from kuajie.knowledge.bundles.together import Together, linked_learners, taken_both, together
from kuajie.knowledge.histories import Histories

EACH = 6
"""Courses of each of two parties: codes 0 to 5, and 6 to 11."""
PROVIDER = np.repeat([0, 1], EACH)


def cross_pairs() -> Pairs:
    one, other = np.meshgrid(np.arange(EACH), np.arange(EACH, 2 * EACH), indexing="ij")
    return Pairs(one=one.ravel(), other=other.ravel())


def seen(histories: Histories, visible: bool = True) -> Together:
    pairs = cross_pairs()
    both = taken_both(histories, linked_learners(histories, PROVIDER))
    return together(histories, pairs, PROVIDER, both, np.full(pairs.size, visible))


def drawn(learners: int, rng: np.random.Generator, lift: float = 1.0) -> Histories:
    """Return histories in which zeal differs; whoever took course 0 takes 6 ``lift`` times as often."""
    zeal = rng.gamma(2.0, 0.5, size=learners)
    popular = np.tile(np.linspace(0.05, 0.15, EACH), 2)
    chance = np.minimum(zeal[:, None] * popular, 0.95)
    taken = rng.random(chance.shape) < chance
    more = taken[:, 0] & (rng.random(learners) < np.minimum(chance[:, 6] * lift, 1.0))
    taken[:, 6] = np.where(taken[:, 0], more, taken[:, 6])
    learner, course = np.nonzero(taken)
    return Histories.ordered(learner, course, learners=learners, courses=2 * EACH)


def test_by_chance_the_lift_is_one_however_eager_some_learners_are() -> None:
    inside = []
    for seed in range(10):
        found = seen(drawn(20_000, np.random.default_rng(seed)))
        assert found.lift == pytest.approx(1.0, abs=0.35)
        inside.append((found.lower <= 1.0) & (found.upper >= 1.0))
    # Ranges hold 90 of 100; shrinking towards one makes them a little safe.
    assert 0.82 <= np.mean(inside) <= 0.99


def test_a_planted_lift_comes_back_and_only_there() -> None:
    found = seen(drawn(40_000, np.random.default_rng(3), lift=3.0))
    planted = (cross_pairs().one == 0) & (cross_pairs().other == 6)
    assert found.lower[planted] > 1.8
    assert found.upper[planted] < 3.6
    assert (found.lower[~planted] < 1.2).all()


def test_few_learners_say_little_and_records_that_may_not_be_seen_nothing() -> None:
    few = Histories.ordered(np.array([0, 0]), np.array([0, 6]), learners=1, courses=2 * EACH)
    found = seen(few)
    place = int(np.flatnonzero((cross_pairs().one == 0) & (cross_pairs().other == 6))[0])
    assert found.both[place] == 1
    assert found.expected[place] == pytest.approx(1.0)
    assert found.lower[place] < 1.0 < found.upper[place]
    hidden = seen(drawn(5000, np.random.default_rng(1), lift=3.0), visible=False)
    assert hidden.lift == pytest.approx(1.0)
    assert hidden.both.sum() == 0


def test_pairs_never_have_a_common_owner() -> None:
    owners = np.zeros((4, 2), dtype=np.bool_)
    owners[[0, 1], 0] = owners[[2, 3], 1] = True
    owners[3, 0] = True
    every = csr_matrix(np.ones((4, 4)))
    pairs = related_pairs(owners, [every])
    assert sorted(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True)) == [(0, 2), (1, 2)]
    assert related_pairs(owners, []).size == 0


def test_what_chance_brings_by_hand() -> None:
    # Four courses of A and three of B are taken in all; Σ d_A d_B = 2·1 + 1·1, and 0 and 6 have two each.
    learner, course = np.array([[0, 0], [0, 1], [0, 6], [1, 0], [1, 7], [2, 6], [3, 1]]).T
    found = seen(Histories.ordered(learner, course, learners=4, courses=2 * EACH))
    place = int(np.flatnonzero((cross_pairs().one == 0) & (cross_pairs().other == 6))[0])
    assert found.both[place] == 1
    assert found.expected[place] == pytest.approx(2 * 2 * 3 / (4 * 3))
    assert found.lift[place] == pytest.approx((1 + 5) / (1 + 5))
