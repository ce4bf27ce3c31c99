"""A newsvendor whose revenue is shared (Cachon and Lariviere, 2005; Lariviere and Porteus, 2001).

P orders q seats from E before demand is known, sells them at ``price`` and bears c_P a seat; E bears c_E.
Under revenue sharing P pays w a seat and keeps φ of revenue. With w = φ (c_E + c_P) - c_P P's profit is φ
times the joint one, so that P orders what is best for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kuajie.messages import Text
from kuajie.messages.notices.games import NO_INTERIOR, UNBOUNDED_GAME
from kuajie.sharing.literature.conditions import LOCAL
from kuajie.sharing.literature.demand_law import DemandLaw
from kuajie.sharing.literature.outcome import NoEquilibrium, Outcome, shared
from kuajie.sharing.literature.roots import best_peak
from kuajie.sharing.literature.structures import COOPERATION, COORDINATED, INSTITUTION_LEADS

PRICE_TOO_LOW: Final = Text(
    en="the price does not cover what a seat costs both", zh="价格低于双方每个名额的成本之和"
)
FREE_SEATS: Final = Text(
    en="seats cost nothing, so there are never enough of them", zh="名额没有成本，因此越多越好"
)
STATE_COSTS: Final = Text(en="State what a seat costs, c_E or c_P.", zh="请给出每个名额的成本 c_E 或 c_P。")
DEMAND_TOO_LOW: Final = Text(
    en="demand is too uncertain to hold any seat", zh="需求过于不确定，不值得准备任何名额"
)
FRACTILE: Final = Text(
    en="Expected profit is concave in the seats; they are the quantile (price - cost) / price of demand.",
    zh="期望收益对名额数是凹的；最优名额为需求的 (价格 - 成本)/价格 分位数。",
)
NEGATIVE_W: Final = Text(
    en="w is negative: E pays P for every seat it orders.",
    zh="w 为负：平台每订一个名额，机构反而付费给平台。",
)
WHOLESALE: Final = Text(
    en="E names a price per seat and P keeps all revenue; the order is smaller than what is best for both.",
    zh="机构定每个名额的价格，平台保留全部收入；订量少于联合最优。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueSharing:
    """Retail price, both costs per seat, P's share of revenue, and the law of demand."""

    price: float
    c_E: float
    c_P: float
    demand: DemandLaw
    phi: float = 0.5

    @property
    def cost(self) -> float:
        """What a seat costs both together."""
        return self.c_E + self.c_P

    def joint(self, seats: float) -> float:
        """Return expected joint profit."""
        return self.price * self.demand.expected_sales(seats) - self.cost * seats


def of_inputs(*, price: float, c_E: float, c_P: float, dist: DemandLaw, phi: float = 0.5) -> RevenueSharing:
    """Return the model by the names its cases use."""
    return RevenueSharing(price=price, c_E=c_E, c_P=c_P, demand=dist, phi=phi)


def best_seats(model: RevenueSharing) -> float:
    """Return the seats with the largest expected joint profit."""
    if model.cost >= model.price:
        raise NoEquilibrium.of(NO_INTERIOR, reason=PRICE_TOO_LOW)
    if model.cost == 0.0 and model.demand.name != "uniform":
        raise NoEquilibrium.of(UNBOUNDED_GAME, reason=FREE_SEATS, remedy=STATE_COSTS)
    seats = model.demand.quantile((model.price - model.cost) / model.price)
    if seats <= 0.0:
        raise NoEquilibrium.of(NO_INTERIOR, reason=DEMAND_TOO_LOW)
    return seats


def cooperation(model: RevenueSharing) -> Outcome:
    """Return the seats with the largest joint profit."""
    seats = best_seats(model)
    return Outcome(
        structure=COOPERATION,
        decisions={"q": seats},
        joint=model.joint(seats),
        facts={"expected_sales": model.demand.expected_sales(seats)},
        conditions=(FRACTILE,),
    )


def coordinated(model: RevenueSharing) -> Outcome:
    """Return the terms under which P orders the joint optimum of its own accord."""
    seats = best_seats(model)
    joint = model.joint(seats)
    wholesale = model.phi * model.cost - model.c_P
    return Outcome(
        structure=COORDINATED,
        decisions={"q": seats, "w": wholesale},
        profits=shared(model.phi * joint, (1.0 - model.phi) * joint),
        joint=joint,
        facts={"expected_sales": model.demand.expected_sales(seats)},
        conditions=(FRACTILE, *((NEGATIVE_W,) if wholesale < 0.0 else ())),
    )


def institution_leads(model: RevenueSharing) -> Outcome:
    """Return E's best price per seat, and P's order: what E earns is (p (1 - F(q)) - c) q."""
    most = best_seats(model)
    law = model.demand

    def earned(seats: float) -> float:
        return (model.price * law.survival(seats) - model.cost) * seats

    def slope(seats: float) -> float:
        return model.price * (law.survival(seats) - seats * law.density(seats)) - model.cost

    seats = best_peak(earned, slope, 0.0, most)
    if seats is None:
        raise NoEquilibrium.of(NO_INTERIOR, reason=DEMAND_TOO_LOW)
    wholesale = model.price * law.survival(seats) - model.c_P
    sales = law.expected_sales(seats)
    profits = shared(model.price * sales - (wholesale + model.c_P) * seats, (wholesale - model.c_E) * seats)
    return Outcome(
        structure=INSTITUTION_LEADS,
        decisions={"q": seats, "w": wholesale},
        profits=profits,
        joint=sum(profits.values()),
        facts={"expected_sales": sales},
        closed_form=False,
        conditions=(WHOLESALE, LOCAL),
    )


SOLVERS: Final[Mapping[str, Callable[[RevenueSharing], Outcome]]] = {
    COOPERATION: cooperation,
    COORDINATED: coordinated,
    INSTITUTION_LEADS: institution_leads,
}
