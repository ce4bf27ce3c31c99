"""Compiled pull of a saturation against its curvature, by which a product of lifts is proved concave.

For a saturation s of a stock, let r = s'² / |s''|. With x = 1 + Σ β_k s_k and y = 1 + Σ γ_l s_l, the product
x y is concave in all stocks where (Σ β_k r_k / x) (Σ γ_l r_l / y) <= 1 (Schur complement of the Hessian).
r does not depend on the scale, and for every formula it is a function of s itself.
"""

from __future__ import annotations

import math

from kuajie.response.codes import EXPONENTIAL, HILL, LOG, LOGISTIC, POWER, SQUARE_ROOT, TANH
from kuajie.response.kernels.compile import compiled


@compiled
def pull(kind: int, slope: float, s: float) -> float:
    """Return r = s'² / |s''| where the formula is concave at saturation ``s``, infinite where it is not."""
    value = math.inf
    if kind == SQUARE_ROOT:
        value = s
    elif kind == POWER and slope < 1.0:
        value = slope / (1.0 - slope) * s
    elif kind == LOG:
        value = 1.0
    elif kind == EXPONENTIAL:
        value = 1.0 - s
    elif kind in (TANH, LOGISTIC) and s > 0.0:
        value = (1.0 - s * s) / (2.0 * s)
    elif kind == HILL:
        bend = 1.0 - slope + 2.0 * slope * s
        value = slope * s * (1.0 - s) / bend if bend > 0.0 else math.inf
        if slope == 1.0:
            value = 0.5 * (1.0 - s)
    return value


@compiled
def largest_excess(kind: int, slope: float, low: float, high: float, weight: float) -> float:
    """Return the largest r(s) - weight s for s in [low, high], ``weight`` >= 0.

    r falls with s (or stays) for log, exponential, tanh, logistic and Hill of slope >= 1; for square root and
    power it is proportional to s; for Hill of slope < 1 r - weight s rises to a root of a quadratic and then
    falls.
    """
    at_low = pull(kind, slope, low) - weight * low
    if kind in (SQUARE_ROOT, POWER):
        return max(at_low, pull(kind, slope, high) - weight * high)
    if kind == HILL and slope < 1.0:
        peak = min(max(hill_peak(slope, weight), low), high)
        return pull(kind, slope, peak) - weight * peak
    return at_low


@compiled
def hill_peak(slope: float, weight: float) -> float:
    """Return where r(s) - weight s peaks for Hill of slope h < 1.

    With c = 1 - h, r' = weight reads 2h(1 + 2w) s² + 2c(1 + 2w) s + (w c²/h - c) = 0.
    """
    flat = 1.0 - slope
    spread = 1.0 + 2.0 * weight
    square, linear, constant = 2.0 * slope * spread, 2.0 * flat * spread, weight * flat * flat / slope - flat
    if constant >= 0.0:
        return 0.0
    return (-linear + math.sqrt(linear * linear - 4.0 * square * constant)) / (2.0 * square)
