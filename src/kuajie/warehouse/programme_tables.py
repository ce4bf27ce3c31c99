"""What a programme counts, as small tables to join with: whose file holds which course and lever."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from kuajie.domain.course import Course
from kuajie.domain.programme import Programme
from kuajie.warehouse.named_tables import FUNDED_SCHEMA, SOLD_SCHEMA, TAUGHT_SCHEMA


def _may_be_free(course: Course) -> bool:
    return any(price.minor == 0 for price in (course.price, *course.price_choices))


def programme_tables(programme: Programme) -> Mapping[str, pa.Table]:
    """Return the tables ``sold``, ``taught`` and ``funded`` of a programme."""
    return {
        "sold": pa.Table.from_pylist(
            [
                {"course_id": course.id, "party": course.seller, "free": _may_be_free(course)}
                for course in programme.courses
            ],
            schema=SOLD_SCHEMA,
        ),
        "taught": pa.Table.from_pylist(
            [
                {"course_id": course.id, "party": party}
                for course in programme.courses
                for party in course.requires
            ],
            schema=TAUGHT_SCHEMA,
        ),
        "funded": pa.Table.from_pylist(
            [{"lever": lever.id, "party": lever.party} for lever in programme.levers], schema=FUNDED_SCHEMA
        ),
    }
