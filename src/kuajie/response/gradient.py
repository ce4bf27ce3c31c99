"""What a formula returns together with its derivatives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kuajie.response.arrays import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaGradient:
    """Value and elementwise derivatives of a saturation or a price factor.

    ``by_argument`` is the derivative in the stock or the price, ``by_parameter`` the one in each parameter;
    all have the shape of ``value``, so a parameter shared by many elements gets the sum of its entries.
    """

    value: Array
    by_argument: Array
    by_parameter: Mapping[str, Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryGradient:
    """Gradient of a scalar through a carry-over, given its gradient in the stock.

    ``by_spend`` has the shape of the stock, ``(periods, ...)``; ``by_start`` and each of ``by_parameter``
    have the shape of one period, so a parameter shared by many series gets the sum of its entries.
    """

    by_spend: Array
    by_start: Array
    by_parameter: Mapping[str, Array]
