"""What knowing more before planning would be worth (Raiffa and Schlaifer 1961; Howard 1966)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.objective import evaluate
from kuajie.planning.participation import floored, weighing
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.problem_checks import SHAPES
from kuajie.planning.profit_floor import weighted
from kuajie.planning.solution import Progress, Settings, Solution, Start, silent
from kuajie.planning.solver import maximise

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

QUICK = Settings(tolerance=1e-5, kept=1)
"""A plan that starts next to its optimum needs no more; what it misses lowers the value told."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InformationValue:
    """What knowing something before planning would add to the objective, on average over what may be found.

    ``gains`` (S,) is what it adds in each scenario of what is found, never negative.
    """

    gains: Floats

    @property
    def mean(self) -> float:
        """The value of the information, in the objective's unit."""
        return float(self.gains.mean())

    @property
    def standard_error(self) -> float:
        """How far the mean may be off because scenarios are few."""
        if self.gains.size < 2:
            return float("inf")
        return float(self.gains.std(ddof=1) / np.sqrt(self.gains.size))


def value_of_levers(
    problem: PlanningProblem,
    plan: Solution,
    *,
    scenarios: int = 20,
    progress: Progress = silent,
    settings: Settings = QUICK,
) -> tuple[InformationValue, ...]:
    """Return what knowing each lever's response exactly would be worth, (L,).

    A scenario takes a lever's strength, reach, carry-over and saturation from one posterior draw, all other
    draws kept, and plans anew from ``plan``; the gain is over the best one plan for all scenarios together. A
    lever is thus taken to be independent of all else, which draws of the posterior may not quite be.
    Deterministic: scenarios are spread evenly over the draws.
    """
    goal, places = priced(problem, plan), spread_evenly(problem.draws, scenarios)
    values = []
    for lever in range(problem.levers):
        known = [knowing_lever(goal, lever, int(draw)) for draw in places]
        unaware = best_unaware(known, plan, settings)
        gains = [gain(scenario, unaware, settings) for scenario in known]
        values.append(InformationValue(gains=np.array(gains)))
        progress((lever + 1) / problem.levers)
    return tuple(values)


def value_of_everything(
    problem: PlanningProblem, plan: Solution, *, scenarios: int = 20, settings: Settings = QUICK
) -> InformationValue:
    """Return what knowing every parameter exactly would be worth: planning for each draw by itself."""
    goal, places = priced(problem, plan), spread_evenly(problem.draws, scenarios)
    gains = [gain(take_draws(goal, [int(draw)]), plan, settings) for draw in places]
    return InformationValue(gains=np.array(gains))


def best_unaware(known: Sequence[PlanningProblem], plan: Solution, settings: Settings) -> Solution:
    """Return the best one plan for all scenarios together, never worse for them than ``plan``."""
    per_draw = [name for names, axes in SHAPES.items() if axes.startswith("D") for name in names.split()]
    stacked: dict[str, Any] = {
        name: np.concatenate([getattr(one, name) for one in known]) for name in per_draw
    }
    start = Start(spend=plan.spend, prices=plan.prices)
    return maximise(replace(known[0], **stacked), starts=(start,), settings=settings)


def gain(known: PlanningProblem, plan: Solution, settings: Settings) -> float:
    """Return what planning anew for ``known`` adds to what ``plan`` brings there; never negative."""
    start = Start(spend=plan.spend, prices=plan.prices)
    best = maximise(known, starts=(start,), settings=settings)
    return max(0.0, best.value - evaluate(known, plan.spend, plan.prices).objective)


def knowing_lever(problem: PlanningProblem, lever: int, draw: int) -> PlanningProblem:
    """Return the problem in which one lever responds in every draw as it does in ``draw``."""
    changes = {}
    for name in RESPONSE:
        values = getattr(problem, name).copy()
        values[..., lever] = values[draw, ..., lever]
        changes[name] = values
    return replace(problem, **changes)


RESPONSE = ("strength", "reach", "carry_0", "carry_1", "scale", "slope")
"""What is known of a lever once its response is."""


def spread_evenly(draws: int, count: int) -> Codes:
    """Return ``count`` of the draws by number, spread evenly (all of them when there are fewer)."""
    return np.linspace(0, draws - 1, min(count, draws)).round().astype(np.int64)


def take_draws(problem: PlanningProblem, places: Sequence[int] | Codes) -> PlanningProblem:
    """Return the problem over the draws at ``places``, any of them more than once."""
    per_draw = [name for names, axes in SHAPES.items() if axes.startswith("D") for name in names.split()]
    changes = {name: getattr(problem, name)[np.asarray(places)] for name in per_draw}
    return replace(problem, **changes)


def priced(problem: PlanningProblem, plan: Solution) -> PlanningProblem:
    """Return the problem without floors on profit, at the weights on profits at which ``plan`` keeps them."""
    goal = problem
    if problem.profit_floor is not None:
        goal = weighted(goal, plan.floor_multiplier)
    if floored(goal).size and plan.party_multipliers is not None:
        goal = weighing(goal, plan.party_multipliers)
    parties = None if goal.parties is None else replace(goal.parties, floor=None)
    return replace(goal, parties=parties)
