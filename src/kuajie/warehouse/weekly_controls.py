"""Weekly facts nobody decides."""

from __future__ import annotations

import ibis


def weekly_controls(controls: ibis.Table) -> ibis.Table:
    """Return the mean of every control by week."""
    weekly = controls.mutate(week=controls.date.truncate("W"))
    return weekly.group_by("name", "week").aggregate(value=weekly.value.mean())
