"""What we rely on in nutpie's undocumented entrance; a new version must pass before the pin moves."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy.stats import kstest

from kuajie.inference.engine import engine
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.response.codes import EXPONENTIAL, GEOMETRIC
from kuajie.response.defaults import lever_priors
from kuajie.response.model import Prior, ResponseModel
from kuajie.usecases.ports import Cancelled, SamplerSettings, silent

SETTINGS = SamplerSettings(chains=2, draws=400, warm_up=400, seed=7)


@pytest.fixture(scope="module")
def model():
    """One lever that never ran, so that its posterior is its prior."""
    weeks = 60
    rng = np.random.default_rng(0)
    inputs = np.zeros((1, weeks))
    return ResponseModel(
        courses=("J1",),
        levers=("idle",),
        terms=("level",),
        log_outcome=rng.normal(3.0, 0.2, (1, weeks)),
        full=np.zeros((1, weeks), dtype=np.bool_),
        design=np.ones((1, weeks, 1)),
        coefficient_location=np.zeros((1, 1)),
        coefficient_spread=np.full((1, 1), 5.0),
        inputs=inputs,
        start=np.zeros(1),
        usual=np.ones(1),
        acts=np.ones((1, 1), dtype=np.bool_),
        training=np.zeros(1, dtype=np.bool_),
        carry_kinds=np.array([GEOMETRIC]),
        saturation_kinds=np.array([EXPONENTIAL]),
        lever_priors=lever_priors(
            carry_overs=("geometric",), saturations=("exponential",), usual=np.ones(1), spend=np.ones(1)
        ),
        sigma_prior=Prior(location=np.log(0.2), spread=0.5),
    )


def test_sample_has_the_shape_and_counts_of_the_settings(model):
    sample = NutpieSampler().sample(model, settings=SETTINGS, progress=silent)
    assert sample.unconstrained.shape == (2, 400, len(model.parameters))
    assert np.isfinite(sample.unconstrained).all()
    assert sample.gradients >= 2 * 800
    assert sample.divergences == 0


def test_unused_lever_keeps_its_prior(model):
    """Its z-scores are standard normal; the scatter σ is learned from 60 weeks (prior spread 0.5)."""
    sample = NutpieSampler().sample(model, settings=SETTINGS, progress=silent)
    thin = sample.unconstrained[:, ::4].reshape(-1, len(model.parameters))
    for place in range(3):
        assert kstest(thin[:, place], "norm").pvalue > 1e-4
    assert thin[:, 3].std() < 0.5


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
