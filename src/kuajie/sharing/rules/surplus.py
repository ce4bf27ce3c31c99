"""Dividing what cooperation adds to the disagreement point: the part that all bargaining rules share."""

from __future__ import annotations

from kuajie.domain.panel import Floats
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.worths import Worths


def share_surplus(worths: Worths, bargaining: Bargaining, portions: Floats) -> Floats:
    """Return fallback plus a portion of the surplus for every party, shape ``(party, draw)``.

    ``portions`` has shape ``(party,)`` and adds up to one. A negative surplus is shared alike, so that shares
    always add up to the joint profit; whether cooperation pays is said beside the split.
    """
    shares: Floats = bargaining.fallback(worths) + portions[:, None] * bargaining.surplus(worths)
    return shares
