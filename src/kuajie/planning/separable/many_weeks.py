"""Many weeks: the Lagrangian dual over budgets and seats, by column generation with dynamic programmes.

A column is one lever's whole path of spends. The master programme mixes paths under budgets and seats
(Dantzig and Wolfe 1960); its multipliers, drawn towards the best ones so far (Wentges 1997), price new paths.
Every pricing proves a bound on the continuum of plans, whatever the multipliers are.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csc_array

from kuajie.planning.separable.problem import SeparableProblem, responses
from kuajie.planning.separable.stock_grid import Grid, Parts, lever_parts

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

PENALTY = 10.0
"""Price of overrunning a limit in the master programme, in units of the steepest gain: it stays feasible."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """Multipliers of budgets (B,) and weekly limits (T,), and what an enrolment is worth each week (T,)."""

    budget: Floats
    weekly: Floats
    worth: Floats

    def towards(self, other: Prices, share: float) -> Prices:
        """Return the multipliers ``share`` of the way to others."""
        return Prices(
            budget=self.budget + share * (other.budget - self.budget),
            weekly=self.weekly + share * (other.weekly - self.weekly),
            worth=self.worth + share * (other.worth - self.worth),
        )


@dataclass(slots=True, kw_only=True, eq=False)
class Paths:
    """Known paths: the lever, its spends (T,), what they bring (T,), and their cost."""

    lever: list[int] = field(default_factory=list)
    spend: list[Floats] = field(default_factory=list)
    brought: list[Floats] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    seen: set[tuple[int, bytes]] = field(default_factory=set)

    def add(self, problem: SeparableProblem, spend: Floats) -> int:
        """Add every lever's path of a plan (L, T), new ones only, and return how many were new."""
        brought, before = responses(problem, spend), len(self.lever)
        for k in range(len(problem.levers)):
            mark = (k, spend[k].tobytes())
            if mark in self.seen:
                continue
            self.seen.add(mark)
            total = float(spend[k].sum())
            self.lever.append(k)
            self.spend.append(spend[k].copy())
            self.brought.append(brought[k])
            self.cost.append(problem.spend_weight * total + (problem.set_up_cost[k] if total > 0.0 else 0.0))
        return len(self.lever) - before


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mix:
    """A solution of the master programme: value, weights of paths, multipliers."""

    value: float
    weights: Floats
    prices: Prices


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Programme:
    """The master programme in matrices; variables are path weights, enrolments sold (T,) and overruns.

    ``rows`` are budgets, then weekly limits if finite, then links of enrolments sold to demand.
    """

    cost: Floats
    rows: csc_array
    limits: Floats
    mixing: csc_array
    most: Floats


def programme(problem: SeparableProblem, paths: Paths) -> Programme:
    """Return the master programme of the known paths."""
    weeks, count = problem.weeks, len(paths.lever)
    lever, spend = np.array(paths.lever), np.array(paths.spend)
    totals = spend.sum(axis=1)
    budgets = [np.where(budget.members[lever], totals, 0.0) for budget in problem.budgets]
    limits = [budget.limit for budget in problem.budgets]
    weekly = list(spend.T) if np.isfinite(problem.weekly_limit) else []
    limits += [problem.weekly_limit] * len(weekly)
    limited = np.array([*budgets, *weekly]).reshape(len(limits), count)
    links = -np.array(paths.brought).T
    top = np.hstack([limited, np.zeros((len(limits), weeks)), -np.eye(len(limits))])
    bottom = np.hstack([links, np.eye(weeks), np.zeros((weeks, len(limits)))])
    mixing = np.zeros((len(problem.levers), count + weeks + len(limits)))
    mixing[lever, np.arange(count)] = 1.0
    penalty = PENALTY * (problem.spend_weight + _steepest(problem, paths))
    return Programme(
        cost=np.concatenate(
            [paths.cost, np.full(weeks, -problem.unit_margin), np.full(len(limits), penalty)]
        ),
        rows=csc_array(np.vstack([top, bottom])),
        limits=np.concatenate([limits, problem.base]),
        mixing=csc_array(mixing),
        most=np.concatenate([np.full(count, np.inf), problem.seats, np.full(len(limits), np.inf)]),
    )


def _steepest(problem: SeparableProblem, paths: Paths) -> float:
    """Return the most that any known path brings per unit of spend."""
    totals = np.array(paths.spend).sum(axis=1)
    gains = problem.unit_margin * np.array(paths.brought).sum(axis=1)
    return float(np.max(gains / np.maximum(totals, 1.0)))


def mix(problem: SeparableProblem, paths: Paths) -> Mix:
    """Return the best mixture of the known paths."""
    whole = programme(problem, paths)
    free = np.concatenate([np.zeros(len(paths.lever)), np.full(problem.weeks, -np.inf)])
    least = np.concatenate([free, np.zeros(whole.most.size - free.size)])
    found = linprog(
        whole.cost,
        A_ub=whole.rows,
        b_ub=whole.limits,
        A_eq=whole.mixing,
        b_eq=np.ones(len(problem.levers)),
        bounds=np.column_stack([least, whole.most]),
        method="highs",
    )
    if found.status != 0:
        raise ValueError(f"mixing paths failed: {found.message}")
    multipliers = np.maximum(-found.ineqlin.marginals, 0.0)
    first, weeks = len(problem.budgets), problem.weeks
    weekly = multipliers[first:-weeks] if np.isfinite(problem.weekly_limit) else np.zeros(weeks)
    worth = np.where(
        np.isfinite(problem.seats), np.minimum(multipliers[-weeks:], problem.unit_margin), problem.unit_margin
    )
    return Mix(
        value=-float(found.fun),
        weights=found.x[: len(paths.lever)],
        prices=Prices(budget=multipliers[:first], weekly=weekly, worth=worth),
    )


def price_paths(problem: SeparableProblem, grid: Grid, prices: Prices) -> tuple[float, Parts]:
    """Return the bound that multipliers prove, and every lever's best path against them.

    An enrolment is worth no more than its margin, and no less where seats never run out.
    """
    margin = np.full(problem.weeks, problem.unit_margin)
    prices = replace(
        prices, worth=np.where(np.isfinite(problem.seats), np.minimum(prices.worth, margin), margin)
    )
    cost = np.full(problem.lower.shape, problem.spend_weight) + prices.weekly
    for multiplier, budget in zip(prices.budget, problem.budgets, strict=True):
        cost[budget.members] += multiplier
    parts = lever_parts(problem, grid, worth=np.broadcast_to(prices.worth, cost.shape), cost=cost)
    fixed = sum(m * budget.limit for m, budget in zip(prices.budget, problem.budgets, strict=True))
    if np.isfinite(problem.weekly_limit):
        fixed += float(prices.weekly.sum()) * problem.weekly_limit
    seated = np.where(np.isfinite(problem.seats), problem.seats, 0.0)
    fixed += float(prices.worth @ problem.base + (problem.unit_margin - prices.worth) @ seated)
    return fixed + float(parts.bound.sum()), parts
