"""Which weeks a panel covers."""

from __future__ import annotations

from datetime import date, timedelta

from kuajie.domain.calendar import monday_of

LATE_DAYS = 1
"""A record that starts on a Tuesday still gives a whole week: a day without orders is common."""


def panel_weeks(*, first_order: date, last_order: date, first_record: date) -> tuple[date, ...]:
    """Return the Mondays from the first full week with orders to the last week with orders.

    The week of the first order is full when the record, orders or spend (``first_record``), had begun by its
    Tuesday; otherwise the panel starts a week later. Empty when no week is left.

    >>> [str(week) for week in panel_weeks(
    ...     first_order=date(2026, 11, 5),
    ...     last_order=date(2026, 11, 20),
    ...     first_record=date(2026, 11, 5),
    ... )]
    ['2026-11-09', '2026-11-16']
    """
    first, last = monday_of(first_order), monday_of(last_order)
    if first_record > first + timedelta(days=LATE_DAYS):
        first += timedelta(weeks=1)
    return tuple(first + timedelta(weeks=step) for step in range((last - first).days // 7 + 1))
