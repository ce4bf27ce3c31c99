"""Which order lines count as enrolments: those of the programme's courses that were paid for."""

from __future__ import annotations

from datetime import datetime

import ibis


def counted_orders(orders: ibis.Table, sold: ibis.Table, *, before: datetime) -> ibis.Table:
    """Return the payment-backed order lines of courses before a moment, taken from their sellers' files.

    ``sold`` has the columns ``course_id`` and ``party``. A line counts when something was paid, when the
    course was free, or when nothing was paid against a coupon: a voucher is a payment made elsewhere. A line
    at a price with neither payment nor coupon is no enrolment: such lines are drafts, unpaid carts and
    counters made up for display.
    """
    backed = (orders.paid > 0) | (orders.list_price == 0) | (orders.coupon.fill_null("") != "")
    early = orders.ordered_at < ibis.literal(before, type=orders.ordered_at.type())
    return orders.filter(backed, early).semi_join(sold, ["course_id", "party"])
