"""What one more yuan in each budget would bring, and what binds each lever, from slopes at the plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.objective import Climb
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Solution
from kuajie.planning.spend_limits import SpendLimits, limits_when_used

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

TIGHT = 1e-6
"""Relative slack below which a limit counts as reached: the ascent stops within it."""

FLAT = 1e-3
"""Slope per unit of money below which one more unit counts as worth nothing."""


class Binding(StrEnum):
    """What keeps a lever from more spend (or, at its minimum, from less)."""

    UNUSED = "unused"
    WEEKLY_MAXIMUM = "weekly maximum"
    WEEKLY_MINIMUM = "weekly minimum"
    LEAST_SPEND = "least spend"
    SIDE_LIMIT = "side limit"
    GROUP_BUDGET = "group budget"
    TOTAL_BUDGET = "total budget"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShadowPrices:
    """Gain in the objective per further unit of money, zero where a budget is not exhausted.

    ``groups`` follows the problem's budget groups. Where both a group's budget and the total are exhausted,
    ``total`` is what a unit brings outside the exhausted groups and ``groups`` what it brings inside on top.
    ``marginal`` (L,) is the best slope of each lever over the weeks that have room, spend subtracted;
    ``binding`` (L,) is what holds each lever.
    """

    groups: tuple[float, ...]
    total: float
    marginal: Floats
    binding: tuple[Binding, ...]


def shadow_prices(problem: PlanningProblem, solution: Solution) -> ShadowPrices:
    """Return the values of budgets and what binds each lever at ``solution``."""
    limits = limits_when_used(problem, solution.used)
    slope = Climb.at(problem, solution.prices)(solution.spend)[1]
    marginal = best_slopes(solution.spend, slope, limits)
    full = [is_full(solution.spend[limits.group_of == g].sum(), b) for g, b in enumerate(limits.group_limits)]
    total_full = is_full(solution.spend.sum(), limits.total)
    in_full = np.array([g >= 0 and full[g] for g in limits.group_of])
    total = max(0.0, float(marginal[~in_full].max(initial=0.0))) if total_full else 0.0
    groups = [
        max(0.0, float(marginal[limits.group_of == g].max(initial=0.0)) - total) if reached else 0.0
        for g, reached in enumerate(full)
    ]
    binding = tuple(
        binding_of(k, solution, slope, limits, group_full=bool(in_full[k]), total_full=total_full)
        for k in range(problem.levers)
    )
    return ShadowPrices(groups=tuple(groups), total=total, marginal=marginal, binding=binding)


def is_full(amount: float, limit: float) -> bool:
    """Return whether a budget is exhausted."""
    return bool(amount >= limit - TIGHT * max(1.0, abs(limit)))


def best_slopes(spend: Floats, slope: Floats, limits: SpendLimits) -> Floats:
    """Return each lever's best slope over weeks with room for more, -inf where no week has any."""
    room = below_upper(spend, limits)
    if limits.side is not None:
        room &= ~limits.side.holding(spend, TIGHT)
    best: Floats = np.where(room, slope, -np.inf).max(axis=1)
    return best


def below_upper(spend: Floats, limits: SpendLimits) -> Flags:
    """Return the cells below their weekly maximum, (L, T)."""
    below: Flags = spend < limits.upper - TIGHT * np.maximum(1.0, limits.upper)
    return below


def held_aside(spend: Floats, slope: Floats, limits: SpendLimits, lever: int) -> bool:
    """Return whether a row across the budgets is all that keeps a lever from gainful spend in some week."""
    if limits.side is None:
        return False
    held = below_upper(spend, limits)[lever] & limits.side.holding(spend, TIGHT)[lever]
    return bool(np.any(slope[lever][held] > FLAT))


def binding_of(
    lever: int, solution: Solution, slope: Floats, limits: SpendLimits, *, group_full: bool, total_full: bool
) -> Binding:
    """Return what holds one lever, the nearest limit first."""
    spend, upper, lower = solution.spend[lever], limits.upper[lever], limits.lower[lever]
    gain = best_slopes(solution.spend, slope, limits)[lever]
    at_least = limits.least[lever] > 0.0 and is_full(limits.least[lever], float(spend.sum()))
    unused = bool(spend.sum() <= 0.0)
    aside = held_aside(solution.spend, slope, limits, lever)
    reasons = (
        (unused and not gain > FLAT and not aside, Binding.UNUSED),
        (np.all(spend >= upper - TIGHT * np.maximum(1.0, upper)), Binding.WEEKLY_MAXIMUM),
        (not unused and np.all(spend <= lower + TIGHT * np.maximum(1.0, lower)), Binding.WEEKLY_MINIMUM),
        (at_least and gain < -FLAT, Binding.LEAST_SPEND),
        (not gain > FLAT and aside, Binding.SIDE_LIMIT),
        (gain > FLAT and group_full, Binding.GROUP_BUDGET),
        (gain > FLAT and total_full, Binding.TOTAL_BUDGET),
    )
    last = Binding.UNUSED if unused else Binding.NOTHING
    return next((reason for holds, reason in reasons if holds), last)
