"""How far each party's share may move while coalitions' worths are known only up to a planning gap."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.sharing.worths import Worths, membership


def share_ranges(worths: Worths, gaps: Floats, divide: Callable[[Worths], Floats]) -> tuple[Floats, Floats]:
    """Return the lowest and highest share of each party, both of shape ``(party,)``, over one draw of worths.

    ``gaps`` (2^n,) is how much more each coalition may be worth than planned, not negative; that of everybody
    is not read, since what is divided is what the joint plan earns. For each party the rule is applied to two
    games: all gaps of coalitions that hold the party are closed and no others, and the reverse. Where a share
    never falls with the worth of the party's own coalitions and never rises with that of others, as under
    Nash bargaining, Kalai-Smorodinsky, equal surplus and the Shapley value, no game in between goes further;
    under other rules (nucleolus, proportional) these are two cases among many.

    Raises ``ValueError`` unless there is one draw and a gap for every coalition.
    """
    if worths.draws != 1 or gaps.shape != (worths.values.shape[0],) or not np.all(gaps >= 0):
        raise ValueError(f"one draw and {worths.values.shape[0]} gaps are needed, got {gaps.shape}")
    inside = membership(len(worths.parties)).T.astype(bool)
    more = np.where(np.arange(gaps.size) == gaps.size - 1, 0.0, gaps)
    more[0] = 0.0
    planned = divide(worths)[:, 0]
    low, high = planned.copy(), planned.copy()
    for place, own in enumerate(inside):
        for closed in (own, ~own):
            value = worths.values[:, 0] + more * closed
            share = divide(Worths(worths.parties, value[:, None]))[place, 0]
            low[place], high[place] = min(low[place], share), max(high[place], share)
    return low, high
