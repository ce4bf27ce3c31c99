"""Where the search for a coalition's plan may start: from what its parts do on their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.planning.solution import Start
from kuajie.sharing.coalitions import Coalition
from kuajie.usecases.planning_problem import scope_of

TRIED = 3
"""Ways to cut a coalition in two from which the search starts, those worth most first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decision:
    """What a coalition does on its own: spend (T,) by lever, price by course, and what that is worth."""

    spend: Mapping[str, Floats]
    prices: Mapping[str, float]
    worth: float


def joined_starts(
    programme: Programme, members: Coalition, known: Mapping[Coalition, Decision]
) -> list[Start]:
    """Return the plans of the best ways to cut a coalition into two known parts, put together."""
    lead = min(members)
    parts = [part for part in known if part < members and lead in part and members - part in known]
    parts.sort(key=lambda part: (-known[part].worth - known[members - part].worth, sorted(part)))
    return [_joined(programme, members, known[part], known[members - part]) for part in parts[:TRIED]]


def _joined(programme: Programme, members: Coalition, first: Decision, second: Decision) -> Start:
    scope, weeks = scope_of(programme, members), programme.horizon.count
    nothing = np.zeros(weeks)
    rows = [
        first.spend.get(lever.id, nothing) + second.spend.get(lever.id, nothing) for lever in scope.levers
    ]
    prices = {**first.prices, **second.prices}
    return Start(
        spend=np.array(rows).reshape(-1, weeks),
        prices=np.array([prices.get(course.id, float(course.menu[0])) for course in scope.courses]),
    )
