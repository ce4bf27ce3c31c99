"""What the planner hands back, and where it may start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.methods import Method

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Progress = Callable[[float], None]
"""Told the share of the work done, 0 to 1; may raise to cancel."""


def silent(share: float) -> None:
    """Take progress and say nothing."""
    del share


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Start:
    """A plan to start from: spend (L, T) and, where known, prices (C,)."""

    spend: Floats
    prices: Floats | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to search, and how hard.

    ``method`` moves spend; ``decay`` is the weight decay of a first-order one (``first_order_plan.rule_of``).

    ``tolerance`` is the relative gain a straight line may still promise when an ascent stops, ``coarse`` the
    same while candidates are compared; ``steps`` caps one ascent, ``kept`` is how many are polished;
    ``exploring`` draws say which candidates are worth climbing from on all of them.
    """

    tolerance: float = 1e-6
    coarse: float = 1e-3
    steps: int = 400
    kept: int = 2
    method: Method = Method.ASCENT
    decay: float = 0.0
    exploring: int = 32


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """A feasible plan: spend (L, T) in money, prices (C,), the levers used (L,) and the objective reached.

    ``profit`` is expected joint profit. ``floor_multiplier`` is the weight on joint profit at which the plan
    was found when a profit floor binds, else 0; ``party_multipliers`` (P,) are the same for floors of
    parties. The certificate's dual bound uses them.
    """

    spend: Floats
    prices: Floats
    used: Flags
    value: float
    profit: float
    floor_multiplier: float = 0.0
    party_multipliers: Floats | None = None
