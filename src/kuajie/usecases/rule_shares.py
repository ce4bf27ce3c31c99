"""Every rule's shares of what there is to divide: with intervals, as exact money, and who would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from kuajie.domain.money import Money
from kuajie.domain.panel import Floats
from kuajie.messages import Finding, Severity, Text
from kuajie.messages.notices.sharing import RULE_LEFT_OUT
from kuajie.sharing.coalitions import Coalition, CoalitionGame, mask_of
from kuajie.sharing.core import check_core
from kuajie.sharing.exact_shares import to_exact
from kuajie.sharing.notices import RuleDoesNotApply
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.split_rules import SPLIT_RULES
from kuajie.sharing.share_ranges import share_ranges
from kuajie.sharing.split import DrawnSplit, split_draws
from kuajie.sharing.worths import Worths
from kuajie.usecases.fit_answer import Interval
from kuajie.usecases.split_answer import RuleShares

RULES = (
    "nash_bargaining",
    "kalai_smorodinsky",
    "shapley",
    "nucleolus",
    "equal_surplus",
    "proportional",
)
WITH_PATIENCE = (*RULES[:2], "rubinstein", *RULES[2:])
INSTEAD = {"nucleolus": "prenucleolus"}
"""What tells of a rule that has no answer where cooperation loses in some draw."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MoneyGame:
    """What every coalition has in every draw, ``(draw,)`` each, and from which positions the parties bargain.

    ``gaps`` says how much more a coalition might reach than its plan; ``None`` where nothing is proved.
    """

    parties: tuple[str, ...]
    currency: str
    money: Mapping[Coalition, Floats]
    bargaining: Bargaining
    gaps: Mapping[Coalition, float | None]

    @property
    def mean(self) -> CoalitionGame:
        """The game of average money."""
        return CoalitionGame(
            self.parties, {members: float(row.mean()) for members, row in self.money.items()}
        )

    @property
    def asked_rules(self) -> tuple[str, ...]:
        """The rules that have what they need to be applied."""
        return WITH_PATIENCE if self.bargaining.discounts else RULES


def every_rule(game: MoneyGame, *, required: str) -> tuple[tuple[RuleShares, ...], tuple[Finding, ...]]:
    """Return the shares by every rule that has an answer, and a note on each that has none.

    Raises ``RuleDoesNotApply`` where the ``required`` rule has none.
    """
    told, left = [], []
    for rule in dict.fromkeys((required, *game.asked_rules)):
        try:
            told.append(shares_by(game, rule))
        except RuleDoesNotApply as error:
            if rule == required:
                raise
            left.append(left_out(rule, error))
    return tuple(told), tuple(left)


def left_out(rule: str, error: RuleDoesNotApply) -> Finding:
    """Return the note that a rule has no answer, and why."""
    problem = error.findings[0]
    reason = Text(en=problem.problem("en"), zh=problem.problem("zh"))
    facts = {"rule": SPLIT_RULES[rule].title, "reason": reason}
    return Finding(notice=RULE_LEFT_OUT, severity=Severity.NOTE, facts=facts)


def shares_by(game: MoneyGame, rule: str) -> RuleShares:
    """Return one rule's shares, or those of its substitute where it has no answer."""
    drawn = _drawn(game, rule)
    row, mean = SPLIT_RULES[drawn.rule], game.mean
    means = {party: drawn.mean[party] for party in game.parties}
    planning = _planning_ranges(game, drawn.rule)
    core = check_core(mean, means)
    keenest = core.walking_away[0] if core.walking_away else None
    total = Money.nearest(float(mean.total), game.currency)
    return RuleShares(
        rule=drawn.rule,
        title=row.title,
        principle=row.principle,
        reason=row.reason,
        shares={
            party: widened(Interval.of(drawn.draws[place]), planning, party)
            for place, party in enumerate(game.parties)
        },
        exact=to_exact(means, total),
        gains={party: means[party] - float(mean.worth[frozenset({party})]) for party in game.parties},
        walks_away=tuple(party for party in game.parties if keenest and party in keenest.coalition),
        walk_gain=keenest.gain if keenest else 0.0,
        planning=planning,
    )


def widened(interval: Interval, planning: Mapping[str, tuple[float, float]] | None, party: str) -> Interval:
    """Return an interval made longer on either side by what planning leaves open there."""
    if planning is None:
        return interval
    less, more = planning[party]
    return replace(interval, lower=interval.lower + less, upper=interval.upper + more)


def _drawn(game: MoneyGame, rule: str) -> DrawnSplit:
    split = partial(split_draws, game.money, parties=game.parties, bargaining=game.bargaining)
    try:
        return split(rule=rule)
    except RuleDoesNotApply:
        if rule not in INSTEAD:
            raise
        return split(rule=INSTEAD[rule])


def _planning_ranges(game: MoneyGame, rule: str) -> Mapping[str, tuple[float, float]] | None:
    """Return how far below and above its mean each share may lie for planning gaps; ``None``: not proved."""
    everybody = frozenset(game.parties)
    open_gaps = {members: gap for members, gap in game.gaps.items() if members != everybody}
    if any(gap is None for gap in open_gaps.values()):
        return None
    gaps = np.zeros(1 << len(game.parties))
    for members, gap in open_gaps.items():
        gaps[mask_of(members, game.parties)] = gap or 0.0
    worths = Worths.of_game(game.mean)
    divide = partial(_divided, rule=rule, bargaining=game.bargaining)
    try:
        planned = divide(worths)[:, 0]
        low, high = share_ranges(worths, gaps, divide)
    except RuleDoesNotApply:
        return None
    return dict(
        zip(game.parties, zip((low - planned).tolist(), (high - planned).tolist(), strict=True), strict=True)
    )


def _divided(worths: Worths, *, rule: str, bargaining: Bargaining) -> Floats:
    return SPLIT_RULES[rule].divide(worths, bargaining)
