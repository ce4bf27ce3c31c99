"""Draws of everything a plan needs: coefficients from their exact conditional, values by their priors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_density import OnScipy, World
from scipy import stats
from small_models import small_model

from kuajie.response import codes
from kuajie.response.draws import decode, lever_lifts, prior_scores, replay_series
from kuajie.response.layout import layout_of, parameter_names
from kuajie.response.packing import lever_facts
from kuajie.response.prior import SLOTS

ROUNDING = 1e-9

everything = {"pooled": True, "halo": True, "reach": True, "total_lift": True, "full_weeks": 3}


def point_of(model, seed=1, scale=0.5):
    return np.random.default_rng(seed).normal(0, scale, len(parameter_names(model)))


def world_at(model, z):
    return World(model=model, z=z, library=OnScipy(), names=parameter_names(model))


def left_to_the_baseline(world, course):
    """Return outcomes less all that is not baseline, in observed weeks, and the variance of its noise."""
    model, seen = world.model, world.model.observed[course]
    sigma = world.own("sigma", course, model.sigma_prior)
    sides = [world.side(course, training=training) for training in (False, True)]
    if model.outcome_kinds[course] == codes.NORMAL:
        demand = world.with_unmet(course, model.outcome[course] / model.unit[course]) / world.factor(course)
        return (demand - sides[0] - sides[1] - world.halo(course))[seen], sigma**2
    demand = world.with_unmet(course, np.log(model.outcome[course])) - np.log(world.factor(course))
    demand = demand - np.log1p(sides[0]) - np.log1p(sides[1]) - world.halo(course)
    return (demand + sigma**2 / 2)[seen], sigma**2


def conditional(world, course):
    """Return mean and covariance of the coefficients given all else, by the dense formulas."""
    model = world.model
    rows = model.design[course, model.observed[course]]
    left, noise = left_to_the_baseline(world, course)
    bends = np.where(model.drifting, world.drift(course), 1.0)
    prior = np.diag((model.coefficient_spread[course] * bends) ** 2)
    gain = prior @ rows.T @ np.linalg.inv(rows @ prior @ rows.T + noise * np.eye(len(rows)))
    location = model.coefficient_location[course]
    return location + gain @ (left - rows @ location), prior - gain @ rows @ prior


@given(
    seed=st.integers(0, 1000),
    outcome=st.sampled_from(["log_normal", "normal"]),
    price=st.sampled_from(["absent", "logit"]),
    drift=st.booleans(),
    weeks=st.sampled_from([12, 30]),
)
@settings(max_examples=20, deadline=None)
def test_coefficients_come_from_their_exact_conditional(seed, outcome, price, drift, weeks):
    """Draws are a linear map of standard normal numbers: recovered, its mean and covariance compared."""
    model = small_model(seed, weeks=max(weeks, 28), outcome=outcome, price=price, drift=drift, **everything)
    if weeks < 28:  # hardly more weeks than terms
        model = replace(model, outcome=np.where(np.arange(model.weeks) < 12, model.outcome, np.nan))
    z, terms = point_of(model, seed), len(model.terms)
    count = terms + 5
    drawn = decode(model, np.tile(z, (count, 1)), rng=np.random.default_rng(seed))["coefficient"]
    random = np.random.default_rng(seed).standard_normal((count, 2, terms))
    world = world_at(model, z)
    for course in range(2):
        known = np.column_stack([np.ones(count), random[:, course]])
        fitted = np.linalg.lstsq(known, drawn[:, course])[0]
        np.testing.assert_allclose(known @ fitted, drawn[:, course], rtol=ROUNDING, atol=ROUNDING)
        mean, covariance = conditional(world, course)
        np.testing.assert_allclose(fitted[0], mean, rtol=1e-7, atol=1e-7)
        np.testing.assert_allclose(fitted[1:].T @ fitted[1:], covariance, rtol=1e-6, atol=1e-8)


def test_a_sampled_baseline_is_what_was_sampled():
    """Counted courses keep their own scores, whatever the generator says; others in the model are drawn."""
    model = small_model(outcome="mixed", drift=True)
    z = point_of(model)
    first, second = (
        decode(model, z[None], rng=np.random.default_rng(seed))["coefficient"][0] for seed in (1, 2)
    )
    np.testing.assert_array_equal(first[0], second[0])
    assert (first[1] != second[1]).all()
    world = world_at(model, z)
    np.testing.assert_allclose(model.design[0] @ first[0], world.sampled_baseline(0), rtol=ROUNDING)


@pytest.mark.parametrize("outcome", ["log_normal", "mixed", "normal"])
def test_every_variable_is_what_its_prior_says(outcome):
    model = small_model(outcome=outcome, price="linear_power", families=True, **everything)
    z = np.stack([point_of(model, seed) for seed in range(4)])
    drawn = decode(model, z, rng=np.random.default_rng(0))
    for draw, point in enumerate(z):
        world = world_at(model, point)
        for lever in range(len(model.levers)):
            for slot in SLOTS:
                assert drawn[slot][draw, lever] == pytest.approx(world.values[lever][slot], rel=ROUNDING)
            assert drawn["strength"][draw, lever] == pytest.approx(world.strengths[lever], rel=ROUNDING)
        for course in range(2):
            assert drawn["drift"][draw, course] == pytest.approx(world.drift(course), rel=ROUNDING)
            reach = [world.reach(course, lever) for lever in range(len(model.levers))]
            np.testing.assert_allclose(drawn["reach"][draw, course], reach, rtol=ROUNDING)
            for place in range(3):
                prior = model.price_priors[course][place]
                known = world.own(f"price_{place}", course, prior)
                assert drawn[f"price_{place}"][draw, course] == pytest.approx(known, rel=ROUNDING)
            effect = drawn["halo"][draw, course] @ lever_lifts(model, point[None])[0]
            np.testing.assert_allclose(effect, world.halo(course), rtol=ROUNDING, atol=1e-15)


def test_scatter_of_counts_is_told_as_a_concentration_and_as_a_like_deviation():
    """By hand: mean 8 and concentration 4 give a variance of 8 + 64 / 4 = 24; so does a log-normal."""
    model = small_model(outcome="mixed", full_weeks=0, hidden_weeks=0)
    outcome = model.outcome.copy()
    outcome[0] = np.where(np.arange(model.weeks) % 2, 10.0, 6.0)
    model = replace(model, outcome=outcome)
    z = np.zeros((1, len(parameter_names(model))))
    prior = model.concentration_prior
    z[0, parameter_names(model).index("concentration[J1]")] = (np.log(4.0) - prior.location) / prior.spread
    drawn = decode(model, z, rng=np.random.default_rng(0))
    assert drawn["concentration"][0].tolist() == pytest.approx([4.0, 0.0])
    variance = 8.0**2 * np.expm1(drawn["sigma"][0, 0] ** 2)
    assert variance == pytest.approx(24.0)
    assert drawn["sigma"][0, 1] == pytest.approx(0.15)


@pytest.mark.parametrize("total_lift", [False, True])
@pytest.mark.parametrize("reach", [False, True])
def test_usual_lift_is_the_lift_of_history_over_the_weeks_of_use(reach, total_lift):
    model = small_model(reach=reach, total_lift=total_lift)
    z = np.stack([point_of(model, seed) for seed in range(5)])
    lifts = lever_lifts(model, z)
    usual = decode(model, z, rng=np.random.default_rng(0))["usual_lift"]
    used = (model.inputs > 0).sum(axis=1)
    np.testing.assert_allclose(lifts[:, :-1].sum(axis=2) / used[:-1], usual[:, :-1], rtol=ROUNDING)
    assert not lifts[:, -1].any()


def test_the_strength_of_an_idle_lever_is_that_of_its_usual_input():
    """By hand: exponential saturation, usual lift L at input m and scale K: L / (1 - exp(-m / K))."""
    model = small_model(turn=0)
    assert model.saturation_kinds[-1] == codes.EXPONENTIAL
    drawn = decode(model, point_of(model)[None], rng=np.random.default_rng(0))
    lift, scale = drawn["usual_lift"][0, -1], drawn["scale"][0, -1]
    assert drawn["strength"][0, -1] == pytest.approx(lift / (1 - np.exp(-model.usual[-1] / scale)))


def test_levers_under_other_inputs_are_replayed_by_the_same_formulas():
    model = small_model(reach=True)
    z = np.stack([point_of(model, seed) for seed in range(3)])
    drawn = decode(model, z, rng=np.random.default_rng(0))
    values = np.stack([drawn[slot] for slot in SLOTS], axis=2)
    lifts, frequency = np.empty((3, len(model.levers), model.weeks)), np.nan_to_num(model.frequency)
    replay_series(lever_facts(model), values, drawn["strength"], model.inputs, frequency, lifts)
    np.testing.assert_allclose(lifts, lever_lifts(model, z), rtol=ROUNDING)
    inputs = 2 * model.inputs
    replay_series(lever_facts(model), values, drawn["strength"], inputs, frequency, lifts)
    world = world_at(model, z[2])
    for lever in range(len(model.levers)):
        expected = world.strengths[lever] * world.response(lever, inputs[lever])
        np.testing.assert_allclose(lifts[2, lever], expected, rtol=ROUNDING, atol=1e-15)


def test_scores_of_the_prior_are_standard_normal_and_full_weeks_are_still():
    model = small_model(outcome="mixed", full_weeks=3, halo=True)
    scores = prior_scores(model, 4000, rng=np.random.default_rng(3))
    standard = layout_of(model).standard
    assert standard == len(parameter_names(model)) - 3
    assert not scores[:, standard:].any()
    for place in range(standard):
        assert stats.kstest(scores[:, place], "norm").pvalue > 1e-4
