"""Goodwill over time (Nerlove and Arrow, 1962; Jorgensen, Sigue and Zaccour, 2000).

G' = l_P a_P + l_E a_E - δ G, sales θ G for ever at the interest rate r; P earns π_P per sale and pays (1 -
s) u_P a_P²/2, E earns π_E and pays u_E a_E²/2 + s u_P a_P²/2. The game is linear in G: a unit of goodwill is
worth λ = π θ / (r + δ) to a party whatever G is, and efforts are constant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kuajie.messages import Text
from kuajie.sharing.literature.conditions import NO_SHARE_PAID, SEPARATE, SHARE_PAID
from kuajie.sharing.literature.outcome import Outcome, shared
from kuajie.sharing.literature.structures import COOPERATION, INSTITUTION_LEADS, NASH, PLATFORM_LEADS

CONSTANT: Final = Text(
    en="The game is linear in goodwill, so efforts are constant and the same with or without commitment.",
    zh="博弈对商誉是线性的，投入为常数，承诺与否结果相同。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NerloveArrow:
    """Margins, sales per goodwill, effects and costs of efforts, decay, interest rate, goodwill today."""

    piP: float
    piE: float
    theta: float
    lP: float
    lE: float
    uP: float
    uE: float
    delta: float
    r: float
    G0: float = 0.0

    def worth(self, margin: float) -> float:
        """Return what a unit of goodwill is worth to one who earns ``margin`` per sale."""
        return margin * self.theta / (self.r + self.delta)


def cooperation(model: NerloveArrow) -> Outcome:
    """Return the efforts with the largest joint profit."""
    worth = model.worth(model.piP + model.piE)
    effort_p, effort_e = model.lP * worth / model.uP, model.lE * worth / model.uE
    cost = (model.uP * effort_p**2 + model.uE * effort_e**2) / 2.0
    return Outcome(
        structure=COOPERATION,
        decisions={"aP": effort_p, "aE": effort_e},
        joint=worth * model.G0 + (worth * _growth(model, effort_p, effort_e) - cost) / model.r,
        facts={"G_ss": _growth(model, effort_p, effort_e) / model.delta},
        conditions=(CONSTANT,),
    )


def nash(model: NerloveArrow) -> Outcome:
    """Return the efforts that are best replies to each other."""
    return _told(model, NASH, effort_p=_own_effort(model), paid=0.0, conditions=())


def platform_leads(model: NerloveArrow) -> Outcome:
    """Return P's best announcement; E's effort does not depend on it."""
    return _told(model, PLATFORM_LEADS, effort_p=_own_effort(model), paid=0.0, conditions=(SEPARATE,))


def institution_leads(model: NerloveArrow) -> Outcome:
    """Return E's best share of P's cost, (2 λ_E - λ_P) / (2 λ_E + λ_P) if positive, and P's reply."""
    of_p, of_e = model.worth(model.piP), model.worth(model.piE)
    if 2.0 * of_e <= of_p:
        return _told(
            model, INSTITUTION_LEADS, effort_p=_own_effort(model), paid=0.0, conditions=(NO_SHARE_PAID,)
        )
    return _told(
        model,
        INSTITUTION_LEADS,
        effort_p=model.lP * (of_e + of_p / 2.0) / model.uP,
        paid=(2.0 * of_e - of_p) / (2.0 * of_e + of_p),
        conditions=(SHARE_PAID,),
    )


def _own_effort(model: NerloveArrow) -> float:
    return model.lP * model.worth(model.piP) / model.uP


def _growth(model: NerloveArrow, effort_p: float, effort_e: float) -> float:
    return model.lP * effort_p + model.lE * effort_e


def _told(
    model: NerloveArrow, structure: str, *, effort_p: float, paid: float, conditions: tuple[Text, ...]
) -> Outcome:
    of_p, of_e = model.worth(model.piP), model.worth(model.piE)
    effort_e = model.lE * of_e / model.uE
    growth = _growth(model, effort_p, effort_e)
    cost_p, cost_e = model.uP * effort_p**2 / 2.0, model.uE * effort_e**2 / 2.0
    profits = shared(
        of_p * model.G0 + (of_p * growth - (1.0 - paid) * cost_p) / model.r,
        of_e * model.G0 + (of_e * growth - paid * cost_p - cost_e) / model.r,
    )
    return Outcome(
        structure=structure,
        decisions={"aP": effort_p, "aE": effort_e},
        participation=paid,
        profits=profits,
        joint=sum(profits.values()),
        facts={"G_ss": growth / model.delta},
        conditions=(CONSTANT, *conditions),
    )


SOLVERS: Final[Mapping[str, Callable[[NerloveArrow], Outcome]]] = {
    COOPERATION: cooperation,
    NASH: nash,
    PLATFORM_LEADS: platform_leads,
    INSTITUTION_LEADS: institution_leads,
}
