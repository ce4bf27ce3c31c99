"""What a fit answers: posterior, returns on spend, curves, checks and warnings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

import numpy as np

from kuajie.domain.experiment import Experiment
from kuajie.domain.panel import Floats, Panel
from kuajie.domain.posterior import Posterior
from kuajie.messages import Finding
from kuajie.response.baseline import Baseline
from kuajie.response.model import ResponseModel
from kuajie.usecases.fit_question import FitSource
from kuajie.usecases.response_spec import ResponseSpec

LOWER, UPPER = 0.05, 0.95
"""Ends of the 90 % interval that every table and chart shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A posterior summary: mean, median and the ends of the central 90 % interval."""

    mean: float
    lower: float
    median: float
    upper: float

    @classmethod
    def of(cls, draws: Floats) -> Self:
        """Return the summary of draws of shape ``(draw,)``."""
        lower, median, upper = np.quantile(draws, [LOWER, 0.5, UPPER])
        return cls(mean=float(np.mean(draws)), lower=float(lower), median=float(median), upper=float(upper))

    def holds(self, value: float) -> bool:
        """Say whether a value lies inside the interval."""
        return self.lower <= value <= self.upper


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverSummary:
    """One lever over history.

    ``spend`` is money (or the input's own unit in a plain table); ``enrolments`` what it brought;
    ``return_on_spend`` the revenue net of refunds it brought per unit of spend (enrolments per unit where
    there is no price); ``marginal_return`` the same for one more unit at usual input; ``prior_return`` what
    the prior alone says; ``half_life`` in weeks; ``learned`` the share of the prior's uncertainty about the
    usual lift that the data removed (0: nothing).
    """

    id: str
    title: str
    training: bool
    spend: float
    enrolments: Interval
    return_on_spend: Interval | None
    marginal_return: Interval
    prior_return: Interval | None
    half_life: Interval
    learned: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSummary:
    """One course over history: enrolments, the share that levers brought, elasticity, unexplained scatter."""

    id: str
    title: str
    enrolments: float
    lever_share: Interval
    elasticity: Interval | None
    sigma: Interval


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeeklyFit:
    """Observed enrolments and what the model expects, all ``(course, week)``; the interval is predictive."""

    observed: Floats
    organic: Floats
    mean: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contributions:
    """Enrolments each lever brought week by week, all courses together, ``(lever, week)``."""

    mean: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ResponseCurve:
    """Extra enrolments in a typical week, all courses together, at a constant weekly ``spend``."""

    lever: str
    spend: Floats
    mean: Floats
    lower: Floats
    upper: Floats
    usual_spend: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FitChecks:
    """Whether sampling worked, and whether the fit describes the weeks it has seen."""

    worst_r_hat: float
    least_bulk_draws: float
    least_tail_draws: float
    divergences: int
    draws: int
    coverage: float
    mape: float
    r_squared: float
    gradients: int
    cpu_seconds: float
    wall_seconds: float


class Statistic(StrEnum):
    """What of the weeks seen is compared with weeks the model makes."""

    COVERAGE = "coverage"
    AUTOCORRELATION = "autocorrelation"
    LARGEST_JUMP = "largest_jump"
    SPREAD = "spread"
    ZERO_WEEKS = "zero_weeks"
    LAST_LEVEL = "last_level"


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictiveCheck:
    """One posterior predictive check: a statistic of a course's weeks, seen and expected.

    ``observed`` is its value in the weeks seen; ``lower`` and ``upper`` hold the central 90 % of what the
    model expects; ``p`` is the two-sided posterior predictive p-value, small where the model hardly ever
    makes weeks like those seen; ``failed`` says whether that is improbable and large enough to matter. Units
    by statistic: ``coverage`` (of the 90 % interval) and ``zero_weeks`` are shares of weeks;
    ``autocorrelation`` is how what the model leaves unexplained correlates from one week to the next;
    ``largest_jump`` (from week to week) and ``spread`` (standard deviation over weeks) are in logs where
    ``logged``, in enrolments otherwise; ``last_level`` is the sum of the last 13 weeks over the sum the model
    expects of them.
    """

    course: str
    title: str
    statistic: Statistic
    observed: float
    lower: float
    upper: float
    p: float
    failed: bool
    logged: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HoldOut:
    """How a fit without the last weeks predicted them: errors relative to mean enrolments of those weeks.

    ``crps`` is the continuous ranked probability score over the mean outcome, ``mape`` the mean absolute
    percentage error of the predictive mean, ``coverage`` the share of weeks inside the 90 % interval;
    arrays have shape ``(course, week)``.
    """

    weeks: int
    crps: float
    mape: float
    coverage: float
    naive_mape: float
    observed: Floats
    mean: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastSummary:
    """All forecasts of hidden weeks together.

    ``origins`` windows of ``weeks`` weeks were predicted, each from the weeks before it; ``skipped`` more
    could not be, for want of history before them or of sales in them. ``crps``, ``mape``, ``coverage`` and
    ``naive_mape`` are as in ``HoldOut``, over all windows; ``doubtful_below`` is the coverage that a sound
    forecast falls below once in a hundred times, given how few weeks were hidden, and ``worse_than_naive``
    says that the forecast did worse than a copy of the past by more than such chance.
    """

    origins: int
    skipped: int
    weeks: int
    crps: float
    mape: float
    coverage: float
    naive_mape: float
    doubtful_below: float
    worse_than_naive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorCheck:
    """The prior predictive check (Gabry et al. 2019).

    ``returns`` per lever, at the level of sales seen (``None`` where nothing was spent); ``lever_share`` of
    enrolments due to all levers, per course; ``weeks_inside`` the share of weeks seen that lie in the central
    90 % of what the priors expect of them: near 1 when they leave room, low when they rule the data out.
    """

    returns: tuple[Interval | None, ...]
    lever_share: tuple[Interval, ...]
    weeks_inside: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """One lever's return on spend by prior, by data alone, and by both together with experiments."""

    lever: str
    title: str
    prior: Interval | None
    data_only: Interval
    calibrated: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentLift:
    """One past experiment: the lift it measured, and what the fit implies for it.

    All in the experiment's own ``unit`` (enrolments, or a share of those without the change): ``measured``
    with its central 90 % interval, ``data_only`` what a fit without experiments implies, ``calibrated`` what
    the fit with them does. ``apart`` says that measurement and data exclude each other.
    """

    lever: str
    course: str
    first_day: date
    last_day: date
    unit: str
    measured: Interval
    data_only: Interval
    calibrated: Interval
    apart: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FitAnswer:
    """The fitted response of a programme or table, with everything a plan and a report need.

    ``earlier_holdouts`` follow ``holdout`` backwards in time, ``forecast`` sums all of them up;
    ``predictive`` holds the posterior predictive checks; ``calibration`` and ``experiment_lifts`` say what
    past experiments changed, by lever and by experiment. ``source`` is what it was answered from, ``None``
    for an answer put together otherwise; ``told_of_table`` says whether its warnings speak of a plain table.
    """

    key: str
    spec: ResponseSpec
    panel: Panel
    baseline: Baseline
    model: ResponseModel
    posterior: Posterior
    levers: tuple[LeverSummary, ...]
    courses: tuple[CourseSummary, ...]
    weekly: WeeklyFit
    contributions: Contributions
    curves: tuple[ResponseCurve, ...]
    checks: FitChecks
    holdout: HoldOut | None
    earlier_holdouts: tuple[HoldOut, ...]
    prior: PriorCheck
    warnings: tuple[Finding, ...]
    trustworthy: bool
    experiments: tuple[Experiment, ...] = ()
    calibration: tuple[Calibration, ...] = ()
    source: FitSource | None = None
    told_of_table: bool = False
    experiment_lifts: tuple[ExperimentLift, ...] = ()
    predictive: tuple[PredictiveCheck, ...] = ()
    forecast: ForecastSummary | None = None
