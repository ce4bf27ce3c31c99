"""Alternating offers: the patient party gets more, and the first to propose a little more again."""

from __future__ import annotations

from kuajie.domain.panel import Floats
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.nash_bargaining import nash_portions
from kuajie.sharing.rules.surplus import share_surplus
from kuajie.sharing.worths import Worths


def rubinstein_portions(bargaining: Bargaining, parties: tuple[str, ...]) -> Floats:
    """Return each party's portion of the surplus when the first party proposes, shape ``(party,)``.

    Two parties (Rubinstein, 1982): the proposer takes (1 - δ_2) / (1 - δ_1 δ_2). More than two, where whoever
    accepts may take its share and leave (Krishna, Serrano, 1996): a responder takes δ_j (1 - δ_1) / (1 - δ_j)
    of what the proposer takes, which is the same for two. Agreement is immediate. Without discounts rounds
    take no time, and the limit is Nash bargaining by weights (Binmore, Rubinstein, Wolinsky, 1986).
    """
    if not bargaining.discounts:
        return nash_portions(bargaining, parties)
    discount = bargaining.discount_row(parties)
    claims = discount / (1 - discount)
    claims[0] = 1 / (1 - discount[0])
    portions: Floats = claims / claims.sum()
    return portions


def rubinstein(worths: Worths, bargaining: Bargaining) -> Floats:
    """Return the shares of immediate agreement under alternating offers, shape ``(party, draw)``."""
    return share_surplus(worths, bargaining, rubinstein_portions(bargaining, worths.parties))
