"""Fit one table with Google Meridian, by the python of its own environment."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
from meridian import backend
from meridian.analysis.analyzer import Analyzer
from meridian.data.data_frame_input_data_builder import DataFrameInputDataBuilder
from meridian.data.input_data import InputData
from meridian.model.model import Meridian
from meridian.model.prior_distribution import PriorDistribution
from meridian.model.spec import DateRange, HoldoutSpec, ModelSpec

from benchmarks.peers.fit import CHAINS, SEED, Fitted, Question, answer
from benchmarks.peers.scores import Floats
from benchmarks.peers.tables import FOURIER_MODES, Table

FREE_SLOPES = "free slopes"
USED = ("google-meridian", "jax", "tfp-nightly", "numpy", "arviz")
PACKAGES = {"default": USED, FREE_SLOPES: USED}
SAMPLED = ("knot_values", "sigma", "alpha_m", "ec_m", "roi_m", "gamma_c")
DAYS = 365.25


def fit(question: Question) -> Fitted:
    """Return a national fit with one knot and default priors; one knot bends neither by season nor trend."""
    table, frame = question.table, question.frame
    free = question.sampler == FREE_SLOPES
    # Weeks of carry-over, scaling of sales and controls, decay and saturation are the tool's defaults.
    prior = with_free_slopes() if free else PriorDistribution()
    spec = ModelSpec(knots=1, prior=prior, holdout=hidden_weeks(question))
    model = Meridian(input_data=input_data(frame, table), model_spec=spec)
    model.sample_posterior(
        n_chains=CHAINS, n_adapt=question.warmup, n_burnin=0, n_keep=question.draws, seed=SEED
    )
    return Fitted(
        posterior=model.inference_data.posterior[[*SAMPLED, *(["slope_m"] if free else [])]],
        divergences=int(model.inference_data.sample_stats["diverging"].sum()),
        returns=lambda: returns(model, frame, table),
        predict=lambda: predict(model, question.hidden, table),
    )


def with_free_slopes() -> PriorDistribution:
    """Return default priors, but Hill slopes by the tool's own prior of channels with reach and frequency."""
    location, scale = backend.np_float_dtype(0.7), backend.np_float_dtype(0.4)
    return PriorDistribution(slope_m=backend.tfd.LogNormal(location, scale, name="slope_m"))


def hidden_weeks(question: Question) -> HoldoutSpec | None:
    """Return the weeks whose sales the likelihood leaves out; the scaling of sales still sees them."""
    if not question.hidden:
        return None
    dates = question.frame[question.table.date].dt.strftime("%Y-%m-%d")
    return HoldoutSpec([DateRange(dates.iloc[-question.hidden], dates.iloc[-1])])


def input_data(frame: pd.DataFrame, table: Table) -> InputData:
    """Return the tool's form of a table; sales in money have revenue 1 per unit, others have none."""
    frame = frame.assign(time=frame[table.date].dt.strftime("%Y-%m-%d"), population=1.0, revenue=1.0)
    waves = yearly_waves(frame[table.date])
    frame, controls = pd.concat([frame, waves], axis=1), [*table.controls, *waves.columns]
    builder = DataFrameInputDataBuilder(kpi_type="revenue" if table.money else "non_revenue")
    builder = builder.with_kpi(frame, table.outcome).with_controls(frame, controls).with_population(frame)
    if table.money:
        builder = builder.with_revenue_per_kpi(frame, "revenue")
    channels = list(table.channels)
    return builder.with_media(
        frame, media_cols=channels, media_spend_cols=channels, media_channels=channels
    ).build()


def yearly_waves(dates: pd.Series) -> pd.DataFrame:
    """Return sines and cosines of the first modes of the year."""
    angle = 2 * np.pi * dates.dt.dayofyear / DAYS
    modes = range(1, FOURIER_MODES + 1)
    return pd.DataFrame(
        {f"{name}_{k}": wave(k * angle) for k in modes for name, wave in (("sin", np.sin), ("cos", np.cos))}
    )


def returns(model: Meridian, frame: pd.DataFrame, table: Table) -> Floats:
    """Return each channel's sales over its spend, ``(draw, channel)``."""
    analyzer = Analyzer(model_context=model.model_context, inference_data=model.inference_data)
    sales = np.asarray(analyzer.incremental_outcome(use_kpi=not table.money))
    named = list(model.input_data.media_channel.to_numpy())
    order = [named.index(channel) for channel in table.channels]
    return sales.reshape(-1, len(named))[:, order] / frame[list(table.channels)].sum().to_numpy()


def predict(model: Meridian, hidden: int, table: Table) -> Floats:
    """Return predictive draws of the last weeks, ``(draw, week)``: expected sales and noise of each draw."""
    analyzer = Analyzer(model_context=model.model_context, inference_data=model.inference_data)
    expected = np.asarray(analyzer.expected_outcome(aggregate_times=False, use_kpi=not table.money))
    expected = expected.reshape(-1, expected.shape[-1])[:, -hidden:]
    sales = float(model.model_context.kpi_transformer.population_scaled_stdev)
    sigma = model.inference_data.posterior["sigma"].to_numpy().reshape(-1, 1) * sales
    return expected + sigma * np.random.default_rng(SEED).standard_normal(expected.shape)


def note(sampler: str, table: Table) -> str:
    """Return what was set and what was left at the tool's default."""
    slopes = (
        "Hill slopes with prior LogNormal(0.7, 0.4)" if sampler == FREE_SLOPES else "Hill slopes fixed at 1"
    )
    prior = "return prior LogNormal(0.2, 0.9)" if table.money else "prior on all channels' share of sales"
    return f"one knot, default priors ({prior}), {slopes}, season and trend as controls"


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    answer(fit, tool="Meridian", packages=PACKAGES, note=note)
