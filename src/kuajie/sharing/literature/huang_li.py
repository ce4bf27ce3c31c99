"""Co-operative advertising with given margins (Huang and Li, 2001; Li, Huang, Zhu and Chau, 2002).

S(a, q) = α - β a^-γ q^-δ; P earns ρ_P S - (1 - t) a, E earns ρ_E S - t a - q. All in closed form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kuajie.messages import Text
from kuajie.sharing.literature.conditions import (
    NO_SHARE_PAID,
    SHARE_PAID,
    STRICTLY_CONCAVE,
    domain_warnings,
)
from kuajie.sharing.literature.outcome import Outcome, shared
from kuajie.sharing.literature.power_sales import (
    Efforts,
    PowerSales,
    efforts_apart,
    efforts_institution_first,
    efforts_platform_first,
    efforts_together,
)
from kuajie.sharing.literature.structures import COOPERATION, INSTITUTION_LEADS, NASH, PLATFORM_LEADS


@dataclass(frozen=True, slots=True, kw_only=True)
class HuangLi:
    """Limit α, scale β and powers γ, δ of sales; margins per sale of P and E."""

    alpha: float
    beta: float
    gamma: float
    delta: float
    rho_P: float
    rho_E: float

    @property
    def sales(self) -> PowerSales:
        """How sales depend on both efforts."""
        return PowerSales(alpha=self.alpha, beta=self.beta, gamma=self.gamma, delta=self.delta)


def cooperation(model: HuangLi) -> Outcome:
    """Return the efforts with the largest joint profit."""
    margin = model.rho_P + model.rho_E
    found = efforts_together(model.sales, margin)
    sales = model.sales.sales(found.a, found.q)
    return Outcome(
        structure=COOPERATION,
        decisions={"a": found.a, "q": found.q},
        joint=margin * sales - found.a - found.q,
        facts={"sales": sales},
        conditions=(STRICTLY_CONCAVE,),
        warnings=domain_warnings(sales),
    )


def nash(model: HuangLi) -> Outcome:
    """Return the efforts that are best replies to each other; nobody pays a share unasked."""
    return _told(model, NASH, efforts_apart(model.sales, model.rho_P, model.rho_E), ())


def platform_leads(model: HuangLi) -> Outcome:
    """Return P's best announcement and E's reply."""
    return _told(model, PLATFORM_LEADS, efforts_platform_first(model.sales, model.rho_P, model.rho_E), ())


def institution_leads(model: HuangLi) -> Outcome:
    """Return E's best announcement, with the share of P's effort it pays, and P's reply."""
    found = efforts_institution_first(model.sales, model.rho_P, model.rho_E, subsidised=True)
    return _told(model, INSTITUTION_LEADS, found, (SHARE_PAID if found.t > 0.0 else NO_SHARE_PAID,))


def _told(model: HuangLi, structure: str, found: Efforts, conditions: tuple[Text, ...]) -> Outcome:
    sales = model.sales.sales(found.a, found.q)
    profits = shared(
        model.rho_P * sales - (1.0 - found.t) * found.a, model.rho_E * sales - found.t * found.a - found.q
    )
    return Outcome(
        structure=structure,
        decisions={"a": found.a, "q": found.q},
        participation=found.t,
        profits=profits,
        joint=sum(profits.values()),
        facts={"sales": sales},
        conditions=(STRICTLY_CONCAVE, *conditions),
        warnings=domain_warnings(sales),
    )


SOLVERS: Final[Mapping[str, Callable[[HuangLi], Outcome]]] = {
    COOPERATION: cooperation,
    NASH: nash,
    PLATFORM_LEADS: platform_leads,
    INSTITUTION_LEADS: institution_leads,
}
