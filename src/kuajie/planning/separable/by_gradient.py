"""Projected gradient steps on spends (SGD): quick and general, and they prove nothing.

Adam would not do here: it gives every spend the same step, which a binding budget takes back from all alike.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.first_order import Sgd, descend
from kuajie.planning.kernels.projection import write_projection
from kuajie.planning.separable.outcome import Demand
from kuajie.planning.separable.problem import (
    SeparableProblem,
    best_price,
    demand,
    objective,
    responses,
    violations,
)
from kuajie.planning.separable.solved import Deadline, Found, Limits, Progress, silent
from kuajie.planning.separable.stock_programme import curves, stocks_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

STEPS = 300
"""Steps of one stage."""
RATES = (1.0, 0.3, 0.1, 0.03)
"""Usual steps of the stages, as shares of the mean spend that budgets allow in a cell."""
STEEP = 5.0
"""Slopes further than so many usual deviations from the middle one count as no steeper: some are infinite."""
HALF = 0.5
"""Share of its least total of use below which a lever is left out rather than raised."""


def project_spend(problem: SeparableProblem, point: Floats, least: Floats) -> Floats:
    """Return the nearest spends to ``point`` within bounds, budgets and least totals ``least`` (L,)."""
    group_of, limits, total = np.full(len(problem.levers), -1, dtype=np.int64), list[float](), np.inf
    for budget in problem.budgets:
        if budget.members.all():
            total = min(total, budget.limit)
            continue
        group_of[budget.members] = len(limits)
        limits.append(budget.limit)
    out = np.empty(point.shape)
    room = np.array(limits, dtype=np.float64)
    write_projection(point, problem.lower, problem.upper, least, group_of, room, total, out)
    return out


def slope_of(problem: SeparableProblem, spend: Floats) -> Floats:
    """Return the derivative of the objective in every spend (L, T), price and set-up costs held."""
    stocks = stocks_of(problem, spend)
    steep = curves(problem, stocks)[1]
    wanted, brought = demand(problem, spend), responses(problem, spend)
    price = best_price(problem, wanted)
    worth = np.array(
        [
            Demand(seats=float(seats), margin=problem.unit_margin, price=None).slope(float(n))
            for seats, n in zip(problem.seats, wanted, strict=True)
        ]
    )
    if problem.price is not None and price is not None:
        unit, share = problem.price.unit(price), problem.price.share(price)
        worth = np.where(share * wanted < problem.seats, unit * share, 0.0)
    steep = steep * worth
    if problem.product:
        sides = np.array([1.0 + brought[problem.side == side].sum() for side in (0, 1)])
        steep = steep * problem.organic * sides[1 - problem.side][:, None]
    for t in range(problem.weeks - 2, -1, -1):
        steep[:, t] += problem.carry_over * steep[:, t + 1]
    return np.asarray(np.minimum(steep, 1e12) - problem.spend_weight)


def tempered(slopes: Floats) -> Floats:
    """Return slopes in units of their usual deviation from the middle one, the steepest ones cut."""
    middle = float(np.median(slopes))
    usual = max(float(np.median(np.abs(slopes - middle))), 1e-3 * abs(middle), 1e-12)
    return np.asarray(np.clip(slopes, middle - STEEP * usual, middle + STEEP * usual) / usual)


def climb(problem: SeparableProblem, start: Floats, least: Floats, deadline: Deadline) -> Floats:
    """Return the best spends met on a projected ascent with shrinking steps."""
    limit = min([b.limit for b in problem.budgets], default=np.inf)
    mean = min(limit / start.size, float(problem.upper.mean()))
    best, reached = start, -np.inf
    for rate in RATES:
        if deadline.passed():
            break
        path = descend(
            lambda flat: -tempered(slope_of(problem, flat.reshape(start.shape))).ravel(),
            best.ravel(),
            rule=Sgd(rate=max(rate * mean, 1e-12)),
            project=lambda flat: project_spend(problem, flat.reshape(start.shape), least).ravel(),
            steps=STEPS,
        )
        for flat in path.points[:: max(1, STEPS // 50)]:
            spend = flat.reshape(start.shape)
            value = objective(problem, spend, best_price(problem, demand(problem, spend)))
            if value > reached:
                best, reached = spend, value
    return best


def follow_gradient(
    problem: SeparableProblem, *, limits: Limits, deadline: Deadline, progress: Progress = silent
) -> Found:
    """Return a plan by projected gradient steps; its bound is infinite, since nothing is proved."""
    del limits
    obliged = np.where(problem.obliged, problem.min_if_used, 0.0)
    most = project_spend(problem, problem.upper, obliged)
    spend = climb(problem, most, obliged, deadline)
    progress(0.4)
    spend = climb(*_settled(problem, spend, obliged), deadline)
    spend = np.where((spend.sum(axis=1) > 0.0)[:, None], spend, 0.0)
    best = project_spend(problem, problem.lower, obliged)
    for trial in (spend, *_without_one(spend, problem)):
        if not violations(problem, trial) and _value(problem, trial) > _value(problem, best):
            best = trial
    price = best_price(problem, demand(problem, best))
    return Found(spend=best, price=price, value=objective(problem, best, price), bound=np.inf)


def _settled(
    problem: SeparableProblem, spend: Floats, obliged: Floats
) -> tuple[SeparableProblem, Floats, Floats]:
    """Return the problem with its uses settled, a start and the least totals: weak levers are left out."""
    totals = spend.sum(axis=1)
    kept = problem.obliged | ((totals > HALF * problem.min_if_used) & (totals > 0.0))
    least = np.where(kept, problem.min_if_used, 0.0)
    for k in np.argsort(totals):
        if all(least[b.members].sum() <= b.limit for b in problem.budgets):
            break
        if not problem.obliged[k]:
            kept[k], least[k] = False, 0.0
    settled = replace(problem, upper=np.where(kept[:, None], problem.upper, 0.0))
    least = np.maximum(least, obliged)
    return settled, project_spend(settled, np.where(kept[:, None], spend, 0.0), least), least


def _without_one(spend: Floats, problem: SeparableProblem) -> list[Floats]:
    """Return the plans with one optional lever left out."""
    plans = []
    for k in np.flatnonzero(~problem.obliged & (spend.sum(axis=1) > 0.0)):
        plan = spend.copy()
        plan[k] = 0.0
        plans.append(plan)
    return plans


def _value(problem: SeparableProblem, spend: Floats) -> float:
    return objective(problem, spend, best_price(problem, demand(problem, spend)))
