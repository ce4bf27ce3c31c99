"""A panel worked out a second way: Python loops over rows, no engine, no shared code but the calendar's."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from kuajie.domain.course import Course
from kuajie.domain.lever import LeverKind
from kuajie.domain.panel import Panel
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events

Row = dict[str, Any]
WEEK = timedelta(days=7)


def monday(day: date) -> date:
    while day.weekday() != 0:
        day -= timedelta(days=1)
    return day


def counted_rows(programme: Programme, events: Events) -> list[Row]:
    """Return the order lines that count, each with its local ``day`` and ``week``."""
    zone = ZoneInfo(programme.time_zone)
    rows = []
    for row in events.tables["orders"].to_pylist():
        course = next((course for course in programme.courses if course.id == row["course_id"]), None)
        if course is None or course.seller != row["party"]:
            continue
        free = any(price.minor == 0 for price in (course.price, *course.price_choices))
        if row["paid"] == 0 and not (
            (row["list_price"] == 0 and free) or (row["list_price"] > 0 and row["coupon"])
        ):
            continue
        day = row["ordered_at"].astimezone(zone).date()
        if day < programme.horizon.start:
            rows.append({**row, "day": day, "week": monday(day)})
    return rows


def input_rows(programme: Programme, events: Events) -> list[Row]:
    """Return the spend and training rows of the programme's levers, with ``input`` and ``cost`` in yuan."""
    rows = []
    for lever in programme.levers:
        name = "spend" if lever.kind is LeverKind.MARKETING else "training"
        for row in events.tables[name].to_pylist():
            if row["lever"] != lever.id or row["party"] != lever.party:
                continue
            if name == "spend" and row["programme"] != programme.id:
                continue
            cost = (row["amount"] if name == "spend" else row["cost"]) / 100
            rows.append(
                {
                    "lever": lever.id,
                    "day": row["date"],
                    "week": monday(row["date"]),
                    "cost": cost,
                    "input": cost / float(lever.unit_cost) if name == "spend" else row["amount"],
                }
            )
    return rows


def plain_weeks(orders: list[Row], inputs: list[Row], start: date) -> list[date]:
    first = min(row["day"] for row in orders)
    record = min([first, *(row["day"] for row in inputs)])
    week = monday(first)
    if record > week + timedelta(days=1):
        week += WEEK
    last = min(max(row["week"] for row in orders), start - WEEK)
    weeks = []
    while week <= last:
        weeks.append(week)
        week += WEEK
    return weeks


def plain_course(
    course: Course, orders: list[Row], weeks: list[date]
) -> tuple[list[float], list[float], list[Row]]:
    """Return a course's enrolments and prices by week and its order lines within the weeks."""
    own = [row for row in orders if row["course_id"] == course.id]
    enrolments, known = [], {}
    for week in weeks:
        of_week = [row for row in own if row["week"] == week]
        quantity = sum(row["quantity"] for row in of_week)
        enrolments.append(quantity if any(row["week"] <= week for row in own) else np.nan)
        if of_week:
            known[week] = sum(row["list_price"] * row["quantity"] for row in of_week) / 100 / quantity
    prices = []
    for week in weeks:
        earlier = [day for day in known if day <= week]
        latest = max(earlier) if earlier else min(known, default=None)
        prices.append(float(course.price) if latest is None else known[latest])
    return enrolments, prices, [row for row in own if row["week"] in weeks]


def plain_rates(
    course: Course, inside: list[Row], events: Events, end: datetime
) -> tuple[float, float, float]:
    """Return the shares refunded, completed and realised, as known at ``end``."""
    paid = sum(row["paid"] for row in inside)
    listed = sum(row["list_price"] * row["quantity"] for row in inside)
    back = sum(
        refund["amount"]
        for refund in events.tables["refunds"].to_pylist()
        for row in inside
        if all(refund[key] == row[key] for key in ("party", "order_id", "line"))
        and refund["refunded_at"] < end
    )
    done: dict[str, bool] = defaultdict(bool)
    for row in events.tables["learning"].to_pylist():
        if row["course_id"] == course.id and row["party"] in course.requires and row["started_at"] < end:
            done[row["learner"]] |= row["completed_at"] is not None and row["completed_at"] < end
    return (
        back / paid if paid else 0.0,
        sum(done.values()) / len(done) if done else 0.0,
        paid / listed if listed else 1.0,
    )


def plain_controls(events: Events, weeks: list[date]) -> tuple[list[str], np.ndarray]:
    """Return the names of the controls and their weekly means."""
    daily = events.tables["controls"].to_pylist()
    names = sorted({row["name"] for row in daily})
    means = [
        np.mean([row["value"] for row in daily if row["name"] == name and monday(row["date"]) == week])
        for name in names
        for week in weeks
    ]
    return names, np.reshape(means, (len(names), len(weeks)))


def plain_panel(programme: Programme, events: Events) -> Panel | None:
    """Return the panel, or ``None`` when no week is left."""
    orders, inputs = counted_rows(programme, events), input_rows(programme, events)
    weeks = plain_weeks(orders, inputs, programme.horizon.start) if orders else []
    if not weeks:
        return None
    sold = [plain_course(course, orders, weeks) for course in programme.courses]
    end = datetime.combine(programme.horizon.start, time(), tzinfo=ZoneInfo(programme.time_zone))
    rates = [
        plain_rates(course, inside, events, end)
        for course, (_, _, inside) in zip(programme.courses, sold, strict=True)
    ]
    levers = list(programme.lever_ids)
    amounts = {name: np.zeros((len(levers), len(weeks))) for name in ("input", "cost")}
    for row in inputs:
        if row["week"] in weeks:
            for name, array in amounts.items():
                array[levers.index(row["lever"]), weeks.index(row["week"])] += row[name]
    names, controls = plain_controls(events, weeks)
    return Panel(
        weeks=tuple(weeks),
        courses=programme.course_ids,
        levers=programme.lever_ids,
        controls=tuple(names),
        currency=programme.currency,
        enrolments=[enrolments for enrolments, _, _ in sold],
        price=[prices for _, prices, _ in sold],
        seats=[
            [np.inf if not course.seats or count > course.seats else course.seats for count in enrolments]
            for course, (enrolments, _, _) in zip(programme.courses, sold, strict=True)
        ],
        inputs=amounts["input"],
        spend=amounts["cost"],
        control_values=controls,
        refund_rate=[rate[0] for rate in rates],
        completion_rate=[rate[1] for rate in rates],
        realised_rate=[rate[2] for rate in rates],
    )
