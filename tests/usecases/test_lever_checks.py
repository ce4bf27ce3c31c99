"""Levers that history cannot tell apart, from each other or from what moves enrolments without them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import codes_of, draw_world, fit_panel, panel_of, spec_of, spending

from kuajie.domain.posterior import Labelled, Posterior
from kuajie.usecases.build_model import build_model
from kuajie.usecases.lever_checks import explained, following_warnings, lever_warnings, trade_offs

WEEKS = 80


def warnings_of(inputs, *, enrolments=None, **of_spec):
    spec = spec_of(levers=len(inputs), courses=1 if enrolments is None else len(enrolments), **of_spec)
    weeks = np.full((len(spec.courses), WEEKS), 100.0) if enrolments is None else enrolments
    return lever_warnings(spec, panel_of(spec, weeks, inputs=np.asarray(inputs)))


def free(count, seed=1):
    return spending(np.random.default_rng(seed), count, WEEKS)


def test_levers_that_vary_by_themselves_are_told_apart():
    for seed in range(20):
        assert warnings_of(free(8, seed)) == []


def test_never_used_and_constant_levers_are_named():
    inputs = free(3)
    inputs[0], inputs[1] = 0.0, 500.0
    found = warnings_of(inputs)
    assert [(each.notice.code, each.facts["lever"]) for each in found] == [
        ("fit.lever_never_used", "Lever a"),
        ("fit.lever_constant", "Lever b"),
    ]


def test_a_lever_constant_while_its_course_was_on_sale_is_constant():
    inputs = free(2)
    inputs[0, 30:] = 500.0
    sold = np.full((1, WEEKS), 100.0)
    sold[0, :30] = np.nan
    assert codes_of(warnings_of(inputs, enrolments=sold)) == {"fit.lever_constant"}


def test_two_levers_that_moved_together_are_a_pair():
    inputs = free(3)
    inputs[2] = 3 * inputs[0] + 1
    (found,) = warnings_of(inputs)
    assert found.notice.code == "fit.levers_together"
    assert (found.facts["first"], found.facts["second"]) == ("Lever a", "Lever c")


def test_all_levers_of_a_group_are_named_once():
    inputs = free(4)
    inputs[1], inputs[3] = 2 * inputs[0], inputs[0] + 7
    (found,) = warnings_of(inputs)
    assert found.notice.code == "fit.levers_in_group"
    assert found.problem("en") == "Levers “Lever a”, “Lever b”, “Lever d” always moved together."
    assert "“Lever a”、“Lever b”、“Lever d”" in found.problem("zh")


def test_a_mix_of_others_is_found_though_no_pair_moves_together():
    inputs = free(5)
    inputs[4] = inputs[0] + 0.7 * inputs[2]
    assert np.abs(np.corrcoef(inputs)[np.triu_indices(5, 1)]).max() < 0.97
    (found,) = warnings_of(inputs)
    assert found.notice.code == "fit.lever_from_others"
    said = found.problem("en")
    assert all(f"Lever {name}" in said for name in "ace")
    assert not any(f"Lever {name}" in said for name in "bd")


def test_levers_of_different_courses_cannot_be_mistaken_for_each_other():
    inputs = free(2)
    inputs[1] = inputs[0]
    two = np.full((2, WEEKS), 100.0)
    apart = (("c1",), ("c2",))
    assert warnings_of(inputs, enrolments=two, acts=apart) == []
    assert codes_of(warnings_of(inputs, enrolments=two)) == {"fit.levers_together"}


def test_a_lever_that_also_acts_elsewhere_is_known_from_there():
    """Both move together, but one alone acts on the second course: there it is seen without the other."""
    inputs = free(2)
    inputs[1] = inputs[0]
    two = np.full((2, WEEKS), 100.0)
    assert warnings_of(inputs, enrolments=two, acts=(("c1",), ())) == []


def test_one_lever_in_several_places_is_one_lever():
    """Of one family: the same lever in two regions, whose inputs may well move together."""
    inputs = free(3)
    inputs[1] = 2 * inputs[0]
    spec = spec_of(courses=2, levers=3, acts=(("c1",), ("c2",), ()))
    family = tuple(
        replace(lever, family="ads" if place < 2 else "") for place, lever in enumerate(spec.levers)
    )
    panel = panel_of(spec, np.full((2, WEEKS), 100.0), inputs=inputs)
    assert lever_warnings(replace(spec, levers=family), panel) == []


def following(inputs, *, price=None, controls=None, elastic=True):
    spec = spec_of(levers=len(inputs))
    if not elastic:
        spec = replace(spec, courses=(replace(spec.courses[0], elastic=False),))
    panel = panel_of(spec, np.full((1, WEEKS), 100.0), inputs=inputs, price=price, controls=controls)
    return following_warnings(spec, panel, build_model(spec, panel).model)


def test_a_lever_that_follows_season_control_or_price_is_named_with_it():
    phase = 2 * np.pi * np.arange(WEEKS) / 52.18
    promo = np.random.default_rng(3).random(WEEKS) < 0.3
    price = np.where(np.random.default_rng(4).random(WEEKS) < 0.3, 300.0, 400.0)
    for column, cause, given in (
        (1000 * (2 + np.sin(phase)), "the season", {}),
        (np.where(promo, 4000.0, 1000.0), "“promo”", {"controls": {"promo": promo.astype(float)}}),
        (np.where(price < 400, 5000.0, 1000.0), "the price", {"price": price[None]}),
        (1000.0 + 20 * np.arange(WEEKS), "the trend", {}),
    ):
        inputs = free(2)
        inputs[1] = column
        (found,) = following(inputs, **given)
        assert found.notice.code == "fit.lever_follows"
        assert found.facts["lever"] == "Lever b"
        assert found.facts["others"].en == cause


def test_a_price_that_follows_a_control_is_named():
    promo = np.random.default_rng(3).random(WEEKS) < 0.3
    given = {"controls": {"promo": promo.astype(float)}, "price": np.where(promo, 300.0, 400.0)[None]}
    (found,) = following(free(2), **given)
    assert (found.notice.code, found.facts["others"].en) == ("fit.price_follows", "“promo”")
    assert following(free(2), **given, elastic=False) == []


def test_ordinary_levers_follow_nothing():
    for seed in range(10):
        world = draw_world(seed, spec=spec_of(courses=2, levers=4))
        assert following_warnings(world.spec, world.panel, world.model) == []


def test_explained_share_by_hand():
    """A column that is half explained: y = x + e with x and e orthogonal and of one length."""
    x, e = np.array([1.0, -1, 1, -1]), np.array([1.0, 1, -1, -1])
    assert explained([x + e], [x[:, None]]) == pytest.approx(1 - 0.5 * 3 / 2)
    assert explained([x], [x[:, None]]) == pytest.approx(1.0)
    assert explained([x, e], [x[:, None], e[:, None]]) == pytest.approx(1.0), "coefficients of their own"


def posterior_with(correlation):
    rng = np.random.default_rng(5)
    first = rng.standard_normal(4000)
    second = correlation * first + np.sqrt(1 - correlation**2) * rng.standard_normal(4000)
    lifts = np.exp(0.1 * np.column_stack([first, second]))
    return Posterior(
        coords={"lever": ("a", "b")},
        chain=(0,) * 4000,
        variables={"usual_lift": Labelled(("draw", "lever"), lifts)},
    )


def test_levers_of_which_only_the_sum_is_known_are_named_unless_their_inputs_told_it():
    spec, inputs = spec_of(levers=2), free(2)
    panel = panel_of(spec, np.full((1, WEEKS), 100.0), inputs=inputs)
    (found,) = trade_offs(spec, panel, posterior_with(-0.97))
    assert found.notice.code == "fit.levers_trade_off"
    assert (found.facts["first"], found.facts["second"]) == ("Lever a", "Lever b")
    assert trade_offs(spec, panel, posterior_with(-0.7)) == []
    inputs[1] = inputs[0]
    assert trade_offs(spec, replace(panel, inputs=inputs), posterior_with(-0.97)) == []


def test_collinear_levers_are_fitted_with_a_warning_and_their_sum_is_known():
    """Three levers that are one: the fit names all, and no lever's return is claimed to be known better."""
    rng = np.random.default_rng(8)
    one = spending(rng, 1, 104)
    world = draw_world(8, spec=spec_of(levers=3), inputs=np.concatenate([one, 2 * one, 0.5 * one]))
    fit = fit_panel(world.spec, world.panel)
    (found,) = (each for each in fit.warnings if each.notice.code == "fit.levers_in_group")
    assert all(lever.title in found.problem("en") for lever in world.spec.levers)
    assert "fit.levers_trade_off" not in codes_of(fit.warnings)
    lifts = fit.posterior.get("usual_lift", world.spec.lever_ids)
    true = world.truth.get("usual_lift", world.spec.lever_ids)[0]
    assert np.log(lifts.sum(axis=1)).std() < 0.75 * np.log(lifts).std(axis=0).min()
    assert np.quantile(lifts.sum(axis=1), 0.005) < true.sum() < np.quantile(lifts.sum(axis=1), 0.995)
