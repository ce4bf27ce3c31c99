"""Who gets what of coalition values that are given: every rule, the core, and what is wrong with the game."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kuajie.domain.money import Money
from kuajie.messages import Finding, Severity, Text
from kuajie.messages.notices import sharing as notices
from kuajie.sharing.coalitions import Coalition, CoalitionGame, Merger, costliest_merger
from kuajie.sharing.core import CORE_TOLERANCE, CoreCheck, LeastCore, check_core, least_core
from kuajie.sharing.exact_shares import to_exact
from kuajie.sharing.notices import RuleDoesNotApply
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.shapley import exact_shapley
from kuajie.sharing.rules.split_rules import SPLIT_RULES
from kuajie.sharing.split import split_game
from kuajie.usecases.rule_shares import left_out

EXACT_UP_TO = 12
"""Parties up to which Shapley values are also told as fractions; beyond, they take minutes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GivenGame:
    """Coalition values as somebody states them.

    In a game of ``costs`` the worths are minus what coalitions pay. With ``currency`` shares are also told to
    the smallest unit of it.
    """

    id: str
    title: str
    game: CoalitionGame
    names: Mapping[str, str]
    costs: bool = False
    currency: str | None = None
    bargaining: Bargaining = field(default_factory=Bargaining)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GivenShares:
    """One rule's shares of a given game (minus what each pays, in a game of costs), and who would leave.

    ``exact_money`` adds up to the total to the smallest unit; ``None`` without a currency.
    """

    rule: str
    title: Text
    principle: Text
    reason: Text
    shares: Mapping[str, float]
    exact_money: Mapping[str, Money] | None
    core: CoreCheck


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GivenSplit:
    """Every rule's shares of a given game, with its core.

    ``shapley_exact`` are fractions, for games of whole numbers or fractions of up to twelve parties.
    ``merger`` names the two coalitions that lose most by joining, if any do.
    """

    given: GivenGame
    total: float
    rules: tuple[GivenShares, ...]
    shapley_exact: Mapping[str, Fraction] | None
    least_core: LeastCore
    merger: Merger | None
    monotone: bool
    convex: bool
    findings: tuple[Finding, ...]


def split_given(given: GivenGame) -> GivenSplit:
    """Return every rule's shares of a given game.

    A rule without an answer is left out, with a finding that says why.
    """
    game = given.game
    rules, findings = [], list(_game_findings(given))
    for rule in _rules(given.bargaining):
        try:
            rules.append(_shares(given, rule))
        except RuleDoesNotApply as error:
            findings.append(left_out(rule, error))
    exact = game.exact and len(game.parties) <= EXACT_UP_TO
    return GivenSplit(
        given=given,
        total=float(game.total),
        rules=tuple(rules),
        shapley_exact=exact_shapley(game) if exact else None,
        least_core=least_core(game),
        merger=costliest_merger(game),
        monotone=game.monotone,
        convex=game.convex,
        findings=tuple(findings),
    )


def _rules(bargaining: Bargaining) -> Iterator[str]:
    """Yield the rules that have what they need; alternating offers need patience."""
    return (rule for rule in SPLIT_RULES if rule != "rubinstein" or bargaining.discounts)


def _shares(given: GivenGame, rule: str) -> GivenShares:
    split, row = split_game(given.game, rule=rule, bargaining=given.bargaining), SPLIT_RULES[rule]
    exact = None
    if given.currency is not None:
        exact = to_exact(split.shares, Money.nearest(float(given.game.total), given.currency))
    return GivenShares(
        rule=rule,
        title=row.title,
        principle=row.principle,
        reason=row.reason,
        shares=split.shares,
        exact_money=exact,
        core=check_core(given.game, split.shares),
    )


def _game_findings(given: GivenGame) -> Iterator[Finding]:
    merger, nearest = costliest_merger(given.game), least_core(given.game)
    if merger is not None:
        facts = {
            "first": _names(given, merger.first),
            "second": _names(given, merger.second),
            "loss": _amount(merger.loss),
        }
        yield Finding(notice=notices.JOINING_LOSES, severity=Severity.WARNING, facts=facts)
    if nearest.empty_core:
        least = CORE_TOLERANCE * given.game.scale
        shares = [
            (given.names[party], _amount(share if abs(share) > least else 0.0))
            for party, share in nearest.shares.items()
        ]
        facts_of_core = {
            "gain": _amount(nearest.complaint),
            "missing": _amount(nearest.needed_total - float(given.game.total)),
            "shares": Text(
                en=", ".join(f"{name} {share}" for name, share in shares),
                zh="，".join(f"{name} {share}" for name, share in shares),
            ),
        }
        yield Finding(notice=notices.EMPTY_CORE, severity=Severity.WARNING, facts=facts_of_core)


def _names(given: GivenGame, members: Coalition) -> str:
    return " + ".join(given.names[party] for party in given.game.parties if party in members)


def _amount(value: float) -> str:
    return f"{value:,.6g}"
