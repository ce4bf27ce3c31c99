"""Outlier weeks: what the fit explains is none, what it cannot explain is named, however many there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.stats import t
from small_worlds import codes_of, draw_world, fit_panel, spec_of, spoilt

from kuajie.response import codes
from kuajie.usecases.outlier_weeks import robust_chance


def outlier_weeks_of(fit):
    return [found.facts["week"] for found in fit.warnings if found.notice.code == "fit.outlier_week"]


def test_chance_by_hand():
    """Logs -50 ... 50 and 350: half of them lie within 25.5 of their median 0.5."""
    seen = np.exp(np.append(np.arange(-50.0, 51.0), 350.0) / 100)
    found = robust_chance(seen, np.ones((1, 102)), kind=codes.LOG_NORMAL, use=np.ones(102, dtype=bool))
    away = (350 - 0.5) / (1.4826 * 25.5)
    assert found[-1] == pytest.approx(2 * t.sf(away, df=0.37 * 102), rel=1e-9)
    assert found[:-1].min() > 0.1


@pytest.mark.parametrize(
    ("choices", "level", "factors"),
    [
        ({}, 200.0, {30: 5.0}),
        ({}, 200.0, {20: 0.2, 40: 0.2, 41: 0.2, 60: 0.2, 80: 0.2}),
        ({"coupling": "sum"}, 200.0, {50: 3.0}),
        ({"outcome": "negative_binomial"}, 60.0, {50: 6.0}),
    ],
)
def test_weeks_that_nothing_explains_are_named(choices, level, factors):
    world = draw_world(4, spec=spec_of(**choices), level=level)
    change = np.ones(104)
    change[list(factors)] = list(factors.values())
    panel = spoilt(world.panel, change)
    fit = fit_panel(world.spec, replace(panel, enrolments=np.round(panel.enrolments)))
    assert outlier_weeks_of(fit) == [panel.weeks[week] for week in sorted(factors)]
    said = codes_of(fit.warnings)
    assert not said & {"fit.jump_unexplained", "fit.spread_differs", "fit.too_many_inside"}, "said once"


def test_a_week_that_a_control_explains_is_no_outlier():
    world = draw_world(4)
    change, special = np.ones(104), np.zeros(104)
    change[[20, 50, 80]], special[[20, 50, 80]] = 3.0, 1.0
    panel = spoilt(world.panel, change)
    told = replace(panel, controls=("launch",), control_values=special[None])
    assert len(outlier_weeks_of(fit_panel(world.spec, panel))) == 3
    assert outlier_weeks_of(fit_panel(world.spec, told)) == []


def test_festival_weeks_are_explained_and_no_outliers(fit):
    """The demo's Spring Festivals halve enrolments every year."""
    assert outlier_weeks_of(fit) == []
    festival = [week for week in fit.panel.weeks if week in (date(2025, 1, 27), date(2026, 2, 16))]
    assert festival, "the history holds a Spring Festival"


def test_a_full_week_is_no_outlier():
    world = draw_world(4)
    panel = spoilt(world.panel, np.where(np.arange(104) == 50, 4.0, 1.0))
    seats = np.full(panel.seats.shape, np.inf)
    seats[0, 50] = panel.enrolments[0, 50]
    assert outlier_weeks_of(fit_panel(world.spec, replace(panel, seats=seats))) == []
