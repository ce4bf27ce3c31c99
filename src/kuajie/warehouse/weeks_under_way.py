"""What happened in the first weeks of a horizon, from the events of a programme under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from kuajie.domain.actuals import Actuals
from kuajie.domain.calendar import Horizon
from kuajie.domain.programme import Programme
from kuajie.warehouse.build_panel import (
    Engine,
    counted_of,
    dated_inputs,
    share_of,
    weekly_inputs,
    weekly_sales,
)
from kuajie.warehouse.week_grid import week_grid
from kuajie.warehouse.weekly_arrays import carry_known
from kuajie.warehouse.weekly_orders import order_span
from kuajie.warehouse.weekly_spend import last_day


def weeks_under_way(programme: Programme, weeks: Sequence[date], *, engine: Engine) -> Actuals:
    """Return what happened in ``weeks``, the first ones of the horizon.

    A week without orders is a week in which nobody came. The engine holds the tables of the events and of
    ``programme_tables``.
    """
    engine.register("weeks", week_grid(weeks, programme.time_zone))
    later = _starting(programme, weeks[-1] + timedelta(weeks=1))
    sales = weekly_sales(later, weeks, engine)
    inputs, spend = weekly_inputs(later, weeks, engine)
    listed = share_of(sales.list_value, sales.quantity, otherwise=np.nan)
    return Actuals(
        weeks=tuple(weeks),
        enrolments=sales.quantity,
        price=carry_known(listed, [float(course.price) for course in programme.courses]),
        inputs=inputs,
        spend=spend,
    )


def last_day_on_record(programme: Programme, *, engine: Engine) -> date | None:
    """Return the last day of the horizon with a counted order, else with spend; ``None`` without any."""
    zone = ZoneInfo(programme.time_zone)
    start, end = programme.horizon.start, programme.horizon.end
    rows = engine.run(order_span(counted_of(_starting(programme, end + timedelta(days=1))))).to_pylist()
    ordered: list[date] = [row["last"].astimezone(zone).date() for row in rows]
    if ordered and max(ordered) >= start:
        return max(ordered)
    found = [engine.run(last_day(dated))["last"][0].as_py() for dated in dated_inputs(programme)]
    days: list[date] = [day for day in found if day is not None and start <= day <= end]
    return max(days, default=None)


def _starting(programme: Programme, day: date) -> Programme:
    """Return the programme as if its horizon began on a Monday, so that what was before is its history."""
    return replace(programme, horizon=Horizon(day, 1))
