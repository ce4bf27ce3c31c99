"""A party's sales of its other courses by week: where halo and cannibalisation show."""

from __future__ import annotations

from datetime import datetime

import ibis


def own_orders(orders: ibis.Table, sold: ibis.Table, *, before: datetime) -> ibis.Table:
    """Return paid order lines, before a moment, of courses that are not the programme's.

    ``sold`` names the courses of the programme; a line of one in another party's file is nobody's own.
    """
    early = orders.filter(orders.ordered_at < ibis.literal(before, type=orders.ordered_at.type()))
    return early.filter(early.paid > 0).anti_join(sold, "course_id")


def weekly_own_sales(own: ibis.Table) -> ibis.Table:
    """Return quantity and payments by party and week; money in minor units."""
    return own.group_by("party", "week").aggregate(quantity=own.quantity.sum(), paid=own.paid.sum())


def own_refunds(own: ibis.Table, refunds: ibis.Table) -> ibis.Table:
    """Return money paid back by party, in minor units, for the parties' own order lines."""
    line = ["party", "order_id", "line"]
    by_line = refunds.group_by(*line).aggregate(amount=refunds.amount.sum())
    matched = own.select(*line).inner_join(by_line, line)
    return matched.group_by("party").aggregate(refunded=matched.amount.sum())
