"""What the priors say before the data: beliefs come back as stated, and defaults leave room for the data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import codes_of, draw_world, fit_panel, spec_of

from kuajie.domain.beliefs import FitChoices, LeverBelief, Range
from kuajie.response import codes
from kuajie.usecases.build_model import build_model
from kuajie.usecases.prior_check import check_prior, share_inside

NEAR = {codes.SUM: 0.1, codes.PRODUCT: 0.25}
"""Under the sum coupling a belief about the return is one about the lift exactly, but for 400 draws; under
the product coupling what the other levers bring enters by its expectation alone."""


def believing(spec, **beliefs):
    levers = tuple(replace(lever, belief=beliefs.get(lever.id, lever.belief)) for lever in spec.levers)
    return replace(spec, levers=levers)


@pytest.mark.parametrize("choices", [{}, {"coupling": "sum"}], ids=["product", "sum"])
@pytest.mark.parametrize("stated", [Range(0.5, 2.0), Range(3.0, 4.5)])
def test_a_belief_about_the_return_comes_back_as_stated(choices, stated):
    world = draw_world(6, spec=spec_of(levers=3, **choices))
    spec = believing(world.spec, b=LeverBelief(return_on_spend=stated))
    model = build_model(spec, world.panel).model
    found = check_prior(spec, world.panel, model, seed=1).returns[1]
    near = NEAR[spec.coupling]
    assert found.lower == pytest.approx(stated.low, rel=near)
    assert found.upper == pytest.approx(stated.high, rel=near)
    assert found.median == pytest.approx(np.sqrt(stated.low * stated.high), rel=near)


def test_a_belief_about_the_share_of_levers_comes_back_as_stated():
    world = draw_world(6, spec=spec_of(levers=3))
    stated = Range(0.2, 0.3)
    spec = replace(world.spec, choices=FitChoices(marketing_share=stated))
    share = check_prior(spec, world.panel, build_model(spec, world.panel).model, seed=1).lever_share[0]
    assert share.lower == pytest.approx(stated.low, abs=0.03)
    assert share.upper == pytest.approx(stated.high, abs=0.03)


def test_a_lever_never_used_has_no_return():
    world = draw_world(6, spec=spec_of(levers=3))
    inputs = world.panel.inputs.copy()
    inputs[2] = 0.0
    panel = replace(world.panel, inputs=inputs, spend=inputs)
    found = check_prior(world.spec, panel, build_model(world.spec, panel).model, seed=1)
    assert found.returns[2] is None
    assert found.returns[0] is not None


@pytest.mark.parametrize(
    ("choices", "level"),
    [({}, 200.0), ({"coupling": "sum"}, 200.0), ({"outcome": "negative_binomial"}, 10.0)],
)
def test_default_priors_leave_room_for_worlds_of_any_kind(choices, level):
    world = draw_world(7, spec=spec_of(**choices), level=level)
    found = check_prior(world.spec, world.panel, build_model(world.spec, world.panel).model, seed=1)
    assert found.weeks_inside > 0.9


def test_beliefs_that_rule_out_the_data_are_warned_of():
    """Spend taken in another unit: a return of 500 would mean many times the enrolments there were."""
    world = draw_world(6)
    odd = believing(world.spec, a=LeverBelief(return_on_spend=Range(400.0, 600.0)))
    fit = fit_panel(odd, world.panel)
    assert fit.prior.weeks_inside < 0.5
    assert "fit.prior_rules_out_data" in codes_of(fit.warnings)
    assert "fit.prior_rules_out_data" not in codes_of(fit_panel(world.spec, world.panel).warnings)


def test_share_inside_by_hand():
    """Draws 0 ... 100: the central 90 % is 5 to 95; of four weeks, one not observed, two lie inside."""
    draws = np.tile(np.arange(101.0)[:, None, None], (1, 1, 4))
    assert share_inside(draws, np.array([[5.0, 96.0, 50.0, np.nan]])) == pytest.approx(2 / 3)
