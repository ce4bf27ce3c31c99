"""The small parts that make records: each conserves what it is given."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.simulation.columns import moments, money
from kuajie.simulation.learners import choose_learners
from kuajie.simulation.ledger import abroad, split_days
from kuajie.simulation.lots import lots
from kuajie.simulation.pricing import draw_prices
from kuajie.simulation.spending import PATTERNS, campaign_weeks
from kuajie.simulation.templates.demo import COURSES

seeds = st.integers(0, 2**32 - 1)
untimed = settings(deadline=None)  # a busy machine says nothing about an answer


@untimed
@given(
    seed=seeds,
    enrolments=st.lists(st.integers(1, 300), min_size=1, max_size=30),
    mean=st.sampled_from([1.0, 1.5, 7.0, 40.0]),
)
def test_lots_add_up_to_the_enrolments_of_every_week(seed: int, enrolments: list[int], mean: float) -> None:
    week, quantity = lots(np.random.default_rng(seed), np.array(enrolments), mean)
    assert quantity.min() >= 1
    weekly = np.bincount(week, weights=quantity, minlength=len(enrolments))
    assert weekly.tolist() == enrolments


def test_lots_are_about_as_large_as_asked() -> None:
    _, quantity = lots(np.random.default_rng(0), np.full(500, 400), 8.0)
    assert quantity.mean() == pytest.approx(8.0, rel=0.05)  # 25,000 lots, some cut by the end of a week


@untimed
@given(minor=st.integers(0, 10**9))
def test_days_of_a_week_add_up(minor: int) -> None:
    days = split_days(minor)
    assert len(days) == 7
    assert days.sum() == minor
    assert days.min() >= 0


@untimed
@given(minor=st.integers(0, 10**8), rate=st.decimals("0.5", "9", places=4))
def test_foreign_money_is_worth_what_its_rate_says(minor: int, rate: Decimal) -> None:
    foreign, home = abroad(minor, rate)
    assert home == int((foreign * rate).quantize(Decimal(1), ROUND_HALF_EVEN))
    assert abs(home - minor) <= rate / 2 + 1  # one foreign cent is the least that can be booked


@untimed
@given(st.lists(st.integers(0, 10**9), min_size=1))
def test_money_is_written_exactly(minor: list[int]) -> None:
    written = money(np.array(minor, dtype=np.int64)).to_pylist()
    assert [int(Decimal(text) * 100) for text in written] == minor


def test_moments_are_local_time_with_its_offset() -> None:
    assert moments(np.array([1_795_219_200 + 3_661])).to_pylist() == ["2026-11-21T01:01:01+08:00"]


@untimed
@given(seed=seeds, lines=st.integers(1, 60))
def test_nobody_takes_a_course_twice(seed: int, lines: int) -> None:
    rng = np.random.default_rng(seed)
    learner = choose_learners(rng, np.zeros(60), rng.integers(0, 10**6, size=lines))
    assert len(set(learner.tolist())) == lines
    assert learner.min() >= 0
    assert learner.max() < 60


@untimed
@given(seed=seeds, weeks=st.integers(26, 200))
def test_prices_step_round_the_menu_and_end_at_todays(seed: int, weeks: int) -> None:
    for course in COURSES:
        prices = draw_prices(np.random.default_rng(seed), course, weeks)
        assert prices.shape == (weeks,)
        assert set(prices) <= set(course.price_choices)
        assert prices[-1] == course.price
        assert (np.diff(prices) != 0).sum() <= course.price_steps


@untimed
@given(seed=seeds)
def test_patterns_are_never_negative_and_vary(seed: int) -> None:
    weeks = [date(2024, 1, 1) + timedelta(weeks=step) for step in range(120)]
    for name, pattern in PATTERNS.items():
        series = pattern(np.random.default_rng(seed), weeks)
        assert series.shape == (120,), name
        assert series.min() >= 0, name
        assert series.std() > 0.1 * series.mean(), name
    campaigns = dict(zip(weeks, campaign_weeks(weeks), strict=True))
    assert campaigns[date(2024, 11, 11)] == 1.0  # double eleven
    assert campaigns[date(2024, 11, 4)] == 0.5
    assert campaigns[date(2024, 10, 21)] == 0.0
