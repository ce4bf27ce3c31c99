"""Price and advertising that saturates (Xie and Neyret, 2009).

Demand D = (α - β p) (A - B a^-γ q^-δ); P keeps p - w and pays (1 - t) a, E keeps w (no unit cost) and pays q
+ t a. Given the margins, efforts are those of ``power_sales``; a leader's margin is the root of its
derivative.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kuajie.messages import Text
from kuajie.messages.notices.games import NO_INTERIOR
from kuajie.sharing.literature.conditions import (
    LOCAL,
    NEVER_PAYS,
    NO_SHARE_PAID,
    PRICE_CAP,
    PRICE_FIRST,
    SHARE_PAID,
    require_worth_it,
)
from kuajie.sharing.literature.outcome import NoEquilibrium, Outcome, shared
from kuajie.sharing.literature.power_sales import (
    Efforts,
    Margin,
    PowerSales,
    efforts_apart,
    efforts_institution_first,
    efforts_platform_first,
    efforts_together,
    leader_profit,
    leader_slope,
)
from kuajie.sharing.literature.roots import best_peak
from kuajie.sharing.literature.structures import (
    COOPERATION,
    INSTITUTION_LEADS,
    NASH,
    PLATFORM_MARGIN,
    PLATFORM_PRICE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricePower:
    """Demand α at price zero and its price slope β; limit A, scale B and powers γ, δ of what effort does."""

    alpha: float
    beta: float
    A: float
    B: float
    gamma: float
    delta: float

    @property
    def effect(self) -> PowerSales:
        """How demand depends on both efforts."""
        return PowerSales(alpha=self.A, beta=self.B, gamma=self.gamma, delta=self.delta)

    @property
    def worth(self) -> float:
        """What a margin of the whole choke price would earn at full demand, α²/β."""
        return self.alpha**2 / self.beta


def cooperation(model: PricePower) -> Outcome:
    """Return the price and efforts with the largest joint profit; the price is half the choke price."""
    worth = model.worth / 4.0
    found = efforts_together(model.effect, worth)
    effect = model.effect.sales(found.a, found.q)
    joint = worth * effect - found.a - found.q
    require_worth_it(effect, joint)
    return Outcome(
        structure=COOPERATION,
        decisions={"p": model.alpha / model.beta / 2.0, "a": found.a, "q": found.q},
        joint=joint,
        facts={"demand": model.alpha / 2.0 * effect},
        conditions=(PRICE_FIRST,),
    )


def nash(model: PricePower) -> Outcome:
    """Return the equilibrium in margins and efforts; each margin is a third of the choke price."""
    worth = model.worth / 9.0
    return _told(model, NASH, efforts_apart(model.effect, worth, worth), 1 / 3, 1 / 3, (PRICE_FIRST,))


def institution_leads(model: PricePower) -> Outcome:
    """Return E's best w, effort and share paid, and P's reply, the margin (1 - w)/2."""
    share = _leading_margin(model, model.effect, subsidised=True)
    follower, leader = _worths(model, share)
    found = efforts_institution_first(model.effect, follower.value, leader.value, subsidised=True)
    conditions = (LOCAL, PRICE_FIRST, SHARE_PAID if found.t > 0.0 else NO_SHARE_PAID)
    return _told(model, INSTITUTION_LEADS, found, (1.0 - share) / 2.0, share, conditions, closed_form=False)


def platform_leads_margin(model: PricePower) -> Outcome:
    """Return P's best margin and ads, announced first, and E's reply (Aust and Buscher, 2012)."""
    share = _leading_margin(model, model.effect.mirrored(), subsidised=False)
    follower, leader = _worths(model, share)
    found = efforts_platform_first(model.effect, leader.value, follower.value)
    conditions = (LOCAL, PRICE_FIRST)
    return _told(model, PLATFORM_MARGIN, found, share, (1.0 - share) / 2.0, conditions, closed_form=False)


def platform_leads_price(model: PricePower) -> Outcome:
    """Return P's best price and ads, announced first, where E then takes w = p/2 (Xie and Wei, 2009).

    What P earns is convex in p (α - β p), so it wants as much of it as there is: half the choke price.
    """
    worth = model.worth / 8.0
    found = efforts_platform_first(model.effect, worth, worth)
    return _told(model, PLATFORM_PRICE, found, 0.25, 0.25, (PRICE_FIRST, PRICE_CAP))


def _worths(model: PricePower, share: float) -> tuple[Margin, Margin]:
    """Return margin times demand without effort, of the follower and of a leader that takes ``share``."""
    worth = model.worth
    follower = Margin(value=worth * (1.0 - share) ** 2 / 4.0, slope=-worth * (1.0 - share) / 2.0)
    leader = Margin(value=worth * share * (1.0 - share) / 2.0, slope=worth * (0.5 - share))
    return follower, leader


def _leading_margin(model: PricePower, effect: PowerSales, *, subsidised: bool) -> float:
    """Return a leader's best margin as a share of the choke price; ``effect`` has the leader in E's place."""

    def slope(share: float) -> float:
        return leader_slope(effect, *_worths(model, share), subsidised=subsidised)

    def profit(share: float) -> float:
        follower, leader = _worths(model, share)
        return leader_profit(effect, follower.value, leader.value, subsidised=subsidised)

    share = best_peak(profit, slope, 0.0, 1.0)
    if share is None:
        raise NoEquilibrium.of(NO_INTERIOR, reason=NEVER_PAYS)
    return share


def _told(
    model: PricePower,
    structure: str,
    found: Efforts,
    margin: float,
    wholesale: float,
    conditions: tuple[Text, ...],
    *,
    closed_form: bool = True,
) -> Outcome:
    """Return the outcome of efforts and of both margins as shares of the choke price."""
    choke = model.alpha / model.beta
    effect = model.effect.sales(found.a, found.q)
    demand = model.alpha * (1.0 - margin - wholesale) * effect
    profits = shared(
        margin * choke * demand - (1.0 - found.t) * found.a,
        wholesale * choke * demand - found.q - found.t * found.a,
    )
    require_worth_it(effect, *profits.values())  # else a party would rather price itself out
    return Outcome(
        structure=structure,
        decisions={"p": (margin + wholesale) * choke, "w": wholesale * choke, "a": found.a, "q": found.q},
        participation=found.t,
        profits=profits,
        joint=sum(profits.values()),
        facts={"demand": demand},
        closed_form=closed_form,
        conditions=conditions,
    )


SOLVERS: Final[Mapping[str, Callable[[PricePower], Outcome]]] = {
    COOPERATION: cooperation,
    NASH: nash,
    PLATFORM_MARGIN: platform_leads_margin,
    PLATFORM_PRICE: platform_leads_price,
    INSTITUTION_LEADS: institution_leads,
}
