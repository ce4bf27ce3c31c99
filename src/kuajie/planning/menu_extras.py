"""What comes with a menu price beside the price: what an incentive brings, what it costs and whom."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

NOBODY = -1


class MenuExtras(NamedTuple):
    """For every price of one course's menu, (M,) each.

    ``boost`` multiplies demand; ``discount`` is list price less price paid, in money, which ``bearer``, the
    number of a party, pays out of its part (``NOBODY`` where nothing is let off).
    """

    boost: Floats
    discount: Floats
    bearer: Codes


def places_on(menu: Floats, prices: Floats) -> Codes:
    """Return the place of each price on its menu: the nearest."""
    return np.asarray(np.abs(prices[:, None] - menu[None]).argmin(axis=1))


def check_extras(extras: tuple[MenuExtras, ...], menus: tuple[Floats, ...]) -> None:
    """Raise ``ValueError`` unless extras meet their menus, with positive boosts and no negative discount."""
    if len(extras) != len(menus):
        raise ValueError(f"{len(extras)} menus of extras for {len(menus)} courses")
    for each, menu in zip(extras, menus, strict=True):
        if not each.boost.shape == each.discount.shape == each.bearer.shape == menu.shape:
            raise ValueError(f"extras of shape {each.boost.shape} for a menu of {menu.size} prices")
        if not (np.all(each.boost > 0.0) and np.all(each.discount >= 0.0) and np.isfinite(each.boost).all()):
            raise ValueError(f"boosts must be positive, discounts not negative: {each}")
        if np.any((each.discount > 0.0) & (each.bearer < 0)):
            raise ValueError(f"somebody must bear every discount: {each.discount}, {each.bearer}")
