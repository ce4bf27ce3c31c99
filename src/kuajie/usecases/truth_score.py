"""How good is the plan really? Scores it against the known truth of a simulated programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.simulation import TrueWorld
from kuajie.usecases.fit_answer import FitAnswer, Interval
from kuajie.usecases.plan_answer import PlanAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueOutcome:
    """What a plan is truly expected to bring over the horizon: joint profit, enrolments, completions."""

    profit: float
    enrolments: float
    completions: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueReturn:
    """A lever's true return on spend over history beside the interval that the fit gave for it."""

    lever: str
    title: str
    true: float
    fitted: Interval
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthScore:
    """A plan under the truth, beside its forecast and what else could have been done.

    ``last_year`` repeats the spend of the same weeks last year at today's prices (``None`` where history is
    too short), ``nothing`` spends nothing. ``inside`` says whether the true profit lies in the 90 % interval
    of the ``forecast``.
    """

    plan: TrueOutcome
    last_year: TrueOutcome | None
    nothing: TrueOutcome
    forecast: Interval
    inside: bool
    returns: tuple[TrueReturn, ...]


def score_plan(plan: PlanAnswer, fit: FitAnswer, truth: Mapping[str, Any]) -> TruthScore | None:
    """Return what the plan of all parties truly earns; ``None`` where the truth is of other weeks or levers.

    A folder that was edited after it was simulated has a truth that no longer fits it.
    """
    world = TrueWorld.from_truth(truth)
    if not _same_programme(world, plan):
        return None
    spend = np.array([[float(money) for money in plan.plan.spend[lever]] for lever in world.levers])
    prices = np.array([float(plan.plan.prices[course]) for course in world.courses])
    planned = _outcome(world, spend, prices)
    return TruthScore(
        plan=planned,
        last_year=_last_year(world),
        nothing=_outcome(world, np.zeros(spend.shape), world.list_price),
        forecast=plan.profit,
        inside=plan.profit.holds(planned.profit),
        returns=_returns(fit, truth),
    )


def _same_programme(world: TrueWorld, plan: PlanAnswer) -> bool:
    weeks = tuple(week.isoformat() for week in plan.plan.weeks)
    return (
        weeks == world.weeks
        and set(plan.plan.spend) == set(world.levers)
        and set(plan.plan.prices) == set(world.courses)
    )


def _outcome(world: TrueWorld, spend: Floats, prices: Floats) -> TrueOutcome:
    return TrueOutcome(
        profit=world.joint_profit(spend, prices),
        enrolments=float(world.expected_sales(spend, prices).sum()),
        completions=float(world.expected_completions(spend, prices).sum()),
    )


def _last_year(world: TrueWorld) -> TrueOutcome | None:
    try:
        spend = world.last_spend()
    except ValueError:  # the history is shorter than a year
        return None
    return _outcome(world, spend, world.list_price)


def _true_returns(fit: FitAnswer, truth: Mapping[str, Any]) -> dict[str, float]:
    """Return every lever's true return: revenue over spend, or enrolments where no course has a price."""
    if any(course.priced for course in fit.spec.courses):
        return {lever["id"]: float(lever["return"]) for lever in truth["levers"]}
    history = truth["history"]
    brought = {
        lever: sum(float(np.sum(row)) for row in courses.values())
        for lever, courses in history["contributions"].items()
    }
    spent = {lever: float(np.sum(row)) for lever, row in history["spend"].items()}
    return {lever: brought[lever] / spent[lever] for lever in brought if spent.get(lever)}


def _returns(fit: FitAnswer, truth: Mapping[str, Any]) -> tuple[TrueReturn, ...]:
    known = _true_returns(fit, truth)
    return tuple(
        TrueReturn(
            lever=lever.id,
            title=lever.title,
            true=known[lever.id],
            fitted=lever.return_on_spend,
            inside=lever.return_on_spend.holds(known[lever.id]),
        )
        for lever in fit.levers
        if lever.id in known and lever.return_on_spend is not None
    )
