"""Parameters of formulas and the values they may take."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.response.codes import WINDOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """An interval; ``kind`` tells a prior which transform fits it."""

    kind: str
    low: float
    high: float
    includes_low: bool = False
    includes_high: bool = False

    def holds(self, value: float) -> bool:
        """Return whether ``value`` lies in the interval; not-a-number never does."""
        return (
            self.low < value < self.high
            or (self.includes_low and value == self.low)
            or (self.includes_high and value == self.high)
        )

    def __str__(self) -> str:
        left, right = "[" if self.includes_low else "(", "]" if self.includes_high else ")"
        return f"{left}{self.low:g}, {self.high:g}{right}"


POSITIVE = Domain(kind="positive", low=0.0, high=float("inf"))
RETAINED_SHARE = Domain(kind="unit_interval", low=0.0, high=1.0, includes_low=True)
EXPONENT = Domain(kind="unit_interval", low=0.0, high=1.0, includes_high=True)
LAG = Domain(kind="interval", low=0.0, high=WINDOW - 1.0, includes_low=True, includes_high=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter's keyword in the formula's functions and its domain."""

    name: str
    domain: Domain
