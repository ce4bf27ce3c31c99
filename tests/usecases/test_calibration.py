"""Experiments move a fit towards what they measured, narrow it, and are set beside what the data say.

The lift that an experiment should have measured follows from the true parameters by formulas of this test.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from small_worlds import FIRST_WEEK, codes_of, draw_world, fit_panel, spec_of

from kuajie.domain.experiment import Experiment
from kuajie.response import codes

FIRST, LAST = 30, 37
SHARE = 0.6
"""The experiment is what three fifths of the lever's spend brought in eight weeks."""

COUPLINGS = [{}, {"coupling": "sum"}]


def carried(spend, retention):
    """Return the normalised stock of geometric carry-over, from the mean of the first eight weeks on."""
    stock, last = np.empty(spend.size), spend[:8].mean()
    for week, now in enumerate(spend):
        last = (1 - retention) * now + retention * last
        stock[week] = last
    return stock


def true_lift(world, unit):
    """Return what lever a's extra spend in the window truly brought to course 1, and that spend."""
    model, truth = world.model, world.truth
    strength, retention, scale = (
        float(truth.get(name, model.levers)[0, 0]) for name in ("strength", "carry_0", "scale")
    )
    spend = world.panel.inputs[0]
    less = spend.copy()
    less[FIRST : LAST + 1] *= 1 - SHARE
    gained = strength * (
        np.exp(-carried(less, retention) / scale) - np.exp(-carried(spend, retention) / scale)
    )
    window, mean = slice(FIRST, LAST + 1), world.mean[0]
    if model.coupling == codes.SUM:
        brought = (model.unit[0] * gained * np.exp(world.weeks.log_price[0, 0]))[window].sum()
    else:
        brought = (mean * gained / (1 + world.weeks.sides[0, 0, 0]))[window].sum()
    lift = brought / (mean[window].sum() - brought) if unit == "share" else brought
    return float(lift), float((spend - less).sum())


def experiment(world, *, unit="enrolments", error=0.1, factor=1.0):
    """Return an unbiased test of the window, its 90 % interval ``error`` of the lift to either side."""
    lift, added = true_lift(world, unit)
    return Experiment(
        lever="a",
        course="c1",
        first_day=FIRST_WEEK + timedelta(weeks=FIRST),
        last_day=FIRST_WEEK + timedelta(weeks=LAST, days=6),
        spend_change=added,
        lift=factor * lift,
        lower=factor * lift * (1 - error),
        upper=factor * lift * (1 + error),
        level=0.9,
        unit=unit,
    )


@pytest.mark.parametrize("choices", COUPLINGS, ids=["product", "sum"])
@pytest.mark.parametrize("unit", ["enrolments", "share"])
def test_an_experiment_pulls_towards_the_truth_and_narrows(choices, unit):
    """Over four worlds of 60 weeks, which alone say little."""
    off, spread = [], []
    for seed in range(4):
        world = draw_world(100 + seed, spec=spec_of(**choices), weeks=60)
        fit = fit_panel(world.spec, world.panel, experiments=(experiment(world, unit=unit),))
        assert "fit.experiment_against_data" not in codes_of(fit.warnings)
        (found,), (lift, _) = fit.experiment_lifts, true_lift(world, unit)
        assert found.calibrated.lower < lift < found.calibrated.upper
        off.append([abs(np.log(each.median / lift)) for each in (found.data_only, found.calibrated)])
        spread.append([(each.upper - each.lower) / lift for each in (found.data_only, found.calibrated)])
    assert np.mean(off, axis=0)[1] < 0.5 * np.mean(off, axis=0)[0]
    assert np.mean(spread, axis=0)[1] < 0.5 * np.mean(spread, axis=0)[0]


@pytest.mark.parametrize("choices", COUPLINGS, ids=["product", "sum"])
@pytest.mark.parametrize("unit", ["enrolments", "share"])
def test_an_experiment_with_a_tiny_error_pins_the_lift_that_the_fit_implies(choices, unit):
    """Whether it is true or not: here it says half as much again."""
    world = draw_world(100, spec=spec_of(**choices), weeks=60)
    pinned = experiment(world, unit=unit, error=0.01, factor=1.5)
    (found,) = fit_panel(world.spec, world.panel, experiments=(pinned,)).experiment_lifts
    assert found.measured.lower == pytest.approx(pinned.lower)
    assert found.calibrated.median == pytest.approx(pinned.lift, rel=0.005)
    assert found.calibrated.upper - found.calibrated.lower == pytest.approx(0.02 * pinned.lift, rel=0.25)


def test_what_is_known_is_shown_by_prior_by_data_and_by_both():
    world = draw_world(101, spec=spec_of(levers=3), weeks=60)
    fit = fit_panel(world.spec, world.panel, experiments=(experiment(world),))
    plain = fit_panel(world.spec, world.panel)
    (row,) = fit.calibration
    assert (row.lever, row.title) == ("a", "Lever a")
    assert row.prior == fit.levers[0].prior_return
    assert row.calibrated == fit.levers[0].return_on_spend
    alone = plain.levers[0].return_on_spend
    assert row.data_only.median == pytest.approx(alone.median, rel=0.15)
    width = {name: getattr(row, name).upper - getattr(row, name).lower for name in ("prior", "data_only")}
    assert row.calibrated.upper - row.calibrated.lower < min(width.values())
    assert (plain.calibration, plain.experiment_lifts) == ((), ())


def test_an_experiment_that_the_data_exclude_is_named_with_both_ranges():
    world = draw_world(103, weeks=120)
    agreeing, odd = experiment(world), experiment(world, factor=12.0)
    fit = fit_panel(world.spec, world.panel, experiments=(odd,))
    (finding,) = (each for each in fit.warnings if each.notice.code == "fit.experiment_against_data")
    assert fit.experiment_lifts[0].apart
    for locale in ("zh", "en"):
        assert "Lever a" in finding.problem(locale)
        assert "Course 1" in finding.problem(locale)
    assert not fit_panel(world.spec, world.panel, experiments=(agreeing,)).experiment_lifts[0].apart


def test_experiments_that_contradict_each_other_are_both_used_and_named():
    world = draw_world(104, weeks=60)
    low, high = experiment(world, factor=0.2), experiment(world, factor=3.0)
    fit = fit_panel(world.spec, world.panel, experiments=(low, high))
    assert "fit.experiments_contradict" in codes_of(fit.warnings)
    assert len(fit.experiment_lifts) == len(fit.experiments) == 2


def test_an_experiment_partly_outside_history_changes_nothing_and_is_named():
    world = draw_world(105, weeks=60)
    whole = experiment(world)
    late = Experiment(
        **{
            name: getattr(whole, name)
            for name in ("lever", "course", "spend_change", "lift", "lower", "upper", "level", "unit")
        },
        first_day=FIRST_WEEK + timedelta(weeks=56),
        last_day=FIRST_WEEK + timedelta(weeks=61),
    )
    fit, plain = (fit_panel(world.spec, world.panel, experiments=given) for given in ((late,), ()))
    assert "fit.experiment_outside_history" in codes_of(fit.warnings)
    assert fit.experiments == fit.calibration == fit.experiment_lifts == ()
    assert fit.levers == plain.levers
