"""Stock as a multiple of the scale, and the chain rule through it."""

from __future__ import annotations

from typing import Any

from kuajie.response.arrays import Array
from kuajie.response.codes import STOCK_FLOOR
from kuajie.response.gradient import FormulaGradient


def stock_ratio(stock: Array, *, scale: Array, xp: Any) -> Array:
    """Return stock / scale, at least zero."""
    return xp.clip(stock / scale, min=0.0)


def gradient_of_ratio(*, value: Array, by_ratio: Array, ratio: Array, scale: Array) -> FormulaGradient:
    """Return the gradient of a function of the ratio alone."""
    by_stock = by_ratio / scale
    return FormulaGradient(value=value, by_argument=by_stock, by_parameter={"scale": -by_stock * ratio})


def floor_ratio(ratio: Array, *, xp: Any) -> tuple[Array, Array]:
    """Return the ratio raised to ``STOCK_FLOOR`` and the share of the way from zero to the floor (at most 1).

    A curve whose slope at zero is infinite is replaced below the floor by its chord: its value at the raised
    ratio times the share.
    """
    return xp.clip(ratio, min=STOCK_FLOOR), xp.clip(ratio / STOCK_FLOOR, max=1.0)


def slope_above_floor(*, at_floored: Array, by_floored: Array, ratio: Array, xp: Any) -> Array:
    """Return the slope in the ratio: the curve's own above the floor, the chord's below it."""
    return xp.where(ratio < STOCK_FLOOR, at_floored / STOCK_FLOOR, by_floored)
