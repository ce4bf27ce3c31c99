"""The compiled density: its value is that of the plain one, its gradient that of finite differences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from plain_density import OnScipy, plain_log_density
from small_models import OUTCOMES, small_model

from kuajie.response.density import log_density
from kuajie.response.layout import parameter_names
from kuajie.response.packing import pack
from kuajie.response.registry import PRICE_FACTORS

STEPS = (2e-4, 2e-5, 1e-3, 5e-3)
"""Of five-point differences: truncation grows with the step's fourth power, rounding falls with the step.
Where the density is steep a short step tells the slope, where it is large a long one; a wrong slope fits
none."""

FINITE_DIFFERENCE = 1e-6
"""Of the slope, or of one where it is smaller."""

ROUNDING = 1e-14
"""Of the density where its terms are large and week-to-week scatter is small."""

PLAIN_AGREEMENT = 1e-9
"""The low-rank and the dense normal density differ by rounding only."""

features = st.fixed_dictionaries(
    {
        "outcome": st.sampled_from(list(OUTCOMES)),
        "turn": st.integers(0, 7),
        "price": st.sampled_from(list(PRICE_FACTORS)),
        "full_weeks": st.integers(0, 3),
        "hidden_weeks": st.integers(0, 3),
        **dict.fromkeys(
            ("pooled", "families", "halo", "reach", "experiments", "total_lift", "drift"), st.booleans()
        ),
    }
)
points = {"seed": st.integers(0, 10_000), "scale": st.sampled_from([0.1, 0.7, 1.5])}

hardly_any_demand = {
    "switches": {"outcome": "normal", "turn": 1, "price": "logit", "pooled": True, "halo": True}
    | {"full_weeks": 0, "hidden_weeks": 0},
    "seed": 1,
    "scale": 1.5,
}
"""A point at which standard deviations of weeks lie a million times apart."""

everything = {
    "pooled": True,
    "families": True,
    "halo": True,
    "experiments": True,
    "total_lift": True,
    "full_weeks": 3,
    "hidden_weeks": 2,
}


def point_of(model, seed, scale=0.7):
    return np.random.default_rng(seed).normal(0, scale, len(parameter_names(model)))


def density(model, z):
    gradient = np.empty_like(z)
    return log_density(pack(model), z, gradient), gradient


def five_point_slope(block, z, direction):
    """Return the slope of the density along a direction as long as the step is."""
    scratch = np.empty_like(z)
    at = [log_density(block, z + steps * direction, scratch) for steps in (-2, -1, 1, 2)]
    return (8 * (at[2] - at[1]) - (at[3] - at[0])) / (12 * np.abs(direction).max())


def assert_gradient_is_that_of_differences(model, z):
    block = pack(model)
    value, gradient = density(model, z)
    for place, name in enumerate(parameter_names(model)):
        off = []
        for step in STEPS:
            slope = five_point_slope(block, z, np.eye(z.size)[place] * step)
            allowed = FINITE_DIFFERENCE * (1 + abs(gradient[place])) + ROUNDING * abs(value) / step
            off.append(abs(slope - gradient[place]) / allowed)
            if off[-1] <= 1:
                break
        assert min(off) <= 1, (name, gradient[place], off)


def assert_value_is_the_plain_one(model, z):
    value, _ = density(model, z)
    assert value == pytest.approx(plain_log_density(model, z, library=OnScipy()), rel=PLAIN_AGREEMENT)


@given(switches=features, **points)
@settings(max_examples=60, deadline=None)
def test_gradient_is_that_of_finite_differences(switches, seed, scale):
    model = small_model(seed % 7, **switches)
    z = point_of(model, seed, scale)
    assume(
        np.isfinite(density(model, z)[0])
    )  # an experiment may be implied to have brought more than was sold
    assert_gradient_is_that_of_differences(model, z)


@example(**hardly_any_demand)
@given(switches=features, **points)
@settings(max_examples=60, deadline=None)
def test_value_is_that_of_the_plain_density(switches, seed, scale):
    model = small_model(seed % 7, **switches)
    z = point_of(model, seed, scale)
    assume(np.isfinite(density(model, z)[0]))
    assert_value_is_the_plain_one(model, z)


@pytest.mark.parametrize("turn", range(8))
@pytest.mark.parametrize("price", PRICE_FACTORS)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_pair_of_formulas_under_every_outcome(outcome, price, turn):
    """Eight turns make every carry-over meet every saturation; everything else is switched on."""
    model = small_model(turn, outcome=outcome, price=price, turn=turn, reach=turn % 2 == 0, **everything)
    z = point_of(model, turn, 0.3)
    assert np.isfinite(density(model, z)[0])
    assert_gradient_is_that_of_differences(model, z)
    assert_value_is_the_plain_one(model, z)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_parameters_that_are_numbers_count_as_much_as_sampled_ones(outcome):
    """A model whose priors are replaced by their values differs by the priors' own density only."""
    sampled = small_model(outcome=outcome, price="logit", drift=True)
    z = point_of(sampled, 4)
    names = parameter_names(sampled)
    known = [name.startswith(("price_", "drift[")) for name in names]
    z[[name.startswith("drift[") for name in names]] = 0.4
    assert sum(known) == 4
    scale = [float(prior[0].value(z[names.index(f"price_0[{c}]")])) for c, prior in priors_of(sampled)]
    fixed = replace(
        sampled,
        price_priors=tuple(
            (each, *prior[1:]) for each, (_, prior) in zip(scale, priors_of(sampled), strict=True)
        ),
        drift_prior=float(sampled.drift_prior.value(np.array(0.4))),
    )
    own = -0.5 * (z[known] ** 2 + np.log(2 * np.pi)).sum()
    free = np.delete(z, np.flatnonzero(known))
    assert parameter_names(fixed) == tuple(np.delete(names, np.flatnonzero(known)))
    assert density(fixed, free)[0] + own == pytest.approx(density(sampled, z)[0], rel=PLAIN_AGREEMENT)
    np.testing.assert_allclose(
        density(fixed, free)[1], np.delete(density(sampled, z)[1], np.flatnonzero(known))
    )


def priors_of(model):
    return list(zip(model.courses, model.price_priors, strict=True))


def test_a_family_shares_its_scores_and_nothing_else():
    """By hand: levers a and c are one family, each with a usual lift of its own prior at one z-score."""
    model = small_model(families=True)
    first, second = model.lever_priors[0], model.lever_priors[2]
    model = replace(
        model,
        lever_priors=(
            first,
            model.lever_priors[1],
            replace(second, usual_lift=replace(second.usual_lift, location=-3.0, spread=0.5)),
            *model.lever_priors[3:],
        ),
    )
    names = parameter_names(model)
    assert "usual_lift[f]" in names
    assert not {"usual_lift[a]", "usual_lift[c]"} & set(names)
    z = point_of(model, 2)
    assert_value_is_the_plain_one(model, z)
    assert_gradient_is_that_of_differences(model, z)
