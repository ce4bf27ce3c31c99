"""What history says of a course: money refunded and learners who completed."""

from __future__ import annotations

import ibis


def refunded(counted: ibis.Table, refunds: ibis.Table) -> ibis.Table:
    """Return money paid back by course, in minor units, for the counted order lines."""
    line = ["party", "order_id", "line"]
    by_line = refunds.group_by(*line).aggregate(amount=refunds.amount.sum())
    matched = counted.select(*line, "course_id").inner_join(by_line, line)
    return matched.group_by("course_id").aggregate(refunded=matched.amount.sum())


def completions(learning: ibis.Table, taught: ibis.Table) -> ibis.Table:
    """Return how many learners started and how many completed each course.

    ``taught`` names the parties whose records count for a course; a learner whom two parties report counts
    once.
    """
    own = learning.semi_join(taught, ["course_id", "party"])
    learners = own.group_by("course_id", "learner").aggregate(done=own.completed_at.notnull().any())
    return learners.group_by("course_id").aggregate(
        started=learners.count(), completed=learners.done.cast("int64").sum()
    )
