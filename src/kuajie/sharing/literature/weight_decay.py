"""Where gradient steps with weight decay come to rest on the founding formula with effort costs.

θ ← θ - η ∇L - η λ θ on L = -(N price (1 + x)(1 + y) - k_P x²/2 - k_E y²/2) rests where effort costs seem to
be k + λ. Decay draws efforts below their best, so λ = 0 is right for decisions; what it loses is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from kuajie.messages import Text
from kuajie.messages.notices.games import BIASED_REST, OVERSHOOTS, UNBOUNDED_GAME
from kuajie.sharing.literature.founding_effort import ESCALATES
from kuajie.sharing.literature.outcome import NoEquilibrium, Outcome, warning
from kuajie.sharing.literature.structures import DECAY

MORE_DECAY: Final = Text(
    en="Raise the effort costs k_P and k_E; decay only hides that there is no best plan.",
    zh="请提高投入成本 k_P 与 k_E；权重衰减只会掩盖最优方案不存在的事实。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightDecay:
    """Organic enrolments, price, effort costs, step η and decay λ."""

    N: float
    price: float
    k_P: float
    k_E: float
    eta: float
    lam: float = 0.0

    def profit(self, x: float, y: float) -> float:
        """Return profit, but for what enrolments cost."""
        effort = (self.k_P * x * x + self.k_E * y * y) / 2.0
        return self.N * self.price * (1.0 + x) * (1.0 + y) - effort

    def rest(self, decay: float) -> tuple[float, float]:
        """Return where the steps come to rest; raises ``NoEquilibrium`` where they run away."""
        gain, of_p, of_e = self.N * self.price, self.k_P + decay, self.k_E + decay
        spare = of_p * of_e - gain * gain
        if spare <= 0.0:
            raise NoEquilibrium.of(UNBOUNDED_GAME, reason=ESCALATES, remedy=MORE_DECAY)
        return gain * (of_e + gain) / spare, gain * (of_p + gain) / spare

    @property
    def steepest(self) -> float:
        """The largest curvature of what the steps descend."""
        middle, spread = (self.k_P + self.k_E) / 2.0, (self.k_P - self.k_E) / 2.0
        return middle + sqrt(spread**2 + (self.N * self.price) ** 2) + self.lam


def fixed_point(model: WeightDecay) -> Outcome:
    """Return where the rule comes to rest, beside the true optimum, and the profit lost."""
    true_x, true_y = model.rest(0.0)
    x, y = model.rest(model.lam)
    reached, best = model.profit(x, y), model.profit(true_x, true_y)
    warnings = []
    if model.lam > 0.0:
        warnings.append(warning(BIASED_REST, lost=f"{best - reached:g}"))
    if model.eta * model.steepest >= 2.0:
        warnings.append(warning(OVERSHOOTS, eta=f"{model.eta:g}", most=f"{2.0 / model.steepest:.3g}"))
    return Outcome(
        structure=DECAY,
        decisions={"x": x, "y": y},
        facts={
            "profit": reached,
            "true_x": true_x,
            "true_y": true_y,
            "true_profit": best,
            "profit_lost": best - reached,
        },
        warnings=tuple(warnings),
    )


SOLVERS: Final[Mapping[str, Callable[[WeightDecay], Outcome]]] = {DECAY: fixed_point}
