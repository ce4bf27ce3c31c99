"""What a model says under one game structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType

from kuajie.messages import Finding, KuajieError, Notice, Severity, Text
from kuajie.messages.notices.games import BEYOND_NUMBERS, PARTY_LOSES

PARTIES = ("P", "E")
"""The platform and the institution."""
Fact = float | tuple[float, ...]


class NoEquilibrium(KuajieError):
    """A model has no answer under a structure: no equilibrium, or a profit without limit."""

    exit_code = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Who decides what under one structure, and what each then earns.

    ``decisions`` and ``facts`` (other results) are by the model's symbols. ``participation`` is the share of
    P's effort cost that E pays, ``None`` where the structure has none. ``profits`` are by party, empty where
    the structure does not divide what is earned; ``joint`` is their sum, ``None`` where nothing is earned.
    ``closed_form`` says whether the numbers come from formulas; otherwise they solve the first-order
    conditions numerically. ``conditions`` say why this is the answer: second order, boundaries, uniqueness.
    """

    structure: str
    decisions: Mapping[str, float]
    joint: float | None = None
    profits: Mapping[str, float] = field(default_factory=dict)
    participation: float | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    closed_form: bool = True
    conditions: tuple[Text, ...] = ()
    warnings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is not a number; warn of a party that would rather stay away."""
        if not all(isfinite(number) for number in self._numbers()):
            raise NoEquilibrium.of(BEYOND_NUMBERS)
        for name in ("decisions", "profits", "facts"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        object.__setattr__(self, "warnings", (*self.warnings, *self._losses()))

    def _numbers(self) -> list[float]:
        single = [*self.decisions.values(), *self.profits.values()]
        optional = [number for number in (self.joint, self.participation) if number is not None]
        facts = [number for fact in self.facts.values() for number in _several(fact)]
        return [*single, *optional, *facts]

    def _losses(self) -> tuple[Finding, ...]:
        known = {finding.notice.code for finding in self.warnings}
        if PARTY_LOSES.code in known:
            return ()
        losing = [party for party, profit in self.profits.items() if profit < 0.0]
        if not losing and self.joint is not None and self.joint < 0.0 and not self.profits:
            losing = ["P + E"]
        return (warning(PARTY_LOSES, parties=", ".join(losing)),) if losing else ()


def warning(notice: Notice, **facts: object) -> Finding:
    """Return a finding that is carried along with an outcome."""
    return Finding(notice=notice, severity=Severity.WARNING, facts=facts)


def shared(profit_p: float, profit_e: float) -> dict[str, float]:
    """Return profits by party."""
    return {"P": profit_p, "E": profit_e}


def _several(fact: Fact) -> tuple[float, ...]:
    return fact if isinstance(fact, tuple) else (fact,)
