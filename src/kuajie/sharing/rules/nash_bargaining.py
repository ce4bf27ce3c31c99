"""Asymmetric Nash bargaining over profit that can be passed on (Nash, 1950; weights: Kalai, 1977)."""

from __future__ import annotations

from kuajie.domain.panel import Floats
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.surplus import share_surplus
from kuajie.sharing.worths import Worths


def nash_portions(bargaining: Bargaining, parties: tuple[str, ...]) -> Floats:
    """Return each party's portion of the surplus, shape ``(party,)``, adding up to one.

    The product of gain_i^(λ_i w_i), with w the weights and λ the risk exponents, is largest on
    Σ gain_i = surplus where gain_i is proportional to λ_i w_i (SeyedEsfahani et al., 2011).
    """
    power = bargaining.weight_row(parties) * bargaining.exponent_row(parties)
    portions: Floats = power / power.sum()
    return portions


def nash_bargaining(worths: Worths, bargaining: Bargaining) -> Floats:
    """Return d_i + w_i / Σ w · (v(N) - Σ d), shape ``(party, draw)``."""
    return share_surplus(worths, bargaining, nash_portions(bargaining, worths.parties))
