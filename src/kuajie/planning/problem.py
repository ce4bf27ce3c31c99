"""The planning problem: which spend and prices are best, given draws of the fitted response."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import Text
from kuajie.planning.carried_stock import carried_stock, impulse_weights
from kuajie.planning.menu_extras import MenuExtras, places_on
from kuajie.planning.parties import Parties, seat_money
from kuajie.planning.price_factors import price_factors
from kuajie.planning.problem_checks import array_names, check_problem
from kuajie.planning.side_limits import SideLimits, side_limits
from kuajie.response import codes

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]


class LinearLimit(NamedTuple):
    """Σ weight · spend over levers and weeks stays within ``limit``: a week's budget, hours of teachers.

    ``weights`` (L, T) are in units of the limit per unit of money; set-up costs do not count.
    """

    name: Text
    weights: Floats
    limit: float


class BudgetGroup(NamedTuple):
    """A budget over some levers, usually one party's: spend plus set-up costs stay within ``limit``."""

    name: str
    levers: Flags
    limit: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanningProblem:
    """D draws, C courses, L levers, T weeks; one coupling (DESIGN section 3).

    ``organic`` (D, C, T) is weekly demand without levers and before the price factor g, in enrolments. With x
    and y the sums of ``reach`` β_k s_k(A_k) over marketing and ``training`` (L,) levers, demand is

        product   g · organic · (1 + x)(1 + y)          sum   g · (organic + unit · (x + y))

    where ``unit`` (C,) is what a lift of one adds, in enrolments (the product does not read it). ``strength``
    β (D, L) and ``reach`` (D, C, L), how many times it each course feels, are not negative; a lever acts on a
    course where its reach is above zero. ``outcome`` (C,), a code of the registry, says how weekly demand
    scatters around its mean, and ``scatter`` (D, C) by how much: log-normal by its log-sd, normal by its sd
    in units of g · ``unit``, negative binomial by its concentration (seats are then whole numbers). Under a
    sum demand may be negative and then counts as negative sales, as the normal outcome has it.

    Inputs are spend over ``unit_cost``; ``past_input`` (L, H) ends the week before the horizon,
    ``start_input`` (L,) is the level before it. ``lower`` and ``upper`` (L, T) bound weekly spend in money;
    ``set_up_cost`` is paid once when a lever is used at all, and then at least ``min_if_used`` is spent on it
    over the horizon. Budgets limit spend plus set-up costs, ``linear_limits`` any weighted sum of spends, and
    ``largest_change`` (L,) how far a lever's spend moves from one week to the next. ``menus`` holds the
    prices each course may take (paid on average, where incentives let some of the list price off), ``extras``
    what incentives bring and whom they cost. One sold seat of course c counts
    ``money_weight * (price * realised * (1 - refund) - cost) + bonus``;
    spend and set-up costs count ``-money_weight``, and ``-spend_price`` (L,) on top where a budget has a
    price. Where ``parties`` say whose money is whose, ``party_weight`` (P,) counts each party's own profit
    once more, on top of ``money_weight``. With ``profit_floor`` the expected joint profit (all in money) must
    reach it.

    ``carried``, ``impulse`` and ``factors`` are derived: the stock without new spend (D, L, T), the stock per
    unit of input at each lag (D, L, T), and the price factor of each menu price (one (M, D) array per
    course); ``side`` are the rows of linear limits and largest changes.
    """

    coupling: int = codes.PRODUCT
    organic: Floats
    unit: Floats
    outcome: Codes
    scatter: Floats
    reach: Floats
    training: Flags
    strength: Floats
    carry_kind: Codes
    carry_0: Floats
    carry_1: Floats
    saturation_kind: Codes
    scale: Floats
    slope: Floats
    past_input: Floats
    start_input: Floats
    unit_cost: Floats
    lower: Floats
    upper: Floats
    set_up_cost: Floats
    min_if_used: Floats
    price_kind: Codes
    price_0: Floats
    price_1: Floats
    price_2: Floats
    menus: tuple[Floats, ...]
    realised: Floats
    refund: Floats
    cost: Floats
    bonus: Floats
    seats: Floats
    money_weight: float = 1.0
    parties: Parties | None = None
    party_weight: Floats | None = None
    spend_price: Floats | None = None
    budget_groups: tuple[BudgetGroup, ...] = ()
    total_budget: float | None = None
    linear_limits: tuple[LinearLimit, ...] = ()
    largest_change: Floats | None = None
    extras: tuple[MenuExtras, ...] | None = None
    profit_floor: float | None = None
    lever_names: tuple[str, ...] = ()
    course_names: tuple[str, ...] = ()
    carried: Floats = field(init=False)
    impulse: Floats = field(init=False)
    factors: tuple[Floats, ...] = field(init=False)
    side: SideLimits | None = field(init=False)

    def __post_init__(self) -> None:
        """Refuse arrays that do not meet, then derive what every evaluation needs."""
        check_problem(self)
        # One memory layout: kernels are compiled anew for every other one.
        self._keep({name: np.ascontiguousarray(getattr(self, name)) for name in array_names()})
        self._keep(
            {
                "carried": self.stock_without_spend(),
                "impulse": impulse_weights(
                    kind=self.carry_kind, first=self.carry_0, second=self.carry_1, weeks=self.weeks
                ),
                "side": side_limits(self),
                "factors": tuple(self.factors_of(course, menu) for course, menu in enumerate(self.menus)),
            }
        )
        if any(not np.all(np.isfinite(factor)) for factor in self.factors):
            raise ValueError(f"a price factor is not finite on the menus {self.menus}")

    def _keep(self, fields: dict[str, Any]) -> None:
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def stock_without_spend(self) -> Floats:
        """Return the stock that the past alone leaves in the horizon, shape (D, L, T)."""
        return carried_stock(
            kind=self.carry_kind,
            first=self.carry_0,
            second=self.carry_1,
            past=self.past_input,
            start=self.start_input,
            weeks=self.weeks,
        )

    def factors_of(self, course: int, prices: Floats) -> Floats:
        """Return one course's factor on demand at each price and draw, shape (M, D)."""
        factors = price_factors(
            kind=int(self.price_kind[course]),
            prices=prices,
            first=self.price_0[:, course],
            second=self.price_1[:, course],
            third=self.price_2[:, course],
        )
        if self.extras is None:
            return factors
        return factors * self.extras[course].boost[places_on(self.menus[course], prices), None]

    @property
    def draws(self) -> int:
        """Number of posterior draws, D."""
        return int(self.organic.shape[0])

    @property
    def courses(self) -> int:
        """Number of courses, C."""
        return int(self.organic.shape[1])

    @property
    def levers(self) -> int:
        """Number of levers, L."""
        return int(self.unit_cost.size)

    @property
    def weeks(self) -> int:
        """Number of weeks planned, T."""
        return int(self.organic.shape[2])

    def margins(self, prices: Floats) -> Floats:
        """Return the money one sold seat of each course leaves before spend, shape (C,)."""
        return prices * self.realised * (1.0 - self.refund) - self.cost

    def seat_values(self, prices: Floats) -> Floats:
        """Return what one sold seat of each course counts in the objective, shape (C,)."""
        own = [self.party_part(course, prices[course : course + 1]) for course in range(self.courses)]
        return self.money_weight * self.margins(prices) + self.bonus + np.concatenate(own)

    def party_part(self, course: int, prices: Floats) -> Floats:
        """Return what a course's seat counts on top for the parties' own weights, by price paid, (M,)."""
        if self.parties is None or self.party_weight is None:
            return np.zeros(prices.size)
        return np.asarray(self.party_weight @ seat_money(self, course, prices))

    @property
    def spend_weight(self) -> Floats:
        """What one unit of money spent on each lever takes from the objective, (L,)."""
        weight = np.full(self.levers, self.money_weight)
        if self.spend_price is not None:
            weight = weight + self.spend_price
        if self.parties is None or self.party_weight is None:
            return weight
        return np.asarray(weight + self.party_weight @ self.parties.pays)

    def spend_counts(self, spend: Floats) -> float:
        """Return what ``spend`` (L, T) takes from the objective."""
        if self.party_weight is None and self.spend_price is None:
            return self.money_weight * float(spend.sum())
        return float(self.spend_weight @ spend.sum(axis=1))

    def set_up_counts(self, used: Flags) -> float:
        """Return what the set-up costs of the levers ``used`` (L,) take from the objective."""
        if self.party_weight is None and self.spend_price is None:
            return self.money_weight * float(self.set_up_cost[used].sum())
        return float(self.spend_weight[used] @ self.set_up_cost[used])

    def lever_name(self, lever: int) -> str:
        """Return the lever's name, or its number when the problem carries no names."""
        return self.lever_names[lever] if self.lever_names else str(lever)
