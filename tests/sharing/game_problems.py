"""Small games on the planner: one with a closed form, and random ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from tests.planning.conftest import small_problem

from kuajie.planning.parties import Parties
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Settings
from kuajie.response import codes

FINEST = Settings(tolerance=1e-13, coarse=1e-6, steps=5000)
FLAT = 1e-4
"""Profit is flat at its peak: an error of this size in spend costs its square in profit."""

M_P, M_E, K_P, K_E = 3.0, 5.0, 2.0, 1.5
"""Margins per seat and strengths of the square-root game below."""


def square_root_game(**changes: Any) -> PlanningProblem:
    """Return demand 10 + k_P √a + k_E √A in one week, P having margin 3 and E margin 5 of every seat."""
    fields: dict[str, Any] = {
        "draws": 1,
        "courses": 1,
        "levers": 2,
        "weeks": 1,
        "training": 0.0,
        "coupling": codes.SUM,
        "organic": np.full((1, 1, 1), 10.0),
        "unit": np.ones(1),
        "scatter": np.zeros((1, 1)),
        "reach": np.ones((1, 1, 2)),
        "strength": np.array([[K_P, K_E]]),
        "carry_kind": np.full(2, codes.NONE),
        "saturation_kind": np.full(2, codes.SQUARE_ROOT),
        "scale": np.ones((1, 2)),
        "past_input": np.zeros((2, 13)),
        "unit_cost": np.ones(2),
        "upper": np.full((2, 1), 1000.0),
        "price_kind": np.array([codes.ABSENT]),
        "menus": (np.array([M_P + M_E]),),
        "refund": np.zeros(1),
        "cost": np.zeros(1),
        "budget_groups": (),
        "total_budget": None,
        "parties": Parties(
            names=("P", "E"),
            revenue_share=np.array([[M_P], [M_E]]) / (M_P + M_E),
            cost=np.zeros((2, 1)),
            owner=np.array([0, 1]),
        ),
    }
    return small_problem(**(fields | changes))


def spend_of(*amounts: float) -> Any:
    return np.array(amounts, dtype=np.float64)[:, None]


PRICE = np.array([M_P + M_E])


def two_sides(seed: int, **changes: Any) -> PlanningProblem:
    """Return a random problem of P (marketing) and E (training), revenue halved."""
    problem = small_problem(seed=seed, **changes)
    return replace(
        problem,
        parties=Parties(
            names=("P", "E"),
            revenue_share=np.full((2, problem.courses), 0.5),
            cost=np.stack([0.5 * problem.cost] * 2),
            owner=problem.training.astype(np.int64),
        ),
    )


def quadratic_game(inputs: dict[str, float]) -> PlanningProblem:
    """Return N p (1 + x)(1 + y) with efforts that cost k x² / 2: a lift of √(2 u / k) for spend u."""
    strength = np.sqrt([[2.0 / inputs["k_P"], 2.0 / inputs["k_E"]]])
    share = inputs["phi"]
    return square_root_game(
        coupling=codes.PRODUCT,
        training=0.6,
        organic=np.full((1, 1, 1), inputs["N"]),
        strength=strength,
        upper=np.full((2, 1), 1e5),
        menus=(np.array([inputs["price"]]),),
        parties=Parties(
            names=("P", "E"),
            revenue_share=np.array([[share], [1.0 - share]]),
            cost=np.zeros((2, 1)),
            owner=np.array([0, 1]),
        ),
    )


def matching_pennies(**changes: Any) -> PlanningProblem:
    """Return a game in which P is for a lever where E uses its own, and E where P does not.

    Of the first course, all P's, the two levers multiply. Of the second, all E's, P's lever fills the seats,
    so that E's adds nothing then.
    """
    fields: dict[str, Any] = {
        "draws": 1,
        "courses": 2,
        "levers": 2,
        "weeks": 1,
        "coupling": codes.PRODUCT,
        "organic": np.full((1, 2, 1), 10.0),
        "unit": np.ones(2),
        "scatter": np.zeros((1, 2)),
        "reach": np.ones((1, 2, 2)),
        "strength": np.ones((1, 2)),
        "carry_kind": np.full(2, codes.NONE),
        "saturation_kind": np.full(2, codes.HILL),
        "scale": np.array([[1000.0, 400.0]]),
        "slope": np.full((1, 2), 8.0),
        "past_input": np.zeros((2, 13)),
        "unit_cost": np.ones(2),
        "upper": np.array([[3000.0], [3000.0]]),
        "price_kind": np.full(2, codes.ABSENT),
        "menus": (np.array([100.0]), np.array([100.0])),
        "refund": np.zeros(2),
        "cost": np.zeros(2),
        "seats": np.array([[np.inf], [20.0]]),
        "budget_groups": (),
        "total_budget": None,
        "parties": Parties(
            names=("P", "E"),
            revenue_share=np.eye(2),
            cost=np.zeros((2, 2)),
            owner=np.array([0, 1]),
        ),
    }
    problem = small_problem(**{key: value for key, value in fields.items() if key != "seats"})
    return replace(problem, seats=fields["seats"], **changes)
