"""Concave majorants: the smallest concave curve above a saturation, which bounds what any plan can reach."""

from __future__ import annotations

from collections.abc import Callable

from kuajie.response.arrays import Array, float_arrays


def always_concave(**parameters: Array) -> bool:  # noqa: ARG001 - no parameter can change it
    """Return True: concave on the whole half-line whatever the parameters in their domain."""
    return True


def touches_at_origin(*, scale: Array, slope: Array = 0.0) -> Array:  # noqa: ARG001 - no parameter can change it
    """Return zero: the tangent point of a curve that is concave from the start."""
    xp, (scale,) = float_arrays(scale)
    return xp.zeros_like(scale)


def majorise(
    stock: Array, *, value: Callable[..., Array], tangent_point: Callable[..., Array], **parameters: Array
) -> Array:
    """Return the concave majorant: the line from the origin up to the tangent point, the curve beyond it."""
    touch = tangent_point(**parameters)
    xp, (stock, touch) = float_arrays(stock, touch)
    rate = value(touch, **parameters) / xp.where(touch > 0.0, touch, xp.ones_like(touch))
    return xp.where(stock < touch, rate * xp.clip(stock, min=0.0), value(stock, **parameters))
