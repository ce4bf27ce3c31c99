"""Price factors of each draw at given prices."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.response.kernels import price_value
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]


def price_factors(*, kind: int, prices: Floats, first: Floats, second: Floats, third: Floats) -> Floats:
    """Return one course's factor on demand at each price and draw, shape (M, D); parameters are (D,)."""
    out = np.empty((prices.size, first.size))
    write_factors(
        kind,
        np.ascontiguousarray(prices, dtype=np.float64),
        np.ascontiguousarray(first),
        np.ascontiguousarray(second),
        np.ascontiguousarray(third),
        out,
    )
    return out


@compiled
def write_factors(
    kind: int, prices: Floats, first: Floats, second: Floats, third: Floats, out: Floats
) -> None:
    """Write the factor of every price and draw."""
    for m in range(prices.size):
        for d in range(first.size):
            out[m, d] = price_value(kind, prices[m], first[d], second[d], third[d])
