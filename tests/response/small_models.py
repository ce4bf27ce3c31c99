"""Small response models over which the density is tested."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kuajie.response.codes import (
    DELAYED_GEOMETRIC,
    EXPONENTIAL,
    GEOMETRIC,
    HILL,
    LOGISTIC,
    NONE,
    POWER,
    WEIBULL,
)
from kuajie.response.defaults import lever_priors
from kuajie.response.model import Prior, ResponseModel

CARRY = ("none", "geometric", "delayed_geometric", "weibull", "geometric")
CARRY_CODES = (NONE, GEOMETRIC, DELAYED_GEOMETRIC, WEIBULL, GEOMETRIC)
SATURATION = ("exponential", "hill", "logistic", "power", "exponential")
SATURATION_CODES = (EXPONENTIAL, HILL, LOGISTIC, POWER, EXPONENTIAL)


def small_model(seed: int = 3, *, weeks: int = 40, full_weeks: int = 2) -> ResponseModel:
    """Return two courses and five levers of every carry-over, some weeks full, one not observed."""
    rng = np.random.default_rng(seed)
    design = rng.normal(size=(2, weeks, 3))
    design[:, :, 0] = 1.0
    inputs = rng.gamma(2.0, 2.0, size=(5, weeks)) * (rng.random((5, weeks)) < 0.8)
    outcome = rng.normal(3.0, 0.4, size=(2, weeks))
    outcome[0, 5] = np.nan
    full = np.zeros((2, weeks), dtype=np.bool_)
    full[1, 7 : 7 + full_weeks] = True
    usual = inputs.mean(axis=1)
    return ResponseModel(
        courses=("J1", "J2"),
        levers=("a", "b", "c", "d", "e"),
        terms=("level", "trend", "price"),
        log_outcome=outcome,
        full=full,
        design=design,
        coefficient_location=rng.normal(size=(2, 3)),
        coefficient_spread=np.full((2, 3), 0.6),
        inputs=inputs,
        start=usual,
        usual=usual,
        acts=np.array([[1, 1, 1, 0, 1], [0, 1, 1, 1, 1]], dtype=np.bool_),
        training=np.array([0, 0, 1, 1, 0], dtype=np.bool_),
        carry_kinds=np.array(CARRY_CODES),
        saturation_kinds=np.array(SATURATION_CODES),
        lever_priors=lever_priors(
            carry_overs=CARRY, saturations=SATURATION, usual=usual, spend=inputs.sum(axis=1)
        ),
        sigma_prior=Prior(location=np.log(0.2), spread=0.5),
    )


def without_levers(model: ResponseModel) -> ResponseModel:
    """Return the same model with no lever acting anywhere."""
    return replace(model, acts=np.zeros_like(model.acts))
