"""The best price of each course on its menu when spend is given: courses then separate."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.demand import expected_sales
from kuajie.planning.kernels.expected_value import write_sales
from kuajie.planning.offers import lever_arrays, no_majorant, offer_values, offers_at
from kuajie.planning.problem import PlanningProblem
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]


def menu_values(problem: PlanningProblem, spend: Floats) -> list[Floats]:
    """Return the objective's part from each course at each menu price, before spend; (M,) per course."""
    lifted = lifted_demands(problem, spend)
    values = []
    for course, menu in enumerate(problem.menus):
        sales = np.zeros(menu.size)
        write_menu_sales(
            np.ascontiguousarray(lifted[:, course]),
            problem.factors[course],
            int(problem.outcome[course]),
            float(problem.unit[course]),
            np.ascontiguousarray(problem.scatter[:, course]),
            problem.seats[course],
            sales,
        )
        values.append(sales * offer_values(problem, course))
    return values


def best_prices(problem: PlanningProblem, spend: Floats) -> Floats:
    """Return the best menu price of each course given ``spend``, shape (C,); the first of equals."""
    values = menu_values(problem, spend)
    return np.array([menu[int(np.argmax(value))] for menu, value in zip(problem.menus, values, strict=True)])


def lifted_demands(problem: PlanningProblem, spend: Floats) -> Floats:
    """Return demand before the price factor of each draw, course and week, (D, C, T)."""
    prices = np.array([menu[0] for menu in problem.menus])
    offers = offers_at(problem, prices, np.ones(problem.courses))
    lifted, demand, sales = (np.empty(problem.organic.shape) for _ in range(3))
    inputs = spend / problem.unit_cost[:, None]
    write_sales(inputs, lever_arrays(problem), offers, no_majorant(), lifted, demand, sales)
    return lifted


@compiled
def write_menu_sales(
    lifted: Floats,
    factors: Floats,
    outcome: int,
    unit: float,
    scatter: Floats,
    seats: Floats,
    out: Floats,
) -> None:
    """Write one course's expected sales over the horizon at each price, averaged over draws.

    ``lifted`` (D, T) is demand before the price factor, ``factors`` (M, D) bring it in.
    """
    for m in range(out.size):
        total = 0.0
        for d in range(lifted.shape[0]):
            price = factors[m, d]
            for t in range(lifted.shape[1]):
                sold, _ = expected_sales(outcome, price * lifted[d, t], scatter[d], price * unit, seats[t])
                total += sold
        out[m] = total / lifted.shape[0]
