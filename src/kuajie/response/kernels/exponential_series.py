"""The exponential in a form that compilers turn into vector instructions inside a loop.

x = n log 2 + r with whole n and |r| <= log(2) / 2; exp(r) is its Taylor sum to degree 13, whose remainder is
below 4e-18, and 2^n is put together from bits (Cody and Waite, Software Manual for the Elementary Functions,
1980). The result is right to two units in the last place.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic

from kuajie.response.kernels.compile import compiled_fused

LOG2_E = 1.4426950408889634
LN2_HIGH, LN2_LOW = 0.693147180369123816490, 1.90821492927058770002e-10
ROUNDER = 6755399441055744.0  # 1.5 x 2^52: adding it leaves the nearest whole number in the lowest bits
BIAS, MANTISSA_BITS = 1023, 52
LARGEST = 708.0


@intrinsic
def bits_of(context: Any, value: Any) -> Any:  # noqa: ARG001 - the signature numba asks for
    """Return the bits of a float64 as an int64."""
    return types.int64(types.float64), lambda _, builder, __, given: builder.bitcast(given[0], ir.IntType(64))


@intrinsic
def float_of(context: Any, bits: Any) -> Any:  # noqa: ARG001 - the signature numba asks for
    """Return the float64 with the bits of an int64."""
    return types.float64(types.int64), lambda _, builder, __, given: builder.bitcast(
        given[0], ir.DoubleType()
    )


@compiled_fused
def exponential(x: float) -> float:
    """Return exp(x) for |x| <= 708; beyond, that of 708 or -708."""
    bound = min(max(x, -LARGEST), LARGEST)
    shifted = bound * LOG2_E + ROUNDER
    whole = shifted - ROUNDER
    r = (bound - whole * LN2_HIGH) - whole * LN2_LOW
    total = 1.0 / 6227020800.0
    total = total * r + 1.0 / 479001600.0
    total = total * r + 1.0 / 39916800.0
    total = total * r + 1.0 / 3628800.0
    total = total * r + 1.0 / 362880.0
    total = total * r + 1.0 / 40320.0
    total = total * r + 1.0 / 5040.0
    total = total * r + 1.0 / 720.0
    total = total * r + 1.0 / 120.0
    total = total * r + 1.0 / 24.0
    total = total * r + 1.0 / 6.0
    total = total * r + 0.5
    total = total * r + 1.0
    total = total * r + 1.0
    # numba hands intrinsics their context itself.
    return total * float_of((bits_of(shifted) + BIAS) << MANTISSA_BITS)  # type: ignore[call-arg]
