"""Forecasts of hidden weeks from several origins: summed up, skipped with a note, doubted with reason."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom
from small_worlds import codes_of, draw_world, fit_panel, fit_world, spec_of, spoilt

from kuajie.messages import Severity
from kuajie.usecases.fit_answer import HoldOut
from kuajie.usecases.fit_checks import forecast_doubts
from kuajie.usecases.holdout import doubtful_coverage, summarise_forecasts, without_last_weeks


@pytest.fixture(scope="module")
def world():
    return draw_world(3, spec=spec_of(courses=2))


@pytest.fixture(scope="module")
def from_three_origins(world):
    return fit_world(world, holdout_weeks=8, origins=3)


def test_each_origin_hides_the_weeks_before_the_last(world, from_three_origins):
    fit = from_three_origins
    windows = (fit.holdout, *fit.earlier_holdouts)
    assert len(windows) == 3
    for origin, held in enumerate(windows):
        last = 104 - origin * 8
        np.testing.assert_array_equal(held.observed, world.panel.enrolments[:, last - 8 : last])


def test_an_origin_sees_only_what_lies_before_it(world, from_three_origins):
    """The middle window's forecast is that of the shorter history hidden once."""
    shorter = without_last_weeks(world.panel, 8)
    alone = fit_panel(world.spec, shorter, holdout_weeks=8)
    np.testing.assert_allclose(alone.holdout.mean, from_three_origins.earlier_holdouts[0].mean)


def test_the_summary_weighs_every_hidden_week_alike(from_three_origins):
    fit = from_three_origins
    windows = (fit.holdout, *fit.earlier_holdouts)
    inside = [(each.observed >= each.lower) & (each.observed <= each.upper) for each in windows]
    off = [np.abs(each.mean / each.observed - 1) for each in windows]
    assert (fit.forecast.origins, fit.forecast.skipped, fit.forecast.weeks) == (3, 0, 8)
    assert fit.forecast.coverage == pytest.approx(np.mean(inside))
    assert fit.forecast.mape == pytest.approx(np.mean(off))
    assert fit.forecast.crps == pytest.approx(np.mean([each.crps for each in windows]))
    assert "fit.poor_forecast" not in codes_of(fit.warnings)


def test_origins_before_a_course_had_history_are_skipped_with_a_note(world):
    late = world.panel.enrolments.copy()
    late[1, :68] = np.nan  # 36 weeks on sale: one window of 8 leaves 28, two leave 20
    fit = fit_panel(world.spec, replace(world.panel, enrolments=late), holdout_weeks=8, origins=3)
    assert (fit.forecast.origins, fit.forecast.skipped) == (1, 2)
    assert fit.earlier_holdouts == ()
    notes = [each for each in fit.warnings if each.notice.code == "fit.forecast_skipped"]
    assert [each.facts["first"] for each in notes] == [world.panel.weeks[88], world.panel.weeks[80]]
    assert {each.severity for each in notes} == {Severity.NOTE}
    assert not fit.forecast.worse_than_naive


def test_where_no_origin_has_history_there_is_no_summary(world):
    short = without_last_weeks(world.panel, 104 - 30)
    fit = fit_panel(world.spec, short, holdout_weeks=8, origins=4)
    assert fit.holdout is None
    assert fit.forecast is None
    assert codes_of(fit.warnings) >= {"fit.forecast_skipped"}


def test_a_history_with_frequencies_can_be_hidden_too(world):
    frequency = np.full(world.panel.inputs.shape, np.nan)
    frequency[0] = 2.0 + np.sin(np.arange(104))
    fit = fit_panel(world.spec, replace(world.panel, frequency=frequency), holdout_weeks=8)
    assert np.isfinite(fit.holdout.mean).all()


def test_a_change_that_history_does_not_know_is_a_poor_forecast(world):
    """A quarter that falls away every year, as no season of two waves can: copying last year has it right."""
    fallen = np.where(np.arange(104) % 52 >= 39, 0.2, 1.0)
    fit = fit_panel(world.spec, spoilt(world.panel, fallen), holdout_weeks=13)
    assert codes_of(fit.warnings) >= {"fit.poor_forecast", "fit.worse_than_naive"}
    poor = next(each for each in fit.warnings if each.notice.code == "fit.poor_forecast")
    assert poor.facts["coverage"] == fit.forecast.coverage < fit.forecast.doubtful_below


def test_the_doubtful_share_is_binomial_by_hand():
    """One week a window: plainly binomial. Of ten, 6 or fewer have a chance of 1.3 %, 5 or fewer of 0.2 %."""
    assert doubtful_coverage(10, weeks=1) == pytest.approx(0.6)
    assert binom.cdf(6, 10, 0.9) > 0.01 > binom.cdf(5, 10, 0.9)
    assert doubtful_coverage(1000, weeks=1) > 0.87
    assert doubtful_coverage(26, weeks=13) < doubtful_coverage(26, weeks=1), "alike weeks say less"


def held(observed, mean, *, naive_mape):
    shape = observed.shape
    return HoldOut(
        weeks=shape[1],
        crps=0.1,
        mape=float(np.abs(mean / observed - 1).mean()),
        coverage=1.0,
        naive_mape=naive_mape,
        observed=observed,
        mean=mean,
        lower=np.zeros(shape),
        upper=np.full(shape, 1e9),
    )


def first_course(panel):
    rows = ("price", "seats", "refund_rate", "completion_rate", "realised_rate")
    return {name: getattr(panel, name)[:1] for name in rows}


def test_worse_than_last_year_is_said_of_all_windows_together(world):
    """Copying last year errs by 10 % in every week; the forecast by 30 %, then by 5 % and 30 %."""
    enrolments = np.full((2, 104), 100.0)
    enrolments[:, 78:] = 110.0
    panel = replace(world.panel, enrolments=enrolments)
    truth = enrolments[:, 91:]
    bad, good = (held(truth, truth * factor, naive_mape=1 / 11) for factor in (1.3, 1.05))
    worse = summarise_forecasts((bad, bad), panel=panel, weeks=13)
    assert worse.worse_than_naive
    assert codes_of(forecast_doubts(worse)) == {"fit.worse_than_naive"}
    assert not summarise_forecasts((good, good), panel=panel, weeks=13).worse_than_naive
    one_bad_week = held(truth[:1], truth[:1] * np.where(np.arange(13) == 3, 3.0, 1.0), naive_mape=1 / 11)
    alone = replace(panel, courses=("c1",), enrolments=enrolments[:1], **first_course(panel))
    summary = summarise_forecasts((one_bad_week,), panel=alone, weeks=13)
    assert summary.mape > summary.naive_mape
    assert not summary.worse_than_naive, "one week is no evidence"


def test_a_window_without_sales_counts_as_skipped(world):
    truth = world.panel.enrolments[:, 91:]
    summary = summarise_forecasts((None, held(truth, truth, naive_mape=0.1)), panel=world.panel, weeks=13)
    assert (summary.origins, summary.skipped) == (1, 1)
    assert summarise_forecasts((None,), panel=world.panel, weeks=13) is None
