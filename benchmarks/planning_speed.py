"""Time to a plan from a fitted posterior, and how good it is proved to be.

The demo programme's fit, under both couplings, with formulas that are concave and with S-shaped ones, planned
over 12 and 52 weeks. Compiled code is kept by a first plan; every figure is the median of three.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.table import Table, write_table
from kuajie.domain.beliefs import FitChoices
from kuajie.domain.calendar import Horizon
from kuajie.domain.money import Money
from kuajie.domain.programme import Programme
from kuajie.exchange.reading import read_folder
from kuajie.exchange.writing import write_folder
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.planning.certificate import certify
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solver import maximise
from kuajie.simulation import simulate
from kuajie.usecases.fit import FitQuestion, fit_response
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.planning_problem import build_problem, scope_of
from kuajie.usecases.progress import silent
from kuajie.usecases.response_spec import ResponseSpec
from kuajie.warehouse.duckdb_warehouse import DuckDBWarehouse

Result = TypeVar("Result")

TIMES = 3
CASES = (
    ("sum", 12, 400, "< 1 s"),
    ("sum", 52, 400, "< 3 s"),
    ("product", 12, 400, "< 2 s"),
    ("product", 52, 100, "plan < 5 s, gap ≤ 2 % in 60 s"),
)
SHAPES = {"exponential": "concave", "hill": "S-shaped"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Seconds to a plan and to its bound, and the gap proved."""

    levers: int
    courses: int
    plan: float
    proof: float
    gap: float


def fitted(programme: Programme, folder: Path, coupling: str, saturation: str) -> tuple[Programme, FitAnswer]:
    """Return the programme with that response, and its fit."""
    reading = read_folder(folder)
    shaped = replace(
        programme,
        fit=FitChoices(coupling=coupling),
        levers=tuple(replace(lever, saturation=saturation) for lever in programme.levers),
    )
    panel = DuckDBWarehouse().panel(shaped, reading.events, progress=silent)
    question = FitQuestion(spec=ResponseSpec.of_programme(shaped), panel=panel)
    return shaped, fit_response(question, sampler=NutpieSampler())


def longer(programme: Programme, weeks: int) -> Programme:
    """Return the programme over so many weeks, its budgets in proportion."""
    share = weeks / programme.horizon.count
    budgets = programme.budgets
    return replace(
        programme,
        horizon=Horizon(programme.horizon.start, weeks),
        budgets=replace(
            budgets,
            total=None if budgets.total is None else scaled(budgets.total, share),
            by_party={party: scaled(limit, share) for party, limit in budgets.by_party.items()},
        ),
    )


def scaled(money: Money, share: float) -> Money:
    """Return an amount times a share."""
    return Money.nearest(float(money) * share, money.currency)


def measure(problem: PlanningProblem) -> Figure:
    """Return the median figures of one problem."""
    plans, proofs = [], []
    for _ in range(TIMES):
        solution, seconds = timed(lambda: maximise(problem))
        plans.append(seconds)
        bound, seconds = timed(lambda plan=solution: certify(problem, plan))
        proofs.append(seconds)
    return Figure(
        levers=problem.levers,
        courses=problem.courses,
        plan=float(np.median(plans)),
        proof=float(np.median(proofs)),
        gap=bound.gap(solution.value),
    )


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Return what a piece of work gives, and its wall-clock seconds."""
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def rows(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table."""
    programme = read_folder(folder).programme
    for coupling in ("sum", "product"):
        for saturation, shape in SHAPES.items():
            shaped, fit = fitted(programme, folder, coupling, saturation)
            for each, weeks, draws, target in CASES:
                if each != coupling:
                    continue
                whole = longer(shaped, weeks)
                scope = scope_of(whole, frozenset(whole.party_ids))
                problem = build_problem(whole, fit, fit.posterior.thin(draws), scope)
                maximise(problem)
                found = measure(problem)
                yield (
                    f"{coupling}, {shape}: {found.levers} levers × {weeks} weeks, {draws} draws",
                    f"{found.plan:.2f} s",
                    f"{found.proof:.2f} s",
                    f"{found.gap:.3%}",
                    target,
                )


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        write_folder(folder, simulate("demo", seed=1))
        table = tuple(rows(folder))
    write_table(
        Table(
            name="planning_speed",
            title="Plans from a fitted posterior: time and proved gap",
            command="python -m benchmarks planning_speed",
            columns=("problem", "plan", "proof", "proved gap", "target, plan and proof"),
            rows=table,
            note=f"{os.cpu_count()} cores; the demo programme: its courses, price menus, budgets and set-up "
            "costs, seats against random demand, carry-over that differs by draw.",
        )
    )


if __name__ == "__main__":
    main()
