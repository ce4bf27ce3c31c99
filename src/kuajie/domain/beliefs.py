"""What people believe before the data speak, and which form of the response is to be fitted."""

from __future__ import annotations

import math
from dataclasses import dataclass

COUPLINGS = ("product", "sum")
OUTCOMES = ("auto", "log_normal", "negative_binomial", "normal")
TRENDS = ("bending", "linear")
OUTCOMES_OF_COUPLING = {
    "product": ("auto", "log_normal", "negative_binomial"),
    "sum": ("auto", "normal"),
}


@dataclass(frozen=True, slots=True)
class Range:
    """The central 90 % interval of what a person believes about a positive quantity.

    One in twenty times the truth is thought to lie below ``low``, one in twenty above ``high``.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse ends that are crossed, equal, not positive or not finite."""
        if not 0 < self.low < self.high < math.inf:
            raise ValueError(f"0 < low < high must hold, but got {self.low}, {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverBelief:
    """What is believed about one lever before the data speak; ``None`` where nothing is.

    ``return_on_spend`` is revenue net of refunds (enrolments where there is no price) per unit of money
    spent; ``half_life`` is the weeks after which half of the effect of a week's input has been felt.
    """

    return_on_spend: Range | None = None
    half_life: Range | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FitChoices:
    """Which form of the response is fitted.

    ``coupling`` and ``outcome`` name how lifts meet and how weeks scatter ("auto": the data decide).
    ``pooled`` courses share the shape of each lever, and their strengths are drawn towards each other.
    ``trend`` says whether organic enrolments may bend over the years. ``own_sales`` also fits each party's
    sales of its other courses (halo and cannibalisation). ``marketing_share`` is what is believed about the
    share of enrolments that all levers together bring.
    """

    coupling: str = "product"
    outcome: str = "auto"
    pooled: bool = False
    trend: str = "bending"
    own_sales: bool = False
    marketing_share: Range | None = None

    def __post_init__(self) -> None:
        """Refuse unknown words, an outcome of the other coupling, and a share of one or more."""
        for name, known in (("coupling", COUPLINGS), ("outcome", OUTCOMES), ("trend", TRENDS)):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} must be one of {known}, but got {getattr(self, name)!r}")
        if self.outcome not in OUTCOMES_OF_COUPLING[self.coupling]:
            raise ValueError(
                f"the outcome of a {self.coupling} coupling must be one of "
                f"{OUTCOMES_OF_COUPLING[self.coupling]}, but got {self.outcome!r}"
            )
        if self.marketing_share is not None and self.marketing_share.high >= 1:
            raise ValueError(f"marketing_share must lie below 1, but got {self.marketing_share}")
