"""What every peer's runner does with its tool: warm up, fit all weeks, hide some, score.

Runs inside the peer's environment, so it may import only numpy, pandas and arviz, which all of them have.
"""

from __future__ import annotations

import argparse
import platform
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import arviz as az
import numpy as np
import pandas as pd

from benchmarks.peers.result import PeerResult
from benchmarks.peers.scores import (
    Floats,
    HoldoutScores,
    holdout_scores,
    interval,
    mean_relative_error,
    relative_return_crps,
)
from benchmarks.peers.tables import TABLES, Table

CHAINS, WARMUP, DRAWS, SEED = 2, 1000, 1000, 20_260_731
A_FEW = 10  # draws of the fits that only warm caches and time the set-up


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fit to make: the table, how many of its last weeks are hidden, and how long to sample."""

    table: Table
    frame: pd.DataFrame
    sampler: str
    hidden: int = 0
    warmup: int = WARMUP
    draws: int = DRAWS


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A tool's fit: sampled parameters with dimensions ``chain`` and ``draw``, and how to ask it further.

    ``returns()`` gives ``(draw, channel)``; ``predict()`` gives predictive draws of the hidden weeks' sales,
    ``(draw, week)``.
    """

    posterior: Any
    divergences: int
    returns: Callable[[], Floats]
    predict: Callable[[], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    wall: float
    cpu: float


Fitter = Callable[[Question], Fitted]


def cpu_seconds() -> float:
    """Return what this process and the worker processes that it has waited for have used so far."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


def timed(fit: Fitter, question: Question) -> tuple[Fitted, Spent]:
    wall, cpu = time.perf_counter(), cpu_seconds()
    fitted = fit(question)
    return fitted, Spent(wall=time.perf_counter() - wall, cpu=cpu_seconds() - cpu)


def read(table: Table) -> pd.DataFrame:
    return pd.read_csv(table.file, parse_dates=[table.date])


def run(
    fit: Fitter, *, tool: str, table: Table, sampler: str, packages: Sequence[str], note: str
) -> Iterator[PeerResult]:
    """Yield the result of few draws (twice, to fill caches) and of all weeks, then that with the hold-out."""
    frame = read(table)
    few = Question(table=table, frame=frame, sampler=sampler, warmup=A_FEW, draws=A_FEW)
    timed(fit, few)
    _, setup = timed(fit, few)
    print(f"  set-up {setup.wall:.1f} s wall, {setup.cpu:.1f} CPU s", flush=True)
    fitted, spent = timed(fit, Question(table=table, frame=frame, sampler=sampler))
    print(f"  all weeks {spent.wall:.1f} s wall, {spent.cpu:.1f} CPU s", flush=True)
    result = PeerResult(
        tool=tool,
        sampler=sampler,
        data=table.name,
        wall_seconds=spent.wall,
        cpu_seconds=spent.cpu,
        setup_cpu_seconds=setup.cpu,
        divergences=fitted.divergences,
        **sampling_fields(fitted, spent),
        **return_fields(fitted.returns(), table),
        versions={"python": platform.python_version(), **{name: version(name) for name in packages}},
        note=note,
    )
    yield result
    hidden = fit(Question(table=table, frame=frame, sampler=sampler, hidden=table.hidden_weeks))
    observed = frame[table.outcome].to_numpy(float)[-table.hidden_weeks :]
    yield replace(result, **holdout_fields(holdout_scores(hidden.predict(), observed)))


def sampling_fields(fitted: Fitted, spent: Spent) -> dict[str, Any]:
    """Return the worst ESS and R-hat over every sampled parameter, and effective draws per CPU second."""
    ess = az.ess(fitted.posterior, method="bulk")
    r_hat = az.rhat(fitted.posterior)
    least = min(float(ess[name].min(skipna=False)) for name in ess.data_vars)
    worst = max(float(r_hat[name].max(skipna=False)) for name in r_hat.data_vars)
    return {"min_ess": least, "max_r_hat": worst, "ess_per_cpu_second": least / spent.cpu}


def return_fields(draws: Floats, table: Table) -> dict[str, Any]:
    """Return medians and intervals of the returns, and their scores where the truth is known."""
    medians, (lower, upper) = np.median(draws, axis=0), interval(draws)
    ends = zip(lower.tolist(), upper.tolist(), strict=True)
    fields: dict[str, Any] = {
        "return_medians": dict(zip(table.channels, medians.tolist(), strict=True)),
        "return_intervals": dict(zip(table.channels, ends, strict=True)),
    }
    known = table.true_returns()
    if known is None:
        return fields
    truth = np.array([known[channel] for channel in table.channels])
    scores = {
        "return_crps": relative_return_crps(draws, truth),
        "return_error": mean_relative_error(medians, truth),
    }
    return {**fields, **scores}


def holdout_fields(scores: HoldoutScores) -> dict[str, float]:
    return {
        "holdout_crps": scores.crps,
        "holdout_mape": scores.mape,
        "holdout_coverage": scores.coverage,
    }


def answer(
    fit: Fitter, *, tool: str, packages: dict[str, tuple[str, ...]], note: Callable[[str, Table], str]
) -> None:
    """Run the command line of a runner: table, sampler, and the file that gets the result."""
    parser = argparse.ArgumentParser(description=f"Fit one table with {tool}.")
    parser.add_argument("table", choices=TABLES)
    parser.add_argument("sampler", choices=packages)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    table = TABLES[asked.table]
    results = run(
        fit,
        tool=tool,
        table=table,
        sampler=asked.sampler,
        packages=packages[asked.sampler],
        note=note(asked.sampler, table),
    )
    for result in results:  # what is known by then outlives a hold-out that takes too long
        result.to_json(asked.out)
