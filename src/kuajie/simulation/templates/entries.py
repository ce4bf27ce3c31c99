"""Short ways to write the entries of a template: catalogue courses and resources with their units."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.simulation.blueprint import CatalogueCourse, Resource

PEOPLE = Text(zh="人", en="people")
HOURS_A_WEEK = Text(zh="小时/周", en="hours a week")
POSTS_A_WEEK = Text(zh="次/周", en="slots a week")
SEATS = Text(zh="座", en="seats")
LESSONS = Text(zh="节", en="lessons")


def offered(
    course_id: str, zh: str, en: str, price: int, level: str, concepts: str, weekly: float = 0.0
) -> CatalogueCourse:
    """Return a course of a party's own catalogue; ``concepts`` are keys with spaces between."""
    return CatalogueCourse(
        id=course_id,
        title=Text(zh=zh, en=en),
        price=price,
        level=level,
        concepts=tuple(concepts.split()),
        weekly=weekly,
    )


def resource(kind: str, zh: str, en: str, size: float, unit: Text, note: Text | None = None) -> Resource:
    """Return a resource of a party."""
    return Resource(kind=kind, name=Text(zh=zh, en=en), size=size, unit=unit, note=note)
