"""What makes a game of little use: who decides nothing, who earns nothing of what it brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kuajie.domain.deal import deal_of
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Aim
from kuajie.messages import Finding, Notice, Severity, Text
from kuajie.messages.notices import structures as notices
from kuajie.planning.parties import known_parties
from kuajie.sharing.structures.game import Game
from kuajie.sharing.terms.game_under import is_linear


def structure_doubts(programme: Programme, game: Game) -> Iterator[Finding]:
    """Yield what to know of a programme's game before its figures are read."""
    parties = known_parties(game.problem)
    unshared = not programme.terms.revenue_shares and not programme.terms.clauses
    if unshared:
        yield _note(notices.NO_SHARES_AGREED, example=shares_example(programme))
    if programme.objective.aim is not Aim.PROFIT:
        yield _note(notices.NOT_THE_AIM)
    if not is_linear(deal_of(programme)):
        yield _note(notices.BY_SLOPES)
    idle = [party for party in range(game.parties) if party not in game.movers]
    if idle:
        yield _note(notices.NO_LEVER, parties=_named(programme, idle))
    unpaid = [
        party
        for party in range(game.parties)
        if game.decides_lever(party) and not np.any(parties.revenue_share[party])
    ]
    if unpaid and not unshared:
        yield _note(notices.NO_REVENUE, parties=_named(programme, unpaid), example=shares_example(programme))
    if len(game.movers) == 1:
        yield _note(notices.ONE_DECIDES, parties=_named(programme, game.movers))


def shares_example(programme: Programme) -> str:
    """Return shares as the option takes them: the first two parties, 0.6 and 0.4."""
    first, *others = programme.party_ids
    return f"{first}=0.6,{others[0]}=0.4" if others else f"{first}=1"


def _named(programme: Programme, parties: Sequence[int]) -> Text:
    names = [programme.parties[party].name for party in parties]
    return Text(en=", ".join(names), zh="、".join(names))


def _note(notice: Notice, **facts: object) -> Finding:
    return Finding(notice=notice, facts=facts, severity=Severity.WARNING)
