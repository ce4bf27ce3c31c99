"""Bad input meets a real fit: each case is refused or warned of by its own notice, and nothing is silent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import codes_of, draw_world, fit_panel, panel_of, spec_of, spending, spoilt

from kuajie.domain.beliefs import FitChoices
from kuajie.messages import CannotFit, Severity
from kuajie.usecases.data_checks import room_for_levers
from kuajie.usecases.fit_checks import learned_of

FINE = {
    "fit.half_lives_are_prior",
    "fit.saturations_are_prior",
    "fit.chains_disagree",
    "fit.few_effective_draws",
    "fit.posterior_is_prior",
}
"""Notes on what little data teach, and what 200 draws a chain are too few for: no matter of the input."""


@pytest.fixture(scope="module")
def world():
    return draw_world(9, spec=spec_of(levers=3))


def with_row(panel, name, place, values):
    array = getattr(panel, name).copy()
    array[place] = values
    return replace(panel, **{name: array})


def with_inputs(panel, lever, values):
    inputs = panel.inputs.copy()
    inputs[lever] = values
    return replace(panel, inputs=inputs, spend=inputs)


def every_text_is_said(fit):
    for finding in fit.warnings:
        for locale in ("zh", "en"):
            assert finding.say(locale)


def test_good_input_is_not_found_fault_with(world):
    fit = fit_panel(world.spec, world.panel)
    assert codes_of(fit.warnings) <= FINE


def test_a_constant_lever(world):
    fit = fit_panel(world.spec, with_inputs(world.panel, 0, 900.0))
    assert codes_of(fit.warnings) - FINE == {"fit.lever_constant"}
    assert np.isfinite(fit.levers[0].return_on_spend.median)
    every_text_is_said(fit)


def test_a_lever_never_used(world):
    fit = fit_panel(world.spec, with_inputs(world.panel, 2, 0.0))
    assert codes_of(fit.warnings) - FINE == {"fit.lever_never_used"}
    assert fit.levers[2].return_on_spend is None
    every_text_is_said(fit)


def test_missing_weeks_widen_and_do_not_bias(world):
    """Eight weeks without a record: they are no zeros, and the fit says what it expects of them."""
    gaps = world.panel.enrolments[0].copy()
    gaps[40:48] = np.nan
    fit = fit_panel(world.spec, with_row(world.panel, "enrolments", 0, gaps))
    assert codes_of(fit.warnings) <= FINE
    assert np.isfinite(fit.weekly.mean).all()
    hidden = world.panel.enrolments[0, 40:48]
    inside = (fit.weekly.lower[0, 40:48] <= hidden) & (hidden <= fit.weekly.upper[0, 40:48])
    assert inside.mean() >= 0.75


def test_zero_weeks_of_a_large_course_are_left_out_and_told(world):
    closed = np.ones(104)
    closed[[10, 11, 50]] = 0.0
    panel = spoilt(world.panel, closed)
    fit = fit_panel(world.spec, replace(panel, enrolments=np.round(panel.enrolments)))
    assert codes_of(fit.warnings) - FINE == {"fit.zero_weeks"}
    (finding,) = (each for each in fit.warnings if each.notice.code == "fit.zero_weeks")
    assert finding.facts["count"] == 3


def test_zero_weeks_of_a_small_course_are_counted():
    small = draw_world(9, spec=spec_of(outcome="negative_binomial"), level=1.0)
    assert (small.panel.enrolments == 0).sum() > 3
    fit = fit_panel(replace(small.spec, choices=FitChoices()), small.panel)
    assert codes_of(fit.warnings) <= FINE | {"fit.divergences"}
    assert fit.model.counted.all()


def test_weeks_closed_now_and_then_show_in_counts():
    """Half of a course's weeks closed at random: no negative binomial makes both these and the others."""
    small = draw_world(9, spec=spec_of(outcome="negative_binomial"), level=60.0)
    closed = np.random.default_rng(1).random(104) < 0.3
    fit = fit_panel(small.spec, spoilt(small.panel, np.where(closed, 0.0, 1.0)))
    assert codes_of(fit.warnings) & {"fit.zero_weeks_differ", "fit.too_many_inside", "fit.too_few_inside"}


def test_more_levers_than_weeks_can_tell_apart_are_refused():
    levers = 12
    spec = spec_of(levers=levers)
    inputs = spending(np.random.default_rng(1), levers, 104)
    panel = panel_of(spec, np.full((1, 104), 100.0), inputs=inputs)
    for weeks, least in ((47, "refused"), (48, "few"), (95, "few"), (96, "enough")):
        shorter = panel.first_weeks(weeks)
        if least == "refused":
            with pytest.raises(CannotFit) as refused:
                fit_panel(spec, shorter)
            assert codes_of(refused.value.findings) == {"fit.too_many_levers"}
            assert refused.value.findings[0].facts == {"weeks": 47, "levers": 12}
        else:
            room, _ = room_for_levers(spec, shorter)
            assert (room < 2) == (least == "few")
    few = fit_panel(spec, panel.first_weeks(52))
    assert "fit.few_weeks_per_lever" in codes_of(few.warnings)


def test_levers_are_counted_where_they_act():
    """Twenty levers on each of two courses are not forty on one; courses share what levers on all bring."""
    weeks = 100
    own = spec_of(courses=2, levers=20, acts=(("c1",),) * 10 + (("c2",),) * 10)
    shared = spec_of(courses=4, levers=20)
    one = spec_of(courses=1, levers=20)
    rooms = []
    for spec in (own, shared, one):
        inputs = spending(np.random.default_rng(1), 20, weeks)
        panel = panel_of(spec, np.full((len(spec.courses), weeks), 100.0), inputs=inputs)
        rooms.append(room_for_levers(spec, panel)[0])
    assert rooms == pytest.approx([100 / 10 / 4, 100 / 20 / 2, 100 / 20 / 4])


def test_one_lever_in_many_places_counts_once():
    spec = spec_of(courses=3, levers=24, acts=(("c1",),) * 8 + (("c2",),) * 8 + (("c3",),) * 8)
    family = tuple(replace(lever, family=f"f{place % 8}") for place, lever in enumerate(spec.levers))
    panel = panel_of(spec, np.full((3, 52), 100.0), inputs=spending(np.random.default_rng(1), 24, 52))
    alone, together = (room_for_levers(each, panel)[0] for each in (spec, replace(spec, levers=family)))
    assert alone == pytest.approx(52 / 8 / 4)
    assert together == pytest.approx(min(52 / (8 / 3) / 4, 52 / 8 / 2))


def test_a_young_course_leans_on_the_others():
    """Thirty weeks are few for ten levers, unless an older course has taught them already."""
    spec = spec_of(courses=2, levers=10)
    enrolments = np.full((2, 150), 100.0)
    enrolments[1, :120] = np.nan
    panel = panel_of(spec, enrolments, inputs=spending(np.random.default_rng(1), 10, 150))
    assert room_for_levers(spec, panel)[0] > 2


def test_what_data_taught_of_shapes_is_measured_and_noted():
    """The noise of a coin toss teaches nothing of half-lives; weeks almost without noise do."""
    world = draw_world(12, spec=spec_of(levers=2), weeks=150)
    rng = np.random.default_rng(2)
    loud, quiet = (
        fit_panel(world.spec, replace(world.panel, enrolments=world.mean * rng.lognormal(0.0, noise, 150)))
        for noise in (1.2, 0.01)
    )
    taught = [[learned_of(fit.model, fit.posterior, k, "carry_0") for k in (0, 1)] for fit in (loud, quiet)]
    assert max(taught[0]) < 0.3
    assert min(taught[1]) > 0.6
    assert "fit.half_lives_are_prior" in codes_of(loud.warnings)
    assert "fit.half_lives_are_prior" not in codes_of(quiet.warnings)
    assert {each.severity for each in loud.warnings if each.notice.code.endswith("are_prior")} == {
        Severity.NOTE
    }
    assert learned_of(loud.model, loud.posterior, 0, "slope") == 1.0, "exponential saturation has no slope"


def test_price_never_varied_while_on_sale(world):
    price = world.panel.price[0].copy()
    price[30:] = 399.0
    sold = world.panel.enrolments[0].copy()
    sold[:30] = np.nan
    panel = with_row(with_row(world.panel, "price", 0, price), "enrolments", 0, sold)
    assert "fit.price_constant" in codes_of(fit_panel(world.spec, panel).warnings)
