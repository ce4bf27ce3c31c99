"""The standard normal distribution function, which the array API standard lacks.

Rational approximations of the complementary error function on three ranges (Cody, 1969). The relative error
is about 1e-15 near the centre and stays below 1e-12 in the far tails.
"""

from __future__ import annotations

import math

from kuajie.response.arrays import Array, float_arrays

NEAR = 0.46875
FAR = 4.0
BEYOND = 30.0
"""Past this the complementary error function is below the smallest double."""

NEAR_TOP = (
    1.85777706184603153e-1,
    3.16112374387056560e0,
    1.13864154151050156e2,
    3.77485237685302021e2,
    3.20937758913846947e3,
)
NEAR_BOTTOM = (
    1.0,
    2.36012909523441209e1,
    2.44024637934444173e2,
    1.28261652607737228e3,
    2.84423683343917062e3,
)
MIDDLE_TOP = (
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594e0,
    6.61191906371416295e1,
    2.98635138197400131e2,
    8.81952221241769090e2,
    1.71204761263407058e3,
    2.05107837782607147e3,
    1.23033935479799725e3,
)
MIDDLE_BOTTOM = (
    1.0,
    1.57449261107098347e1,
    1.17693950891312499e2,
    5.37181101862009858e2,
    1.62138957456669019e3,
    3.29079923573345963e3,
    4.36261909014324716e3,
    3.43936767414372164e3,
    1.23033935480374942e3,
)
FAR_TOP = (
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4,
)
FAR_BOTTOM = (
    1.0,
    2.56852019228982242e0,
    1.87295284992346047e0,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3,
)


def polynomial(x: Array, *, coefficients: tuple[float, ...]) -> Array:
    """Return the polynomial with ``coefficients``, highest power first, by Horner's rule."""
    total = coefficients[0]
    for coefficient in coefficients[1:]:
        total = total * x + coefficient
    return total


def rational(x: Array, *, top: tuple[float, ...], bottom: tuple[float, ...]) -> Array:
    """Return the quotient of two polynomials."""
    return polynomial(x, coefficients=top) / polynomial(x, coefficients=bottom)


def complementary_error(x: Array) -> Array:
    """Return erfc(x), elementwise.

    Each range is computed on arguments moved into it, so that the ranges not chosen stay finite.
    """
    xp, (x,) = float_arrays(x)
    size = xp.abs(x)
    near = xp.clip(x, min=-NEAR, max=NEAR)
    middle = xp.clip(size, min=NEAR, max=FAR)
    far = xp.clip(size, min=FAR, max=BEYOND)
    inverse_square = 1.0 / far**2
    by_near = 1.0 - near * rational(near**2, top=NEAR_TOP, bottom=NEAR_BOTTOM)
    by_middle = xp.exp(-(middle**2)) * rational(middle, top=MIDDLE_TOP, bottom=MIDDLE_BOTTOM)
    shrink = inverse_square * rational(inverse_square, top=FAR_TOP, bottom=FAR_BOTTOM)
    by_far = xp.exp(-(far**2)) * (1.0 / math.sqrt(math.pi) - shrink) / far
    tail = xp.where(size <= FAR, by_middle, by_far)
    return xp.where(size <= NEAR, by_near, xp.where(x < 0.0, 2.0 - tail, tail))


def normal_cdf(x: Array) -> Array:
    """Return the standard normal distribution function, elementwise.

    >>> round(float(normal_cdf(1.959963984540054)), 12)
    0.975
    """
    _, (x,) = float_arrays(x)
    return 0.5 * complementary_error(-x / math.sqrt(2.0))
