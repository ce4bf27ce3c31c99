"""Divide budgets with Meridian's optimiser, by the python of its own environment.

The model is fitted for two draws, which are then overwritten by the parameters of the known curves. Its data
must vary from week to week; the optimiser is then given weeks that do not (``new_data``).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from meridian import backend
from meridian.analysis.optimizer import BudgetOptimizer, FixedBudgetScenario, OptimizationGrid
from meridian.analysis.tensors import DataTensors
from meridian.data.data_frame_input_data_builder import DataFrameInputDataBuilder
from meridian.model.model import Meridian
from meridian.model.spec import ModelSpec

from benchmarks.peers.allocation import (
    NEAR,
    NEAR_SHARE,
    WEEKS,
    Allocation,
    Curves,
    Question,
    answer_questions,
    timed,
)

PACKAGES = ("google-meridian", "jax", "tfp-nightly", "numpy")
WEEKLY = 1000.0
"""Median weekly spend of every channel in the made-up data; the tool divides media by it."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A fitted model whose draws can be overwritten."""

    model: Meridian

    def allocate(self, question: Question) -> Allocation:
        """Return the tool's answer at its default grid, between the bounds asked for."""
        self.know(question.curves)
        history = np.array(question.curves.history)
        lower, upper = constraints(question)
        optimizer = BudgetOptimizer(self.model)
        result, seconds = timed(
            lambda: optimizer.optimize(
                new_data=even_weeks(history),
                budget=question.budget,
                spend_constraint_lower=lower,
                spend_constraint_upper=upper,
            )
        )
        grid = result.optimization_grid
        scenario = FixedBudgetScenario(total_budget=question.budget)
        _, search = timed(
            lambda: grid.optimize(
                scenario=scenario, spend_constraint_lower=lower, spend_constraint_upper=upper
            )
        )
        spends = grid.spend_grid.to_numpy()
        return Allocation(
            lower=tuple(np.nanmin(spends, axis=0).tolist()),
            upper=tuple(np.nanmax(spends, axis=0).tolist()),
            curve_error=curve_error(grid, question.curves),
            cpu_seconds=seconds,
            search_cpu_seconds=search,
            spend=tuple(np.asarray(result.optimized_data.spend, dtype=float).tolist()),
        )

    def know(self, curves: Curves) -> None:
        """Put the parameters of known curves in place of the draws."""
        sales = float(self.model.model_context.kpi_transformer.population_scaled_stdev)
        beta = np.array(curves.size) / WEEKS / sales
        posterior = self.model.inference_data.posterior
        posterior["alpha_m"][:] = 0.0
        posterior["slope_m"][:] = np.array(curves.slope)
        posterior["ec_m"][:] = np.array(curves.half) / WEEKS / WEEKLY
        posterior["beta_m"][:] = beta
        posterior["beta_gm"][:] = beta


def constraints(question: Question) -> tuple[list[float], list[float]]:
    """Return how far below and above its share of the budget each channel may go, relative to that share."""
    history = np.array(question.curves.history)
    if question.bounds == NEAR:
        return [NEAR_SHARE] * history.size, [NEAR_SHARE] * history.size
    return [1.0] * history.size, (history.sum() / history - 1.0).tolist()


def even_weeks(history: np.ndarray) -> DataTensors:
    """Return a year of even weeks, one unit of media for one unit of money."""
    weekly = backend.to_tensor(np.broadcast_to(history / WEEKS, (1, WEEKS, history.size)).copy())
    return DataTensors(media=weekly, media_spend=weekly)


def curve_error(grid: OptimizationGrid, curves: Curves) -> float:
    """Return the largest relative difference of the tool's own responses, at every point of its grid."""
    spends, own = grid.spend_grid.to_numpy(), grid.incremental_outcome_grid.to_numpy()
    known = curves.responses(spends)
    compared = np.isfinite(spends) & (spends > 0)
    return float(np.abs(own[compared] / known[compared] - 1).max())


def fitted(channels: int) -> Tool:
    """Return a model without carry-over on a year of made-up sales; only its form matters."""
    names, random = [f"c{k}" for k in range(channels)], np.random.default_rng(0)
    ups_and_downs = np.resize([0.9, 1.0, 1.1], WEEKS)  # a median of exactly 1
    frame = pd.DataFrame(
        {
            "time": pd.date_range("2025-01-06", periods=WEEKS, freq="W-MON").strftime("%Y-%m-%d"),
            "y": random.uniform(500.0, 1000.0, WEEKS),
            "population": 1.0,
            "revenue": 1.0,
            **{name: WEEKLY * random.permutation(ups_and_downs) for name in names},
        }
    )
    builder = DataFrameInputDataBuilder(kpi_type="revenue").with_kpi(frame, "y").with_population(frame)
    builder = builder.with_revenue_per_kpi(frame, "revenue")
    data = builder.with_media(frame, media_cols=names, media_spend_cols=names, media_channels=names).build()
    model = Meridian(input_data=data, model_spec=ModelSpec(knots=1, max_lag=0))
    model.sample_posterior(n_chains=1, n_adapt=2, n_burnin=0, n_keep=2, seed=1)
    return Tool(model)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    answer_questions(fitted(8).allocate, PACKAGES)
