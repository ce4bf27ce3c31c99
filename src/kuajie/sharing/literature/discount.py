"""Advertising with a discount that E funds (Yue, Austin, Wang and Huang, 2006).

S = k^-e (α - β a^-γ q^-δ) with the price factor k = p / P0 ≤ 1; P earns ρ_P per sale, E earns ρ_E less the
discount P0 (1 - k). P pays (1 - t) a, E pays q + t a. Given k, efforts are those of ``power_sales``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kuajie.messages import Text
from kuajie.messages.notices.games import UNBOUNDED_GAME
from kuajie.sharing.literature.conditions import (
    LOCAL,
    NO_DISCOUNT,
    NO_SHARE_PAID,
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
from kuajie.sharing.literature.roots import peaks
from kuajie.sharing.literature.structures import COOPERATION, INSTITUTION_LEADS, NASH, PLATFORM_LEADS

EVER_CHEAPER = Text(
    en="margins reach the list price, so that every further discount still brings more",
    zh="毛利达到了标价，折扣越大收益越高",
)
LOWER_MARGINS = Text(en="State margins whose sum is below the list price P0.", zh="请使毛利之和低于标价 P0。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """Limit α, scale β, powers γ, δ of sales; margins at list price P0; price elasticity e."""

    alpha: float
    beta: float
    gamma: float
    delta: float
    rho_P: float
    rho_E: float
    P0: float
    e: float

    @property
    def sales(self) -> PowerSales:
        """How sales at list price depend on both efforts."""
        return PowerSales(alpha=self.alpha, beta=self.beta, gamma=self.gamma, delta=self.delta)

    def lift(self, factor: float) -> float:
        """Return what a price factor does to sales, k^-e."""
        return float(factor**-self.e)


def best_factor(model: Discount, margin: float) -> float:
    """Return the price factor that maximises (margin - P0 (1 - k)) k^-e on k ≤ 1.

    Raises ``NoEquilibrium`` where ever deeper discounts bring ever more.
    """
    cost = (model.P0 - margin) / model.P0
    endless = (cost < 0.0 < model.e) or (cost == 0.0 and model.e > 1.0)
    if endless:
        raise NoEquilibrium.of(UNBOUNDED_GAME, reason=EVER_CHEAPER, remedy=LOWER_MARGINS)
    return 1.0 if model.e <= 1.0 else min(1.0, model.e * cost / (model.e - 1.0))


def cooperation(model: Discount) -> Outcome:
    """Return the discount and efforts with the largest joint profit."""
    total = model.rho_P + model.rho_E
    factor = best_factor(model, total)
    margin = total - model.P0 * (1.0 - factor)
    found = efforts_together(model.sales, margin * model.lift(factor))
    sales = model.lift(factor) * model.sales.sales(found.a, found.q)
    joint = margin * sales - found.a - found.q
    require_worth_it(sales, joint)
    return Outcome(
        structure=COOPERATION,
        decisions={"price_factor": factor, "a": found.a, "q": found.q},
        joint=joint,
        facts={"sales": sales},
        conditions=_of_discount(factor),
    )


def nash(model: Discount) -> Outcome:
    """Return the equilibrium: E chooses the discount that suits its own margin."""
    factor = best_factor(model, model.rho_E)
    found = efforts_apart(model.sales, *_margins(model, factor))
    return _told(model, NASH, found, factor, _of_discount(factor))


def platform_leads(model: Discount) -> Outcome:
    """Return P's best ads, announced first, and E's reply in discount and effort."""
    factor = best_factor(model, model.rho_E)
    found = efforts_platform_first(model.sales, *_margins(model, factor))
    return _told(model, PLATFORM_LEADS, found, factor, _of_discount(factor))


def institution_leads(model: Discount) -> Outcome:
    """Return E's best discount, effort and share paid, and P's reply.

    A deeper discount also moves P to advertise more, so it is deeper than in the Nash equilibrium.
    """
    best_factor(model, model.rho_E)  # refuses endless discounts

    def slope(factor: float) -> float:
        return leader_slope(model.sales, *_sloped(model, factor), subsidised=True)

    def profit(factor: float) -> float:
        return leader_profit(model.sales, *_margins(model, factor), subsidised=True)

    lowest = 1.0 - model.rho_E / model.P0
    inner = peaks(slope, max(lowest, 0.0), 1.0)
    factor = max([*inner, 1.0], key=profit)
    found = efforts_institution_first(model.sales, *_margins(model, factor), subsidised=True)
    paid = SHARE_PAID if found.t > 0.0 else NO_SHARE_PAID
    reasons = (NO_DISCOUNT, paid) if factor == 1.0 else (LOCAL, paid)
    return _told(model, INSTITUTION_LEADS, found, factor, reasons, closed_form=factor == 1.0)


def _margins(model: Discount, factor: float) -> tuple[float, float]:
    """Return what P and E earn per sale at list price, with the discount's effect on sales."""
    lift = model.lift(factor)
    return model.rho_P * lift, (model.rho_E - model.P0 * (1.0 - factor)) * lift


def _sloped(model: Discount, factor: float) -> tuple[Margin, Margin]:
    of_p, of_e = _margins(model, factor)
    fall = -model.e / factor
    return (
        Margin(value=of_p, slope=fall * of_p),
        Margin(value=of_e, slope=fall * of_e + model.P0 * model.lift(factor)),
    )


def _of_discount(factor: float) -> tuple[Text, ...]:
    return (PRICE_FIRST, NO_DISCOUNT) if factor == 1.0 else (PRICE_FIRST,)


def _told(
    model: Discount,
    structure: str,
    found: Efforts,
    factor: float,
    conditions: tuple[Text, ...],
    *,
    closed_form: bool = True,
) -> Outcome:
    of_p, of_e = _margins(model, factor)
    effect = model.sales.sales(found.a, found.q)
    profits = shared(of_p * effect - (1.0 - found.t) * found.a, of_e * effect - found.t * found.a - found.q)
    require_worth_it(effect, profits["E"])  # else E would rather give its margin away
    return Outcome(
        structure=structure,
        decisions={"price_factor": factor, "a": found.a, "q": found.q},
        participation=found.t,
        profits=profits,
        joint=sum(profits.values()),
        facts={"sales": model.lift(factor) * effect},
        closed_form=closed_form,
        conditions=conditions,
    )


SOLVERS: Final[Mapping[str, Callable[[Discount], Outcome]]] = {
    COOPERATION: cooperation,
    NASH: nash,
    PLATFORM_LEADS: platform_leads,
    INSTITUTION_LEADS: institution_leads,
}
