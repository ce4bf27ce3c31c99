"""The founding formula: f(x, y) = N F_C (1 + x)(1 + y) - N F_P - N F_E, bilinear in the two lifts.

N is organic enrolment, F_C the price, F_P and F_E what platform and institution lay out per organic enrolment
whatever the lifts, so their sum is a fixed cost. On a box the optimum is a corner, and the cost-only twin
N F_P + N F_E does not depend on x or y.
"""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.response.arrays import Array, float_arrays


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingGradient:
    """Joint profit of the founding formula and its derivatives in the marketing and the training lift."""

    value: Array
    by_marketing: Array
    by_training: Array


def founding_profit(
    marketing: Array,
    training: Array,
    *,
    organic: Array,
    price: Array,
    platform_cost: Array,
    institution_cost: Array,
) -> Array:
    """Return f(x, y) for lifts x = ``marketing`` and y = ``training``, elementwise, in money.

    >>> costs = {"platform_cost": 10000.0, "institution_cost": 10000.0}
    >>> float(founding_profit(1.0, 1.0, organic=10000.0, price=1000.0, **costs))
    -160000000.0
    """
    return founding_gradient(
        marketing,
        training,
        organic=organic,
        price=price,
        platform_cost=platform_cost,
        institution_cost=institution_cost,
    ).value


def founding_gradient(
    marketing: Array,
    training: Array,
    *,
    organic: Array,
    price: Array,
    platform_cost: Array,
    institution_cost: Array,
) -> FoundingGradient:
    """Return f(x, y) and its derivatives N F_C (1 + y) and N F_C (1 + x)."""
    _, (marketing, training, organic, price, platform_cost, institution_cost) = float_arrays(
        marketing, training, organic, price, platform_cost, institution_cost
    )
    revenue = organic * price
    fixed = organic * (platform_cost + institution_cost)
    return FoundingGradient(
        value=revenue * (1.0 + marketing) * (1.0 + training) - fixed,
        by_marketing=revenue * (1.0 + training),
        by_training=revenue * (1.0 + marketing),
    )


def break_even_lift(*, price: Array, platform_cost: Array, institution_cost: Array) -> Array:
    """Return the value of (1 + x)(1 + y) at which the founding formula earns nothing: (F_P + F_E) / F_C.

    >>> float(break_even_lift(price=1000.0, platform_cost=10000.0, institution_cost=10000.0))
    20.0
    """
    _, (price, platform_cost, institution_cost) = float_arrays(price, platform_cost, institution_cost)
    return (platform_cost + institution_cost) / price
