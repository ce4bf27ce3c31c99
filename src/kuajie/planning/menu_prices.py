"""The best price of each course on its menu when spend is given: courses then separate."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.expected_value import write_sales
from kuajie.planning.offers import lever_arrays, no_majorant, offers_at
from kuajie.planning.problem import PlanningProblem
from kuajie.response.kernels import expected_sales_lognormal
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]


def menu_values(problem: PlanningProblem, spend: Floats) -> list[Floats]:
    """Return the objective's part from each course at each menu price, before spend; (M,) per course."""
    factor = lift_products(problem, spend)
    values = []
    for course, menu in enumerate(problem.menus):
        sales = np.zeros(menu.size)
        write_menu_sales(
            problem.organic[:, course] * factor[:, course],
            problem.factors[course],
            problem.sigma[:, course],
            problem.seats[course],
            sales,
        )
        values.append(sales * offer_values(problem, course))
    return values


def offer_values(problem: PlanningProblem, course: int) -> Floats:
    """Return what one sold seat counts at each price of a course's menu, (M,)."""
    kept = problem.realised[course] * (1.0 - problem.refund[course])
    margins = problem.menus[course] * kept - problem.cost[course]
    values: Floats = problem.money_weight * margins + problem.bonus[course]
    return values


def best_prices(problem: PlanningProblem, spend: Floats) -> Floats:
    """Return the best menu price of each course given ``spend``, shape (C,); the first of equals."""
    values = menu_values(problem, spend)
    return np.array([menu[int(np.argmax(value))] for menu, value in zip(problem.menus, values, strict=True)])


def lift_products(problem: PlanningProblem, spend: Floats) -> Floats:
    """Return (1 + marketing lift) (1 + training lift) of each draw, course and week, (D, C, T)."""
    prices = np.array([menu[0] for menu in problem.menus])
    offers = offers_at(problem, prices, np.ones(problem.courses))
    factor, demand, sales = (np.empty(offers.base.shape) for _ in range(3))
    inputs = spend / problem.unit_cost[:, None]
    write_sales(inputs, lever_arrays(problem), offers, no_majorant(), factor, demand, sales)
    return factor


@compiled
def write_menu_sales(demand: Floats, factors: Floats, sigma: Floats, seats: Floats, out: Floats) -> None:
    """Write expected sales over the horizon at each price, averaged over draws.

    ``demand`` (D, T) leaves the price out, ``factors`` (M, D) bring it in.
    """
    for m in range(out.size):
        total = 0.0
        for d in range(demand.shape[0]):
            for t in range(demand.shape[1]):
                sold, _ = expected_sales_lognormal(demand[d, t] * factors[m, d], sigma[d], seats[t])
                total += sold
        out[m] = total / demand.shape[0]
