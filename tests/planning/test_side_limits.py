"""Limits across levers and weeks: projection, linear optimum and certificate keep them and prove them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.planning.conftest import small_problem

from kuajie.messages import InfeasiblePlan, Text
from kuajie.planning.certificate import certify
from kuajie.planning.nearest_spend import best_vertex, most_promised, project
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import LinearLimit, PlanningProblem
from kuajie.planning.shadow_prices import Binding, shadow_prices
from kuajie.planning.solver import maximise
from kuajie.planning.spend_limits import SpendLimits, limits_when_used
from kuajie.planning.spend_program import any_spend
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]


def named(name: str) -> Text:
    return Text(en=name, zh=name)


def weekly_budget(problem: PlanningProblem, share: float) -> tuple[LinearLimit, ...]:
    """Return a limit of every week's spend: a share of an even spread of the total budget."""
    assert problem.total_budget is not None
    limits = []
    for week in range(problem.weeks):
        weights = np.zeros(problem.lower.shape)
        weights[:, week] = 1.0
        limits.append(
            LinearLimit(named(f"week {week}"), weights, share * problem.total_budget / problem.weeks)
        )
    return tuple(limits)


def limited(seed: int = 0, share: float = 0.7, change: float = np.inf, **fields: object) -> PlanningProblem:
    problem = small_problem(seed=seed, weeks=4, **fields)
    return replace(
        problem,
        linear_limits=weekly_budget(problem, share),
        largest_change=np.full(problem.levers, change),
    )


def limits_of(problem: PlanningProblem) -> SpendLimits:
    return limits_when_used(problem, np.ones(problem.levers, dtype=np.bool_))


def overrun(limits: SpendLimits, spend: np.ndarray) -> float:
    assert limits.side is not None
    return float(limits.side.overrun(spend).max())


def test_by_hand_a_weekly_budget_takes_the_same_from_every_lever() -> None:
    problem = limited(share=1.0)
    limits = replace(
        limits_of(problem),
        upper=np.full((3, 4), 100.0),
        group_limits=np.full(2, np.inf),
        total=np.inf,
    )
    assert limits.side is not None
    limits.side.rows.bound[:] = 90.0
    found = project(np.full((3, 4), 50.0) + np.arange(3)[:, None], limits)
    np.testing.assert_allclose(found, np.repeat([[29.0], [30.0], [31.0]], 4, axis=1), atol=1e-6)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    share=st.sampled_from([0.3, 0.8]),
    change=st.sampled_from([50.0, 400.0, np.inf]),
)
def test_no_spend_within_limits_is_nearer_than_the_projection(seed: int, share: float, change: float) -> None:
    limits = limits_of(limited(seed % 7, share, change))
    rng = np.random.default_rng(seed)
    point = rng.normal(500.0, 900.0, limits.lower.shape)
    found = project(point, limits)
    scale = np.abs(found).max() + 1.0
    assert overrun(limits, found) <= 1e-6 * scale
    # The variational inequality: the step left over points away from every other spend.
    most, _ = most_promised(point - found, limits)
    assert most <= np.vdot(point - found, found) + 1e-6 * scale * np.abs(point).sum()


def test_the_linear_optimum_keeps_rows_and_its_bound_is_met() -> None:
    limits = limits_of(limited(share=0.5, change=100.0))
    gain = np.random.default_rng(3).normal(0.3, 1.0, limits.lower.shape)
    vertex = best_vertex(gain, limits)
    assert overrun(limits, vertex) <= 1e-6
    assert most_promised(gain, limits)[0] == pytest.approx(np.vdot(gain, vertex), rel=1e-7)


@pytest.mark.parametrize("change", [150.0, np.inf])
@pytest.mark.parametrize("coupling", [codes.SUM, codes.PRODUCT])
def test_plans_keep_rows_and_the_bound_is_close_above_them(coupling: int, change: float) -> None:
    problem = limited(share=0.6, change=change, coupling=coupling)
    solution = maximise(problem)
    limits = limits_of(problem)
    assert overrun(limits, solution.spend) <= 1e-6 * problem.upper.max()
    bound = certify(problem, solution)
    assert solution.value <= bound.value * (1 + 1e-9)
    assert bound.gap(solution.value) < 2e-4
    free = maximise(replace(problem, linear_limits=(), largest_change=None))
    assert free.value > solution.value + 1e-3, "the limits bite"
    rng = np.random.default_rng(1)
    for _ in range(50):
        other = project(rng.uniform(0.0, 1.0, problem.lower.shape) * problem.upper, limits)
        assert evaluate(problem, other, solution.prices).objective <= bound.value


def test_slsqp_finds_no_better_concave_plan() -> None:
    problem = limited(share=0.6, change=200.0, coupling=codes.SUM)
    solution = maximise(problem)
    limits = limits_of(problem)
    side = limits.side
    assert side is not None
    best = minimize(
        lambda flat: -evaluate(problem, flat.reshape(problem.lower.shape), solution.prices).objective,
        np.zeros(problem.lower.size),
        bounds=list(zip(problem.lower.ravel(), problem.upper.ravel(), strict=True)),
        constraints=[
            {"type": "ineq", "fun": lambda flat: -side.overrun(flat)},
            {"type": "ineq", "fun": lambda flat: problem.total_budget - flat.sum()},
            *(
                {"type": "ineq", "fun": lambda flat, g=g: g.limit - flat.reshape(3, 4)[g.levers].sum()}
                for g in problem.budget_groups
            ),
        ],
        method="SLSQP",
        options={"maxiter": 300},
    )
    assert solution.value >= -best.fun * (1 - 1e-5)


def test_a_lever_whose_set_up_is_open_counts_in_money_against_rows() -> None:
    problem = limited(share=0.5, set_up=300.0, coupling=codes.SUM)
    solution = maximise(problem)
    bound = certify(problem, solution)
    assert solution.value <= bound.value <= solution.value * 1.02
    assert overrun(limits_of(problem), solution.spend) <= 1e-6 * problem.upper.max()


def test_rows_that_no_spend_keeps_are_seen() -> None:
    problem = limited(share=0.5)
    forced = replace(problem, lower=np.full(problem.lower.shape, 400.0))
    assert any_spend(limits_of(forced)) is None
    with pytest.raises(InfeasiblePlan, match="“week 3”") as raised:
        maximise(forced)
    said = raised.value.say("zh")
    assert "限额“week 3”" in said
    assert "总预算" not in said
    assert "week 1" not in said


def test_every_limit_of_a_smallest_conflict_matters() -> None:
    problem = limited(share=0.5, change=10.0)
    lower, upper = problem.lower.copy(), problem.upper.copy()
    lower[1, 0], upper[1, 1] = 300.0, 100.0
    with pytest.raises(InfeasiblePlan) as raised:
        maximise(replace(problem, lower=lower, upper=upper, lever_names=("a", "b", "c")))
    said = raised.value.say("en")
    assert "largest weekly change of lever “b”" in said
    assert "least that lever “b”" in said
    assert "week" not in said.replace("weekly", "")
    assert "“a”" not in said


def test_a_limit_must_fit_the_problem() -> None:
    problem = small_problem()
    with pytest.raises(ValueError, match="finite weights"):
        replace(problem, linear_limits=(LinearLimit(named("hours"), np.ones((1, 1)), 3.0),))
    with pytest.raises(ValueError, match="not a number"):
        replace(problem, linear_limits=(LinearLimit(named("hours"), np.ones(problem.lower.shape), np.nan),))
    with pytest.raises(ValueError, match="largest_change"):
        replace(problem, largest_change=np.full(problem.levers, -1.0))


def test_what_a_weekly_budget_holds_is_said_to_be_held_by_it() -> None:
    problem = limited(share=0.4, coupling=codes.SUM)
    solution = maximise(problem)
    shadow = shadow_prices(problem, solution)
    assert shadow.total == 0.0, "the total is not used up"
    held = [binding for binding in shadow.binding if binding is Binding.SIDE_LIMIT]
    assert held
    free = shadow_prices(replace(problem, linear_limits=(), largest_change=None), solution)
    assert Binding.SIDE_LIMIT not in free.binding
