"""What a coupling returns together with its derivatives."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.response.arrays import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class CouplingGradient:
    """Mean demand and its elementwise derivatives in each of the four arguments."""

    value: Array
    by_base: Array
    by_marketing: Array
    by_training: Array
    by_price_factor: Array
