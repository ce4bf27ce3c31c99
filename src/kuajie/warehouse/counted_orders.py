"""Which order lines count as enrolments: those of the programme's courses that a payment stands behind."""

from __future__ import annotations

from datetime import datetime

import ibis


def counted_orders(orders: ibis.Table, sold: ibis.Table, *, before: datetime) -> ibis.Table:
    """Return the payment-backed order lines of courses before a moment, taken from their sellers' files.

    ``sold`` has the columns ``course_id``, ``party`` and ``free``. A line counts when something was paid;
    when a coupon covered the whole list price (a voucher was paid for or given elsewhere); or when the list
    price was nothing and the course is free. A line at a price with neither payment nor coupon, and a line
    at no price of a course that has one, are no enrolments: they are drafts, unpaid carts, gifts and
    counters made up for display.
    """
    early = orders.ordered_at < ibis.literal(before, type=orders.ordered_at.type())
    lines = orders.filter(early).inner_join(sold, ["course_id", "party"])
    covered = (lines.list_price > 0) & (lines.coupon.fill_null("") != "")
    free = (lines.list_price == 0) & lines.free
    return lines.filter((lines.paid > 0) | covered | free)
