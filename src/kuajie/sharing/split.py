"""A split of joint profit by a rule: once, or in every posterior draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from kuajie.domain.panel import Floats, frozen_floats
from kuajie.messages import Finding, Severity
from kuajie.sharing.coalitions import BREACH_TOLERANCE, Coalition, CoalitionGame
from kuajie.sharing.notices import COOPERATION_DOES_NOT_PAY
from kuajie.sharing.rules.bargaining import NEUTRAL, Bargaining
from kuajie.sharing.rules.split_rules import SPLIT_RULES
from kuajie.sharing.worths import Worths

LOW, HIGH = 5.0, 95.0

# Shares are sums of a few thousand products of worths; what they lose in a draw stays far below this.
CONSERVATION_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Each party's share of joint profit and what it gains over going alone.

    ``surplus`` is what cooperation adds to the disagreement point; where it is negative, cooperation does not
    pay, the shares divide the loss, and ``findings`` says so.
    """

    rule: str
    shares: Mapping[str, float]
    gains: Mapping[str, float]
    surplus: float
    findings: tuple[Finding, ...] = ()

    @property
    def cooperation_pays(self) -> bool:
        """Whether the parties earn at least as much together as apart."""
        return not self.findings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnSplit:
    """A split in every posterior draw.

    ``draws`` has shape ``(party, draw)``; ``mean``, ``low`` and ``high`` (5th and 95th percentile) are per
    party. ``chance_of_paying`` is the share of draws in which cooperation earns at least the disagreement
    point.
    """

    rule: str
    parties: tuple[str, ...]
    draws: Floats
    mean: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]
    chance_of_paying: float


def split_game(game: CoalitionGame, *, rule: str, bargaining: Bargaining = NEUTRAL) -> Split:
    """Return the split of one game by a rule of ``SPLIT_RULES``.

    Raises ``RuleDoesNotApply`` where the rule has no answer for the game.

    >>> game = CoalitionGame.from_function("pe", lambda coalition: 100.0 if len(coalition) == 2 else 20.0)
    >>> dict(split_game(game, rule="nash_bargaining").shares)
    {'p': 50.0, 'e': 50.0}
    """
    worths = Worths.of_game(game)
    shares = _divide(worths, rule, bargaining)[:, 0]
    surplus = float(bargaining.surplus(worths)[0])
    gains = shares - bargaining.fallback(worths)[:, 0]
    return Split(
        rule=rule,
        shares=_by_party(game.parties, shares),
        gains=_by_party(game.parties, gains),
        surplus=surplus,
        findings=_warnings(surplus, scale=game.scale),
    )


def _warnings(surplus: float, *, scale: float) -> tuple[Finding, ...]:
    if surplus >= -BREACH_TOLERANCE * scale:
        return ()
    return (Finding(notice=COOPERATION_DOES_NOT_PAY, severity=Severity.WARNING),)


def split_draws(
    worth_draws: Mapping[Coalition, Floats],
    *,
    parties: Sequence[str],
    rule: str,
    bargaining: Bargaining = NEUTRAL,
) -> DrawnSplit:
    """Return the split of every draw; ``worth_draws`` has an array of shape ``(draw,)`` per coalition.

    Raises ``RuleDoesNotApply`` where the rule has no answer.
    """
    worths = Worths.of_draws(parties, worth_draws)
    shares = _divide(worths, rule, bargaining)
    low, high = np.percentile(shares, (LOW, HIGH), axis=1)
    slack = BREACH_TOLERANCE * np.abs(worths.values).max(axis=0)
    return DrawnSplit(
        rule=rule,
        parties=worths.parties,
        draws=frozen_floats(shares),
        mean=_by_party(worths.parties, shares.mean(axis=1)),
        low=_by_party(worths.parties, low),
        high=_by_party(worths.parties, high),
        chance_of_paying=float((bargaining.surplus(worths) >= -slack).mean()),
    )


def _divide(worths: Worths, rule: str, bargaining: Bargaining) -> Floats:
    if rule not in SPLIT_RULES:
        raise ValueError(f"rule must be one of {sorted(SPLIT_RULES)}, but got {rule!r}")
    shares = SPLIT_RULES[rule].divide(worths, bargaining)
    scale = np.maximum(np.abs(worths.values).max(axis=0), np.abs(shares).max(axis=0))
    lost = np.abs(shares.sum(axis=0) - worths.total)
    if (lost > CONSERVATION_TOLERANCE * scale).any():
        raise ArithmeticError(f"{rule} lost {lost.max()} of the joint profit")
    return shares


def _by_party(parties: Sequence[str], row: Floats) -> Mapping[str, float]:
    return MappingProxyType(dict(zip(parties, row.tolist(), strict=True)))
