"""Static allocation over random S-shaped levers, against dynamic programming on a 1,000-unit grid.

The dynamic programme is the study's own, compiled; both get the same curves and the same budget.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks.random_instances import static_problem
from benchmarks.table import Table, write_table
from kuajie.planning.separable.kernels import response
from kuajie.planning.separable.problem import SeparableProblem
from kuajie.planning.separable.solve import solve

SIZES = (8, 20, 50)
SEEDS = 20
SHARES = (0.1, 0.3, 1.0, 3.0)
"""Budgets, relative to the spend at which every lever is half-way to its ceiling."""
UNITS = 1000


@dataclass(frozen=True)
class Outcome:
    loss: float
    gap: float
    milliseconds: float
    grid_milliseconds: float


@numba.njit
def on_grid(gain: NDArray[np.float64]) -> float:
    best = np.zeros(gain.shape[1])
    for k in range(gain.shape[0]):
        found = np.empty(best.size)
        for b in range(best.size):
            most = -np.inf
            for s in range(b + 1):
                most = max(most, best[b - s] + gain[k, s])
            found[b] = most
        best = found
    return float(best[-1])


def grid_value(problem: SeparableProblem) -> tuple[float, float]:
    """Return the grid's best value, and the seconds it took once the curves are known."""
    spends = np.linspace(0.0, problem.budgets[0].limit, UNITS + 1)
    shapes = zip(problem.kind, problem.size, problem.scale, problem.slope, strict=True)
    gain = np.array([[response(*shape, spend) for spend in spends] for shape in shapes])
    start = time.perf_counter()
    return on_grid(gain), time.perf_counter() - start


def study(seed: int, levers: int, share: float) -> Outcome:
    problem = static_problem(seed, levers, share)
    best, grid_seconds = grid_value(problem)
    start = time.perf_counter()
    solved = solve(problem, clock=time.monotonic)
    seconds = time.perf_counter() - start
    assert solved.gap is not None
    return Outcome((best - solved.value) / best, solved.gap, 1e3 * seconds, 1e3 * grid_seconds)


def main() -> None:
    study(0, SIZES[0], 1.0)  # compiles
    rows = []
    for levers in SIZES:
        found = [study(seed, levers, share) for seed in range(SEEDS) for share in SHARES]
        times = np.array([one.milliseconds for one in found])
        rows.append(
            (
                str(levers),
                str(len(found)),
                f"{max(one.loss for one in found):.1e}",
                f"{np.median([one.gap for one in found]):.1e}",
                f"{max(one.gap for one in found):.1e}",
                f"{np.median(times):.1f}",
                f"{times.max():.1f}",
                f"{np.median([one.grid_milliseconds for one in found]):.1f}",
            )
        )
    write_table(
        Table(
            name="static_allocation",
            title="Static allocation over random S-shaped levers",
            command="python -m benchmarks static_allocation",
            columns=(
                "levers",
                "problems",
                "largest loss against the grid (target ≤ 0)",
                "proved gap, median (target ≤ 1e-3)",
                "proved gap, largest",
                "ms, median (target < 50)",
                "ms, largest",
                "ms of the grid's dynamic programme, median",
            ),
            rows=tuple(rows),
            note=f"{SEEDS} seeds each, budgets of {', '.join(map(str, SHARES))} times the spend at "
            f"which every lever is half-way to its ceiling. The grid has {UNITS:,} units; its curves are "
            "worked out before its time is taken. Negative losses: the true optimum is above the grid's.",
        )
    )


if __name__ == "__main__":
    main()
