"""Enrolments and prices by course and week."""

from __future__ import annotations

import ibis


def order_span(counted: ibis.Table) -> ibis.Table:
    """Return the moments of the first and of the last counted order of each course."""
    return counted.group_by("course_id").aggregate(
        first=counted.ordered_at.min(), last=counted.ordered_at.max()
    )


def weekly_orders(counted: ibis.Table) -> ibis.Table:
    """Return quantity, list value and payments by course and week; money in minor units.

    ``counted`` are order lines with their ``week``. List value is list price times quantity, so that list
    value over quantity is the quantity-weighted mean price.
    """
    return counted.group_by("course_id", "week").aggregate(
        quantity=counted.quantity.sum(),
        list_value=(counted.list_price * counted.quantity).sum(),
        paid=counted.paid.sum(),
    )
