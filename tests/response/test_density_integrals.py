"""One week's density adds up to one over what may happen, and full weeks to the chance of what they mean."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from plain_density import OnScipy, World
from scipy import stats
from small_models import small_model, without_levers

from kuajie.response import codes
from kuajie.response.density import log_density
from kuajie.response.layout import layout_of, parameter_names
from kuajie.response.packing import pack

QUADRATURE = 1e-6
"""The trapezium rule on smooth curves that vanish at both ends."""


def point_of(model, seed=1):
    return np.random.default_rng(seed).normal(0, 0.5, len(parameter_names(model)))


def one_week(outcome, value, *, full=False, price="logit"):
    """Return a model whose second course was observed in week 7 alone, its baseline known, no levers."""
    model = without_levers(small_model(outcome=outcome, price=price, full_weeks=0, drift=False))
    observed = np.full(model.outcome.shape, np.nan)
    observed[1, 7] = value
    return replace(
        model,
        outcome=observed,
        full=np.isfinite(observed) & full,
        coefficient_spread=np.full(model.coefficient_spread.shape, 1e-7),
    )


def likelihood(model, *points):
    """Return the likelihood at every point."""
    block, standard = pack(model), layout_of(model).standard
    scratch = np.empty_like(points[0])
    prior = [stats.norm.logpdf(z[:standard]).sum() for z in points]
    found = np.exp([log_density(block, z, scratch) for z in points] - np.array(prior))
    return found if len(points) > 1 else float(found[0])


def demand_of(model, z):
    """Return the distribution of the week's demand: mean of its log or of itself, and the factor's part."""
    world = World(model=model, z=z, library=OnScipy(), names=parameter_names(model))
    level = float(model.design[1, 7] @ model.coefficient_location[1])
    return level, float(world.factor(1)[7]), world


@pytest.mark.parametrize("outcome", ["log_normal", "normal", "negative_binomial"])
@pytest.mark.parametrize("seed", range(3))
def test_a_full_week_integrates_to_the_chance_of_demand_reaching_the_seats(outcome, seed):
    seats = {"log_normal": 14.0, "normal": 130.0, "negative_binomial": 9.0}[outcome]
    model = one_week(outcome, seats, full=True)
    z = point_of(model, seed)
    grid = np.linspace(-30.0, 8.0, 2001)
    values = likelihood(model, *(np.append(z[:-1], unmet) for unmet in grid))
    assert np.trapezoid(values, grid) == pytest.approx(chance_of_reaching(seats, model, z), rel=QUADRATURE)


def chance_of_reaching(seats, model, z):
    level, factor, world = demand_of(model, z)
    if model.counted.any():
        shape = float(world.own("concentration", 1, model.concentration_prior))
        return stats.nbinom.sf(seats - 1, shape, shape / (shape + np.exp(level) * factor))
    sigma = float(world.own("sigma", 1, model.sigma_prior))
    if model.coupling == codes.SUM:
        unit = model.unit[1] * factor
        return stats.norm.sf(seats, unit * level, unit * sigma)
    return stats.norm.sf(np.log(seats), level + np.log(factor) - sigma**2 / 2, sigma)


@pytest.mark.parametrize("price", ["absent", "constant_elasticity", "logit", "linear_power"])
def test_the_density_of_a_normal_outcome_integrates_to_one_at_any_price(price):
    """In units of the outcome: the factor scales mean and deviation, and the density by its inverse."""
    z = point_of(one_week("normal", 100.0, price=price))
    level, factor, world = demand_of(one_week("normal", 100.0, price=price), z)
    sigma = float(world.own("sigma", 1, world.model.sigma_prior))
    grid = factor * (level + sigma * np.linspace(-9, 9, 181))
    values = [likelihood(one_week("normal", 140.0 * at, price=price), z) for at in grid]
    assert np.trapezoid(values, grid) == pytest.approx(1.0, rel=QUADRATURE)
    assert np.trapezoid(values * grid, grid) == pytest.approx(factor * level, rel=QUADRATURE)


def test_the_density_of_a_log_normal_outcome_has_the_mean_the_model_states():
    """With log N ~ Normal(log μ - σ²/2, σ²) the mean of N is μ."""
    z = point_of(one_week("log_normal", 10.0))
    level, factor, world = demand_of(one_week("log_normal", 10.0), z)
    sigma = float(world.own("sigma", 1, world.model.sigma_prior))
    grid = level + np.log(factor) + sigma * np.linspace(-9, 9, 181)
    values = [likelihood(one_week("log_normal", np.exp(at)), z) for at in grid]
    assert np.trapezoid(values, grid) == pytest.approx(1.0, rel=QUADRATURE)
    assert np.trapezoid(values * np.exp(grid), grid) == pytest.approx(np.exp(level) * factor, rel=QUADRATURE)


def test_the_probabilities_of_counts_add_up_to_one_and_have_the_mean_the_model_states():
    z = point_of(one_week("negative_binomial", 3.0))
    level, factor, _ = demand_of(one_week("negative_binomial", 3.0), z)
    counts = np.arange(600.0)
    values = np.array([likelihood(one_week("negative_binomial", count), z) for count in counts])
    assert values.sum() == pytest.approx(1.0, rel=QUADRATURE)
    assert values @ counts == pytest.approx(np.exp(level) * factor, rel=QUADRATURE)
