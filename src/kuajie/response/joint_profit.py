"""Joint profit: revenue less unit costs, spend and set-up costs, over all parties."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.response.arrays import Array, float_arrays


@dataclass(frozen=True, slots=True, kw_only=True)
class JointProfitGradient:
    """Joint profit (one number) and its derivatives, each of the shape of its argument.

    ``by_spend`` is what spend itself costs; what it earns comes through ``by_sold``.
    """

    value: Array
    by_sold: Array
    by_price: Array
    by_refund_rate: Array
    by_unit_cost: Array
    by_spend: Array


def joint_profit(
    *,
    sold: Array,
    price: Array,
    refund_rate: Array,
    unit_cost: Array,
    spend: Array,
    set_up_cost: Array = 0.0,
) -> Array:
    """Return Σ sold (price (1 - refund_rate) - unit_cost) - Σ spend - set-up costs of the levers used.

    ``sold`` has any shape, usually (periods, courses); ``price``, ``refund_rate`` and ``unit_cost`` (of all
    parties, per enrolment) broadcast against it. ``spend`` is (periods, levers), ``set_up_cost`` (levers,),
    paid once by each lever with spend in any period. Money is in one currency.

    >>> import numpy as np
    >>> spend = np.array([[100.0, 0.0], [50.0, 0.0]])
    >>> terms = {"price": 20.0, "refund_rate": 0.1, "unit_cost": 3.0}
    >>> float(joint_profit(sold=np.array([30.0]), spend=spend, set_up_cost=np.array([40.0, 70.0]), **terms))
    260.0
    """
    return joint_profit_gradient(
        sold=sold,
        price=price,
        refund_rate=refund_rate,
        unit_cost=unit_cost,
        spend=spend,
        set_up_cost=set_up_cost,
    ).value


def joint_profit_gradient(
    *,
    sold: Array,
    price: Array,
    refund_rate: Array,
    unit_cost: Array,
    spend: Array,
    set_up_cost: Array = 0.0,
) -> JointProfitGradient:
    """Return joint profit with its derivatives. Set-up costs are steps and have none.

    The price terms' derivatives have the shape of ``sold``, to be summed where one price serves many entries.
    """
    xp, (sold, price, refund_rate, unit_cost, spend, set_up_cost) = float_arrays(
        sold, price, refund_rate, unit_cost, spend, set_up_cost
    )
    margin = price * (1.0 - refund_rate) - unit_cost + xp.zeros_like(sold)
    used = xp.any(spend > 0.0, axis=0)
    set_up = xp.sum(xp.where(used, set_up_cost, xp.zeros_like(set_up_cost)))
    return JointProfitGradient(
        value=xp.sum(sold * margin) - xp.sum(spend) - set_up,
        by_sold=margin,
        by_price=sold * (1.0 - refund_rate),
        by_refund_rate=-sold * price,
        by_unit_cost=-sold,
        by_spend=-xp.ones_like(spend),
    )
