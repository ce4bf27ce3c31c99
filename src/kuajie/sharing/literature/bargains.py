"""The textbook bargaining games: Nash, Nash with caution, Rubinstein, and bargaining on a frontier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kuajie.messages import Text
from kuajie.messages.notices.games import NO_SURPLUS
from kuajie.sharing.frontier_bargaining import (
    Frontier,
    NoGain,
    egalitarian_point,
    kalai_smorodinsky_point,
    nash_point,
)
from kuajie.sharing.literature.outcome import NoEquilibrium, Outcome
from kuajie.sharing.literature.structures import BARGAINING

UNIQUE_POINT: Final = Text(
    en="On a frontier that bends outwards each solution is one point; weights act on Nash's alone.",
    zh="前沿外凸时各解唯一；谈判权重只影响纳什解。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferableBargain:
    """What there is to divide, what each falls back on, and relative bargaining weights (equal: ``None``)."""

    total: float
    d: tuple[float, ...]
    tau: tuple[float, ...] | None = None


def nash_split(model: TransferableBargain) -> Outcome:
    """Return d_i + τ_i (total - Σ d), weights adding up to one (Nash, 1950; Kalai, 1977)."""
    surplus = model.total - sum(model.d)
    if surplus < 0.0:
        raise NoEquilibrium.of(NO_SURPLUS, total=f"{model.total:g}", alone=f"{sum(model.d):g}")
    weights = model.tau or (1.0,) * len(model.d)
    split = tuple(own + weight / sum(weights) * surplus for own, weight in zip(model.d, weights, strict=True))
    return Outcome(structure=BARGAINING, decisions={}, facts={"split": split})


@dataclass(frozen=True, slots=True, kw_only=True)
class CautiousBargain:
    """The extra joint profit, each party's λ in u = gain^λ, and its bargaining power μ."""

    surplus: float
    lam: tuple[float, ...]
    mu: tuple[float, ...]


def cautious_split(model: CautiousBargain) -> Outcome:
    """Return each party's gain, in proportion to λ μ (SeyedEsfahani et al., 2011)."""
    claims = [caution * power for caution, power in zip(model.lam, model.mu, strict=True)]
    extra = tuple(model.surplus * claim / sum(claims) for claim in claims)
    return Outcome(structure=BARGAINING, decisions={}, facts={"extra": extra})


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternatingOffers:
    """What a pie is worth to each a round later, as a share; P proposes first."""

    delta_P: float
    delta_E: float
    pie: float = 1.0


def alternating_split(model: AlternatingOffers) -> Outcome:
    """Return the shares agreed on at once (Rubinstein, 1982)."""
    own = (1.0 - model.delta_E) / (1.0 - model.delta_P * model.delta_E)
    other = model.delta_E * (1.0 - model.delta_P) / (1.0 - model.delta_P * model.delta_E)
    return Outcome(
        structure=BARGAINING, decisions={}, facts={"x_P": model.pie * own, "x_E": model.pie * other}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierBargain:
    """What both can reach together, what each falls back on, and relative bargaining weights."""

    frontier: Frontier
    d: tuple[float, float] = (0.0, 0.0)
    tau: tuple[float, float] = (0.5, 0.5)


def frontier_points(model: FrontierBargain) -> Outcome:
    """Return the Nash, the Kalai-Smorodinsky and the egalitarian point of a frontier."""
    try:
        points: dict[str, Any] = {
            "nash": nash_point(model.frontier, model.d, weights=model.tau),
            "kalai_smorodinsky": kalai_smorodinsky_point(model.frontier, model.d),
            "egalitarian": egalitarian_point(model.frontier, model.d),
        }
    except NoGain as error:
        raise NoEquilibrium.of(error.notice, d=", ".join(f"{own:g}" for own in model.d)) from error
    return Outcome(
        structure=BARGAINING, decisions={}, facts=points, closed_form=False, conditions=(UNIQUE_POINT,)
    )


NBS_SOLVERS: Final[Mapping[str, Callable[[TransferableBargain], Outcome]]] = {BARGAINING: nash_split}
NBU_SOLVERS: Final[Mapping[str, Callable[[CautiousBargain], Outcome]]] = {BARGAINING: cautious_split}
RUB_SOLVERS: Final[Mapping[str, Callable[[AlternatingOffers], Outcome]]] = {BARGAINING: alternating_split}
NTU_SOLVERS: Final[Mapping[str, Callable[[FrontierBargain], Outcome]]] = {BARGAINING: frontier_points}
