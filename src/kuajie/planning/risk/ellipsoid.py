"""A budget over square-root responses whose strengths lie in an ellipsoid (Ben-Tal and Nemirovski 1999)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RobustBudget:
    """Spends (N,), the strengths that are the worst for them (N,), and what they bring then."""

    spend: Floats
    worst_strength: Floats
    value: float


def robust_root_budget(strength: Floats, spread: Floats, *, radius: float, budget: float) -> RobustBudget:
    """Maximise the worst case of Σ a √spend over spends that add up to ``budget`` at most.

    a lies in {strength + spread · u, |u| ≤ radius}; ``strength`` and ``spread`` (N,) are positive. With r =
    √spend the worst case is strength · r - radius |spread r|, so that r ∝ strength / (1 + t spread²) with
    t |spread strength / (1 + t spread²)| = radius, which rises with t. No spend pays once the ellipsoid
    reaches a = 0.
    """
    if np.any(strength <= 0.0) or np.any(spread <= 0.0) or radius < 0.0 or budget < 0.0:
        raise ValueError(f"strengths and spreads must be positive: {strength}, {spread}, {radius}, {budget}")
    if radius >= np.linalg.norm(strength / spread):
        return RobustBudget(spend=np.zeros(strength.size), worst_strength=strength * 0.0, value=0.0)

    def excess(t: float) -> float:
        return t * float(np.linalg.norm(spread * strength / (1.0 + t * spread**2))) - radius

    top = 1.0
    while excess(top) < 0.0:
        top *= 2.0
    t = float(brentq(excess, 0.0, top, xtol=1e-15 * top, rtol=1e-14)) if radius > 0.0 else 0.0
    direction = strength / (1.0 + t * spread**2)
    root = np.sqrt(budget) * direction / np.linalg.norm(direction)
    away = float(np.linalg.norm(spread * root))
    worst = strength - radius * spread**2 * root / away if away > 0.0 else strength
    return RobustBudget(spend=root**2, worst_strength=worst, value=float(worst @ root))
