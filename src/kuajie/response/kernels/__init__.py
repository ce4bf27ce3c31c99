"""The registry's formulas compiled by numba, for inner loops, chosen by ``response/codes.py``.

They allocate nothing and raise nothing, so C callbacks may call them; an unknown code gives NaN. numba does
not notice a changed callee in another file: after editing a kernel, delete the caches of what calls it.
"""

from __future__ import annotations

from kuajie.response.kernels.carry_over import carry_adjoint, carry_forward, impulse_response
from kuajie.response.kernels.expected_sales import expected_sales_lognormal, expected_sales_normal
from kuajie.response.kernels.price import price_gradient, price_value
from kuajie.response.kernels.saturation import saturation_gradient, saturation_value

__all__ = [
    "carry_adjoint",
    "carry_forward",
    "expected_sales_lognormal",
    "expected_sales_normal",
    "impulse_response",
    "price_gradient",
    "price_value",
    "saturation_gradient",
    "saturation_value",
]
