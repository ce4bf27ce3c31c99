"""No carry-over: all effect in the week of spending."""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import CarryGradient


def impulse(periods: int) -> Array:
    """Return the response to one unit of spend at lags 0, ..., ``periods`` - 1: all of it at lag 0.

    >>> impulse(3)
    array([1., 0., 0.])
    """
    xp, (one,) = float_arrays(1.0)
    return xp.astype(xp.arange(periods) == 0, one.dtype)


def carry(spend: Array, *, start: Array) -> Array:  # noqa: ARG001 - every carry-over takes a start
    """Return the stock, which is ``spend`` itself."""
    _, (spend,) = float_arrays(spend)
    return spend


def carry_adjoint(spend: Array, *, start: Array, grad_stock: Array) -> CarryGradient:  # noqa: ARG001
    """Return the gradient in spend, given the gradient in the stock."""
    xp, (grad_stock,) = float_arrays(grad_stock)
    return CarryGradient(by_spend=grad_stock, by_start=xp.zeros_like(grad_stock[0, ...]), by_parameter={})
