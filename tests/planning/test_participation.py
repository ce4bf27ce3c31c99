"""No party below its floor: against a grid of all plans, bounds, and floors out of reach by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from kuajie.messages import InfeasiblePlan
from kuajie.planning.certificate import certify
from kuajie.planning.objective import evaluate
from kuajie.planning.participation import expected_party_profits
from kuajie.planning.parties import Parties, party_profits
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solver import maximise
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]
STEPS = 161
"""Points of each axis of the grid."""


def one_week(problem_of: Maker, *, share: float = 0.35, **changes: object) -> PlanningProblem:
    """Return two levers, one week, one course: P pays the first lever, E the second."""
    problem = problem_of(
        levers=2, weeks=1, courses=1, draws=2, seed=4, lift=1.5, training=1.2, budget=1.0, **changes
    )
    parties = Parties(
        names=("P", "E"),
        revenue_share=np.array([[share], [1.0 - share]]),
        cost=np.stack([0.5 * problem.cost, 0.5 * problem.cost]),
        owner=np.array([0, 1]),
    )
    # Little demand, so that every party's best spend lies inside the limits.
    return replace(problem, parties=parties, organic=0.3 * problem.organic, unit=0.3 * problem.unit)


def with_floor(problem: PlanningProblem, floor: tuple[float, float]) -> PlanningProblem:
    assert problem.parties is not None
    return replace(problem, parties=replace(problem.parties, floor=np.array(floor)))


def grid(problem: PlanningProblem) -> tuple[np.ndarray, np.ndarray]:
    """Return objective and party profits of every affordable plan on a grid, best price tried each."""
    values, profits = [], []
    axes = [np.linspace(0.0, float(problem.upper[k, 0]), STEPS) for k in range(2)]
    for price in problem.menus[0]:
        prices = np.array([price])
        for first in axes[0]:
            for second in axes[1]:
                spend = np.array([[first], [second]])
                if any(spend[g.levers].sum() > g.limit for g in problem.budget_groups):
                    continue
                if problem.total_budget is not None and spend.sum() > problem.total_budget:
                    continue
                result = evaluate(problem, spend, prices)
                values.append(result.objective)
                profits.append(party_profits(problem, spend, prices, result).mean(axis=1))
    return np.array(values), np.array(profits)


@pytest.mark.parametrize("menu", [1, 3])
@pytest.mark.parametrize("coupling", [codes.PRODUCT, codes.SUM])
@pytest.mark.parametrize("aim", ["profit", "enrolments"])
def test_floors_are_kept_and_the_plan_is_as_good_as_any_on_a_grid(
    problem_of: Maker, menu: int, coupling: int, aim: str
) -> None:
    changes = {} if aim == "profit" else {"money_weight": 0.0, "bonus": np.ones(1)}
    problem = one_week(problem_of, menu=menu, coupling=coupling, **changes)
    free = maximise(problem)
    values, profits = grid(problem)
    at_free = expected_party_profits(problem, free.spend, free.prices)
    # The party that does worst under the free plan asks for half of what it could have more.
    party = int(np.argmin(at_free))
    floor = [-np.inf, -np.inf]
    floor[party] = float(at_free[party] + 0.5 * (profits[:, party].max() - at_free[party]))
    floor[1 - party] = float(0.5 * at_free[1 - party])
    floored = with_floor(problem, (floor[0], floor[1]))
    plan = maximise(floored)
    reached = expected_party_profits(problem, plan.spend, plan.prices)
    assert np.all(reached >= np.array(floor) - 1e-6 * np.abs(reached))
    best = values[np.all(profits >= np.array(floor), axis=1)].max()
    bound = certify(floored, plan)
    assert bound.value >= best
    assert bound.value >= plan.value
    assert plan.value >= best - 1e-4 * abs(best)
    if menu == 1:
        assert bound.gap(plan.value) <= 0.01


def test_floors_that_are_kept_anyway_change_nothing(problem_of: Maker) -> None:
    problem = one_week(problem_of, menu=3)
    free = maximise(problem)
    profits = expected_party_profits(problem, free.spend, free.prices)
    floored = maximise(with_floor(problem, (float(profits[0]) - 1.0, -np.inf)))
    assert floored.value == pytest.approx(free.value)
    assert floored.party_multipliers is None or not floored.party_multipliers.any()


def test_higher_floors_never_bring_more(problem_of: Maker) -> None:
    problem = one_week(problem_of, share=0.35)
    free = maximise(problem)
    profits = expected_party_profits(problem, free.spend, free.prices)
    most = maximise(replace(problem, money_weight=0.0, party_weight=np.array([1.0, 0.0]))).value
    levels = [float(profits[0] + share * (most - profits[0])) for share in (0.2, 0.5, 0.8)]
    values = [maximise(with_floor(problem, (level, -np.inf))).value for level in levels]
    assert free.value >= values[0] >= values[1] >= values[2]


def test_a_floor_out_of_reach_names_the_party_and_its_best(problem_of: Maker) -> None:
    problem = one_week(problem_of)
    most = maximise(replace(problem, money_weight=0.0, party_weight=np.array([0.0, 1.0]))).value
    with pytest.raises(InfeasiblePlan) as caught:
        maximise(with_floor(problem, (-np.inf, 1.01 * most)))
    (finding,) = caught.value.findings
    assert finding.notice.code == "planning.party_floor_out_of_reach"
    assert finding.facts["party"] == "E"
    assert finding.facts["best"] == f"{most:,.2f}"


def test_floors_that_exclude_each_other_are_told(problem_of: Maker) -> None:
    problem = one_week(problem_of)
    most = [
        maximise(replace(problem, money_weight=0.0, party_weight=np.eye(2)[party])).value for party in (0, 1)
    ]
    with pytest.raises(InfeasiblePlan) as caught:
        maximise(with_floor(problem, (0.999 * most[0], 0.999 * most[1])))
    assert {finding.notice.code for finding in caught.value.findings} == {"planning.floors_in_conflict"}


def test_floors_on_several_weeks_and_courses_are_kept_within_a_small_gap(problem_of: Maker) -> None:
    problem = problem_of(levers=4, weeks=4, menu=3, set_up=200.0)
    parties = Parties(
        names=("P", "E"),
        revenue_share=np.array([[0.3, 0.3], [0.7, 0.7]]),
        cost=np.stack([0.5 * problem.cost, 0.5 * problem.cost]),
        owner=problem.training.astype(np.int64),
    )
    problem = replace(problem, parties=parties)
    free = maximise(problem)
    profits = expected_party_profits(problem, free.spend, free.prices)
    most = maximise(replace(problem, money_weight=0.0, party_weight=np.array([1.0, 0.0]))).value
    floor = float(profits[0] + 0.5 * (most - profits[0]))
    plan = maximise(with_floor(problem, (floor, 0.0)))
    assert expected_party_profits(problem, plan.spend, plan.prices)[0] >= floor - 1e-6 * abs(floor)
    bound = certify(with_floor(problem, (floor, 0.0)), plan)
    assert plan.value <= bound.value
    assert bound.gap(plan.value) <= 0.05
