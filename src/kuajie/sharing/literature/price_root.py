"""Price and advertising with square roots (Xie and Wei, 2009; SeyedEsfahani, Biazaran and Gharakhani, 2011).

Demand D = (α - β p)^(1/v) (k_P √a + k_E √A) at the retail price p; P keeps p - w and pays (1 - t) a, E keeps
w (no unit cost) and pays A + t a. Margins are scaled by α/β below; the price reply is c = v / (1 + v) of what
the other's margin leaves, and what a leader earns is (1 - m)^(2/v) times a quadratic in its margin m.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from kuajie.messages import Text
from kuajie.sharing.literature.conditions import NO_SHARE_PAID, PRICE_CAP, QUADRATIC, SHARE_PAID
from kuajie.sharing.literature.outcome import Outcome, shared
from kuajie.sharing.literature.roots import quadratic_roots
from kuajie.sharing.literature.structures import (
    COOPERATION,
    INSTITUTION_LEADS,
    NASH,
    PLATFORM_MARGIN,
    PLATFORM_PRICE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRoot:
    """Demand α at price zero, its price slope β, its curvature v, and how well both parties' ads work."""

    alpha: float
    beta: float
    v: float
    k_P: float
    k_E: float

    @property
    def choke(self) -> float:
        """The price at which nobody buys."""
        return self.alpha / self.beta

    @property
    def reply(self) -> float:
        """The share c of what the other's margin leaves that a party takes as its own margin."""
        return self.v / (1.0 + self.v)

    def demand_factor(self, left: float) -> float:
        """Return (α - β p)^(1/v) where ``left`` is 1 - p β/α."""
        return float((self.alpha * left) ** (1.0 / self.v))


def cooperation(model: PriceRoot) -> Outcome:
    """Return the price and the ads with the largest joint profit; the price maximises p (α - β p)^(1/v)."""
    price = model.choke * model.reply
    factor = model.demand_factor(1.0 / (1.0 + model.v))
    ads_p, ads_e = ((k * price * factor / 2.0) ** 2 for k in (model.k_P, model.k_E))
    demand = _demand(model, factor, ads_p, ads_e)
    return Outcome(
        structure=COOPERATION,
        decisions={"p": price, "a": ads_p, "A": ads_e},
        joint=price * demand - ads_p - ads_e,
        facts={"demand": demand},
    )


def nash(model: PriceRoot) -> Outcome:
    """Return the equilibrium in margins and ads; both margins are v / (1 + 2 v) of the choke price."""
    margin = model.v / (1.0 + 2.0 * model.v)
    left = 1.0 / (1.0 + 2.0 * model.v)
    return _told(model, NASH, margin=margin, wholesale=margin, left=left)


def institution_leads(model: PriceRoot) -> Outcome:
    """Return E's best wholesale price, ads and share paid, and P's reply.

    P takes the margin m = c (1 - w), and E best pays t = (2 w - m) / (2 w + m) of its ads, if positive.
    """
    wholesale = leading_margin(model, k_own=model.k_E, k_other=model.k_P, subsidised=True)
    margin = model.reply * (1.0 - wholesale)
    paid = max(0.0, (2.0 * wholesale - margin) / (2.0 * wholesale + margin))
    return _told(
        model,
        INSTITUTION_LEADS,
        margin=margin,
        wholesale=wholesale,
        left=(1.0 - wholesale) / (1.0 + model.v),
        paid=paid,
        conditions=(QUADRATIC, SHARE_PAID if paid > 0.0 else NO_SHARE_PAID),
    )


def platform_leads_margin(model: PriceRoot) -> Outcome:
    """Return P's best margin and ads, announced first, and E's reply (Aust and Buscher, 2012)."""
    margin = leading_margin(model, k_own=model.k_P, k_other=model.k_E, subsidised=False)
    return _told(
        model,
        PLATFORM_MARGIN,
        margin=margin,
        wholesale=model.reply * (1.0 - margin),
        left=(1.0 - margin) / (1.0 + model.v),
        conditions=(QUADRATIC,),
    )


def platform_leads_price(model: PriceRoot) -> Outcome:
    """Return P's best price and ads, announced first, where E then takes w = p/2 (Xie and Wei, 2009)."""
    half = model.reply / 2.0
    left = 1.0 / (1.0 + model.v)
    return _told(model, PLATFORM_PRICE, margin=half, wholesale=half, left=left, conditions=(PRICE_CAP,))


def leading_margin(model: PriceRoot, *, k_own: float, k_other: float, subsidised: bool) -> float:
    """Return a leader's best margin, as a share of the choke price.

    It earns (1 - m)^(2/v) (k_own² m² + k_other² z) / 4, with z = (m + r/2)² where it pays a share of the
    other's ads, which it does from 2 m ≥ r on, and z = 2 m r where not; r = c (1 - m) is the other's margin.
    """
    half = model.reply / 2.0
    paying = (
        k_other**2 * half**2,
        2.0 * k_other**2 * half * (1.0 - half),
        k_own**2 + k_other**2 * (1.0 - half) ** 2,
    )
    alone = (0.0, 4.0 * k_other**2 * half, k_own**2 - 4.0 * k_other**2 * half)
    border = half / (1.0 + half) if subsidised else 1.0
    found = [(m, paying) for m in _stationary(model, paying) if border <= m < 1.0]
    found += [(m, alone) for m in _stationary(model, alone) if 0.0 < m <= border]
    return max(found, key=lambda pair: _earned(model, *pair))[0]


def _stationary(model: PriceRoot, quadratic: tuple[float, float, float]) -> list[float]:
    """Return where (1 - m) q'(m) = (2/v) q(m), q the quadratic by rising powers."""
    constant, linear, square = quadratic
    power = 2.0 / model.v
    return list(
        quadratic_roots(
            linear - power * constant,
            2.0 * square - (1.0 + power) * linear,
            -(2.0 + power) * square,
        )
    )


def _earned(model: PriceRoot, m: float, quadratic: tuple[float, float, float]) -> float:
    constant, linear, square = quadratic
    return float((1.0 - m) ** (2.0 / model.v) * (constant + m * (linear + m * square)))


def _told(
    model: PriceRoot,
    structure: str,
    *,
    margin: float,
    wholesale: float,
    left: float,
    paid: float = 0.0,
    conditions: tuple[Text, ...] = (),
) -> Outcome:
    """Return the outcome of two margins as shares of the choke price; ads are each party's reply to them."""
    factor = model.demand_factor(left)
    own, other = margin * model.choke, wholesale * model.choke
    ads_p = (model.k_P * own * factor / (2.0 * (1.0 - paid))) ** 2
    ads_e = (model.k_E * other * factor / 2.0) ** 2
    demand = _demand(model, factor, ads_p, ads_e)
    profits = shared(own * demand - (1.0 - paid) * ads_p, other * demand - ads_e - paid * ads_p)
    return Outcome(
        structure=structure,
        decisions={"p": own + other, "w": other, "a": ads_p, "A": ads_e},
        participation=paid,
        profits=profits,
        joint=sum(profits.values()),
        facts={"demand": demand},
        conditions=conditions,
    )


def _demand(model: PriceRoot, factor: float, ads_p: float, ads_e: float) -> float:
    return factor * (model.k_P * sqrt(ads_p) + model.k_E * sqrt(ads_e))


SOLVERS: Final[Mapping[str, Callable[[PriceRoot], Outcome]]] = {
    COOPERATION: cooperation,
    NASH: nash,
    PLATFORM_MARGIN: platform_leads_margin,
    PLATFORM_PRICE: platform_leads_price,
    INSTITUTION_LEADS: institution_leads,
}
