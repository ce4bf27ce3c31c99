"""Proportional division: in proportion to what each party earns alone (Banker, 1981)."""

from __future__ import annotations

from kuajie.domain.panel import Floats
from kuajie.sharing.notices import NOTHING_ALONE, RuleDoesNotApply
from kuajie.sharing.worths import Worths


def proportional(worths: Worths) -> Floats:
    """Return v({i}) / Σ v({j}) · v(N), shape ``(party, draw)``.

    Raises ``RuleDoesNotApply`` where a party earns less than nothing alone or none earns anything: then
    proportions mean nothing.
    """
    alone = worths.alone
    for party, row in zip(worths.parties, alone, strict=True):
        if (row < 0).any():
            raise RuleDoesNotApply.of(NOTHING_ALONE, party=party)
    together = alone.sum(axis=0)
    if not (together > 0).all():
        raise RuleDoesNotApply.of(NOTHING_ALONE, party=worths.parties[0])
    shares: Floats = alone / together * worths.total
    return shares
