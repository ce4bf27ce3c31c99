"""Divide budgets with PyMC-Marketing's optimiser, by the python of its own environment.

The model is fitted for two draws, which are then overwritten by the parameters of the known curves.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pymc_marketing.mmm import HillSaturation, NoAdstock
from pymc_marketing.mmm.budget_optimizer import BudgetOptimizer, MinimizeException
from pymc_marketing.mmm.multidimensional import MMM, MultiDimensionalBudgetOptimizerWrapper

from benchmarks.peers.allocation import WEEKS, Allocation, Curves, Floats, Question, answer_questions, timed

RESPONSE = "total_media_contribution_original_scale"
PACKAGES = ("pymc-marketing", "pymc", "pytensor", "scipy", "numpy")
TRIALS = 50


@dataclass(frozen=True, slots=True)
class Tool:
    """A fitted model, and the wrapper that plans the year after its data; spends are by the week."""

    model: MMM
    planner: MultiDimensionalBudgetOptimizerWrapper

    def allocate(self, question: Question) -> Allocation:
        """Return the tool's answer with its default start, tolerance, and bounds of 0 to the budget."""
        self.know(question.curves)
        weekly, count = question.budget / WEEKS, len(question.curves.size)
        tried, seconds = timed(lambda: attempt(lambda: self.planner.optimize_budget(budget=weekly)))
        ready = BudgetOptimizer(num_periods=WEEKS, response_variable=RESPONSE, model=self.planner)
        _, search = timed(lambda: attempt(lambda: ready.allocate_budget(total_budget=weekly)))
        found = tried if isinstance(tried, str) else tried * WEEKS
        return Allocation(
            lower=(0.0,) * count,
            upper=(question.budget,) * count,
            curve_error=curve_error(ready, question),
            cpu_seconds=seconds,
            search_cpu_seconds=search,
            spend=None if isinstance(found, str) else tuple(found.tolist()),
            failure=found if isinstance(found, str) else "",
        )

    def know(self, curves: Curves) -> None:
        """Put the parameters of known curves in place of the draws."""
        scales = self.model.get_scales_as_xarray()
        spend_scale = np.asarray(scales["channel_scale"], dtype=float)
        sales_scale = float(scales["target_scale"])
        posterior = self.model.idata.posterior
        posterior["saturation_slope"][:] = np.array(curves.slope)
        posterior["saturation_kappa"][:] = np.array(curves.half) / WEEKS / spend_scale
        posterior["saturation_beta"][:] = np.array(curves.size) / WEEKS / sales_scale


def attempt(search: object) -> Floats | str:
    """Return the weekly spends found, or the tool's message when it gives up."""
    try:
        found, _ = search()  # type: ignore[operator]
    except MinimizeException as failed:
        return str(failed)
    spends = np.asarray(found.to_numpy(), dtype=float)
    return spends if np.isfinite(spends).all() else "it returned spends that are not finite"


def curve_error(ready: BudgetOptimizer, question: Question) -> float:
    """Return the largest relative difference of the tool's own objective, at random divisions of a budget."""
    # What the search itself calls has no public name.
    objective = ready._compiled_functions[ready.utility_function]["objective_and_grad"]  # noqa: SLF001
    spends = question.budget * np.random.default_rng(0).dirichlet(np.ones(len(question.curves.size)), TRIALS)
    own = np.array([-float(objective(spend / WEEKS)[0]) for spend in spends])
    return float(np.abs(own / question.curves.responses(spends).sum(axis=1) - 1).max())


def fitted(channels: int) -> Tool:
    """Return a model without carry-over on a year of made-up sales; only its form matters."""
    names, random = [f"c{k}" for k in range(channels)], np.random.default_rng(0)
    dates = pd.date_range("2025-01-06", periods=WEEKS, freq="W-MON")
    spends = random.uniform(1000.0, 3000.0, (WEEKS, channels))
    frame = pd.DataFrame({"date": dates, **dict(zip(names, spends.T, strict=True))})
    model = MMM(
        date_column="date",
        channel_columns=names,
        target_column="y",
        adstock=NoAdstock(l_max=1),
        saturation=HillSaturation(),
    )
    sales = pd.Series(random.uniform(500.0, 1000.0, WEEKS), name="y")
    model.fit(frame, sales, chains=1, cores=1, tune=2, draws=2, random_seed=0, progressbar=False)
    first, last = dates[-1] + pd.Timedelta(weeks=1), dates[-1] + pd.Timedelta(weeks=WEEKS)
    planner = MultiDimensionalBudgetOptimizerWrapper(
        model=model, start_date=str(first.date()), end_date=str(last.date())
    )
    return Tool(model, planner)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    answer_questions(fitted(8).allocate, PACKAGES)
