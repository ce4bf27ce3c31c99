"""What a planning problem must satisfy before anything is computed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kuajie.planning.menu_extras import check_extras
from kuajie.response import codes

if TYPE_CHECKING:  # The problem calls these checks when it is built.
    from kuajie.planning.problem import PlanningProblem


def check_problem(problem: PlanningProblem) -> None:
    """Raise ``ValueError`` showing the first array that does not fit."""
    check_shapes(problem)
    check_ranges(problem)
    check_demand(problem)
    check_budgets(problem)
    check_side_limits(problem)


def check_shapes(problem: PlanningProblem) -> None:
    """Every array has the shape its axes say."""
    if problem.organic.ndim != 3 or problem.past_input.ndim != 2:
        raise ValueError(
            f"organic needs 3 axes, past_input 2: {problem.organic.ndim}, {problem.past_input.ndim}"
        )
    sizes = dict(zip("DCT", problem.organic.shape, strict=True))
    sizes["L"], sizes["H"] = problem.unit_cost.size, problem.past_input.shape[1]
    for names, axes in SHAPES.items():
        expected = tuple(sizes[axis] for axis in axes)
        for name in names.split():
            if np.shape(getattr(problem, name)) != expected:
                raise ValueError(f"{name} has shape {np.shape(getattr(problem, name))}, not {expected}")
    if problem.extras is not None:
        check_extras(problem.extras, problem.menus)
    if len(problem.menus) != sizes["C"] or any(menu.ndim != 1 or menu.size == 0 for menu in problem.menus):
        raise ValueError(f"each of {sizes['C']} courses needs a menu of prices, got {problem.menus}")
    if problem.lever_names and len(problem.lever_names) != sizes["L"]:
        raise ValueError(f"{len(problem.lever_names)} names for {sizes['L']} levers")


SHAPES = {
    "organic": "DCT",
    "scatter price_0 price_1 price_2": "DC",
    "reach": "DCL",
    "strength carry_0 carry_1 scale slope": "DL",
    "training carry_kind saturation_kind start_input unit_cost set_up_cost min_if_used": "L",
    "past_input": "LH",
    "lower upper": "LT",
    "unit outcome price_kind realised refund cost bonus": "C",
    "seats": "CT",
}


def array_names() -> list[str]:
    """Return the fields of a problem that are arrays over its axes."""
    return " ".join(SHAPES).split()


def check_ranges(problem: PlanningProblem) -> None:
    """Numbers are finite and lie where the formulas and the proof of the bound need them."""
    finite = (
        "organic unit scatter reach strength carry_0 carry_1 scale slope past_input start_input unit_cost "
        "lower upper set_up_cost min_if_used price_0 price_1 price_2 realised refund cost bonus"
    )
    for name in finite.split():
        if not np.all(np.isfinite(getattr(problem, name))):
            raise ValueError(f"{name} holds a number that is not finite")
    not_negative = "scatter reach strength past_input start_input lower set_up_cost min_if_used"
    for name in not_negative.split():
        if np.any(getattr(problem, name) < 0.0):
            raise ValueError(f"{name} holds a negative number: {np.min(getattr(problem, name))}")
    for name in ("unit", "scale", "unit_cost"):
        if np.any(getattr(problem, name) <= 0.0):
            raise ValueError(f"{name} must be above zero: {np.min(getattr(problem, name))}")
    if np.any(problem.upper < problem.lower):
        raise ValueError(
            f"upper lies below lower in cells {np.argwhere(problem.upper < problem.lower).tolist()}"
        )
    if not np.all(problem.seats >= 0.0):
        raise ValueError("seats must be zero or more, infinite where there is no limit")


def check_demand(problem: PlanningProblem) -> None:
    """Coupling and outcomes are known, only a sum has negative organic demand, counts have whole seats."""
    known = (codes.LOG_NORMAL, codes.NORMAL, codes.NEGATIVE_BINOMIAL)
    if problem.coupling not in (codes.PRODUCT, codes.SUM) or not np.isin(problem.outcome, known).all():
        raise ValueError(f"unknown coupling {problem.coupling} or outcomes {problem.outcome.tolist()}")
    if problem.coupling == codes.PRODUCT and np.any(problem.organic < 0.0):
        raise ValueError(f"organic demand under the product coupling is negative: {problem.organic.min()}")
    counted = problem.outcome == codes.NEGATIVE_BINOMIAL
    seats = problem.seats[counted]
    if np.any(problem.scatter[:, counted] <= 0.0) or np.any(seats != np.floor(seats)):
        raise ValueError(f"counts need a positive concentration and whole seats, not {seats.tolist()}")


def check_parties(problem: PlanningProblem) -> None:
    """Everything sold and paid falls to some party, and no weight counts a gain as a loss."""
    parties, weight = problem.parties, problem.party_weight
    if parties is not None:
        parties.check(problem.cost, problem.unit_cost.size)
    if weight is None:
        return
    if parties is None or weight.shape != (len(parties.names),):
        raise ValueError(f"party_weight {weight} needs one number for each of the problem's parties")
    if not np.all(np.isfinite(weight)) or np.any(weight < 0.0):
        raise ValueError(f"party_weight must be finite and not negative: {weight}")


def check_budgets(problem: PlanningProblem) -> None:
    """Budget groups are disjoint and limits are numbers."""
    if not (np.isfinite(problem.money_weight) and problem.money_weight >= 0.0):
        raise ValueError(f"money_weight must be finite and not negative: {problem.money_weight}")
    check_parties(problem)
    taken = np.zeros(problem.unit_cost.size, dtype=np.int64)
    for group in problem.budget_groups:
        if np.shape(group.levers) != taken.shape or np.isnan(group.limit):
            raise ValueError(
                f"budget {group.name!r} needs a flag for each of {taken.size} levers and a limit"
            )
        taken += group.levers
    if np.any(taken > 1):
        raise ValueError(f"levers {np.flatnonzero(taken > 1).tolist()} are in more than one budget group")
    for name in ("total_budget", "profit_floor"):
        value = getattr(problem, name)
        if value is not None and np.isnan(value):
            raise ValueError(f"{name} is not a number")


def check_side_limits(problem: PlanningProblem) -> None:
    """Weights of linear limits and largest changes are numbers and meet the problem's axes."""
    for rule in problem.linear_limits:
        if rule.weights.shape != problem.lower.shape or not np.isfinite(rule.weights).all():
            raise ValueError(f"limit {rule.name.en!r} needs finite weights of shape {problem.lower.shape}")
        if np.isnan(rule.limit):
            raise ValueError(f"limit {rule.name.en!r} is not a number")
    if problem.largest_change is not None and not (
        problem.largest_change.shape == problem.unit_cost.shape and np.all(problem.largest_change >= 0.0)
    ):
        raise ValueError(f"largest_change needs a number for each lever: {problem.largest_change}")
