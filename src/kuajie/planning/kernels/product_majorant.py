"""Compiled concave majorant of the product of two lift factors.

On a box, the product x y is at most each of two planes (McCormick 1976):

    x y <= x_high y + y_low x - x_high y_low      (first)
    x y <= x_low y + y_high x - x_low y_high      (second)

Where x and y are concave in spend with enough curvature, x y is itself concave and no plane is needed. In
between, a share of the product is replaced by a plane, just large enough to make the rest concave: the
mixture (1 - share) x y + share plane lies above x y as well. ``plane_shares`` computes the shares.
"""

from __future__ import annotations

import math

from kuajie.response.kernels.compile import compiled


@compiled
def product_majorant(
    x: float,
    y: float,
    x_low: float,
    x_high: float,
    y_low: float,
    y_high: float,
    first_share: float,
    second_share: float,
    smoothing: float,
) -> tuple[float, float, float]:
    """Return the smaller of both mixtures, smoothed upwards, with slopes in x and y.

    The smoothed minimum -w ln((e^(-a/w) + e^(-b/w)) / 2) of a and b, of width w, is concave, grows with both
    and exceeds the minimum by at most w ln 2.
    """
    first = (1.0 - first_share) * x * y + first_share * (x_high * y + y_low * x - x_high * y_low)
    second = (1.0 - second_share) * x * y + second_share * (x_low * y + y_high * x - x_low * y_high)
    distance = abs(first - second) / smoothing
    far = math.exp(-distance)
    value = min(first, second) + smoothing * (math.log(2.0) - math.log1p(far))
    nearer = 1.0 / (1.0 + far)
    weight = nearer if first <= second else 1.0 - nearer
    first_x = (1.0 - first_share) * y + first_share * y_low
    first_y = (1.0 - first_share) * x + first_share * x_high
    second_x = (1.0 - second_share) * y + second_share * y_high
    second_y = (1.0 - second_share) * x + second_share * x_low
    return (
        value,
        weight * first_x + (1.0 - weight) * second_x,
        weight * first_y + (1.0 - weight) * second_y,
    )
