"""Kalai-Smorodinsky bargaining: all give up the same part of their best case (Kalai, Smorodinsky, 1975)."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from kuajie.domain.panel import Floats
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.surplus import share_surplus
from kuajie.sharing.worths import Worths


def kalai_smorodinsky_portions(bargaining: Bargaining, parties: tuple[str, ...]) -> Floats:
    """Return each party's portion of the surplus, shape ``(party,)``, adding up to one.

    At best a party takes the whole surplus, so with utility gain^λ all reach the same part t of their best
    where portion_i = t^(1 / λ_i). Neutral parties divide equally. Bargaining weights play no role.
    """
    powers = 1 / bargaining.exponent_row(parties)
    if len(parties) == 1:
        return np.ones(1)
    reached = brentq(lambda t: float(np.sum(t**powers)) - 1, 0.0, 1.0, xtol=1e-15)
    portions = reached**powers
    normalised: Floats = portions / portions.sum()
    return normalised


def kalai_smorodinsky(worths: Worths, bargaining: Bargaining) -> Floats:
    """Return the Kalai-Smorodinsky shares, shape ``(party, draw)``."""
    return share_surplus(worths, bargaining, kalai_smorodinsky_portions(bargaining, worths.parties))
