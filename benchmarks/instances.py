"""Budget instances with proved bounds, and larger random ones: what is reached, what is proved, how long."""

from __future__ import annotations

import json
import time
from pathlib import Path

from benchmarks.random_instances import large_problem
from benchmarks.table import Table, write_table
from kuajie.exchange.instance_file import read_instance
from kuajie.planning.separable.problem import SeparableProblem, violations
from kuajie.planning.separable.solve import Solved, solve

REFERENCE = Path(__file__).parents[1] / "tests" / "reference"
TARGETS = {"B10": "≤ 2e-4"}
LARGE_SEEDS = (1, 2, 3)


def timed(problem: SeparableProblem) -> tuple[Solved, float]:
    start = time.perf_counter()
    solved = solve(problem, clock=time.monotonic)
    assert not violations(problem, solved.spend)
    return solved, time.perf_counter() - start


def row(name: str, problem: SeparableProblem, best: float | None, target: str) -> tuple[str, ...]:
    solved, seconds = timed(problem)
    loss = "" if best is None else f"{(best - solved.value) / abs(best):.1e}"
    gap = "none" if solved.gap is None else f"{solved.gap:.1e}"
    shape = f"{len(problem.levers)} × {problem.weeks}"
    return name, shape, solved.method, loss, gap, target, f"{seconds:.2f}"


def main() -> None:
    files = sorted(REFERENCE.glob("B*.json"))
    for file in files:  # compiles
        timed(read_instance(file).problem)
    rows = []
    for file in files:
        best = float(json.loads(file.read_text(encoding="utf-8"))["best_known"]["objective"])
        name, problem = file.stem[:3], read_instance(file).problem
        rows.append(row(name, problem, best, TARGETS.get(name, "≤ 1e-4")))
    large = ((f"S-shaped, seed {seed}", large_problem(seed)) for seed in LARGE_SEEDS)
    rows += [row(name, problem, None, "≤ 2e-3, 60 s") for name, problem in large]
    write_table(
        Table(
            name="instances",
            title="Budget instances with known responses",
            command="python -m benchmarks instances",
            columns=("instance", "levers × weeks", "method", "loss", "proved gap", "target", "seconds"),
            rows=tuple(rows),
            note="Loss: relative to the best known objective; negative where ours is better. Gap: of our own "
            "bound. The S-shaped ones have carry-over, seasons, set-up costs, minimum of use, three "
            "budgets and weekly seats.",
        )
    )


if __name__ == "__main__":
    main()
