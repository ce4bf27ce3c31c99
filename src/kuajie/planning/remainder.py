"""The rest of a plan under way: the first weeks as they happened, the others still to be decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.problem import BudgetGroup, LinearLimit, PlanningProblem
from kuajie.planning.problem_checks import SHAPES

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

COIN = 0.01
"""The least amount of money: a weekly minimum so small keeps a lever in use and asks for nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Past:
    """The first K weeks of a problem's horizon as they happened.

    ``spend`` (L, K) is money, ``inputs`` (L, K) what it bought; ``profit`` is joint profit of these weeks,
    set-up costs included, and ``party_profit`` (P,) each party's part of it where the problem has parties.
    """

    spend: Floats
    inputs: Floats
    profit: float = 0.0
    party_profit: Floats | None = None

    @property
    def weeks(self) -> int:
        """Number of weeks that have passed, K."""
        return int(self.spend.shape[1])

    @property
    def used(self) -> Flags:
        """Levers that have been used, (L,): their set-up costs are paid."""
        used: Flags = self.spend.sum(axis=1) > 0.0
        return used


def remainder(problem: PlanningProblem, past: Past) -> PlanningProblem:
    """Return the problem of the weeks after ``past``: what happened has become stock, and money spent.

    Past inputs feed the carry-over. Budgets and weighted limits are less by what is spent, and never below
    zero; set-up costs that are paid are paid no more, and least spends are less by what has been spent. A
    lever in use owes the rest of its least spend as far as its weekly maxima still allow. Floors on profit
    are less by the profit made. Whatever is spent afterwards, the objective of the whole problem is that of
    its first weeks plus that of the remainder.

    Raises ``ValueError`` when no week is left or the past has other levers.
    """
    if past.spend.shape[0] != problem.levers or not 0 <= past.weeks < problem.weeks:
        raise ValueError(
            f"{past.spend.shape} weeks of {problem.levers} levers leave none of {problem.weeks} weeks"
        )
    rest: dict[str, Any] = {name: getattr(problem, name)[..., past.weeks :] for name in weekly_names()}
    lower, upper = bounds_after(problem, past, rest["lower"], rest["upper"])
    least = least_after(problem, past, upper)
    rest |= {"lower": with_duty(lower, upper, np.where(past.used, least, 0.0)), "upper": upper}
    return replace(
        problem,
        **rest,
        past_input=np.concatenate([problem.past_input, past.inputs], axis=1),
        set_up_cost=np.where(past.used, 0.0, problem.set_up_cost),
        min_if_used=least,
        **limits_after(problem, past),
        **floors_after(problem, past),
    )


def weekly_names() -> list[str]:
    """Return the fields of a problem whose last axis are the weeks of the horizon."""
    return [name for names, axes in SHAPES.items() if axes.endswith("T") for name in names.split()]


def paid_so_far(problem: PlanningProblem, past: Past) -> Floats:
    """Return spend and set-up costs of each lever in the past, (L,)."""
    paid: Floats = past.spend.sum(axis=1) + np.where(past.used, problem.set_up_cost, 0.0)
    return paid


def bounds_after(problem: PlanningProblem, past: Past, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """Return weekly bounds, those of the first week no further from the last one than may be."""
    if problem.largest_change is None or not past.weeks:
        return lower, upper
    last, change = past.spend[:, -1], problem.largest_change
    lower, upper = lower.copy(), upper.copy()
    # Where the last week left the bounds themselves out of reach, the first one is the nearest to it.
    floor = np.clip(last - change, lower[:, 0], upper[:, 0])
    upper[:, 0] = np.clip(last + change, lower[:, 0], upper[:, 0])
    lower[:, 0] = floor
    return lower, upper


def least_after(problem: PlanningProblem, past: Past, upper: Floats) -> Floats:
    """Return what must still be spent on each lever if it is used, (L,), as far as levers in use can."""
    owed = np.maximum(problem.min_if_used - past.spend.sum(axis=1), 0.0)
    least: Floats = np.where(past.used, np.minimum(owed, upper.sum(axis=1)), owed)
    return least


def with_duty(lower: Floats, upper: Floats, owed: Floats) -> Floats:
    """Return weekly minima under which every lever that owes money stays in use."""
    kept = lower.copy()
    for lever in np.flatnonzero((owed > 0.0) & (lower.sum(axis=1) == 0.0)).tolist():
        week = int(np.argmax(upper[lever]))
        kept[lever, week] = min(COIN, owed[lever], upper[lever, week])
    return kept


def limits_after(problem: PlanningProblem, past: Past) -> dict[str, Any]:
    """Return budgets and weighted limits less what is used of them; limits on past weeks alone are gone."""
    paid, weeks = paid_so_far(problem, past), past.weeks
    groups = tuple(
        BudgetGroup(group.name, group.levers, max(0.0, group.limit - float(paid[group.levers].sum())))
        for group in problem.budget_groups
    )
    total = None if problem.total_budget is None else max(0.0, problem.total_budget - float(paid.sum()))
    linear = tuple(
        LinearLimit(
            limit.name,
            limit.weights[:, weeks:],
            max(0.0, limit.limit - float((limit.weights[:, :weeks] * past.spend).sum())),
        )
        for limit in problem.linear_limits
        if np.any(limit.weights[:, weeks:])
    )
    return {"budget_groups": groups, "total_budget": total, "linear_limits": linear}


def floors_after(problem: PlanningProblem, past: Past) -> dict[str, Any]:
    """Return the floors on profit less the profit that has been made."""
    floor = None if problem.profit_floor is None else problem.profit_floor - past.profit
    parties = problem.parties
    if parties is None or parties.floor is None or past.party_profit is None:
        return {"profit_floor": floor}
    return {"profit_floor": floor, "parties": replace(parties, floor=parties.floor - past.party_profit)}
