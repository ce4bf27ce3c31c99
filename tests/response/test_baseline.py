"""The design of the baseline: what each column says, and that history and horizon are told alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.domain.calendar import festivals, holiday_shares
from kuajie.response.baseline import (
    FUTURE_WEEKS,
    KNOT_WEEKS,
    LOG_PRICE,
    WEEKS_OF_YEAR,
    Baseline,
)
from kuajie.response.defaults import DRIFT
from kuajie.response.registry import PRICE_FACTORS

ORIGIN = date(2023, 1, 2)
EXACT = 1e-12
"""Columns are a few additions and multiplications of numbers of order one."""

BASELINE = Baseline(
    origin=ORIGIN,
    history_weeks=104,
    harmonics=2,
    country="CN",
    reference_price=(200.0, 0.0),
    controls=("exam",),
    control_mean=(3.0,),
    control_spread=(2.0,),
)


def weeks_from(start: int, count: int) -> list[date]:
    return [ORIGIN + timedelta(weeks=start + step) for step in range(count)]


def columns(baseline: Baseline, weeks: list[date], course: int = 0) -> dict[str, np.ndarray]:
    """Return the design of a course by term, at a price of 300 and a control of 5."""
    design = baseline.design(
        weeks,
        price=np.full((len(baseline.reference_price), len(weeks)), 300.0),
        controls=np.full((len(baseline.controls), len(weeks)), 5.0),
    )
    assert design.shape == (len(baseline.reference_price), len(weeks), len(baseline.terms))
    return dict(zip(baseline.terms, design[course].T, strict=True))


def test_terms_by_hand() -> None:
    drifts = [f"drift_{knot}" for knot in range(1, 21)]  # (104 + 60) // 8 steps
    assert BASELINE.terms == (
        "level",
        "trend",
        *("sin_1", "cos_1", "sin_2", "cos_2"),
        *drifts,
        *("spring_festival", "national_day", "other_holidays"),
        "log_price",
        "control:exam",
    )
    plain = replace(BASELINE, country=None, harmonics=0, controls=(), control_mean=(), control_spread=())
    assert plain.terms == ("level", "trend", *drifts, "log_price")


@given(
    history=st.integers(1, 300),
    harmonics=st.integers(0, 4),
    country=st.sampled_from([None, "CN", "US"]),
    controls=st.integers(0, 3),
    count=st.integers(1, 30),
)
@settings(deadline=None)  # the first example of a country loads its holidays
def test_every_term_is_a_finite_column_of_its_own(
    history: int, harmonics: int, country: str | None, controls: int, count: int
) -> None:
    baseline = Baseline(
        origin=ORIGIN,
        history_weeks=history,
        harmonics=harmonics,
        country=country,
        reference_price=(150.0,),
        controls=tuple(f"c{place}" for place in range(controls)),
        control_mean=(1.0,) * controls,
        control_spread=(0.5,) * controls,
    )
    table = columns(baseline, weeks_from(0, count))
    assert len(table) == len(baseline.terms)  # no name twice
    assert all(np.isfinite(column).all() for column in table.values())
    np.testing.assert_array_equal(table["level"], np.ones(count))


def test_the_trend_counts_years_from_the_middle_of_history() -> None:
    trend = columns(BASELINE, weeks_from(0, 209))["trend"]
    assert trend[52] == pytest.approx(0.0, abs=EXACT)
    assert trend[0] == pytest.approx(-52 / WEEKS_OF_YEAR, abs=EXACT)
    assert trend[208] - trend[0] == pytest.approx(208 * 7 / 365.25, abs=EXACT)
    np.testing.assert_allclose(np.diff(trend), 7 / 365.25, rtol=0, atol=EXACT)


@pytest.mark.parametrize("wave", ["sin", "cos"])
@pytest.mark.parametrize("harmonic", [1, 2])
def test_the_season_repeats_every_year(wave: str, harmonic: int) -> None:
    weeks = [date(2020 + year, 1, 1) + timedelta(days=7 * step) for year in range(4) for step in range(52)]
    column = columns(BASELINE, weeks)[f"{wave}_{harmonic}"].reshape(4, 52)
    one_day = 2 * np.pi * harmonic / 365.25  # a leap year moves the day of the year by one
    assert np.abs(np.diff(column, axis=0)).max() <= one_day
    for year in column:
        cycles = np.abs(np.fft.rfft(year))
        assert cycles.argmax() == harmonic
        assert np.delete(cycles, harmonic).max() < 0.05 * cycles[harmonic]  # 52 weeks are a day short


def test_the_season_by_hand() -> None:
    table = columns(BASELINE, [date(2023, 4, 2)])  # day 92 of 365.25
    assert table["sin_1"][0] == pytest.approx(np.sin(2 * np.pi * 92 / 365.25), abs=EXACT)
    assert table["cos_2"][0] == pytest.approx(np.cos(4 * np.pi * 92 / 365.25), abs=EXACT)


@pytest.mark.parametrize("knot", [1, 2, 7, 20])
def test_a_step_of_the_drift_is_nothing_before_its_knot_and_all_after(knot: int) -> None:
    column = columns(BASELINE, weeks_from(0, 200))[f"drift_{knot}"]
    first, last = KNOT_WEEKS * (knot - 1), KNOT_WEEKS * knot
    assert not column[: first + 1].any()
    np.testing.assert_allclose(np.diff(column[first : last + 1]), 1 / KNOT_WEEKS, rtol=0, atol=EXACT)
    np.testing.assert_array_equal(column[last:], 1.0)


def drift_deviation(baseline: Baseline, week: int, *, step: float = 1.0) -> float:
    """Return the prior standard deviation of the drift in a week, at a drift of ``step``."""
    row = baseline.design(weeks_from(week, 1), price=np.ones((2, 1)), controls=np.zeros((1, 1)))[0, 0]
    _, spread = baseline.prior(np.zeros(2))
    return step * float(np.sqrt(((row * spread[0])[baseline.drifting] ** 2).sum()))


def test_the_drift_is_a_walk_that_goes_on_beyond_history() -> None:
    """Six and a half steps of unit spread in a year; the fit multiplies them by the drift it learns."""
    assert drift_deviation(BASELINE, 0) == 0.0
    assert drift_deviation(BASELINE, 52) == pytest.approx(np.sqrt(6 + 0.5**2), abs=EXACT)
    known = drift_deviation(BASELINE, BASELINE.history_weeks)
    later = [drift_deviation(BASELINE, BASELINE.history_weeks + ahead) for ahead in (8, 26, 52)]
    assert known < later[0] < later[1] < later[2]
    unseen = (BASELINE.history_weeks + FUTURE_WEEKS) / KNOT_WEEKS - BASELINE.knots
    assert 0 <= unseen < 1  # as many steps as fit


def test_the_level_drifts_by_about_four_percent_in_a_year_before_the_data() -> None:
    """A step is about 1.5 %, between 0.3 % and 8 %, and a year two and a half times that."""
    low, middle, high = (float(step) for step in DRIFT.value(np.array([-1.645, 0.0, 1.645])))
    assert low == pytest.approx(0.003, rel=0.1)
    assert high == pytest.approx(0.08, rel=0.1)
    assert drift_deviation(BASELINE, 52, step=middle) == pytest.approx(0.04, rel=0.1)


def test_steps_of_the_drift_and_nothing_else_are_marked_as_drifting() -> None:
    marked = {term for term, drifting in zip(BASELINE.terms, BASELINE.drifting, strict=True) if drifting}
    assert marked == {f"drift_{knot}" for knot in range(1, 21)}


def test_a_level_that_does_not_bend_has_no_steps() -> None:
    straight = replace(BASELINE, bending=False)
    assert straight.knots == 0
    assert not straight.drifting.any()
    assert set(BASELINE.terms) - set(straight.terms) == {f"drift_{knot}" for knot in range(1, 21)}
    table, bent = columns(straight, weeks_from(0, 60)), columns(BASELINE, weeks_from(0, 60))
    for name, column in table.items():
        np.testing.assert_array_equal(column, bent[name])


@given(price=st.floats(1.0, 1e5), elasticity=st.floats(0.1, 5.0))
def test_the_price_column_is_what_constant_elasticity_multiplies(price: float, elasticity: float) -> None:
    design = BASELINE.design(weeks_from(0, 1), price=np.full((2, 1), price), controls=np.zeros((1, 1)))
    column = design[:, 0, BASELINE.terms.index(LOG_PRICE)]
    factor = PRICE_FACTORS["constant_elasticity"].value(price, elasticity=elasticity, reference=200.0)
    assert np.exp(-elasticity * column[0]) == pytest.approx(float(factor), rel=1e-10)
    assert column[1] == 0.0  # no reference: price plays no part
    assert (column[0] > 0) == (price > 200.0)


def test_the_price_column_by_hand() -> None:
    prices = np.array([[100.0, 200.0, 400.0], [0.0, 50.0, 100.0]])
    design = BASELINE.design(weeks_from(0, 3), price=prices, controls=np.zeros((1, 3)))
    column = design[:, :, BASELINE.terms.index(LOG_PRICE)]
    np.testing.assert_allclose(column, [[-np.log(2), 0.0, np.log(2)], [0.0, 0.0, 0.0]], rtol=0, atol=EXACT)


def test_a_price_of_zero_is_refused_where_price_plays_a_part() -> None:
    with pytest.raises(ValueError, match=r"must be positive where price plays a part, but got 0\.0"):
        BASELINE.design(weeks_from(0, 1), price=np.zeros((2, 1)), controls=np.zeros((1, 1)))


@given(
    values=st.lists(st.floats(-1e4, 1e4), min_size=3, max_size=40).filter(
        lambda values: np.std(values) > 1e-3
    )
)
@settings(deadline=None)
def test_controls_are_standardised_by_their_history(values: list[float]) -> None:
    baseline = replace(
        BASELINE, control_mean=(float(np.mean(values)),), control_spread=(float(np.std(values)),)
    )
    design = baseline.design(
        weeks_from(0, len(values)), price=np.ones((2, len(values))), controls=np.array([values])
    )
    column = design[0, :, baseline.terms.index("control:exam")]
    assert column.mean() == pytest.approx(0.0, abs=1e-6)  # rounding of 1e4 over a spread of 1e-3
    assert column.std() == pytest.approx(1.0, abs=1e-6)
    np.testing.assert_array_equal(column, design[1, :, baseline.terms.index("control:exam")])


def test_a_control_by_hand() -> None:
    assert columns(BASELINE, weeks_from(0, 1))["control:exam"][0] == 1.0  # (5 - 3) / 2


def test_controls_keep_their_own_columns() -> None:
    baseline = replace(BASELINE, controls=("a", "b"), control_mean=(0.0, 10.0), control_spread=(1.0, 5.0))
    design = baseline.design(
        weeks_from(0, 2), price=np.ones((2, 2)), controls=np.array([[1.0, 2.0], [20.0, 0.0]])
    )
    assert design[0, :, -2:].tolist() == [[1.0, 2.0], [2.0, -2.0]]


@pytest.mark.parametrize("country", ["CN", "US"])
def test_festival_columns_are_the_calendars(country: str) -> None:
    weeks = weeks_from(0, 60)
    table = columns(replace(BASELINE, country=country), weeks)
    shares = holiday_shares(weeks, country)
    assert list(shares) == list(festivals(country))
    for name, share in shares.items():
        assert share.any()
        np.testing.assert_array_equal(table[name], share)


@given(cut=st.integers(1, 150), course=st.integers(0, 1))
@settings(deadline=None, max_examples=25)
def test_history_and_horizon_are_told_by_one_function(cut: int, course: int) -> None:
    """Telling weeks apart or together is the same, so nothing jumps where history ends."""
    weeks = weeks_from(0, 160)
    whole, history, horizon = (columns(BASELINE, part, course) for part in (weeks, weeks[:cut], weeks[cut:]))
    for name, column in whole.items():
        np.testing.assert_array_equal(column, np.concatenate([history[name], horizon[name]]))


def test_time_moves_without_jumps() -> None:
    table = columns(BASELINE, weeks_from(0, 160))
    largest = {"trend": 7 / 365.25, "sin_1": 0.14, "cos_1": 0.14, "sin_2": 0.28, "cos_2": 0.28}
    for name, most in {**largest, **{f"drift_{k}": 1 / KNOT_WEEKS for k in range(1, 21)}}.items():
        assert np.abs(np.diff(table[name])).max() <= most + EXACT, name


def test_priors_have_the_shape_and_the_meaning_they_state() -> None:
    location, spread = BASELINE.prior(np.array([4.0, 2.5]))
    assert location.shape == spread.shape == (2, len(BASELINE.terms))
    means = dict(zip(BASELINE.terms, location[1], strict=True))
    spreads = dict(zip(BASELINE.terms, spread[1], strict=True))
    assert location[:, 0].tolist() == [4.0, 2.5]
    assert (location[:, 1:-2] == 0).all()
    assert means["control:exam"] == 0.0
    assert (spread > 0).all()
    assert 2 * spreads["trend"] == pytest.approx(0.6)  # within about ±60 % in nineteen of twenty
    assert 2 * spreads["sin_1"] == 2 * spreads["cos_2"] == pytest.approx(0.4)
    assert {spreads[f"drift_{knot}"] for knot in range(1, 21)} == {1.0}
    for name in festivals("CN"):
        assert np.exp(2 * spreads[name]) == pytest.approx(4.0, rel=0.05)  # a quarter to four times
    assert (-means[LOG_PRICE], 2 * spreads[LOG_PRICE]) == (1.5, 2.0)


def test_a_country_without_festivals_has_no_prior_for_them() -> None:
    none = replace(BASELINE, country=None)
    location, _ = none.prior(np.zeros(2))
    assert location.shape == (2, len(BASELINE.terms) - 3)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"history_weeks": 0}, "but got 0, 2"),
        ({"harmonics": -1}, "but got 104, -1"),
        ({"control_mean": ()}, r"a mean and a spread, but got \('exam',\), \(\), \(2\.0,\)"),
        ({"control_spread": ()}, r"a mean and a spread, but got \('exam',\), \(3\.0,\), \(\)"),
        ({"control_spread": (0.0,)}, r"positive, but got \(0\.0,\)"),
        ({"control_spread": (float("nan"),)}, r"positive, but got \(nan,\)"),
    ],
)
def test_a_baseline_refuses(change: dict[str, object], shown: str) -> None:
    with pytest.raises(ValueError, match=shown):
        replace(BASELINE, **change)


@pytest.mark.parametrize(
    ("price", "controls", "shown"),
    [
        ((3, 2), (1, 2), r"price must have shape \(2, 2\), but got \(3, 2\)"),
        ((2, 1), (1, 2), r"price must have shape \(2, 2\), but got \(2, 1\)"),
        ((2, 2), (0, 2), r"controls must have shape \(1, 2\), but got \(0, 2\)"),
        ((2, 2), (1, 1), r"controls must have shape \(1, 2\), but got \(1, 1\)"),
    ],
)
def test_a_design_refuses_arrays_of_other_shapes(
    price: tuple[int, int], controls: tuple[int, int], shown: str
) -> None:
    with pytest.raises(ValueError, match=shown):
        BASELINE.design(weeks_from(0, 2), price=np.ones(price), controls=np.ones(controls))
