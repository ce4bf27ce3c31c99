"""The search for the multipliers that prove the lowest bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.many_weeks import Mix, Paths, Prices, mix, price_paths
from kuajie.planning.separable.problem import SeparableProblem
from kuajie.planning.separable.solved import Deadline
from kuajie.planning.separable.stock_grid import Grid, stock_grid

Floats = NDArray[np.float64]

ROUNDS = 300
DRAWN = 0.5
"""How far a new pricing goes from the best multipliers so far to those of the master programme."""


@dataclass(slots=True, kw_only=True, eq=False)
class Dual:
    """The lowest bound so far, its multipliers, the paths met on the way and their best mixture."""

    bound: float
    prices: Prices
    paths: Paths
    mixture: Mix


def first_paths(problem: SeparableProblem, grid: Grid) -> Paths:
    """Return paths to start from: the least spends, and the best ones at some prices of money."""
    paths = Paths()
    paths.add(problem, least_plan(problem))
    none = Prices(
        budget=np.zeros(len(problem.budgets)),
        weekly=np.zeros(problem.weeks),
        worth=np.full(problem.weeks, problem.unit_margin),
    )
    for multiplier in (0.0, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0):
        scaled = multiplier * max(problem.spend_weight, 0.1)
        dear = Prices(budget=np.full(len(problem.budgets), scaled), weekly=none.weekly, worth=none.worth)
        paths.add(problem, price_paths(problem, grid, dear)[1].spend)
    return paths


def compile_paths(problem: SeparableProblem) -> None:
    """Have the dynamic programme compiled: on the smallest grid, which takes no time otherwise."""
    plain = Prices(
        budget=np.zeros(len(problem.budgets)),
        weekly=np.zeros(problem.weeks),
        worth=np.full(problem.weeks, problem.unit_margin),
    )
    price_paths(problem, stock_grid(problem, 3), plain)


def least_plan(problem: SeparableProblem) -> Floats:
    """Return the least spends; levers used in any case reach their least total evenly between bounds."""
    lower, upper = problem.lower, problem.upper
    missing = np.where(problem.obliged, np.maximum(problem.min_if_used - lower.sum(axis=1), 0.0), 0.0)
    room = np.maximum((upper - lower).sum(axis=1), 1e-12)
    return np.asarray(lower + (missing / room)[:, None] * (upper - lower))


def search_multipliers(
    problem: SeparableProblem,
    grid: Grid,
    *,
    paths: Paths,
    start: Prices | None,
    tolerance: float,
    deadline: Deadline,
    progress: Callable[[float], None],
) -> Dual:
    """Return the dual solved to a relative ``tolerance`` on this grid, or as far as time allows."""
    mixture = mix(problem, paths)
    best, bound = start or mixture.prices, np.inf
    if start is not None:
        bound = price_paths(problem, grid, start)[0]
    for turn in range(ROUNDS):
        asked = best.towards(mixture.prices, DRAWN if np.isfinite(bound) else 1.0)
        height, parts = price_paths(problem, grid, asked)
        new = paths.add(problem, parts.spend)
        if height < bound:
            best, bound = asked, height
        if bound - mixture.value <= tolerance * abs(mixture.value) or deadline.passed():
            break
        if new == 0 or turn % 5 == 4:
            height, parts = price_paths(problem, grid, mixture.prices)
            new += paths.add(problem, parts.spend)
            if height < bound:
                best, bound = mixture.prices, height
            if new == 0:
                break
        mixture = mix(problem, paths)
        progress(1.0 - 1.0 / (1.0 + 0.1 * turn))
    return Dual(bound=bound, prices=best, paths=paths, mixture=mixture)
