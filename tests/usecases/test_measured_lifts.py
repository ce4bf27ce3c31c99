"""Past experiments on a panel's weeks: which window, which world without them, which are left out and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from small_worlds import FIRST_WEEK, codes_of, panel_of, spec_of, spending

from kuajie.domain.experiment import Experiment
from kuajie.usecases.measured_lifts import place_experiments

WEEKS = 40
SPEC = spec_of(courses=2, levers=2, acts=((), ("c1",)))
INPUTS = spending(np.random.default_rng(3), 2, WEEKS) + 700.0
PANEL = panel_of(SPEC, np.full((2, WEEKS), 100.0), inputs=INPUTS)


def experiment(first, last, **changed):
    """Return a test of lever a on course 1 from the first day of one week to the last of another."""
    usual = {
        "lever": "a",
        "course": "c1",
        "first_day": FIRST_WEEK + timedelta(weeks=first),
        "last_day": FIRST_WEEK + timedelta(weeks=last, days=6),
        "spend_change": 500.0,
        "lift": 12.0,
        "lower": 4.0,
        "upper": 20.0,
        "level": 0.9,
        "unit": "enrolments",
    }
    return Experiment(**usual | changed)


def place(*experiments, panel=PANEL):
    return place_experiments(SPEC, panel, experiments)


def test_a_window_of_whole_weeks_is_those_weeks():
    placed = place(experiment(10, 13, unit="share"))
    table = placed.table
    assert (table.lever[0], table.course[0], table.first[0], table.last[0], table.unit[0]) == (
        0,
        0,
        10,
        13,
        1,
    )
    assert table.lift[0] == 12.0
    assert table.error[0] == pytest.approx(8.0 / 1.6448536)
    assert len(placed.used) == 1


def test_what_was_added_is_taken_off_and_nothing_else_changes():
    table = place(experiment(10, 13)).table
    taken = INPUTS[0] - table.without[0]
    assert taken[10:14].sum() == pytest.approx(500.0)
    assert (table.without[0] >= 0).all()
    np.testing.assert_array_equal(np.delete(taken, range(10, 14)), 0.0)


def test_what_was_cut_is_put_back_by_days():
    """From Thursday of week 10 to Wednesday of week 12: 4, 7 and 3 days of 14."""
    cut = replace(
        experiment(10, 12, spend_change=-1400.0),
        first_day=FIRST_WEEK + timedelta(weeks=10, days=3),
        last_day=FIRST_WEEK + timedelta(weeks=12, days=2),
    )
    table = place(cut).table
    np.testing.assert_allclose((table.without[0] - INPUTS[0])[10:13], [400.0, 700.0, 300.0])


def test_spend_becomes_input_in_the_levers_own_unit():
    """An hour costs 50: 500 of money more were 10 hours more."""
    hours = replace(PANEL, inputs=INPUTS / 50)
    table = place(experiment(10, 13), panel=hours).table
    assert (hours.inputs[0] - table.without[0]).sum() == pytest.approx(10.0)


LONG_BEFORE = {"first_day": FIRST_WEEK - timedelta(days=4), "last_day": FIRST_WEEK + timedelta(days=9)}
LONG_AFTER = {"last_day": FIRST_WEEK + timedelta(weeks=WEEKS, days=2)}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"lever": "z"}, "fit.experiment_elsewhere"),
        ({"course": "c9"}, "fit.experiment_elsewhere"),
        ({"lever": "b", "course": "c2"}, "fit.experiment_elsewhere"),
        (LONG_BEFORE, "fit.experiment_outside_history"),
        (LONG_AFTER, "fit.experiment_outside_history"),
        ({"spend_change": 1e6}, "fit.experiment_exceeds_spend"),
    ],
)
def test_what_history_cannot_hold_is_left_out_and_named(changed, code):
    odd = experiment(10, 13, **changed)
    placed = place(odd, experiment(20, 22))
    assert codes_of(placed.warnings) == {code}
    assert (placed.warnings[0].facts["first"], placed.warnings[0].facts["last"]) == (
        odd.first_day,
        odd.last_day,
    )
    assert len(placed.table) == len(placed.used) == 1, "the other one is kept"
    assert odd not in placed.used


def test_a_course_that_was_not_on_sale_throughout_cannot_have_been_tested():
    sold = PANEL.enrolments.copy()
    sold[0, 12] = np.nan
    placed = place(experiment(10, 13), panel=replace(PANEL, enrolments=sold))
    assert codes_of(placed.warnings) == {"fit.experiment_off_sale"}
    assert len(placed.table) == 0


def test_a_lift_can_be_no_share_of_no_enrolments():
    sold = PANEL.enrolments.copy()
    sold[0, 10:14] = 0.0
    panel = replace(PANEL, enrolments=sold)
    placed = place(experiment(10, 13, unit="share"), panel=panel)
    assert codes_of(placed.warnings) == {"fit.experiment_without_enrolments"}
    assert len(place(experiment(10, 13, unit="enrolments"), panel=panel).table) == 1
