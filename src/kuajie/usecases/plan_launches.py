"""What joint courses that are not sold yet would bring over a horizon, beside the plan."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.domain.programme import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchOutlook:
    """A course not sold yet: enrolments expected over the horizon without levers, and what they would bring.

    ``profit`` is at the list price less all unit costs, before refunds, in major units; ``enrolments_range``
    and ``profit_range`` follow from the range of weekly enrolments that somebody gave, where one did. Seats
    bound all of them.
    """

    id: str
    title: str
    requires: tuple[str, ...]
    price: float
    enrolments: float
    enrolments_range: tuple[float, float] | None
    profit: float
    profit_range: tuple[float, float] | None


def launch_outlooks(programme: Programme) -> tuple[LaunchOutlook, ...]:
    """Return what every course not sold yet would bring over the programme's horizon."""
    weeks = programme.horizon.count
    found = []
    for launch in programme.launches:
        course = launch.course
        seats = float("inf") if course.seats is None else float(course.seats)
        margin = float(course.price) - float(course.unit_cost)
        expected = weeks * min(launch.weekly, seats)
        given = launch.weekly_range
        ends = None if given is None else (weeks * min(given.low, seats), weeks * min(given.high, seats))
        profits = None if ends is None else (margin * ends[0], margin * ends[1])
        found.append(
            LaunchOutlook(
                id=course.id,
                title=course.title,
                requires=course.requires,
                price=float(course.price),
                enrolments=expected,
                enrolments_range=ends,
                profit=margin * expected,
                profit_range=None if profits is None else (min(profits), max(profits)),
            )
        )
    return tuple(found)
