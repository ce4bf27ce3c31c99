"""Linear power: demand (intercept - decline price)^(1 / root), none beyond the choke price.

Root 1 is linear demand, root below 1 convex, above 1 concave (common in channel games, for example
SeyedEsfahani, Biazaran and Gharakhani, 2011).
"""

from __future__ import annotations

from typing import Any

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import FormulaGradient


def room_below_choke(price: Array, *, intercept: Array, decline: Array, xp: Any) -> tuple[Array, Array]:
    """Return whether price is below intercept / decline, and intercept - decline price (else 1)."""
    room = intercept - decline * price
    sold = room > 0.0
    return sold, xp.where(sold, room, xp.ones_like(room))


def value(price: Array, *, intercept: Array, decline: Array, root: Array) -> Array:
    """Return (intercept - decline price)^(1 / root), zero beyond the choke price.

    >>> float(value(50.0, intercept=9.0, decline=0.1, root=2.0))
    2.0
    """
    xp, (price, intercept, decline, root) = float_arrays(price, intercept, decline, root)
    sold, room = room_below_choke(price, intercept=intercept, decline=decline, xp=xp)
    factor = room ** (1.0 / root)
    return xp.where(sold, factor, xp.zeros_like(factor))


def gradient(price: Array, *, intercept: Array, decline: Array, root: Array) -> FormulaGradient:
    """Return value and derivatives in price, intercept, decline and root; all zero beyond the choke price."""
    xp, (price, intercept, decline, root) = float_arrays(price, intercept, decline, root)
    sold, room = room_below_choke(price, intercept=intercept, decline=decline, xp=xp)
    factor = room ** (1.0 / root)
    factor = xp.where(sold, factor, xp.zeros_like(factor))
    by_room = factor / (root * room)
    return FormulaGradient(
        value=factor,
        by_argument=-decline * by_room,
        by_parameter={
            "intercept": by_room,
            "decline": -price * by_room,
            "root": -factor * xp.log(room) / root**2,
        },
    )
