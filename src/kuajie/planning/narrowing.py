"""Where a best plan may lie once budgets have their price: the tighter the ranges, the tighter the bound.

Budgets with multipliers λ leave a problem whose plans are bounded by boxes alone (Lagrange, Everett 1963):
no plan is worth more than its best value + Σ λ · limit. In that problem a cell in which one more unit never
pays, whatever the others do, holds no more at the best; and one in which it always pays no less. Ranges
shrink, with them what the others can do, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.cell_slopes import Ranges, write_caps
from kuajie.planning.kernels.demand import expected_sales
from kuajie.planning.kernels.expected_value import write_stock
from kuajie.planning.kernels.lift_boxes import write_lift_boxes
from kuajie.planning.offers import lever_arrays, offer_values
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.spend_limits import optional_levers
from kuajie.response import codes
from kuajie.response.kernels import saturation_gradient
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]

ROUNDS = 6
"""Rounds of narrowing at most; each is worth less than the one before."""

WORTH_A_ROUND = 0.02
"""A round that leaves more than this short of the ranges it found ends the narrowing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Priced:
    """A problem without budgets, its ranges narrowed, and what budgets give back: Σ multiplier · limit."""

    problem: PlanningProblem
    credit: float


def priced(problem: PlanningProblem, groups: tuple[float, ...], total: float) -> Priced | None:
    """Return the problem with budgets priced at multipliers of its groups and in total, and narrowed ranges.

    Nothing for problems that other limits hold: rows across budgets, floors on profit.
    """
    if problem.side is not None or problem.profit_floor is not None or not np.isfinite(problem.upper).all():
        return None
    price = np.full(problem.levers, total)
    credit = total * (problem.total_budget or 0.0)
    for group, multiplier in zip(problem.budget_groups, groups, strict=True):
        price[group.levers] += multiplier
        credit += multiplier * group.limit if multiplier else 0.0
    known = problem.spend_price if problem.spend_price is not None else 0.0
    free = replace(problem, budget_groups=(), total_budget=None, spend_price=price + known)
    return Priced(problem=narrowed(free), credit=credit)


def narrowed(problem: PlanningProblem) -> PlanningProblem:
    """Return the problem on the ranges in which a best plan lies; only boxes may limit it.

    Least sums are kept by leaving their levers' upper bounds alone, yes-or-no choices by never raising the
    lower bounds of optional levers.
    """
    optional = optional_levers(problem)
    unit = problem.unit_cost[:, None]
    lower, upper = problem.lower / unit, problem.upper / unit
    levers = lever_arrays(problem)
    for _ in range(ROUNDS):
        before = (upper - lower).sum()
        stocks = tuple(stock_of(problem, inputs) for inputs in (lower, upper))
        most, least = worths(problem, *stocks)
        write_caps(
            levers,
            Ranges(
                low=stocks[0],
                high=stocks[1],
                most=most * levers.strength[:, :, None],
                least=least * levers.strength[:, :, None],
            ),
            problem.spend_weight * problem.unit_cost,
            (problem.min_if_used <= 0.0) & (problem.spend_weight > 0.0),
            ~optional,
            lower,
            upper,
        )
        if (upper - lower).sum() > (1.0 - WORTH_A_ROUND) * before:
            break
    # A cell that cannot move must come back as it was, though its unit's rounding may have moved it.
    floor = np.minimum(np.maximum(lower * unit, problem.lower), problem.upper)
    ceiling = np.minimum(np.maximum(upper * unit, floor), problem.upper)
    return replace(problem, lower=floor, upper=ceiling)


def stock_of(problem: PlanningProblem, inputs: Floats) -> Floats:
    """Return the stock of every draw, lever and week under inputs (L, T)."""
    out = np.empty(problem.carried.shape)
    write_stocks(problem.carried, problem.impulse, np.ascontiguousarray(inputs), out)
    return out


@compiled
def write_stocks(carried: Floats, impulse: Floats, inputs: Floats, out: Floats) -> None:
    """Write the stock of every draw, lever and week."""
    for d in range(out.shape[0]):
        for k in range(out.shape[1]):
            write_stock(carried[d, k], impulse[d, k], inputs[k], out[d, k])


def worths(problem: PlanningProblem, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return the most and the least that a unit of lift of every lever may be worth in a week, (D, L, T).

    Over all prices of the menus, and all lifts between those of the stocks ``low`` and ``high``.
    """
    shape = problem.organic.shape
    boxes = tuple(np.empty(shape) for _ in range(4))
    lifts = [lifts_of(problem, stock) for stock in (low, high)]
    write_lift_boxes(lifts[0], lifts[1], problem.reach, problem.training, problem.coupling, *boxes)
    gains = [offer_values(problem, c)[:, None] * problem.factors[c] for c in range(problem.courses)]
    largest = np.stack([gain.max(axis=0) for gain in gains], axis=1)
    smallest = np.stack([gain.min(axis=0) for gain in gains], axis=1)
    factor = np.stack([each.max(axis=0) for each in problem.factors], axis=1)
    open_seats = np.empty(shape)
    # How fast sales rise with mean demand is known to fall in it but for normal demand, whose spread moves.
    lifted = demand_at(problem, boxes[1], boxes[3]) * factor[:, :, None]
    write_open_seats(
        lifted, problem.outcome, problem.scatter, problem.unit, problem.seats, factor, open_seats
    )
    moving = (problem.outcome == codes.NORMAL)[:, None] & np.isfinite(problem.seats)
    open_seats = np.where(moving, 0.0, open_seats)
    most, least = np.empty(low.shape), np.empty(low.shape)
    for lever in range(problem.levers):
        others = (boxes[0], boxes[1]) if problem.training[lever] else (boxes[2], boxes[3])
        per_lift = [_per_lift(problem, other) for other in others]
        reach = problem.reach[:, :, lever, None]
        up = np.maximum(largest, 0.0)[:, :, None] * per_lift[1]
        down = np.where(
            smallest[:, :, None] >= 0.0,
            smallest[:, :, None] * per_lift[0] * open_seats,
            smallest[:, :, None] * per_lift[1],
        )
        most[:, lever], least[:, lever] = (reach * up).sum(axis=1), (reach * down).sum(axis=1)
    return most, least


def _per_lift(problem: PlanningProblem, other: Floats) -> Floats:
    """Return the demand before price that a unit of lift adds, the other side at ``other`` (D, C, T)."""
    if problem.coupling == codes.SUM:
        return np.broadcast_to(problem.unit[None, :, None], other.shape)
    return np.asarray(problem.organic * other)


def demand_at(problem: PlanningProblem, x: Floats, y: Floats) -> Floats:
    """Return demand before price at both sides' lifts, (D, C, T)."""
    if problem.coupling == codes.SUM:
        return np.asarray(problem.organic + problem.unit[None, :, None] * (x + y))
    return np.asarray(problem.organic * x * y)


def lifts_of(problem: PlanningProblem, stock: Floats) -> Floats:
    """Return β s(A) of every draw, lever and week at stocks (D, L, T)."""
    out = np.empty(stock.shape)
    write_lifts_of(problem.saturation_kind, problem.scale, problem.slope, problem.strength, stock, out)
    return out


@compiled
def write_lifts_of(
    kind: NDArray[np.int64], scale: Floats, slope: Floats, strength: Floats, stock: Floats, out: Floats
) -> None:
    """Write β s(A)."""
    for d in range(out.shape[0]):
        for k in range(out.shape[1]):
            for t in range(out.shape[2]):
                value = saturation_gradient(kind[k], stock[d, k, t], scale[d, k], slope[d, k])[0]
                out[d, k, t] = strength[d, k] * value


@compiled
def write_open_seats(
    mean: Floats,
    outcome: NDArray[np.int64],
    scatter: Floats,
    unit: Floats,
    seats: Floats,
    factor: Floats,
    out: Floats,
) -> None:
    """Write the slope of expected sales in mean demand at ``mean`` (D, C, T), its least up to there."""
    for d in range(out.shape[0]):
        for c in range(out.shape[1]):
            for t in range(out.shape[2]):
                out[d, c, t] = expected_sales(
                    outcome[c], mean[d, c, t], scatter[d, c], factor[d, c] * unit[c], seats[c, t]
                )[1]
