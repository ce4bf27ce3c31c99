"""What has to be said beside a split: cooperation that loses, an empty core, a party that adds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from kuajie.domain.programme import Programme
from kuajie.messages import Finding, Notice, Severity, Text
from kuajie.messages.notices import planning, sharing
from kuajie.sharing.coalitions import Coalition, CoalitionGame, costliest_merger
from kuajie.sharing.core import least_core
from kuajie.usecases.coalition_plan import CoalitionPlan
from kuajie.usecases.split_answer import RuleShares

WORTH_SAYING = 1e-3
"""A part of the joint profit below which a loss is noise of judging on other draws."""


def game_findings(programme: Programme, game: CoalitionGame) -> Iterator[Finding]:
    """Yield what the worths of all coalitions say against any split of a programme planned for profit."""
    least = WORTH_SAYING * game.scale
    merger = costliest_merger(game)
    if merger is not None and merger.loss > least:
        yield _warning(
            sharing.JOINING_LOSES,
            first=names(programme, merger.first),
            second=names(programme, merger.second),
            loss=money(merger.loss),
        )
    nearest = least_core(game)
    if nearest.empty_core and nearest.complaint > least:
        yield _warning(
            sharing.EMPTY_CORE,
            gain=money(nearest.complaint),
            missing=money(nearest.needed_total - float(game.total)),
            shares=listed(programme, nearest.shares),
        )
    for party in parties_adding_nothing(game):
        yield _note(sharing.ADDS_NOTHING, party=programme.party(party).name)


def parties_adding_nothing(game: CoalitionGame) -> tuple[str, ...]:
    """Return the parties with whom every coalition earns only what they earn alone."""
    least = WORTH_SAYING * game.scale
    return tuple(
        party
        for party in game.parties
        if len(game.parties) > 1 and all(abs(more) <= least for more in _beyond_alone(game, party))
    )


def _beyond_alone(game: CoalitionGame, party: str) -> Iterator[float]:
    alone = float(game.worth[frozenset({party})])
    others = [other for other in game.parties if other != party]
    for size in range(1, len(others) + 1):
        for joined in map(frozenset, combinations(others, size)):
            yield float(game.worth[joined | {party}]) - float(game.worth[joined]) - alone


def loss_findings(surplus: float, *, at_profit: bool) -> Iterator[Finding]:
    """Yield that cooperation earns less than the parties have or accept without it, where it does."""
    if surplus < 0:
        notice = planning.COOPERATION_LOSES if at_profit else planning.BELOW_FLOORS
        yield _warning(notice, loss=money(-surplus))


def rule_findings(programme: Programme, rules: Sequence[RuleShares]) -> Iterator[Finding]:
    """Yield who would leave under the first rule, with the rules under which nobody would."""
    chosen = rules[0]
    stable = [rule for rule in rules if not rule.walks_away]
    if not chosen.walks_away or not stable:
        return
    yield _warning(
        sharing.RULE_NOT_STABLE,
        rule=chosen.title,
        who=names(programme, frozenset(chosen.walks_away)),
        amount=money(chosen.walk_gain),
        others=Text(
            en=", ".join(f"{rule.title.en} (--rule {rule.rule})" for rule in stable),
            zh="、".join(f"{rule.title.zh}（--rule {rule.rule}）" for rule in stable),
        ),
    )


def gap_findings(programme: Programme, plans: Mapping[Coalition, CoalitionPlan]) -> Iterator[Finding]:
    """Yield of how many coalitions nothing is proved about how much better they could do."""
    unproved = [plan.members for plan in plans.values() if plan.gap is None]
    if unproved:
        facts = {"count": len(unproved), "of": len(plans), "first": names(programme, unproved[0])}
        yield _note(sharing.GAPS_NOT_PROVED, **facts)


def names(programme: Programme, members: Coalition) -> str:
    """Return the names of a coalition, in the programme's order."""
    return " + ".join(party.name for party in programme.parties if party.id in members)


def listed(programme: Programme, shares: Mapping[str, float]) -> Text:
    """Return what each party gets, in words."""
    parts = [f"{programme.party(party).name} {money(share)}" for party, share in shares.items()]
    return Text(en=", ".join(parts), zh="，".join(parts))


def money(amount: float) -> str:
    """Return an amount to the unit, as notices show them."""
    return f"{amount:,.0f}"


def _warning(notice: Notice, **facts: object) -> Finding:
    return Finding(notice=notice, severity=Severity.WARNING, facts=facts)


def _note(notice: Notice, **facts: object) -> Finding:
    return Finding(notice=notice, severity=Severity.NOTE, facts=facts)
