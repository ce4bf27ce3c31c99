"""Why a plan spends what it spends: the worth of one more unit of each budget, and what stops each lever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import Text
from kuajie.planning.objective import spend_slope
from kuajie.planning.problem import PlanningProblem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

AT_LIMIT = 1e-3
"""A budget counts as used up when less than this share of it, or two currency units, is left."""

FREE = 1.0
"""A week can take more spend when its limit is more than one currency unit away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The value of one more unit of money in each budget, and per lever what keeps it from growing.

    ``group_values`` by group name and ``total_value`` are objective per unit of money (0 where the budget is
    not used up); ``binds`` is in the order of the levers.
    """

    group_values: Mapping[str, float]
    total_value: float
    binds: tuple[Text, ...]


def explain(problem: PlanningProblem, spend: Floats, prices: Floats) -> Explanation:
    """Return what limits ``spend`` (L, T) at ``prices`` (C,).

    The slope of the objective in a lever's freest week is what one more unit there would bring. Where a
    party's budget and the total are both used up, the total is worth what parties with budget left would
    make of it, and a party's own budget what its levers bring beyond that.
    """
    slope = spend_slope(problem, spend, prices)[1]
    free = spend < problem.upper - FREE
    best = np.where(free.any(axis=1), np.where(free, slope, -np.inf).max(axis=1), 0.0)
    tight = {
        group.name: _used_up(problem, spend, group.levers, group.limit) for group in problem.budget_groups
    }
    total_tight = problem.total_budget is not None and _used_up(
        problem, spend, np.ones(problem.levers, dtype=np.bool_), problem.total_budget
    )
    held = np.zeros(problem.levers, dtype=np.bool_)
    for group in problem.budget_groups:
        held |= group.levers & tight[group.name]
    total_value = max(0.0, float(best[~held].max(initial=0.0))) if total_tight else 0.0
    values = {
        group.name: max(0.0, float(best[group.levers].max(initial=0.0)) - total_value)
        if tight[group.name]
        else 0.0
        for group in problem.budget_groups
    }
    return Explanation(
        group_values=values,
        total_value=total_value,
        binds=tuple(
            _reason(
                problem,
                spend=spend[lever],
                lever=lever,
                best=float(best[lever]),
                capped=not bool(free[lever].any()),
                held=bool(held[lever]),
                total_tight=total_tight,
            )
            for lever in range(problem.levers)
        ),
    )


def _used_up(problem: PlanningProblem, spend: Floats, levers: Flags, limit: float) -> bool:
    used = spend.sum(axis=1)
    outlay = float((used + problem.set_up_cost * (used > 0))[levers].sum())
    return limit - outlay <= max(AT_LIMIT * limit, 2.0)


def _reason(
    problem: PlanningProblem,
    *,
    spend: Floats,
    lever: int,
    best: float,
    capped: bool,
    held: bool,
    total_tight: bool,
) -> Text:
    if capped:
        return WEEKLY_LIMIT
    if not spend.any():
        return SET_UP if problem.set_up_cost[lever] > 0 and best > 0 else NOT_WORTH_IT
    if best > WORTH_MORE and held:
        return PARTY_BUDGET
    if best > WORTH_MORE and total_tight:
        return TOTAL_BUDGET
    return EARNS_ITS_MONEY


WORTH_MORE = 0.02
"""A lever stopped by a budget would bring at least this much objective beyond a further unit of money."""

WEEKLY_LIMIT = Text(en="at its weekly limit in every week", zh="每周都已达到上限")
NOT_WORTH_IT = Text(en="not used: it would not earn its money back", zh="不使用：收不回投入")
SET_UP = Text(en="not used: not worth its set-up cost", zh="不使用：抵不过启动成本")
PARTY_BUDGET = Text(en="its party's budget is used up", zh="所属合作方的预算已用完")
TOTAL_BUDGET = Text(en="the total budget is used up", zh="总预算已用完")
EARNS_ITS_MONEY = Text(
    en="spent up to where one more yuan would no longer earn itself back",
    zh="已投到再多一元就收不回来的程度",
)
