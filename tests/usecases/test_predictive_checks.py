"""Posterior predictive checks: quiet where the model is right, and each statistic notices its own fault."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm
from small_worlds import codes_of, draw_world, fit_panel, fit_world, spec_of, spoilt

from kuajie.usecases.fit_answer import Statistic
from kuajie.usecases.fit_checks import model_doubts
from kuajie.usecases.predictive_checks import check_predictions, two_sided
from kuajie.usecases.response_spec import CourseSpec
from kuajie.usecases.trust import DOUBTS

WEEKS, DRAWS, REPLICAS, SIGMA = 120, 200, 10, 0.2
COURSE = CourseSpec(id="c", title="C", priced=False)


def noise(rng, *shape):
    return SIGMA * rng.standard_normal(shape)


def check(observed, rng, *, mean=200.0, logged=True):
    """Check a course whose mean is known to every draw, which leaves nothing but weekly scatter."""
    means = np.full((DRAWS, 1, WEEKS), mean)
    replicas = [means * np.exp(noise(rng, DRAWS, 1, WEEKS)) for _ in range(REPLICAS)]
    found = check_predictions(observed[None], means, replicas, courses=(COURSE,), logged=(logged,))
    return {each.statistic: each for each in found}


def ordinary(rng):
    return 200 * np.exp(noise(rng, WEEKS))


def persistent(rng):
    """Scatter of the right size whose weeks correlate by 0.6."""
    steps, weeks = noise(rng, WEEKS), np.zeros(WEEKS)
    for week in range(1, WEEKS):
        weeks[week] = 0.6 * weeks[week - 1] + 0.8 * steps[week]
    return 200 * np.exp(weeks)


def alternating(rng):
    return 200 * np.exp(0.3 * noise(rng, WEEKS) + SIGMA * (-1.0) ** np.arange(WEEKS))


def with_a_jump(rng):
    weeks = ordinary(rng)
    weeks[60] *= 6
    return weeks


def half_as_wide(rng):
    return 200 * np.exp(0.5 * noise(rng, WEEKS))


def with_zeros(rng):
    weeks = ordinary(rng)
    weeks[10:20] = 0.0
    return weeks


def fallen(rng):
    weeks = ordinary(rng)
    weeks[-13:] *= 0.7
    return weeks


@pytest.mark.parametrize(
    ("seen", "statistic", "code"),
    [
        (persistent, Statistic.AUTOCORRELATION, "fit.unexplained_persists"),
        (alternating, Statistic.AUTOCORRELATION, "fit.unexplained_alternates"),
        (with_a_jump, Statistic.LARGEST_JUMP, "fit.jump_unexplained"),
        (half_as_wide, Statistic.COVERAGE, "fit.too_many_inside"),
        (half_as_wide, Statistic.SPREAD, "fit.spread_differs"),
        (half_as_wide, Statistic.LARGEST_JUMP, "fit.weeks_too_smooth"),
        (with_zeros, Statistic.ZERO_WEEKS, "fit.zero_weeks_differ"),
        (fallen, Statistic.LAST_LEVEL, "fit.last_level_differs"),
    ],
)
def test_each_statistic_notices_its_own_fault(seen, statistic, code):
    rng = np.random.default_rng(3)
    found = check(seen(rng), rng, logged=seen is not with_zeros)[statistic]
    assert found.failed
    assert not found.lower <= found.observed <= found.upper
    (finding,) = model_doubts([found])
    assert finding.notice.code == code
    for locale in ("zh", "en"):
        assert "C" in finding.problem(locale)
        assert finding.remedy(locale)


def test_weeks_scattering_twice_as_far_leave_too_few_inside():
    rng = np.random.default_rng(4)
    found = check(200 * np.exp(2 * noise(rng, WEEKS)), rng)[Statistic.COVERAGE]
    assert found.failed
    assert codes_of(model_doubts([found])) == {"fit.too_few_inside"}


def test_with_a_known_mean_p_values_are_uniform():
    """Nothing is learned from the weeks here, so p-values keep their promise exactly: a fifth below 0.2."""
    rng = np.random.default_rng(5)
    worlds = [check(ordinary(rng), rng) for _ in range(150)]
    for statistic in (Statistic.AUTOCORRELATION, Statistic.LARGEST_JUMP, Statistic.SPREAD):
        low = np.mean([each[statistic].p < 0.2 for each in worlds])
        assert abs(low - 0.2) < 3.3 * np.sqrt(0.2 * 0.8 / len(worlds)), statistic


def test_weeks_not_observed_play_no_part():
    rng = np.random.default_rng(6)
    weeks = ordinary(rng)
    weeks[::7] = np.nan
    found = check(weeks, rng)
    assert not any(each.failed for each in found.values())
    assert Statistic.ZERO_WEEKS not in found, "no week is zero, and none is expected to be"
    assert check(np.full(WEEKS, np.nan), rng) == {}


def test_p_values_by_hand():
    """Of five draws four lie above and one ties: below lies half a draw of five, so p is 2 x 0.1."""
    assert two_sided(np.array([1.0, 2.0, 3.0, 4.0, 0.0])) == pytest.approx(0.2)
    assert two_sided(np.array([-1.0, 1.0])) == 1.0
    beyond = np.full(1000, 5.0) + np.tile([1.0, -1.0], 500)
    assert two_sided(beyond) == pytest.approx(2 * norm.sf(5.0)), "the normal tail, where no draw lies beyond"
    assert two_sided(np.array([1.0, 9.0])) <= 0.5


@pytest.mark.parametrize(
    ("choices", "level"),
    [
        ({}, 200.0),
        ({"coupling": "sum"}, 200.0),
        ({"outcome": "negative_binomial"}, 8.0),
    ],
)
def test_worlds_of_the_models_own_family_pass(choices, level):
    for seed in range(3):
        world = draw_world(seed, spec=spec_of(courses=2, **choices), level=level, weeks=78)
        fit = fit_world(world)
        assert not [each for each in fit.predictive if each.failed]
        assert "fit.outlier_week" not in codes_of(fit.warnings)


def test_something_that_lasts_for_weeks_makes_a_fit_untrustworthy():
    """A hidden driver goes on and off every three weeks, too fast for the drift of the level to follow."""
    world = draw_world(2, weeks=120)
    hidden = np.where(np.arange(120) // 3 % 2, 1.6, 1.0)
    honest, missing = fit_world(world), fit_panel(world.spec, spoilt(world.panel, hidden))
    assert "fit.unexplained_persists" not in codes_of(honest.warnings)
    assert "fit.unexplained_persists" in codes_of(missing.warnings)
    assert not missing.trustworthy
    assert {notice.code for notice in DOUBTS} & codes_of(missing.warnings)
