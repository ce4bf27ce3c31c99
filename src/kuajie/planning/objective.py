"""The objective of a plan, averaged over draws, with its gradient in spend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.expected_value import (
    OfferArrays,
    value_and_gradient,
    write_lifts,
    write_sales,
)
from kuajie.planning.offers import lever_arrays, no_majorant, offers_at
from kuajie.planning.problem import PlanningProblem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluation:
    """What a plan brings.

    ``objective`` is the mean over draws in the objective's unit; ``joint_profit`` (D,) is money; ``demand``
    and ``sales`` (D, C, T) are expected enrolments asked for and sold; ``spend`` and ``set_up`` are money;
    ``gradient`` (L, T) is the objective's slope in spend where it was asked for.
    """

    objective: float
    joint_profit: Floats
    demand: Floats
    sales: Floats
    spend: float
    set_up: float
    gradient: Floats | None = None

    @property
    def enrolments(self) -> Floats:
        """Expected enrolments of each draw and course over the horizon, (D, C)."""
        total: Floats = self.sales.sum(axis=2)
        return total

    @property
    def expected_profit(self) -> float:
        """Joint profit averaged over draws."""
        return float(self.joint_profit.mean())


def levers_used(spend: Floats) -> Flags:
    """Return which levers get any spend at all, (L,)."""
    used: Flags = spend.sum(axis=1) > 0.0
    return used


def evaluate(
    problem: PlanningProblem, spend: Floats, prices: Floats, *, gradient: bool = False
) -> Evaluation:
    """Return what ``spend`` (L, T) in money and ``prices`` (C,) bring.

    The gradient leaves out set-up costs, which are constant while the same levers are used.
    """
    margins = problem.margins(prices)
    offers = offers_at(problem, prices, problem.seat_values(prices))
    lifted, demand, sales = (np.empty(problem.organic.shape) for _ in range(3))
    inputs = spend / problem.unit_cost[:, None]
    write_sales(inputs, lever_arrays(problem), offers, no_majorant(), lifted, demand, sales)
    money = float(spend.sum())
    set_up = float(problem.set_up_cost[levers_used(spend)].sum())
    per_course = sales.sum(axis=2)
    paid = problem.spend_counts(spend) + problem.set_up_counts(levers_used(spend))
    objective = float((per_course @ offers.value).mean()) - paid
    return Evaluation(
        objective=objective,
        joint_profit=per_course @ margins - money - set_up,
        demand=demand,
        sales=sales,
        spend=money,
        set_up=set_up,
        gradient=spend_slope(problem, spend, prices)[1] if gradient else None,
    )


def weekly_lifts(problem: PlanningProblem, spend: Floats) -> Floats:
    """Return β s(A) of every draw, lever and week under ``spend`` (L, T), before any course's reach."""
    inputs = spend / problem.unit_cost[:, None]
    lifts, slopes = np.empty((problem.draws, *spend.shape)), np.empty(spend.shape)
    for draw in range(problem.draws):
        write_lifts(draw, inputs, lever_arrays(problem), no_majorant(), lifts[draw], slopes)
    return lifts


def spend_slope(problem: PlanningProblem, spend: Floats, prices: Floats) -> tuple[float, Floats]:
    """Return objective before set-up costs, and its gradient in spend (L, T)."""
    climb = Climb.at(problem, prices)
    return climb(spend)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Climb:
    """The objective at fixed prices and before set-up costs, as a function of spend alone."""

    problem: PlanningProblem
    offers: OfferArrays
    spend_weight: Floats

    @classmethod
    def at(cls, problem: PlanningProblem, prices: Floats) -> Climb:
        """Return the objective of ``problem`` at ``prices``."""
        offers = offers_at(problem, prices, problem.seat_values(prices))
        return cls(problem=problem, offers=offers, spend_weight=problem.spend_weight)

    def __call__(self, spend: Floats) -> tuple[float, Floats]:
        """Return value and gradient (L, T)."""
        problem = self.problem
        values = np.empty(problem.courses)
        gradient = np.empty((1, *spend.shape))
        inputs = spend / problem.unit_cost[:, None]
        value_and_gradient(inputs, lever_arrays(problem), self.offers, no_majorant(), values, gradient)
        slope = gradient[0] / problem.unit_cost[:, None] - self.spend_weight[:, None]
        return float(values.sum()) - problem.spend_counts(spend), slope
