"""Saturation of a whole series of stocks: the hot loop of every fit.

The same formulas as ``kernels/saturation``, arranged so that a loop over weeks is vectorised: no branch and
no call inside it, the exponential in pure arithmetic. The tests hold the two forms together.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kuajie.response.codes import EXPONENTIAL, HILL, LOG_CEILING, LOGISTIC, STOCK_FLOOR, TANH
from kuajie.response.kernels.compile import compiled, compiled_fused
from kuajie.response.kernels.exponential_series import exponential
from kuajie.response.kernels.saturation import saturation_gradient

Series = NDArray[np.float64]

STOCK, VALUE, BY_STOCK, BY_SCALE, BY_SLOPE = 0, 1, 2, 3, 4
"""Rows of ``work (5, week)``: the stock given, the saturation, and its slopes in stock, scale and slope."""

SMALL = 0.05
"""Ratios below which 1 - exp(-ratio) is summed as a series: the difference would lose digits."""


@compiled_fused
def decline(ratio: float, left: float) -> float:
    """Return 1 - exp(-ratio), ``left`` being exp(-ratio)."""
    series = 1.0 - ratio / 6.0 * (1.0 - ratio / 7.0 * (1.0 - ratio / 8.0))
    series = 1.0 - ratio / 3.0 * (1.0 - ratio * 0.25 * (1.0 - ratio * 0.2 * series))
    return ratio * (1.0 - 0.5 * ratio * series) if ratio < SMALL else 1.0 - left


@compiled_fused
def exponential_series(scale: float, work: Series) -> None:
    """Fill the rows of ``work`` for exponential saturation."""
    per_scale = 1.0 / scale
    for t in range(work.shape[1]):
        ratio = max(work[STOCK, t] * per_scale, 0.0)
        left = exponential(-ratio)
        work[VALUE, t] = decline(ratio, left)
        work[BY_STOCK, t] = left * per_scale
        work[BY_SCALE, t] = -left * per_scale * ratio
        work[BY_SLOPE, t] = 0.0


@compiled_fused
def tanh_series(scale: float, factor: float, work: Series) -> None:
    """Fill the rows of ``work`` for tanh(factor ratio / 2): logistic with factor 1, tanh with factor 2."""
    per_scale = 1.0 / scale
    for t in range(work.shape[1]):
        ratio = max(work[STOCK, t] * per_scale, 0.0)
        left = exponential(-factor * ratio)
        under = 1.0 / (1.0 + left)
        by_stock = 2.0 * factor * left * under * under * per_scale
        work[VALUE, t] = decline(factor * ratio, left) * under
        work[BY_STOCK, t] = by_stock
        work[BY_SCALE, t] = -by_stock * ratio
        work[BY_SLOPE, t] = 0.0


@compiled_fused
def hill_series(scale: float, slope: float, work: Series) -> None:
    """Fill the rows of ``work`` for Hill; below ``STOCK_FLOOR`` of the scale its chord from the origin."""
    per_scale = 1.0 / scale
    for t in range(work.shape[1]):
        work[BY_SLOPE, t] = math.log(max(work[STOCK, t] * per_scale, STOCK_FLOOR))
    for t in range(work.shape[1]):
        ratio, log_ratio = max(work[STOCK, t] * per_scale, 0.0), work[BY_SLOPE, t]
        odds_against = exponential(min(-slope * log_ratio, LOG_CEILING))
        value = 1.0 / (1.0 + odds_against)
        spread = odds_against * value * value
        share = min(ratio / STOCK_FLOOR, 1.0)
        above = ratio >= STOCK_FLOOR
        work[VALUE, t] = value * share
        by_ratio = slope * spread / max(ratio, STOCK_FLOOR) if above else value / STOCK_FLOOR
        work[BY_STOCK, t] = by_ratio * per_scale
        work[BY_SCALE, t] = -(slope * spread if above else value * share) * per_scale
        work[BY_SLOPE, t] = spread * log_ratio * share


@compiled
def saturation_series(kind: int, scale: float, slope: float, work: Series) -> None:
    """Fill the rows of ``work`` from its stocks."""
    if kind == EXPONENTIAL:
        exponential_series(scale, work)
    elif kind == LOGISTIC:
        tanh_series(scale, 1.0, work)
    elif kind == TANH:
        tanh_series(scale, 2.0, work)
    elif kind == HILL:
        hill_series(scale, slope, work)
    else:
        for t in range(work.shape[1]):
            work[VALUE, t], work[BY_STOCK, t], work[BY_SCALE, t], work[BY_SLOPE, t] = saturation_gradient(
                kind, work[STOCK, t], scale, slope
            )
