"""Shares of whole units by largest remainder: nothing is lost, and ties go to whom the terms name first."""

from __future__ import annotations

from collections.abc import Sequence


def whole_shares(exact: Sequence[int], denominator: int) -> list[int]:
    """Return whole units for shares of ``exact[i] / denominator`` units, with the same sum.

    Every share is rounded down; the units left go to the largest remainders, ties to the earlier share.
    Raises ``ValueError`` when the shares do not add up to whole units.

    >>> whole_shares([100, 100, 100], 3)
    [34, 33, 33]
    """
    total, rest = divmod(sum(exact), denominator)
    if rest:
        raise ValueError(f"shares must add up to whole units, got {list(exact)} over {denominator}")
    units = [share // denominator for share in exact]
    left = total - sum(units)
    if left:
        order = sorted(
            range(len(units)), key=lambda place: (units[place] * denominator - exact[place], place)
        )
        for place in order[:left]:
            units[place] += 1
    return units


def parted(amount: int, weights: Sequence[int]) -> list[int]:
    """Return an amount in whole units in proportion to weights that are not negative.

    A negative amount is parted as the positive one. Raises ``ValueError`` for weights that are all zero.

    >>> parted(-100, [1, 1, 1])
    [-34, -33, -33]
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError(f"weights must be non-negative and not all zero, got {list(weights)}")
    sign, size = (-1, -amount) if amount < 0 else (1, amount)
    return [sign * units for units in whole_shares([size * weight for weight in weights], total)]
