"""Hypothesis strategies for small histories: dense enough that weeks, parties and learners meet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from event_rows import CONTENT, Row, course, make_events
from hypothesis import strategies as st

from kuajie.domain.course import Course
from kuajie.domain.records import Events

FIRST_DAY = date(2026, 2, 26)  # a Thursday
DAYS = 46  # beyond the start of the horizon, 2026-03-30
ZONES = ("Asia/Shanghai", "UTC", "Europe/Berlin", "America/Los_Angeles")  # two change to summer time in March

COURSES: tuple[Course, ...] = (
    course("J1", seats=3),
    course("J2", price="0.00"),
    course("J3", price="25.50", seller="b"),
)

days = st.integers(0, DAYS).map(lambda step: FIRST_DAY + timedelta(days=step))
moments = st.builds(
    lambda day, seconds, micro: (
        datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds, microseconds=micro)
    ),
    days,
    st.integers(0, 24 * 3600 - 1),
    st.sampled_from([0, 1, 499_999, 500_000, 999_999]),
)
parties = st.sampled_from(["a", "b"])
learners = st.sampled_from([f"L{number}" for number in range(6)])
course_ids = st.sampled_from(["J1", "J1", "J1", "J2", "J3", "other"])


def _orders(row: Row) -> Row:
    full = int(str(row["list_price"])) * int(str(row["quantity"]))
    return {**row, "paid": full * int(str(row["paid"])) // 4}


orders = st.fixed_dictionaries(
    {
        "party": parties,
        "learner": learners,
        "quantity": st.integers(1, 5),
        "course_id": course_ids,
        "ordered_at": moments,
        "list_price": st.sampled_from([0, 1, 999, 1000, 2550]),
        "paid": st.sampled_from([0, 3, 4, 4]),
        "coupon": st.sampled_from(["", "GIFT"]),
    }
).map(_orders)

spend = st.fixed_dictionaries(
    {
        "party": parties,
        "date": days,
        "programme": st.sampled_from(["joint", "joint", "elsewhere"]),
        "amount": st.integers(0, 100_000),
    }
)
training = st.fixed_dictionaries(
    {
        "party": parties,
        "date": days,
        "lever": st.sampled_from(["hours", CONTENT.id, "unknown"]),
        "amount": st.integers(0, 80).map(lambda quarter: quarter / 4),
        "cost": st.integers(0, 100_000),
    }
)
learning = st.fixed_dictionaries(
    {
        "party": parties,
        "learner": learners,
        "course_id": course_ids,
        "started_at": moments,
        "completed_at": st.none() | moments,
    }
)


@st.composite
def histories(draw: st.DrawFn) -> Events:
    """Draw events of two parties: orders of every kind, refunds of some, and a control without gaps."""
    lines = draw(st.lists(orders, min_size=4, max_size=25))
    back = draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    refunds = [
        {
            "party": line["party"],
            "order_id": f"O{place}",
            "refunded_at": line["ordered_at"],
            "amount": int(str(line["paid"])) // 2,
        }
        for place, (line, returned) in enumerate(zip(lines, back, strict=True))
        if returned and line["paid"]
    ]
    controls = [
        {"date": FIRST_DAY + timedelta(days=step), "name": "index", "value": float(step % 5)}
        for step in range(-7, DAYS + 7)
    ]
    return make_events(
        orders=lines,
        refunds=refunds,
        spend=draw(st.lists(spend, max_size=6)),
        training=draw(st.lists(training, max_size=6)),
        learning=draw(st.lists(learning, max_size=8)),
        controls=controls,
    )
