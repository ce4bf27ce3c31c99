"""Geometric carry-over: the stock keeps a constant share of itself from week to week (Broadbent, 1979).

A_t = retention A_{t-1} + (1 - retention) u_t, which is u weighted by (1 - retention) retention^lag without
end.
"""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import CarryGradient


def impulse(periods: int, *, retention: Array) -> Array:
    """Return the response to one unit of spend at lags 0, ..., ``periods`` - 1, shape ``(periods, ...)``.

    >>> impulse(3, retention=0.5)
    array([0.5  , 0.25 , 0.125])
    """
    xp, (retention,) = float_arrays(retention)
    lags = xp.reshape(xp.arange(periods, dtype=retention.dtype), (periods,) + (1,) * retention.ndim)
    return (1.0 - retention) * retention**lags


def carry(spend: Array, *, start: Array, retention: Array) -> Array:
    """Return the stock in the units of ``spend``, shape ``(periods, ...)``.

    >>> import numpy as np
    >>> carry(np.array([100.0, 0.0, 0.0]), start=0.0, retention=0.5)
    array([50. , 25. , 12.5])
    """
    xp, (spend, start, retention) = float_arrays(spend, start, retention)
    stocks, stock = [], start
    for t in range(spend.shape[0]):
        stock = retention * stock + (1.0 - retention) * spend[t, ...]
        stocks.append(stock)
    return xp.stack(stocks, axis=0)


def carry_adjoint(spend: Array, *, start: Array, retention: Array, grad_stock: Array) -> CarryGradient:
    """Return the gradient in spend, start and retention, given the gradient in the stock.

    The recursion run backwards: costate_t = grad_t + retention costate_{t+1}.
    """
    stock = carry(spend, start=start, retention=retention)
    xp, (spend, start, retention, grad_stock) = float_arrays(spend, start, retention, grad_stock)
    costate = xp.zeros_like(stock[0, ...])
    by_spend, by_retention = [], costate
    for t in range(spend.shape[0] - 1, -1, -1):
        costate = grad_stock[t, ...] + retention * costate
        by_spend.append((1.0 - retention) * costate)
        before = stock[t - 1, ...] if t > 0 else start
        by_retention = by_retention + costate * (before - spend[t, ...])
    return CarryGradient(
        by_spend=xp.stack(by_spend[::-1], axis=0),
        by_start=retention * costate,
        by_parameter={"retention": by_retention},
    )
