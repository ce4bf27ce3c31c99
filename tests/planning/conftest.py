"""Small planning problems of every kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from kuajie.planning.problem import BudgetGroup, PlanningProblem
from kuajie.response import codes


def small_problem(
    *,
    seed: int = 0,
    draws: int = 3,
    courses: int = 2,
    levers: int = 3,
    weeks: int = 3,
    menu: int = 1,
    saturation: int = codes.EXPONENTIAL,
    carry: int = codes.GEOMETRIC,
    coupling: int = codes.PRODUCT,
    outcome: int = codes.LOG_NORMAL,
    uneven: float = 0.0,
    slope: float = 1.0,
    lift: float = 0.8,
    training: float = 0.6,
    seats: float = np.inf,
    budget: float = 0.5,
    total: float = 0.9,
    set_up: float = 0.0,
    **changes: Any,
) -> PlanningProblem:
    """Return a random problem.

    ``lift`` and ``training`` are the two sides' strengths, ``budget`` a share of what the weekly maxima
    allow, ``seats`` a multiple of organic demand, ``uneven`` the log-sd of reach over draws and courses.
    Counted outcomes get whole seats.
    """
    rng = np.random.default_rng(seed)
    is_training = np.arange(levers) >= (levers + 1) // 2
    if training == 0.0:
        is_training[:] = False
    side = np.where(is_training, training / max(is_training.sum(), 1), lift / max((~is_training).sum(), 1))
    log_base = np.log(rng.uniform(40.0, 90.0, (1, courses, weeks))) + 0.1 * rng.normal(size=(draws, 1, 1))
    scale = rng.uniform(500.0, 1500.0, levers)
    unit_cost = np.where(is_training, 50.0, 1.0)
    upper = np.repeat((2.0 * scale)[:, None], weeks, axis=1)
    groups = (
        BudgetGroup("P", ~is_training, budget * float(upper[~is_training].sum())),
        BudgetGroup("E", is_training, budget * float(upper[is_training].sum())),
    )
    reach = np.exp(uneven * np.random.default_rng(seed + 1).normal(size=(draws, courses, levers)))
    counted = outcome == codes.NEGATIVE_BINOMIAL
    capacity = np.exp(log_base.mean(axis=0)) * seats
    list_price = rng.uniform(60.0, 120.0, courses)
    fields: dict[str, Any] = {
        "coupling": coupling,
        "organic": np.exp(log_base),
        "unit": np.exp(log_base).mean(axis=(0, 2)),
        "outcome": np.full(courses, outcome),
        "scatter": np.full((draws, courses), 20.0 if counted else 0.3),
        "reach": reach,
        "training": is_training,
        "strength": side * np.exp(0.3 * rng.normal(size=(draws, levers))),
        "carry_kind": np.full(levers, carry),
        "carry_0": rng.uniform(0.2, 0.6, (draws, levers)),
        "carry_1": rng.uniform(0.5, 1.5, (draws, levers)),
        "saturation_kind": np.full(levers, saturation),
        "scale": scale * np.exp(0.2 * rng.normal(size=(draws, levers))) / unit_cost,
        "slope": np.full((draws, levers), slope),
        "past_input": rng.uniform(0.0, 0.5, (levers, 13)) * (scale / unit_cost)[:, None],
        "start_input": np.zeros(levers),
        "unit_cost": unit_cost,
        "lower": np.zeros((levers, weeks)),
        "upper": upper,
        "set_up_cost": np.full(levers, set_up),
        "min_if_used": np.full(levers, set_up),
        "price_kind": np.full(courses, codes.CONSTANT_ELASTICITY),
        "price_0": rng.uniform(1.2, 2.0, (draws, courses)),
        "price_1": np.repeat(list_price[None], draws, axis=0),
        "price_2": np.ones((draws, courses)),
        "menus": tuple(p * np.linspace(0.8, 1.2, menu) if menu > 1 else np.array([p]) for p in list_price),
        "realised": np.ones(courses),
        "refund": np.full(courses, 0.05),
        "cost": 0.3 * list_price,
        "bonus": np.zeros(courses),
        "seats": np.ceil(capacity) if counted else capacity,
        "budget_groups": groups,
        "total_budget": total * (groups[0].limit + groups[1].limit),
    }
    return PlanningProblem(**(fields | changes))


@pytest.fixture(scope="session")
def problem_of() -> Callable[..., PlanningProblem]:
    """Return the maker of small problems."""
    return small_problem
