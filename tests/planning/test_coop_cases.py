"""Co-op advertising under cooperation, in planning terms: published closed forms."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kuajie.planning.certificate import certify
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Settings
from kuajie.planning.solver import maximise
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]
REFERENCE = Path(__file__).parent.parent / "reference" / "coop_advertising.json"
CASES = {
    case["id"]: case
    for case in json.loads(REFERENCE.read_text(encoding="utf-8"))
    if case["id"].startswith("PV") and case["structure"] == "coop"
}
FLAT = 1e-4
"""Profit is flat at its peak: an error of this size in spend costs its square in profit."""
FINEST = Settings(tolerance=1e-13, coarse=1e-6, steps=5000)


def advertising(problem_of: Maker, inputs: dict[str, float], price: float) -> PlanningProblem:
    """Return D = (α - β p)^(1/v) (k_P √a + k_E √A): two levers, one week, prices around the best one."""
    return problem_of(
        draws=1,
        courses=1,
        levers=2,
        weeks=1,
        training=0.0,
        coupling=codes.SUM,
        organic=np.zeros((1, 1, 1)),
        unit=np.ones(1),
        outcome=np.array([codes.LOG_NORMAL]),
        scatter=np.zeros((1, 1)),
        reach=np.ones((1, 1, 2)),
        strength=np.array([[inputs["k_P"], inputs["k_E"]]], dtype=float),
        carry_kind=np.full(2, codes.NONE),
        saturation_kind=np.full(2, codes.SQUARE_ROOT),
        scale=np.ones((1, 2)),
        past_input=np.zeros((2, 13)),
        unit_cost=np.ones(2),
        upper=np.full((2, 1), 1000.0),
        price_kind=np.array([codes.LINEAR_POWER]),
        price_0=np.array([[float(inputs["alpha"])]]),
        price_1=np.array([[float(inputs["beta"])]]),
        price_2=np.array([[float(inputs["v"])]]),
        menus=(price * np.array([0.5, 0.8, 0.95, 0.99, 1.0, 1.01, 1.05, 1.2, 1.5]),),
        refund=np.zeros(1),
        cost=np.zeros(1),
        budget_groups=(),
        total_budget=None,
    )


@pytest.mark.parametrize("name", CASES)
def test_cooperation_spends_and_prices_as_published(problem_of: Maker, name: str) -> None:
    case: dict[str, Any] = CASES[name]
    want = case["expected"]
    problem = advertising(problem_of, case["inputs"], want["p"])
    plan = maximise(problem, settings=FINEST)
    assert plan.prices[0] == pytest.approx(want["p"])
    assert plan.value == pytest.approx(want["joint"], rel=case["tolerance"]["rel"])
    np.testing.assert_allclose(plan.spend[:, 0], [want["a"], want["A"]], rtol=FLAT)
    bound = certify(problem, plan)
    assert want["joint"] * (1 - 1e-12) <= bound.value <= want["joint"] * (1 + 1e-3) + 1e-6
