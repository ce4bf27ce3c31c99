"""Sales that rise with two efforts towards a limit, S(a, q) = α - β a^-γ q^-δ, and who spends how much.

P earns ρ_P per sale and spends a, E earns ρ_E and spends q; E pays the share t of a. The forms are those of
Huang and Li (2001) and Li, Huang, Zhu and Chau (2002); the case in which P leads is the mirror image of the
one in which E leads without paying a share.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerSales:
    """The limit α > 0, the scale β > 0, and the powers γ > 0 of P's and δ > 0 of E's effort."""

    alpha: float
    beta: float
    gamma: float
    delta: float

    def __post_init__(self) -> None:
        """Refuse numbers that are not positive."""
        if min(self.alpha, self.beta, self.gamma, self.delta) <= 0.0:
            raise ValueError(f"all four numbers must be positive, but got {self}")

    def sales(self, a: float, q: float) -> float:
        """Return sales at two efforts; negative where both are too small for the form to mean anything."""
        return self.alpha - self.beta * exp(-self.gamma * log(a) - self.delta * log(q))

    def mirrored(self) -> PowerSales:
        """Return the same sales with the two efforts exchanged."""
        return PowerSales(alpha=self.alpha, beta=self.beta, gamma=self.delta, delta=self.gamma)


@dataclass(frozen=True, slots=True, kw_only=True)
class Efforts:
    """P's effort a, E's effort q, and the share t of a that E pays."""

    a: float
    q: float
    t: float = 0.0


def efforts_together(sales: PowerSales, margin: float) -> Efforts:
    """Return the efforts that maximise margin · S - a - q: a : q = γ : δ."""
    return efforts_apart(sales, margin, margin)


def efforts_apart(sales: PowerSales, rho_p: float, rho_e: float) -> Efforts:
    """Return the Nash efforts: each makes its own marginal profit zero.

    ρ_P β γ a^-(γ+1) q^-δ = 1 and ρ_E β δ a^-γ q^-(δ+1) = 1, so a : q = γ ρ_P : δ ρ_E.
    """
    ratio = log(sales.gamma) + log(rho_p) - log(sales.delta) - log(rho_e)
    log_a = (log(rho_p) + log(sales.beta) + log(sales.gamma) + sales.delta * ratio) / _powers(sales)
    return Efforts(a=exp(log_a), q=exp(log_a - ratio))


def subsidy(sales: PowerSales, rho_p: float, rho_e: float) -> float:
    """Return the share of P's effort that a leading E pays, zero where (1 + γ) ρ_P ≥ ρ_E."""
    excess = rho_e - (1.0 + sales.gamma) * rho_p
    return excess / (rho_e - sales.gamma * rho_p) if excess > 0.0 else 0.0


def efforts_institution_first(sales: PowerSales, rho_p: float, rho_e: float, *, subsidised: bool) -> Efforts:
    """Return E's best announcement (q, t) and P's reply; ``subsidised`` lets E pay a share of P's effort.

    P's reply is a = (ρ_P β γ q^-δ / (1 - t))^(1/(1+γ)). Put into E's profit, what E loses is
    K q^-η + q with η = δ / (1 + γ), least at q = (η K)^(1/(1+η)).
    """
    t = subsidy(sales, rho_p, rho_e) if subsidised else 0.0
    log_q = _log_q(sales, rho_p, rho_e, t)
    # 1 - t is ρ_P / (ρ_E - γ ρ_P); taken directly where t is near one.
    log_own = log(rho_p) - log(rho_e - sales.gamma * rho_p) if t > 0.0 else 0.0
    log_a = log(rho_p) + log(sales.beta) + log(sales.gamma) - sales.delta * log_q - log_own
    return Efforts(a=exp(log_a / (1.0 + sales.gamma)), q=exp(log_q), t=t)


def efforts_platform_first(sales: PowerSales, rho_p: float, rho_e: float) -> Efforts:
    """Return P's best announcement a and E's reply q; nothing is paid of either's effort by the other."""
    mirror = efforts_institution_first(sales.mirrored(), rho_e, rho_p, subsidised=False)
    return Efforts(a=mirror.q, q=mirror.a)


def leader_profit(sales: PowerSales, rho_p: float, rho_e: float, *, subsidised: bool) -> float:
    """Return what a leading E earns at its best announcement, α ρ_E - q (1 + 1/η)."""
    found = efforts_institution_first(sales, rho_p, rho_e, subsidised=subsidised)
    return sales.alpha * rho_e - found.q * (1.0 + (1.0 + sales.gamma) / sales.delta)


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """A margin per sale that depends on one decision, and its derivative with respect to it."""

    value: float
    slope: float


def leader_slope(sales: PowerSales, follower: Margin, leader: Margin, *, subsidised: bool) -> float:
    """Return the derivative of the leading E's profit in what both margins depend on.

    By the envelope theorem it is α ρ_E' - (q/η) (ln K)'; with a share paid, K is proportional to
    (ρ_E - γ ρ_P)^(1/(1+γ)), without to ρ_E ρ_P^(-γ/(1+γ)).
    """
    gamma, eta = sales.gamma, sales.delta / (1.0 + sales.gamma)
    found = efforts_institution_first(sales, follower.value, leader.value, subsidised=subsidised)
    if found.t > 0.0:
        steepness = (leader.slope - gamma * follower.slope) / (leader.value - gamma * follower.value)
        steepness /= 1.0 + gamma
    else:
        steepness = leader.slope / leader.value
        steepness -= gamma / (1.0 + gamma) * follower.slope / follower.value
    return sales.alpha * leader.slope - found.q / eta * steepness


def _powers(sales: PowerSales) -> float:
    return 1.0 + sales.gamma + sales.delta


def _log_q(sales: PowerSales, rho_p: float, rho_e: float, t: float) -> float:
    """Return ln q, q = (η K)^(1/(1+η))."""
    gamma, power = sales.gamma, 1.0 + sales.gamma
    log_scale = log(sales.beta) + log(gamma)
    if t > 0.0:
        log_k = log(power / gamma) + (log_scale + log(rho_e - gamma * rho_p)) / power
    else:
        log_k = log(rho_e) + log(sales.beta) - gamma / power * (log(rho_p) + log_scale)
    eta = sales.delta / power
    return (log(eta) + log_k) / (1.0 + eta)
