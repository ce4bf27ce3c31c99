"""The best revenue shares where effort cannot be written down: the published case, on the planner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from game_problems import FINEST, square_root_game
from hypothesis import given
from hypothesis import strategies as st

from kuajie.planning.parties import Parties
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solver import maximise
from kuajie.sharing.structures.game import Game, Profile
from kuajie.sharing.structures.nash import settle
from kuajie.sharing.terms.second_best import of_sticks, second_best, settled, to_sticks

REFERENCE = Path(__file__).parents[1] / "reference"
FLAT = 2e-3
"""Joint profit is flat around the best shares: those found are this near, joint profit to its square."""


def cases() -> list[Any]:
    every = json.loads((REFERENCE / "coop_advertising.json").read_text())
    return [case for case in every if case["structure"] == "second_best_share"]


def effort_game(inputs: dict[str, float], share: float) -> PlanningProblem:
    """Return R = A + b_P x + b_E y at price 1, with efforts x = √(2 u / c) of spend u."""
    strength = [inputs[f"b_{side}"] * np.sqrt(2.0 / inputs[f"c_{side}"]) for side in "PE"]
    return square_root_game(
        organic=np.full((1, 1, 1), inputs["A"]),
        strength=np.array([strength]),
        menus=(np.array([1.0]),),
        parties=Parties(
            names=("P", "E"),
            revenue_share=np.array([[share], [1.0 - share]]),
            cost=np.zeros((2, 1)),
            owner=np.array([0, 1]),
        ),
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_double_moral_hazard_on_the_planner(case: Any) -> None:
    inputs, want = case["inputs"], case["expected"]
    problem = effort_game(inputs, 0.5)
    game = Game(problem=problem, seller=np.zeros(1, dtype=np.int64), settings=FINEST)
    first = maximise(problem, settings=FINEST)
    assert first.value == pytest.approx(want["joint_first_best"], rel=1e-8)
    plan = Profile(spend=first.spend, prices=first.prices)
    found = second_best(game, plan, np.array([0.5, 0.5]), looks=80, finest=1e-6)
    assert found.shares[0] == pytest.approx(want["phi"], abs=FLAT)
    assert found.joint == pytest.approx(want["joint_second_best"], rel=1e-6)
    efforts = np.sqrt(2.0 * found.profile.spend[:, 0] / np.array([inputs["c_P"], inputs["c_E"]]))
    assert efforts == pytest.approx([want["x"], want["y"]], abs=5e-3)
    # At the published share itself, to the case's own figures.
    there = settled(game, plan, np.array([want["phi"], 1.0 - want["phi"]]))
    assert there.joint == pytest.approx(want["joint_second_best"], rel=1e-8)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_sharing_costs_too_brings_back_the_first_best(case: Any, share: float) -> None:
    problem = effort_game(case["inputs"], share)
    paid = np.repeat([[share], [1.0 - share]], 2, axis=1)
    game = Game(problem=problem, seller=np.zeros(1, dtype=np.int64), settings=FINEST).under(paid=paid)
    nothing = Profile(spend=np.zeros((2, 1)), prices=np.array([1.0]))
    point = settle(game, nothing)
    assert point.joint == pytest.approx(case["expected"]["joint_first_best"], rel=1e-8)


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=6))
def test_sticks_are_shares_in_another_form(shares: list[float]) -> None:
    whole = np.array(shares) / sum(shares)
    np.testing.assert_allclose(of_sticks(to_sticks(whole)), whole, atol=1e-9)
