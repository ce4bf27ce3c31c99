"""Advertising over time with a market to win over (Sethi, 1983; He, Prasad and Sethi, 2009), margins fixed.

dx = (ρ u √(1 - x) - δ x) dt + σ(x) dz for the share x of the market that buys; P advertises at the cost u²,
of which E pays θ u². Values are linear in x, V = α + β x, whatever σ is, and u = κ √(1 - x), κ = ρ β_P / (2
(1 - θ)).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from kuajie.messages import Text
from kuajie.sharing.literature.conditions import NO_SHARE_PAID, SHARE_PAID
from kuajie.sharing.literature.outcome import Outcome, shared
from kuajie.sharing.literature.roots import root
from kuajie.sharing.literature.structures import (
    COOPERATION,
    INSTITUTION_COMMITS,
    INSTITUTION_LEADS,
    NASH,
    PLATFORM_LEADS,
)

LINEAR_VALUE: Final = Text(
    en="Values are linear in the market share, so the answer holds for any noise σ(x).",
    zh="价值函数对市场份额是线性的，因此结果对任何噪声 σ(x) 都成立。",
)
ONE_ROOT: Final = Text(
    en="Found numerically: an increasing function has this one root.", zh="数值求得：单调增函数的唯一根。"
)
ONLY_P_ACTS: Final = Text(
    en="Only P advertises and E pays nothing, so who moves first does not matter.",
    zh="只有平台投放广告且机构不分担，谁先行动并无区别。",
)
REVISED: Final = Text(
    en="E chooses its share anew at every moment; committing to one share for ever is another structure.",
    zh="机构随时重新选择分担比例；永久承诺某一比例是另一种结构。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sethi:
    """Margins m, effect ρ of advertising, decay δ, interest rate r, market share x0 today."""

    mP: float
    mE: float
    rho: float
    delta: float
    r: float
    x0: float

    @property
    def fading(self) -> float:
        """How fast a customer's worth fades, r + δ."""
        return self.r + self.delta


def customer_worth(model: Sethi, margin: float) -> float:
    """Return β of one who earns ``margin`` and bears all advertising: (r + δ) β + ρ² β²/4 = margin."""
    fading = model.fading
    return 2.0 * margin / (fading + sqrt(fading**2 + model.rho**2 * margin))


def cooperation(model: Sethi) -> Outcome:
    """Return the advertising with the largest joint profit."""
    beta = customer_worth(model, model.mP + model.mE)
    gain = model.rho * beta / 2.0
    return Outcome(
        structure=COOPERATION,
        decisions={"kappa": gain},
        joint=gain**2 / model.r + beta * model.x0,
        facts={"beta": beta, "x_ss": _steady(model, gain)},
        conditions=(LINEAR_VALUE,),
    )


def _unpaid(structure: str) -> Callable[[Sethi], Outcome]:
    def solve(model: Sethi) -> Outcome:
        gain = model.rho * customer_worth(model, model.mP) / 2.0
        return _told(model, structure, gain=gain, paid=0.0, conditions=(ONLY_P_ACTS,))

    return solve


def institution_leads(model: Sethi) -> Outcome:
    """Return E's best share as a rule for every moment, θ = (2 β_E - β_P) / (2 β_E + β_P), and P's reply.

    With s = 2 β_E + β_P both value equations become one in s, increasing in s.
    """
    fading, square = model.fading, model.rho**2 / 8.0
    alone = model.rho * customer_worth(model, model.mP) / 2.0
    of_e = model.mE / (fading + model.rho * alone)
    if 2.0 * of_e <= customer_worth(model, model.mP):
        return _told(model, INSTITUTION_LEADS, gain=alone, paid=0.0, conditions=(REVISED, NO_SHARE_PAID))
    total = 2.0 * model.mE + model.mP

    def beyond(s: float) -> float:
        return s * (fading + square * s) + square * s * model.mP / (fading + square * s) - total

    s = root(beyond, 0.0, total / fading)
    of_p = model.mP / (fading + square * s)
    return _told(
        model,
        INSTITUTION_LEADS,
        gain=model.rho * s / 4.0,
        paid=(s - 2.0 * of_p) / s,
        conditions=(REVISED, ONE_ROOT, SHARE_PAID),
        closed_form=False,
    )


def institution_commits(model: Sethi) -> Outcome:
    """Return E's best constant share, committed to for ever, and P's reply.

    P's reply κ to θ pays κ² - ρ m_P κ / (2 (r + δ) + ρ κ) = c(κ) of its cost by E. E's value is greatest
    where c' (r + δ + ρ κ) - ρ c = ρ m_E, wherever the market starts; the left side increases.
    """
    fading, rho = model.fading, model.rho
    alone = rho * customer_worth(model, model.mP) / 2.0

    def excess(gain: float) -> float:
        whole = 2.0 * fading + rho * gain
        paid = gain**2 - rho * model.mP * gain / whole
        rate = 2.0 * gain - 2.0 * fading * rho * model.mP / whole**2
        return rate * (fading + rho * gain) - rho * paid - rho * model.mE

    if excess(alone) >= 0.0:
        return _told(model, INSTITUTION_COMMITS, gain=alone, paid=0.0, conditions=(NO_SHARE_PAID,))
    high = max(2.0 * alone, 1e-300)  # not zero where ``alone`` is too small for a number
    while excess(high) < 0.0:
        high *= 2.0
    gain = root(excess, alone, high)
    paid = 1.0 - rho * model.mP / (gain * (2.0 * fading + rho * gain))
    conditions = (ONE_ROOT, SHARE_PAID)
    return _told(model, INSTITUTION_COMMITS, gain=gain, paid=paid, conditions=conditions, closed_form=False)


def _steady(model: Sethi, gain: float) -> float:
    """Return the market share at which customers won and lost balance."""
    return model.rho * gain / (model.rho * gain + model.delta)


def _told(
    model: Sethi,
    structure: str,
    *,
    gain: float,
    paid: float,
    conditions: tuple[Text, ...],
    closed_form: bool = True,
) -> Outcome:
    """Return values under constant κ and θ: r α = β ρ κ - cost, (r + δ + ρ κ) β = margin + cost."""
    leaving = model.fading + model.rho * gain
    cost_p, cost_e = (1.0 - paid) * gain**2, paid * gain**2
    of_p, of_e = (model.mP + cost_p) / leaving, (model.mE + cost_e) / leaving
    worth = [
        (beta * model.rho * gain - cost) / model.r + beta * model.x0
        for beta, cost in ((of_p, cost_p), (of_e, cost_e))
    ]
    profits = shared(*worth)
    return Outcome(
        structure=structure,
        decisions={"kappa": gain},
        participation=paid,
        profits=profits,
        joint=sum(profits.values()),
        facts={"beta_P": of_p, "beta_E": of_e, "x_ss": _steady(model, gain)},
        closed_form=closed_form,
        conditions=(LINEAR_VALUE, *conditions),
    )


SOLVERS: Final[Mapping[str, Callable[[Sethi], Outcome]]] = {
    COOPERATION: cooperation,
    NASH: _unpaid(NASH),
    PLATFORM_LEADS: _unpaid(PLATFORM_LEADS),
    INSTITUTION_LEADS: institution_leads,
    INSTITUTION_COMMITS: institution_commits,
}
