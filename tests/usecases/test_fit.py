"""The fit on a small simulated programme: recovery, bookkeeping, memory, and honesty about its checks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.response.baseline import FUTURE_WEEKS, KNOT_WEEKS
from kuajie.store.folder import FolderAnswerStore
from kuajie.usecases.fit import fit_response
from kuajie.usecases.predict import crps

NEAR = 1.35
"""The demo's truth holds things the model lacks; elasticities still come out within a third."""


class NoSampler:
    """Fails the test when asked to sample."""

    def sample(self, model, *, settings, start=None, progress):  # noqa: ARG002 - the port has them
        raise AssertionError("asked to sample although the answer is known")


def test_recovers_price_elasticities(reading, fit):
    truth = {course["id"]: course["elasticity"] for course in reading.truth["courses"]}
    for course in fit.courses:
        assert truth[course.id] / NEAR < course.elasticity.median < truth[course.id] * NEAR


def test_describes_the_weeks_it_has_seen(fit):
    assert fit.checks.r_squared > 0.7
    assert 0.85 < fit.checks.coverage <= 1.0
    assert fit.checks.worst_r_hat < 1.05


def test_organic_and_levers_make_up_expected_enrolments(fit):
    """Per course the share of levers and the organic weeks add up to the mean demand, full weeks aside."""
    for place, course in enumerate(fit.courses):
        if np.isfinite(fit.panel.seats[place]).any():
            continue
        organic = fit.weekly.organic[place].sum()
        total = fit.weekly.mean[place].sum()
        assert organic == pytest.approx(total * (1 - course.lever_share.mean), rel=0.03)


def test_returns_are_contributions_in_money_over_spend(fit):
    for lever in fit.levers:
        assert lever.return_on_spend.lower < lever.return_on_spend.median < lever.return_on_spend.upper
        assert lever.enrolments.lower > 0
    spend = {lever.id: lever.spend for lever in fit.levers}
    assert spend == pytest.approx(dict(zip(fit.panel.levers, fit.panel.spend.sum(axis=1), strict=True)))


def test_curves_rise_from_nothing(fit):
    for curve in fit.curves:
        assert curve.mean[0] == 0.0
        assert (np.diff(curve.mean) > 0).all()
        assert (curve.lower <= curve.upper).all()


def test_asking_again_costs_no_sampling(fit_question, fit, tmp_path):
    store = FolderAnswerStore(tmp_path)
    first = fit_response(fit_question, sampler=NutpieSampler(), store=store)
    again = fit_response(fit_question, sampler=NoSampler(), store=store)
    assert again.key == first.key == fit.key
    np.testing.assert_array_equal(
        again.posterior.variables["strength"].values, first.posterior.variables["strength"].values
    )


def test_other_data_is_another_question(fit_question):
    moved = fit_question.panel.enrolments.copy()
    moved[0, 0] += 1
    other = replace(fit_question, panel=replace(fit_question.panel, enrolments=moved))
    with pytest.raises(AssertionError, match="asked to sample"):
        fit_response(other, sampler=NoSampler())


def test_hold_out_sees_nothing_of_the_last_weeks(fit_question):
    """Changing hidden enrolments changes the error but not the forecast."""
    question = replace(fit_question, holdout_weeks=8)
    first = fit_response(question, sampler=NutpieSampler()).holdout
    moved = fit_question.panel.enrolments.copy()
    moved[:, -8:] *= 2
    second = fit_response(
        replace(question, panel=replace(fit_question.panel, enrolments=moved)), sampler=NutpieSampler()
    ).holdout
    np.testing.assert_allclose(first.mean, second.mean)
    assert second.mape > first.mape


def test_drift_goes_on_beyond_history(fit):
    """Steps that history cannot see are as large as the drift learned, and of either sign."""
    knots = [place for place, term in enumerate(fit.model.terms) if term.startswith("drift_")]
    assert len(knots) == (len(fit.panel.weeks) + FUTURE_WEEKS) // KNOT_WEEKS
    unseen = fit.posterior.get("coefficient", fit.model.courses, fit.model.terms)[:, :, knots[-1]]
    drift = fit.posterior.get("drift", fit.model.courses)
    assert (unseen / drift).std() == pytest.approx(1.0, rel=0.1)
    assert abs((unseen / drift).mean()) < 0.1


def test_crps_of_a_point_forecast_is_the_absolute_error():
    """By hand: draws 1 and 3 against 2: E|X - y| = 1, E|X - X'| / 2 = 0.5, so 0.5; a point 4 against 1: 3."""
    draws = np.array([[1.0, 4.0], [3.0, 4.0]])
    np.testing.assert_allclose(crps(draws, np.array([2.0, 1.0])), [0.5, 3.0])
