"""Past experiments: their error follows from their interval, and nonsense is refused with its values."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from kuajie.domain.experiment import Experiment

TEST = Experiment(
    lever="ads",
    course="J1",
    first_day=date(2026, 6, 1),
    last_day=date(2026, 6, 28),
    spend_change=20000.0,
    lift=40.0,
    lower=20.0,
    upper=60.0,
    level=0.95,
    unit="enrolments",
)
TO_QUANTILE = 1e-9
"""SciPy and the standard library compute the normal quantile differently."""


def test_the_error_of_a_95_per_cent_interval_by_hand() -> None:
    assert TEST.standard_error == pytest.approx(20 / 1.959963984540054, rel=TO_QUANTILE)


@given(
    lower=st.floats(-1e6, 1e6),
    width=st.floats(1e-3, 1e6),
    level=st.floats(0.01, 0.999),
)
def test_the_interval_of_a_normal_lift_has_the_level(lower: float, width: float, level: float) -> None:
    test = replace(TEST, lower=lower, lift=lower, upper=lower + width, level=level)
    half = (test.upper - test.lower) / 2
    inside = 1 - 2 * norm.sf(half, scale=test.standard_error)
    assert inside == pytest.approx(level, rel=TO_QUANTILE * 100)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"first_day": date(2026, 6, 29)}, "got 2026-06-29, 2026-06-28"),
        ({"level": 0.0}, "level .* got 0.0"),
        ({"level": 1.0}, "level .* got 1.0"),
        ({"level": math.nan}, "level .* got nan"),
        ({"lift": 19.9}, "got 20.0, 19.9, 60.0"),
        ({"lift": 60.1}, "got 20.0, 60.1, 60.0"),
        ({"lift": math.nan}, "got 20.0, nan, 60.0"),
        ({"lower": -math.inf}, "got -inf, 40.0, 60.0"),
        ({"lower": 40.0, "upper": 40.0}, "lower < upper .* got 40.0, 40.0, 40.0"),
        ({"spend_change": 0.0}, "spend_change .* got 0.0"),
        ({"spend_change": math.inf}, "spend_change .* got inf"),
        ({"unit": "percent"}, "unit .* got 'percent'"),
    ],
)
def test_an_experiment_refuses(change: dict[str, object], shown: str) -> None:
    with pytest.raises(ValueError, match=shown):
        replace(TEST, **change)


def test_a_cut_of_one_day_with_a_one_sided_interval_is_a_test() -> None:
    cut = replace(TEST, last_day=TEST.first_day, spend_change=-5.0, lift=-0.1, lower=-0.1, upper=0.0)
    assert replace(cut, unit="share").standard_error > 0
