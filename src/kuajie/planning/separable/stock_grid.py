"""Grids of stock on which every lever's dynamic programme runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.kernels import inflection
from kuajie.planning.separable.problem import SeparableProblem
from kuajie.planning.separable.stock_kernels import Curve, Levers, write_curve, write_parts
from kuajie.response.codes import HILL, POWER, SQUARE_ROOT

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

FIRST_NODE = 1e-12
"""First node of a form that is infinitely steep at zero, as a share of the largest stock."""
GROWTH = 1.03
"""Ratio of neighbouring nodes near zero."""
NEAR, FINE_SHARE = 30.0, 0.02
"""Steps within which a scale calls for finer nodes, and where those of log and exp begin, in scales."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """The nodes of all levers one after the other, from ``starts[k]`` to the next, and their curves."""

    starts: Codes
    nodes: Floats
    curve: Floats
    bend: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """Every lever's part of a Lagrangian bound (L,), and the path near it: use (L,) and spends (L, T)."""

    bound: Floats
    used: Flags
    spend: Floats


def stock_grid(problem: SeparableProblem, size: int) -> Grid:
    """Return a grid of about ``size`` nodes for every lever; steep beginnings get finer ones."""
    nodes, curve, bend = [], [], []
    for k in range(len(problem.levers)):
        shape = (problem.kind[k], problem.size[k], problem.scale[k], problem.slope[k])
        of_lever = _nodes(problem, k, size)
        nodes.append(of_lever)
        curve.append(np.empty(of_lever.size))
        bend.append(np.empty(of_lever.size))
        write_curve(*shape, of_lever, curve[-1], bend[-1])
    starts = np.concatenate([[0], np.cumsum([of_lever.size for of_lever in nodes])])
    return Grid(
        starts=starts.astype(np.int64),
        nodes=np.concatenate(nodes),
        curve=np.concatenate(curve),
        bend=np.concatenate(bend),
    )


def _nodes(problem: SeparableProblem, lever: int, size: int) -> Floats:
    """Return a lever's nodes, from no stock to the largest one."""
    rho, high = float(problem.carry_over[lever]), float(problem.upper[lever].max())
    reach = high * (1.0 - rho**problem.weeks) / (1.0 - rho) if rho < 1.0 else high * problem.weeks
    reach = max(reach, 1e-6)
    even = np.linspace(0.0, reach, size)
    first = _first_node(problem, lever, float(even[1]), reach)
    if first <= 0.0:
        return even
    upto = max(even[1] / (GROWTH - 1.0), 2.0 * first)
    fine = first * GROWTH ** np.arange(np.ceil(np.log(upto / first) / np.log(GROWTH)))
    return np.unique(np.concatenate([even, fine[fine < reach]]))


def _first_node(problem: SeparableProblem, lever: int, step: float, reach: float) -> float:
    """Return where fine nodes begin: below all that bends within a few steps of the even grid; 0 for none."""
    kind, scale, slope = problem.kind[lever], problem.scale[lever], problem.slope[lever]
    if kind == SQUARE_ROOT or (kind in (POWER, HILL) and slope <= 1.0):
        return FIRST_NODE * reach
    bend = inflection(kind, scale, slope) if kind == HILL else FINE_SHARE * scale
    return min(0.5 * bend, step) if kind != POWER and scale < NEAR * step else 0.0


def lever_parts(problem: SeparableProblem, grid: Grid, *, worth: Floats, cost: Floats) -> Parts:
    """Return every lever's part when responses are worth ``worth`` and spends cost ``cost``, both (L, T)."""
    count = len(problem.levers)
    bound, used = np.empty(count), np.zeros(count, dtype=np.bool_)
    spend = np.empty(problem.lower.shape)
    write_parts(
        grid.starts,
        Curve(grid.nodes, grid.curve, grid.bend),
        Levers(
            np.ascontiguousarray(worth * problem.season),
            np.ascontiguousarray(cost),
            np.ascontiguousarray(problem.lower),
            np.ascontiguousarray(problem.upper),
            problem.carry_over,
            problem.set_up_cost,
            problem.min_if_used,
            problem.obliged,
        ),
        bound,
        used,
        spend,
    )
    return Parts(bound=bound, used=used, spend=spend)
