"""Who would come: planted rates come back with honest intervals, small counts lean on the usual rate."""

from __future__ import annotations

import numpy as np
import pytest

from kuajie.knowledge.bundles.audience import Audience, Moments, Offers, Watch, audience
from kuajie.knowledge.histories import Histories

WEEK = 7 * 86400.0
LENGTH = 12 * WEEK
SPAN = 6 * LENGTH
RATES = (0.02, 0.05, 0.10, 0.20)
"""How many of those who took courses 0 to 3 take course 4 within a stretch."""


def drawn(learners: int, rng: np.random.Generator) -> Histories:
    """Return learners who each take one of four courses at any time, then course 4 at a steady rate."""
    source = rng.integers(0, len(RATES), size=learners)
    began = rng.uniform(0.0, SPAN, size=learners)
    speed = -np.log1p(-np.array(RATES))[source] / LENGTH
    later = began + rng.exponential(1.0, size=learners) / speed
    took = np.flatnonzero(later <= SPAN)
    return Histories.ordered(
        np.concatenate([np.arange(learners), took]),
        np.concatenate([source, np.full(took.size, 4)]),
        learners=learners,
        courses=5,
        time=np.concatenate([began, later[took]]),
    )


def offered(histories: Histories, watch: Watch, *, allowed: bool = True) -> Audience:
    offers = Offers(
        offered=np.full(4, 4),
        sources=tuple(np.array([course]) for course in range(4)),
        partner=np.zeros(4, dtype=np.int64),
        allowed=np.full(4, allowed),
    )
    return audience(Moments.of(histories), offers, watch, (np.arange(4), np.array([4])))


def test_planted_rates_come_back() -> None:
    found = offered(drawn(60_000, np.random.default_rng(2)), Watch.back_from(SPAN, LENGTH, times=4))
    assert found.rate == pytest.approx(RATES, rel=0.08)
    assert (found.rate_range[0] < found.rate).all()
    assert (found.rate_range[1] > found.rate).all()


def test_nine_in_ten_ranges_hold_the_rate_and_what_comes_of_it() -> None:
    rates, numbers = [], []
    for seed in range(25):
        rng = np.random.default_rng(seed)
        histories = drawn(3000, rng)
        found = offered(histories, Watch.back_from(SPAN, LENGTH, times=4))
        rates.append((found.rate_range[0] <= RATES) & (found.rate_range[1] >= RATES))
        came = rng.binomial(found.learners, RATES)
        numbers.append((found.expected_range[0] <= came) & (came <= found.expected_range[1]))
    assert 0.8 <= np.mean(rates) <= 0.99
    assert 0.82 <= np.mean(numbers) <= 1.0


def test_learners_are_those_who_took_the_one_and_not_the_other() -> None:
    # By hand: learners 0 and 1 took course 0, learner 1 then 4; learner 2 took 4 only.
    rows = np.array([[0, 0, 1], [1, 0, 2], [1, 4, 3], [2, 4, 1]])
    histories = Histories.ordered(
        rows[:, 0], rows[:, 1], learners=3, courses=5, time=rows[:, 2].astype(np.float64)
    )
    found = offered(histories, Watch())
    assert found.learners.tolist() == [1, 0, 0, 0]
    assert found.watched.tolist() == [2, 0, 0, 0]
    assert found.took.tolist() == [1, 0, 0, 0]
    assert np.isnan(found.rate[1])


def test_where_few_were_watched_the_usual_rate_of_the_partner_speaks() -> None:
    histories = drawn(40_000, np.random.default_rng(4))
    kept = ~((histories.course == 3) & (histories.learner % 400 > 0))
    found = offered(histories.only(kept), Watch.back_from(SPAN, LENGTH, times=4))
    raw = found.took / found.watched
    usual = found.took.sum() / found.watched.sum()
    assert abs(found.rate[3] - raw[3]) > abs(found.rate[0] - raw[0])
    assert min(raw[3], usual) <= found.rate[3] <= max(raw[3], usual) + 1e-6


def test_what_was_never_sold_or_may_not_be_used_has_no_rate() -> None:
    histories = drawn(2000, np.random.default_rng(6))
    unsold = histories.only(histories.course != 4)
    watch = Watch.back_from(SPAN, LENGTH, times=4)
    never = offered(unsold, watch)
    assert np.isnan(never.rate).all()
    assert never.learners.sum() == 2000
    closed = offered(histories, watch, allowed=False)
    assert np.isnan(closed.rate).all()
    assert closed.learners.sum() == 0
