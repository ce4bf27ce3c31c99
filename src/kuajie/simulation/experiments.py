"""Past experiments: what more spend of one lever brought, measured with noise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from kuajie.simulation import columns
from kuajie.simulation.blueprint import ExperimentBlueprint
from kuajie.simulation.mechanism import carry_over
from kuajie.simulation.world import World

LEVEL = 0.90
QUANTILE = 1.6448536269514722  # of the standard normal at 95 %, for a two-sided interval of 90 %
LEAST_ERROR = 1.0  # enrolments; no experiment is more exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """A past experiment and its truth.

    ``spend_change`` is the extra spend over the whole experiment (yuan), ``true_lift`` the extra expected
    enrolments before seats within it, ``lift`` what was measured, ``error`` its standard error.
    """

    lever: str
    course: str
    first: date
    last: date
    spend_change: float
    true_lift: float
    lift: float
    error: float


def run_experiment(rng: np.random.Generator, world: World, given: ExperimentBlueprint) -> Experiment:
    """Return one experiment: history as it was against history without the extra spend."""
    lever, course = world.blueprint.lever_place(given.lever), world.blueprint.course_place(given.course)
    first = len(world.weeks) - given.weeks_ago
    during = slice(first, first + given.weeks)
    usual = world.spend.copy()
    usual[lever, during] /= 1.0 + given.boost
    stock = carry_over(usual, world.mechanism.retention, world.before)
    without = world.mechanism.demand(baseline=world.history_baseline, stock=stock, price=world.price)
    true_lift = float((world.expected - without)[course, during].sum())
    error = max(given.precision * abs(true_lift), LEAST_ERROR)
    return Experiment(
        lever=given.lever,
        course=given.course,
        first=world.weeks[first],
        last=world.weeks[first + given.weeks - 1] + timedelta(days=6),
        spend_change=round(float((world.spend - usual)[lever, during].sum()), 2),
        true_lift=true_lift,
        lift=round(float(rng.normal(true_lift, error)), 1),
        error=round(error, 2),
    )


def run_experiments(rng: np.random.Generator, world: World) -> tuple[Experiment, ...]:
    """Return every declared experiment that lies within the history."""
    return tuple(
        run_experiment(rng, world, given)
        for given in world.blueprint.experiments
        if given.weeks_ago <= len(world.weeks)
    )


def tests_table(experiments: list[Experiment]) -> pa.Table:
    """Return tests.csv of one party: lifts in enrolments with intervals."""
    return pa.table(
        {
            "lever": pa.array([each.lever for each in experiments], pa.string()),
            "course_id": pa.array([each.course for each in experiments], pa.string()),
            "from": columns.days([each.first for each in experiments]),
            "to": columns.days([each.last for each in experiments]),
            "spend_change": [each.spend_change for each in experiments],
            "lift": [each.lift for each in experiments],
            "unit": columns.constant("enrolments", len(experiments)),
            "level": [LEVEL for _ in experiments],
            "lower": [round(each.lift - QUANTILE * each.error, 1) for each in experiments],
            "upper": [round(each.lift + QUANTILE * each.error, 1) for each in experiments],
        }
    )
