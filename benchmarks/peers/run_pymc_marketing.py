"""Fit one table with PyMC-Marketing, by the python of its own environment."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
from pymc_marketing.mmm import GeometricAdstock, HillSaturation, LogisticSaturation
from pymc_marketing.mmm.multidimensional import MMM

from benchmarks.peers.fit import CHAINS, SEED, Fitted, Question, answer
from benchmarks.peers.scores import Floats
from benchmarks.peers.tables import FOURIER_MODES, Table

CARRY_WEEKS = 12
SATURATIONS = {"logistic": LogisticSaturation, "hill": HillSaturation}
SAMPLERS: dict[str, dict[str, Any]] = {
    "pymc": {"nuts_sampler": "pymc", "cores": CHAINS},
    "nutpie": {"nuts_sampler": "nutpie"},
    "numpyro": {"nuts_sampler": "numpyro", "nuts_sampler_kwargs": {"chain_method": "parallel"}},
}
COMMON = ("pymc-marketing", "pymc", "pytensor", "numpy", "arviz")
PACKAGES = {
    "pymc": COMMON,
    "nutpie": (*COMMON, "nutpie", "numba"),
    "numpyro": (*COMMON, "numpyro", "jax"),
}


def fit(question: Question) -> Fitted:
    """Return a fit with default priors; channels and sales are scaled by their largest value, by default."""
    table, frame = question.table, with_scaled_controls(question)
    seen = len(frame) - question.hidden
    model = MMM(
        date_column=table.date,
        channel_columns=list(table.channels),
        control_columns=list(table.controls),
        target_column=table.outcome,
        adstock=GeometricAdstock(l_max=CARRY_WEEKS),
        saturation=SATURATIONS[table.saturation](),
        yearly_seasonality=FOURIER_MODES,
    )
    model.fit(
        frame.iloc[:seen].drop(columns=table.outcome),
        frame[table.outcome].iloc[:seen],
        chains=CHAINS,
        tune=question.warmup,
        draws=question.draws,
        random_seed=SEED,
        progressbar=False,
        **SAMPLERS[question.sampler],
    )
    return Fitted(
        posterior=model.idata.posterior[[variable.name for variable in model.model.free_RVs]],
        divergences=int(model.idata.sample_stats["diverging"].sum()),
        returns=lambda: returns(model, frame.iloc[:seen], table),
        predict=lambda: predict(model, frame.iloc[seen:].drop(columns=table.outcome)),
    )


def with_scaled_controls(question: Question) -> pd.DataFrame:
    """Return the table's columns with controls other than dummies standardised over the weeks seen.

    The tool takes controls as they come. A price of nearly constant level is then almost collinear with the
    intercept, which costs NumPyro three times the CPU seconds; whoever knows the tool standardises.
    """
    table = question.table
    frame = question.frame[[table.date, table.outcome, *table.channels, *table.controls]].copy()
    seen = frame.iloc[: len(frame) - question.hidden]
    for name in table.controls:
        if seen[name].nunique() > 2:
            frame[name] = (frame[name] - seen[name].mean()) / seen[name].std()
    return frame


def returns(model: MMM, frame: pd.DataFrame, table: Table) -> Floats:
    """Return each channel's sales over its spend, ``(draw, channel)``."""
    sales = model.idata.posterior["channel_contribution"].sum("date") * scale_of_sales(model)
    flat = (
        sales.stack(sample=("chain", "draw")).transpose("sample", "channel").sel(channel=list(table.channels))
    )
    return np.asarray(flat.to_numpy() / frame[list(table.channels)].sum().to_numpy())


def predict(model: MMM, frame: pd.DataFrame) -> Floats:
    """Return predictive draws of the weeks in ``frame``, ``(draw, week)``, carry-over from the weeks seen."""
    drawn = model.sample_posterior_predictive(
        frame, extend_idata=False, include_last_observations=True, random_seed=SEED, progressbar=False
    )
    return np.asarray(drawn["y"].transpose("sample", "date").to_numpy() * scale_of_sales(model))


def scale_of_sales(model: MMM) -> float:
    return float(model.get_scales_as_xarray()["target_scale"])


def note(sampler: str, table: Table) -> str:  # noqa: ARG001  the other tool's note depends on them
    return f"default priors and scaling, controls standardised, carry-over of {CARRY_WEEKS} weeks"


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    answer(fit, tool="PyMC-Marketing", packages=PACKAGES, note=note)
