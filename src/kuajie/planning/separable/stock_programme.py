"""Linear programmes over stocks, in which every response is replaced by straight lines above it.

Variables are the stocks A (L, T), what levers bring r (L, T), and enrolments sold (T,); spends are
A_t - carry_over · A_{t-1}. On a range where a response is concave its tangents lie above it, so the programme
bounds the problem from above on that range, and more tangents close the gap (Kelley 1960).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from kuajie.planning.separable.kernels import fill_responses, fill_slopes, fill_stocks
from kuajie.planning.separable.problem import SeparableProblem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """What each lever's week may be: used or not (L,), and stocks in [low, high] (L, T)."""

    used: Flags
    low: Floats
    high: Floats


@dataclass(slots=True, kw_only=True, eq=False)
class Lines:
    """Straight lines above responses: for each the cell's number, and the line's height and slope."""

    cell: list[Codes] = field(default_factory=list)
    height: list[Floats] = field(default_factory=list)
    slope: list[Floats] = field(default_factory=list)

    def touch(self, problem: SeparableProblem, stocks: Floats, where: Flags) -> None:
        """Add the tangents at ``stocks`` (L, T) for the cells ``where``."""
        value, slope = curves(problem, stocks)
        cells = np.flatnonzero(where)
        self.cell.append(cells)
        self.slope.append(slope.ravel()[cells])
        self.height.append((value - slope * stocks).ravel()[cells])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StockPlan:
    """A solution: the programme's value, the spends (L, T), stocks and what it reckons they bring."""

    value: float
    spend: Floats
    stocks: Floats
    reckoned: Floats
    seat_prices: Floats
    budget_prices: Floats
    weekly_prices: Floats


def curves(problem: SeparableProblem, stocks: Floats) -> tuple[Floats, Floats]:
    """Return responses and their slopes at stocks (L, T)."""
    shape = (problem.kind, problem.size, problem.scale, problem.slope, problem.season)
    value, slope = np.empty(stocks.shape), np.empty(stocks.shape)
    stocks = np.ascontiguousarray(stocks)  # one memory layout, one compilation
    fill_responses(*shape, stocks, value)
    fill_slopes(*shape, stocks, slope)
    return value, slope


def stocks_of(problem: SeparableProblem, spend: Floats) -> Floats:
    """Return the stocks (L, T) that a spend builds up."""
    stocks = np.empty(spend.shape)
    fill_stocks(spend, problem.carry_over, stocks)
    return stocks


def most_stock(problem: SeparableProblem) -> Floats:
    """Return the largest stock of every lever and week."""
    return stocks_of(problem, problem.upper)


def spend_map(problem: SeparableProblem) -> csr_array:
    """Return the matrix (L T, L T) from stocks to spends."""
    levers, weeks = problem.lower.shape
    cells = np.arange(levers * weeks)
    later = cells[cells % weeks > 0]
    rows, columns = np.concatenate([cells, later]), np.concatenate([cells, later - 1])
    values = np.concatenate([np.ones(cells.size), -problem.carry_over[later // weeks]])
    return csr_array((values, (rows, columns)), shape=(cells.size, cells.size))


def limit_matrix(problem: SeparableProblem, used: Flags) -> tuple[csr_array, Floats]:
    """Return rows over spends (L T) and their limits: budgets, finite weekly limits, least totals of use."""
    levers, weeks = problem.lower.shape
    rows = [np.repeat(budget.members, weeks).astype(np.float64) for budget in problem.budgets]
    limits = [budget.limit for budget in problem.budgets]
    if np.isfinite(problem.weekly_limit):
        rows += list(np.tile(np.eye(weeks), (1, levers)))
        limits += [problem.weekly_limit] * weeks
    for k in np.flatnonzero(used & (problem.min_if_used > 0.0)):
        rows.append(-np.repeat(np.arange(levers) == k, weeks).astype(np.float64))
        limits.append(-float(problem.min_if_used[k]))
    return csr_array(np.array(rows).reshape(len(rows), levers * weeks)), np.array(limits)


def solve_lines(problem: SeparableProblem, cells: Cells, lines: Lines) -> StockPlan | None:
    """Return the best plan of the programme with these lines, ``None`` when nothing is feasible."""
    levers, weeks = problem.lower.shape
    count = levers * weeks
    to_spend = spend_map(problem)
    limited, limits = limit_matrix(problem, cells.used)
    lower = np.where(cells.used[:, None], problem.lower, 0.0).ravel()
    upper = np.where(cells.used[:, None], problem.upper, 0.0).ravel()
    spend_rows = limited @ to_spend
    matrix = vstack(
        [
            _wide(spend_rows, count, weeks, at=0),
            _wide(to_spend, count, weeks, at=0),
            _wide(-to_spend, count, weeks, at=0),
            _line_rows(lines, count, weeks),
            _sold_rows(levers, weeks),
        ],
        format="csr",
    )
    right = np.concatenate([limits, upper, -lower, np.concatenate(lines.height), problem.base])
    cost = np.concatenate(
        [
            problem.spend_weight * (to_spend.T @ np.ones(count)),
            np.zeros(count),
            np.full(weeks, -problem.unit_margin),
        ]
    )
    bounds = np.concatenate(
        [
            np.column_stack([cells.low.ravel(), cells.high.ravel()]),
            np.column_stack([np.full(count, -np.inf), np.full(count, np.inf)]),
            np.column_stack([np.full(weeks, -np.inf), problem.seats]),
        ]
    )
    solved = solve_scaled(
        cost, matrix, right, bounds, np.concatenate([_sizes(problem, cells), problem.seats])
    )
    if solved is None:
        return None
    values, multipliers = solved
    stocks = values[:count].reshape(levers, weeks)
    first, second = len(problem.budgets), weeks * bool(np.isfinite(problem.weekly_limit))
    spend = np.clip((to_spend @ stocks.ravel()).reshape(levers, weeks), lower.reshape(levers, weeks), None)
    return StockPlan(
        value=-float(cost @ values) - float(problem.set_up_cost[cells.used].sum()),
        spend=np.minimum(spend, upper.reshape(levers, weeks)),
        stocks=stocks,
        reckoned=values[count : 2 * count].reshape(levers, weeks),
        seat_prices=multipliers[-weeks:],
        budget_prices=multipliers[:first],
        weekly_prices=multipliers[first : first + second],
    )


def _sizes(problem: SeparableProblem, cells: Cells) -> Floats:
    """Return the usual sizes of stocks and of what they bring, for scaling."""
    most = np.broadcast_to(cells.high.max(axis=1, keepdims=True), cells.high.shape)
    brought = curves(problem, most)[0]
    return np.concatenate(
        [most.ravel(), np.broadcast_to(brought.max(axis=1, keepdims=True), most.shape).ravel()]
    )


def solve_scaled(
    cost: Floats, matrix: csr_array, right: Floats, bounds: Floats, sizes: Floats
) -> tuple[Floats, Floats] | None:
    """Return the solution of min cost · x, matrix · x <= right, and its rows' multipliers.

    Variables are solved for in units of their ``sizes``, rows in units of their largest entry: tangents near
    zero are steep, and solvers judge feasibility in absolute terms. ``None`` where nothing is feasible or the
    solver fails.
    """
    unit = np.where(np.isfinite(sizes) & (sizes > 0.0), sizes, 1.0)
    scaled = matrix.multiply(unit[None, :]).tocsr()
    rows = np.maximum(abs(scaled).max(axis=1).toarray().ravel(), 1e-300)
    rows = np.where(rows > 1e-200, rows, 1.0)
    money = max(float(np.abs(cost * unit).max()), 1e-300)
    for method in ("highs", "highs-ipm"):
        found = linprog(
            cost * unit / money,
            A_ub=scaled.multiply(1.0 / rows[:, None]).tocsr(),
            b_ub=right / rows,
            bounds=bounds / unit[:, None],
            method=method,
        )
        if found.status == 0:
            multipliers = np.maximum(-found.ineqlin.marginals, 0.0) * money / rows
            return np.asarray(found.x * unit), multipliers
    return None


def _wide(matrix: csr_array, count: int, weeks: int, *, at: int) -> csr_array:
    """Return a matrix over one block of variables, starting ``at``, as one over all."""
    return csr_array(
        (matrix.data, matrix.indices + at, matrix.indptr), shape=(matrix.shape[0], 2 * count + weeks)
    )


def _line_rows(lines: Lines, count: int, weeks: int) -> csr_array:
    """Return r - slope · A <= height for every line."""
    cell, slope = np.concatenate(lines.cell), np.concatenate(lines.slope)
    rows = np.arange(cell.size)
    values = np.concatenate([np.ones(cell.size), -slope])
    places = (np.concatenate([rows, rows]), np.concatenate([count + cell, cell]))
    return csr_array((values, places), shape=(cell.size, 2 * count + weeks))


def _sold_rows(levers: int, weeks: int) -> csr_array:
    """Return sold - Σ r <= base for every week."""
    count = levers * weeks
    cells = np.arange(count)
    values = np.concatenate([-np.ones(count), np.ones(weeks)])
    places = (
        np.concatenate([cells % weeks, np.arange(weeks)]),
        np.concatenate([count + cells, 2 * count + np.arange(weeks)]),
    )
    return csr_array((values, places), shape=(weeks, 2 * count + weeks))
