"""Double moral hazard under linear sharing (Holmstrom, 1982; Bhattacharyya and Lafontaine, 1995).

Revenue R = A + b_P x + b_E y, of which P keeps φ; efforts cost c_P x²/2 and c_E y²/2 and cannot be
contracted on. Each then chooses x = φ b_P / c_P and y = (1 - φ) b_E / c_E. With B = b²/c the best rate is
B_P / (B_P + B_E); sharing revenue and costs at one and the same rate, whichever, brings back the first best.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kuajie.messages import Text
from kuajie.sharing.literature.conditions import SEPARATE, STRICTLY_CONCAVE
from kuajie.sharing.literature.outcome import Outcome, shared
from kuajie.sharing.literature.structures import (
    COOPERATION,
    INSTITUTION_LEADS,
    NASH,
    PLATFORM_LEADS,
    SECOND_BEST,
)

COSTS_TOO: Final = Text(
    en="Sharing costs at the same rate as revenue reaches this at any rate.",
    zh="成本与收入按同一比例分担时，任何比例都能达到这一结果。",
)
BEST_RATE: Final = Text(
    en="phi is not given, so the best rate stands for it.", zh="未给出 phi，以最优比例代替。"
)
ANY_RATE: Final = Text(
    en="Neither effort brings anything, so every rate is as good.",
    zh="双方投入都不产生收入，任何比例都一样好。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoralHazard:
    """Revenue without effort, what efforts bring and cost, P's share of revenue (``None``: the best one)."""

    A: float
    b_P: float
    b_E: float
    c_P: float
    c_E: float
    phi: float | None = None

    @property
    def strengths(self) -> tuple[float, float]:
        """B = b²/c of P and of E: twice what each effort earns at its best."""
        return self.b_P**2 / self.c_P, self.b_E**2 / self.c_E

    @property
    def best_rate(self) -> float:
        """The share of revenue to P with the largest joint profit; a half where all are as good."""
        of_p, of_e = self.strengths
        return of_p / (of_p + of_e) if of_p + of_e > 0.0 else 0.5

    @property
    def first_best(self) -> float:
        """The joint profit of efforts that both could contract on."""
        return self.A + sum(self.strengths) / 2.0


def cooperation(model: MoralHazard) -> Outcome:
    """Return the first best: each effort at what it brings to both."""
    return Outcome(
        structure=COOPERATION,
        decisions={"x": model.b_P / model.c_P, "y": model.b_E / model.c_E},
        joint=model.first_best,
        facts={"joint_first_best": model.first_best},
        conditions=(STRICTLY_CONCAVE, COSTS_TOO),
    )


def second_best(model: MoralHazard) -> Outcome:
    """Return efforts under the rate that is best for joint profit."""
    return _told(model, SECOND_BEST, model.best_rate, ())


def _at_given_rate(structure: str) -> Callable[[MoralHazard], Outcome]:
    def solve(model: MoralHazard) -> Outcome:
        if model.phi is None:
            return _told(model, structure, model.best_rate, (SEPARATE, BEST_RATE))
        return _told(model, structure, model.phi, (SEPARATE,))

    return solve


def _told(model: MoralHazard, structure: str, rate: float, conditions: tuple[Text, ...]) -> Outcome:
    x, y = rate * model.b_P / model.c_P, (1.0 - rate) * model.b_E / model.c_E
    revenue = model.A + model.b_P * x + model.b_E * y
    profits = shared(
        rate * revenue - model.c_P * x * x / 2.0, (1.0 - rate) * revenue - model.c_E * y * y / 2.0
    )
    of_p, of_e = model.strengths
    # Written as squares, so that a loss of nothing is exactly that.
    loss = (of_p * (1.0 - rate) ** 2 + of_e * rate**2) / 2.0
    reached = model.first_best - loss
    named = {"joint_second_best": reached} if structure == SECOND_BEST else {}
    return Outcome(
        structure=structure,
        decisions={"phi": rate, "x": x, "y": y},
        profits=profits,
        joint=reached,
        facts={**named, "joint_first_best": model.first_best, "loss": loss},
        conditions=(STRICTLY_CONCAVE, *conditions, *((ANY_RATE,) if of_p + of_e == 0.0 else ())),
    )


SOLVERS: Final[Mapping[str, Callable[[MoralHazard], Outcome]]] = {
    COOPERATION: cooperation,
    SECOND_BEST: second_best,
    NASH: _at_given_rate(NASH),
    PLATFORM_LEADS: _at_given_rate(PLATFORM_LEADS),
    INSTITUTION_LEADS: _at_given_rate(INSTITUTION_LEADS),
}
