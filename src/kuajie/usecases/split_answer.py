"""What a split answers: coalition values, every rule's shares, who would walk away, and what to pay whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kuajie.domain.money import Money
from kuajie.messages import Finding, Text
from kuajie.sharing.contribution import Contribution
from kuajie.usecases.fit_answer import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionWorth:
    """What some parties reach together without the others, outside profit included.

    ``courses`` are those they can sell; ``spend`` is what their best plan spends, set-up included. ``gap`` is
    how much more any plan of theirs could reach than the one found, ``None`` where that is not proved.
    """

    members: tuple[str, ...]
    worth: Interval
    outside: float
    courses: tuple[str, ...]
    spend: float
    gap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShares:
    """One rule's shares: with intervals over the posterior, and as exact money adding up to the total.

    Intervals are over the posterior, made longer by what planning gaps leave open (``planning``: how far
    below and above its mean each share may lie for that; ``None`` where nothing is proved). ``gains`` is each
    share less the disagreement point. ``walks_away`` names the coalition that would earn ``walk_gain`` more
    without the others (empty when nobody would). ``sampling_error`` is the standard error of each share where
    not every coalition was planned.
    """

    rule: str
    title: Text
    principle: Text
    reason: Text
    shares: Mapping[str, Interval]
    exact: Mapping[str, Money]
    gains: Mapping[str, float]
    walks_away: tuple[str, ...]
    walk_gain: float
    planning: Mapping[str, tuple[float, float]] | None = None
    sampling_error: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAccount:
    """One party's money under the plan and today's terms, and the payment that turns it into its fair share.

    ``revenue`` by the agreed shares (all to the seller where none are agreed); ``clauses`` is what all other
    clauses pay it on average; ``unit_costs`` and ``spend`` (set-up included) are its own; ``own`` = revenue +
    clauses - unit costs - spend + outside profit; ``transfer`` is fair share less ``own``: positive is
    received.
    """

    party: str
    name: str
    revenue: float
    clauses: float
    unit_costs: float
    spend: float
    outside: float
    own: float
    fair: float
    transfer: float
    alone: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitAnswer:
    """The split of a programme's joint profit.

    ``recommended`` names the rule used for the accounts. ``total`` is joint profit plus outside profit. For
    programmes that do not aim at profit, worths count the objective and money starts from the profit floors.
    """

    key: str
    currency: str
    parties: Mapping[str, str]
    aims_at_profit: bool
    total: Interval
    surplus: Interval
    chance_of_paying: float
    disagreement: Mapping[str, float]
    worths: tuple[CoalitionWorth, ...]
    rules: tuple[RuleShares, ...]
    recommended: str
    contributions: Mapping[str, Contribution]
    accounts: tuple[PartyAccount, ...]
    warnings: tuple[Finding, ...]
