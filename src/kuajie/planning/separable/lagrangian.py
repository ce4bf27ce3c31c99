"""Many weeks with S-shapes and yes-or-no choices: Lagrangian bounds, then plans from the paths they met.

The dual search leaves for every lever the paths that are best at some prices of money and seats. HiGHS picks
one path for every lever, the pick is made locally best, and multipliers moved at random bring further paths.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.choosing import choose_paths
from kuajie.planning.separable.dual_search import Dual, first_paths, least_plan, search_multipliers
from kuajie.planning.separable.many_weeks import Paths, Prices, price_paths
from kuajie.planning.separable.polish import polish
from kuajie.planning.separable.problem import SeparableProblem, objective, violations
from kuajie.planning.separable.solved import Deadline, Found, Limits, Progress, silent
from kuajie.planning.separable.stock_grid import Grid, stock_grid

Floats = NDArray[np.float64]

COARSE, FINE = 600, 4000
"""Nodes per lever while multipliers are searched, and for the bound that is stated."""
LARGE = 1000
"""Levers times weeks from which the last bound uses half as many nodes."""
DUAL_SHARE, PICK_SHARE = 0.4, 0.12
"""Shares of the time for the search of multipliers, and for one pick of paths."""
DUAL_TOLERANCE = 2e-5
KEPT = 15
"""Paths per lever among which HiGHS picks: those that promise most at the best multipliers."""
SHAKES, SPREAD, PATIENCE = 12, 0.03, 3
"""Random multipliers per round, their relative spread, and rounds without gain before the end."""
NEGLIGIBLE = 1e-6
"""Relative gain below which a round counts as without gain."""


def dual_and_paths(
    problem: SeparableProblem, *, limits: Limits, deadline: Deadline, progress: Progress = silent
) -> Found:
    """Return the best plan found and the Lagrangian bound; no price decision, sum coupling."""
    whole = deadline.left
    dual, grid = bounded(problem, limits=limits, deadline=deadline, progress=lambda s: progress(0.5 * s))
    spend, value = least_plan(problem), -np.inf
    idle, longest, started = 0, 0.0, deadline.left
    for turn, shaken in enumerate(_rounds(problem, grid, dual)):
        found = improved(problem, shaken, spend, seconds=PICK_SHARE * whole, deadline=deadline)
        reached = objective(problem, found, None)
        idle = idle + 1 if reached <= value + NEGLIGIBLE * abs(value) else 0
        if reached > value:
            spend, value = found, reached
            dual.paths.add(problem, spend)
        progress(0.5 + 0.5 * (1.0 - 0.7 ** (turn + 1)))
        longest, started = max(longest, started - deadline.left), deadline.left
        proved = dual.bound - value <= limits.tolerance * abs(value)
        if proved or idle >= PATIENCE or deadline.left < longest:  # another round would not fit
            break
    finished = not deadline.passed()
    return Found(spend=spend, price=None, value=value, bound=max(dual.bound, value), finished=finished)


def bounded(
    problem: SeparableProblem, *, limits: Limits, deadline: Deadline, progress: Progress
) -> tuple[Dual, Grid]:
    """Return the dual solved, with its bound from a fine grid, and the coarse grid it was searched on."""
    grid = stock_grid(problem, COARSE)
    early = Deadline(end=deadline.end - (1.0 - DUAL_SHARE) * deadline.left, clock=deadline.clock)
    dual = search_multipliers(
        problem,
        grid,
        paths=first_paths(problem, grid),
        start=None,
        tolerance=max(DUAL_TOLERANCE, 0.2 * limits.tolerance),
        deadline=early,
        progress=progress,
    )
    nodes = FINE if problem.lower.size < LARGE else FINE // 2
    height, parts = price_paths(problem, stock_grid(problem, nodes), dual.prices)
    dual.paths.add(problem, parts.spend)
    dual.bound = min(dual.bound, height)
    return dual, grid


def _rounds(problem: SeparableProblem, grid: Grid, dual: Dual) -> Iterator[Paths]:
    """Yield growing sets of paths: those of the dual, then further ones at multipliers moved at random."""
    random = np.random.default_rng(1)
    while True:
        yield promising(problem, dual)
        for _ in range(SHAKES):
            moved = _moved(dual.prices, problem.unit_margin, random)
            dual.paths.add(problem, price_paths(problem, grid, moved)[1].spend)


def _moved(prices: Prices, margin: float, random: np.random.Generator) -> Prices:
    def around(values: Floats) -> Floats:
        return np.asarray(values * np.exp(random.normal(0.0, SPREAD, values.shape)))

    worth = np.minimum(around(prices.worth), margin)
    return Prices(budget=around(prices.budget), weekly=around(prices.weekly), worth=worth)


def promising(problem: SeparableProblem, dual: Dual) -> Paths:
    """Return for every lever the paths worth most at the best multipliers, and those the mixture weighs."""
    paths, prices = dual.paths, dual.prices
    lever, spend = np.array(paths.lever), np.array(paths.spend)
    price = prices.weekly + np.zeros(problem.weeks)
    per_lever = np.zeros(len(problem.levers))
    for multiplier, budget in zip(prices.budget, problem.budgets, strict=True):
        per_lever[budget.members] += multiplier
    worth = np.array(paths.brought) @ prices.worth - np.array(paths.cost)
    worth -= spend @ price + spend.sum(axis=1) * per_lever[lever]
    weighed = np.zeros(lever.size, dtype=np.bool_)
    weighed[: dual.mixture.weights.size] = dual.mixture.weights > 1e-9
    weighed[-len(problem.levers) :] = True
    kept = Paths()
    for k in range(len(problem.levers)):
        own = np.flatnonzero(lever == k)
        best = own[np.argsort(-worth[own])[:KEPT]]
        for place in sorted({*best.tolist(), *own[weighed[own]].tolist(), int(own[0])}):
            kept.lever.append(k)
            kept.spend.append(paths.spend[place])
            kept.brought.append(paths.brought[place])
            kept.cost.append(paths.cost[place])
    return kept


def improved(
    problem: SeparableProblem,
    paths: Paths,
    spend: Floats,
    *,
    seconds: float,
    deadline: Deadline,
) -> Floats:
    """Return the best of the plan so far and the pick among paths, made locally best."""
    picked = choose_paths(problem, paths, seconds=min(seconds, deadline.left))
    if picked is None or violations(problem, picked):
        picked = spend
    return polish(problem, picked, tolerance=1e-7, deadline=deadline)


def paths_by_highs(
    problem: SeparableProblem, *, limits: Limits, deadline: Deadline, progress: Progress = silent
) -> Found:
    """Return the best choice of known paths by HiGHS alone, and the Lagrangian bound."""
    dual, _ = bounded(problem, limits=limits, deadline=deadline, progress=lambda s: progress(0.5 * s))
    spend = least_plan(problem)
    picked = choose_paths(problem, dual.paths, seconds=deadline.left)
    if picked is not None and not violations(problem, picked):
        spend = picked
    value = objective(problem, spend, None)
    return Found(
        spend=spend,
        price=None,
        value=value,
        bound=max(dual.bound, value),
        finished=not deadline.passed(),
    )
