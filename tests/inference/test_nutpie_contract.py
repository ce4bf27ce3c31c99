"""What we rely on in nutpie's undocumented entrance; a new version must pass before the pin moves."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import kstest, truncnorm

from kuajie.inference.engine import engine
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.messages import CannotFit
from kuajie.response import codes
from kuajie.response.defaults import CONCENTRATION, DRIFT, HALO, SIGMA, lever_priors
from kuajie.response.density import log_density
from kuajie.response.layout import parameter_names
from kuajie.response.model import MeasuredLifts, ResponseModel
from kuajie.response.packing import pack
from kuajie.usecases.ports import Cancelled, SamplerSettings, silent

SETTINGS = SamplerSettings(chains=2, draws=400, warm_up=400, seed=7)
THIN = 4
"""Every fourth draw: nearly independent, as the test of Kolmogorov and Smirnov wants them."""


def idle_model(*, weeks=60, full_week=None):
    """Return one course and one lever that never ran, so that its posterior is its prior."""
    full = np.arange(weeks)[None] == (-1 if full_week is None else full_week)
    return ResponseModel(
        courses=("J1",),
        levers=("idle",),
        terms=("level",),
        outcome_kinds=np.array([codes.LOG_NORMAL]),
        outcome=np.exp(np.random.default_rng(0).normal(3.0, 0.2, (1, weeks))),
        unit=np.ones(1),
        full=full,
        design=np.ones((1, weeks, 1)),
        coefficient_location=np.zeros((1, 1)),
        coefficient_spread=np.full((1, 1), 5.0),
        drifting=np.zeros(1, dtype=np.bool_),
        drift_prior=DRIFT,
        price=np.ones((1, weeks)),
        price_kinds=np.array([codes.ABSENT]),
        price_priors=((0.0, 1.0, 1.0),),
        inputs=np.zeros((1, weeks)),
        frequency=np.full((1, weeks), np.nan),
        start=np.zeros(1),
        usual=np.ones(1),
        acts=np.ones((1, 1), dtype=np.bool_),
        training=np.zeros(1, dtype=np.bool_),
        carry_kinds=np.array([codes.GEOMETRIC]),
        saturation_kinds=np.array([codes.EXPONENTIAL]),
        lever_priors=lever_priors(
            carry_overs=("geometric",), saturations=("exponential",), usual=np.ones(1), lifts=np.full(1, 0.2)
        ),
        pool_priors=(None,),
        halo=np.zeros((1, 1), dtype=np.bool_),
        halo_prior=HALO,
        sigma_prior=SIGMA,
        concentration_prior=CONCENTRATION,
        experiments=MeasuredLifts.none(weeks),
    )


@pytest.fixture(scope="module")
def model():
    return idle_model()


@pytest.fixture(scope="module")
def sample(model):
    return NutpieSampler().sample(model, settings=SETTINGS, progress=silent)


def thinned(sample, name):
    """Return nearly independent draws of one parameter."""
    return sample.unconstrained[:, ::THIN, sample.names.index(name)].ravel()


def test_sample_has_the_shape_and_counts_of_the_settings(model, sample):
    assert sample.names == parameter_names(model)
    assert sample.names == ("usual_lift[idle]", "carry_0[idle]", "scale[idle]", "sigma[J1]")
    assert sample.unconstrained.shape == (2, 400, len(sample.names))
    assert np.isfinite(sample.unconstrained).all()
    assert sample.gradients >= 2 * 800
    assert sample.divergences == 0


@pytest.mark.parametrize("name", ["usual_lift[idle]", "carry_0[idle]", "scale[idle]"])
def test_an_unused_lever_keeps_its_prior(sample, name):
    assert kstest(thinned(sample, name), "norm").pvalue > 1e-4


def distribution_on(grid, model, place):
    """Return the posterior distribution function of one parameter, the others at 0 and independent of it."""
    z, block = np.zeros(len(parameter_names(model))), pack(model)
    logs = []
    for score in grid:
        z[place] = score
        logs.append(log_density(block, z, np.empty_like(z)))
    density = np.exp(np.array(logs) - max(logs))
    return np.cumsum(density) / density.sum()


def test_what_data_speak_of_is_drawn_from_its_posterior(model, sample):
    """The scatter alone is learned; its posterior follows by summing the density over a grid."""
    place, grid = sample.names.index("sigma[J1]"), np.linspace(-3.0, 3.0, 4001)
    below = distribution_on(grid, model, place)
    found = kstest(thinned(sample, "sigma[J1]"), lambda score: np.interp(score, grid, below))
    assert found.pvalue > 1e-4
    assert thinned(sample, "sigma[J1]").std() < 0.3  # the prior's is 1


def test_the_latent_demand_of_a_full_week_is_drawn_too():
    """Demand beyond the seats is the tail of a normal whose mean and deviation the other weeks tell."""
    model = idle_model(full_week=11)
    seats = np.log(model.outcome[0, 11])
    sample = NutpieSampler().sample(model, settings=SETTINGS, progress=silent)
    assert sample.names[-1] == "unmet[0,11]"
    others = np.log(np.delete(model.outcome[0], 11))
    beyond = np.exp(thinned(sample, "unmet[0,11]"))
    tail = truncnorm((seats - others.mean()) / others.std(), np.inf, others.mean() - seats, others.std())
    assert kstest(beyond, tail.cdf).pvalue > 1e-4


def test_same_seed_same_draws_whatever_the_cores(model):
    """Chains start in whatever order their threads do; four chains on one to four cores must not notice."""
    settings = SamplerSettings(chains=4, draws=50, warm_up=100, seed=7)
    first = NutpieSampler(cores=1).sample(model, settings=settings, progress=silent)
    for cores in (2, 3, 4, 4, 4):
        again = NutpieSampler(cores=cores).sample(model, settings=settings, progress=silent)
        np.testing.assert_array_equal(first.unconstrained, again.unconstrained)


def test_cancelling_stops_the_sampler(model):
    def cancel(step, _done):
        if step.en == "Sampling the posterior":
            raise Cancelled

    with pytest.raises(Cancelled):
        NutpieSampler().sample(model, settings=SamplerSettings(draws=200_000), progress=cancel)


def test_engine_is_loaded_without_arviz_and_matplotlib():
    code = (
        "import sys; from kuajie.inference.engine import engine; engine();"
        "print(sorted({'arviz', 'matplotlib', 'pandas', 'nutpie'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
    assert engine() is engine()


def test_data_that_no_parameters_can_explain_end_in_words_not_in_a_traceback():
    model = idle_model()
    impossible = MeasuredLifts(
        lever=np.array([0]),
        course=np.array([0]),
        first=np.array([3]),
        last=np.array([5]),
        unit=np.array([1]),
        lift=np.array([1e300]),
        error=np.array([1e-300]),
        without=model.inputs[:1],
    )
    with pytest.raises(CannotFit, match="No starting point"):
        NutpieSampler().sample(replace(model, experiments=impossible), settings=SETTINGS, progress=silent)
