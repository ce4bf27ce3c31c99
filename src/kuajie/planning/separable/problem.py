"""The separable problem: known responses of single levers that meet only in budgets, seats and demand.

    A_t = s_t + carry_over · A_{t-1}                                  stock of a lever, A_{-1} = 0
    N_t = base_t + Σ season_t · R(A_t)                                sum coupling
    N   = organic · (1 + Σ_platform R(s)) · (1 + Σ_training R(s))     product coupling, one week

and joint profit, which is maximised, is Σ_t unit · min(seats_t, N_t g(p)) - weight · spend - set-up costs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.kernels import fill_responses, fill_stocks
from kuajie.planning.separable.price_range import PriceRange

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

USED = 1e-6
"""Total spend above which a lever counts as used."""
SLACK = 1e-6
"""By how much, relative to a limit of one or more, a spend may overrun it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Budget:
    """A limit on the spend of the levers ``members`` (L,), in all weeks together."""

    name: str
    members: Flags
    limit: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeparableProblem:
    """Levers L, weeks T; responses R(A) = size · formula(A / scale), some formulas with a ``slope``.

    ``lower`` and ``upper`` (L, T) bound spends, ``season`` (L, T) multiplies responses, ``seats`` (T,) may be
    infinite, ``side`` (L,) is 1 for levers of the second factor of the product coupling. ``forced`` (L,) are
    used whatever their least spend: that is how a search settles yes or no.
    """

    levers: tuple[str, ...]
    kind: Codes
    size: Floats
    scale: Floats
    slope: Floats
    carry_over: Floats
    season: Floats
    lower: Floats
    upper: Floats
    min_if_used: Floats
    set_up_cost: Floats
    side: Codes
    budgets: tuple[Budget, ...]
    weekly_limit: float
    base: Floats
    seats: Floats
    unit_margin: float
    price: PriceRange | None
    spend_weight: float
    product: bool = False
    organic: float = 0.0
    forced: Flags | None = None

    @property
    def weeks(self) -> int:
        """The number of weeks."""
        return int(self.base.size)

    @property
    def obliged(self) -> Flags:
        """Which levers (L,) are used in any case: a least spend is set, or they are ``forced``."""
        obliged: Flags = self.lower.sum(axis=1) > USED
        return obliged if self.forced is None else obliged | self.forced


def used_levers(spend: Floats) -> Flags:
    """Return which levers (L,) a spend (L, T) uses."""
    used: Flags = spend.sum(axis=1) > USED
    return used


def responses(problem: SeparableProblem, spend: Floats) -> Floats:
    """Return what every lever brings in every week, (L, T)."""
    stocks, brought = np.empty(spend.shape), np.empty(spend.shape)
    fill_stocks(spend, problem.carry_over, stocks)
    fill_responses(problem.kind, problem.size, problem.scale, problem.slope, problem.season, stocks, brought)
    return brought


def demand(problem: SeparableProblem, spend: Floats) -> Floats:
    """Return enrolments (T,) before price and seats."""
    brought = responses(problem, spend)
    if not problem.product:
        return np.asarray(problem.base + brought.sum(axis=0))
    first = 1.0 + brought[problem.side == 0].sum(axis=0)
    return np.asarray(problem.organic * first * (1.0 + brought[problem.side == 1].sum(axis=0)))


def earned(problem: SeparableProblem, wanted: Floats, price: float | None) -> float:
    """Return profit before spend at enrolments ``wanted`` (T,), at the price given."""
    unit, share = problem.unit_margin, 1.0
    if problem.price is not None:
        if price is None:
            raise ValueError("the price is a decision, but none was given")
        unit, share = problem.price.unit(price), problem.price.share(price)
    return float(unit * np.minimum(problem.seats, share * wanted).sum())


def outlay(problem: SeparableProblem, spend: Floats) -> float:
    """Return what a spend costs in the objective, set-up costs included."""
    return float(problem.spend_weight * spend.sum() + problem.set_up_cost[used_levers(spend)].sum())


def best_price(problem: SeparableProblem, wanted: Floats) -> float | None:
    """Return the price that earns most at given demand, ``None`` where the price is no decision."""
    return None if problem.price is None else problem.price.best(wanted, problem.seats)


def objective(problem: SeparableProblem, spend: Floats, price: float | None) -> float:
    """Return the objective of a spend (L, T) at a price."""
    return earned(problem, demand(problem, spend), price) - outlay(problem, spend)


def violations(problem: SeparableProblem, spend: Floats) -> list[str]:
    """Return in short which limits a spend overruns; empty for a feasible one."""
    found = []
    lower, upper = problem.lower, problem.upper
    if (spend < lower - SLACK * np.maximum(1.0, lower)).any():
        found.append("lower")
    if (spend > upper + SLACK * np.maximum(1.0, np.where(np.isinf(upper), 1.0, upper))).any():
        found.append("upper")
    total = spend.sum(axis=1)
    if (used_levers(spend) & (total < problem.min_if_used * (1.0 - SLACK))).any():
        found.append("min_if_used")
    found += [
        budget.name
        for budget in problem.budgets
        if total[budget.members].sum() > budget.limit + SLACK * max(1.0, budget.limit)
    ]
    if (spend.sum(axis=0) > problem.weekly_limit + SLACK * max(1.0, problem.weekly_limit)).any():
        found.append("weekly_total")
    return found
