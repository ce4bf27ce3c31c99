"""Nucleolus and prenucleolus: no coalition's complaint can shrink without a larger one growing."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.sharing.coalitions import BREACH_TOLERANCE
from kuajie.sharing.notices import NO_IMPUTATION, RuleDoesNotApply
from kuajie.sharing.rules.excess_levels import find_levels, follow_levels
from kuajie.sharing.worths import Worths, membership

# Subtracting worths alone leaves rounding behind, which must not be mistaken for a gain or a loss.
ROUNDING = 1e-12


def nucleolus(worths: Worths) -> Floats:
    """Return the nucleolus in every draw, shape ``(party, draw)``; nobody gets less than it earns alone.

    In draws where the parties earn less together than apart no such split exists, and the loss is shared by
    the prenucleolus. Raises ``RuleDoesNotApply`` when that is so in every draw.
    """
    beyond = _beyond_alone(worths)
    if (beyond[-1] < -BREACH_TOLERANCE * _size(worths.values)).all():
        raise RuleDoesNotApply.of(NO_IMPUTATION)
    pays = beyond[-1] >= 0
    shares = np.empty((len(worths.parties), worths.draws))
    shares[:, pays] = _level_out(beyond[:, pays], floored=True)
    shares[:, ~pays] = _level_out(beyond[:, ~pays], floored=False)
    result: Floats = worths.alone + shares
    return result


def prenucleolus(worths: Worths) -> Floats:
    """Return the prenucleolus in every draw, shape ``(party, draw)``; a party may get less than alone."""
    shares: Floats = worths.alone + _level_out(_beyond_alone(worths), floored=False)
    return shares


def _beyond_alone(worths: Worths) -> Floats:
    """Return what each coalition earns beyond its members alone, shape ``(2^n, draw)``."""
    beyond = worths.values - membership(len(worths.parties)) @ worths.alone
    beyond[np.abs(beyond) <= ROUNDING * _size(worths.values)] = 0.0
    return beyond


def _size(values: Floats) -> Floats:
    """Return the largest amount of each draw, or one where all are zero, shape ``(draw,)``."""
    size: Floats = np.abs(values).max(axis=0, initial=0.0)
    return np.where(size > 0, size, 1.0)


def _level_out(beyond: Floats, *, floored: bool) -> Floats:
    """Solve draw after draw, using each solution for every further draw in which it is proved optimal."""
    size = _size(beyond)
    beyond = beyond / size
    shares = np.empty((beyond.shape[0].bit_length() - 1, beyond.shape[1]))
    waiting = np.arange(beyond.shape[1])
    while waiting.size:
        levels = find_levels(beyond[:, waiting[0]], floored=floored)
        found, proved = follow_levels(levels, beyond[:, waiting])
        if not proved[0]:
            raise ArithmeticError(f"the nucleolus of {beyond[:, waiting[0]].tolist()} could not be proved")
        shares[:, waiting[proved]] = found[:, proved]
        waiting = waiting[~proved]
    result: Floats = shares * size
    return result
