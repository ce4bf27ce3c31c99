"""A programme's weekly panel from its events, on any engine that runs the expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import ibis
import numpy as np
import pyarrow as pa

from kuajie.domain.calendar import monday_of
from kuajie.domain.lever import LeverKind
from kuajie.domain.panel import Floats, Panel
from kuajie.domain.programme import Programme
from kuajie.messages import BadInput, Text
from kuajie.messages.notices.warehouse import NO_ORDERS
from kuajie.usecases.ports import Progress
from kuajie.warehouse.counted_orders import counted_orders
from kuajie.warehouse.course_rates import completions, refunded
from kuajie.warehouse.major_units import in_major_units
from kuajie.warehouse.named_tables import FUNDED_SCHEMA, SOLD_SCHEMA, TAUGHT_SCHEMA, named_table, record_table
from kuajie.warehouse.own_sales import own_orders
from kuajie.warehouse.own_series import with_own_sales
from kuajie.warehouse.panel_weeks import panel_weeks
from kuajie.warehouse.required_controls import required_controls
from kuajie.warehouse.week_grid import GRID_SCHEMA, grid_origin, in_weeks, turn_of, week_grid
from kuajie.warehouse.weekly_arrays import carry_known, on_sale, spread_rows
from kuajie.warehouse.weekly_controls import weekly_controls
from kuajie.warehouse.weekly_orders import order_span, weekly_orders
from kuajie.warehouse.weekly_spend import (
    first_day,
    programme_spend,
    programme_training,
    weekly_spend,
    weekly_training,
)

FINDING_WEEKS = Text(en="Finding the weeks on record", zh="确定有记录的周")
COUNTING_ENROLMENTS = Text(en="Counting enrolments by week", zh="按周统计报名数")
MATCHING_REFUNDS = Text(en="Matching refunds and completions", zh="匹配退款与完课记录")
ADDING_SPEND = Text(en="Adding up spend and training by week", zh="按周汇总投入与培训")
DONE = Text(en="Weekly panel ready", zh="周度面板已就绪")


class Engine(Protocol):
    """Holds tables by name and runs expressions on them."""

    def register(self, name: str, table: pa.Table) -> None:
        """Make a table known by name."""

    def run(self, expression: ibis.Table) -> pa.Table:
        """Return the rows of an expression, with the types the expression declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The weeks of a panel, and the Monday of each course's first order (none: never ordered)."""

    weeks: tuple[date, ...]
    since: tuple[date | None, ...]


def build_panel(programme: Programme, *, engine: Engine, progress: Progress) -> Panel:
    """Return the weekly history of a programme's courses and levers before its horizon.

    The engine holds the tables of the events and of ``programme_tables``. Raises ``BadInput`` when there are
    no counted orders before the horizon, or a control lacks weeks.
    """
    progress(FINDING_WEEKS, 0.0)
    span = _span(programme, engine)
    engine.register("weeks", week_grid(span.weeks, programme.time_zone))
    progress(COUNTING_ENROLMENTS, 0.2)
    sales = weekly_sales(programme, span.weeks, engine)
    progress(MATCHING_REFUNDS, 0.5)
    rates = _rates(programme, span, engine, sales)
    progress(ADDING_SPEND, 0.8)
    inputs, spend = weekly_inputs(programme, span.weeks, engine)
    names, values = required_controls(engine.run(weekly_controls(record_table("controls"))), span.weeks)
    panel = Panel(
        weeks=span.weeks,
        courses=programme.course_ids,
        levers=programme.lever_ids,
        controls=names,
        currency=programme.currency,
        enrolments=on_sale(sales.quantity, since=span.since, weeks=span.weeks),
        price=_price(programme, sales),
        seats=_seats(programme, sales.quantity),
        inputs=inputs,
        spend=spend,
        control_values=values,
        **rates,
    )
    if programme.fit.own_sales:
        own = _in_weeks(_own(programme), programme, span.weeks)
        panel = with_own_sales(panel, programme, own, record_table("refunds"), run=engine.run)
    progress(DONE, 1.0)
    return panel


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sales:
    """Quantities and money (major units) by course and week, zero where there are no orders."""

    quantity: Floats
    list_value: Floats
    paid: Floats


def counted_of(programme: Programme) -> ibis.Table:
    """Return the counted orders of a programme's courses before its horizon."""
    return counted_orders(record_table("orders"), named_table("sold", SOLD_SCHEMA), before=_end(programme))


def _own(programme: Programme) -> ibis.Table:
    return own_orders(record_table("orders"), named_table("sold", SOLD_SCHEMA), before=_end(programme))


def _end(programme: Programme) -> datetime:
    return turn_of(programme.horizon.start, programme.time_zone)


def _in_weeks(orders: ibis.Table, programme: Programme, weeks: Sequence[date]) -> ibis.Table:
    origin = grid_origin(weeks, programme.time_zone)
    return in_weeks(orders, named_table("weeks", GRID_SCHEMA), moment="ordered_at", origin=origin)


def _marketing(programme: Programme) -> ibis.Table:
    return programme_spend(
        record_table("spend"), named_table("funded", FUNDED_SCHEMA), programme=programme.id
    )


def dated_inputs(programme: Programme) -> tuple[ibis.Table, ibis.Table]:
    """Return the rows of spend and of training that belong to a programme's levers."""
    return _marketing(programme), _training()


def _training() -> ibis.Table:
    return programme_training(record_table("training"), named_table("funded", FUNDED_SCHEMA))


def _span(programme: Programme, engine: Engine) -> Span:
    zone = ZoneInfo(programme.time_zone)
    rows = engine.run(order_span(counted_of(programme))).to_pylist()
    if not rows:
        raise _no_orders(programme)
    first = {row["course_id"]: row["first"].astimezone(zone).date() for row in rows}
    last = max(row["last"] for row in rows).astimezone(zone).date()
    spent = [engine.run(first_day(dated)) for dated in dated_inputs(programme)]
    days = [day for table in spent for day in table["first"].to_pylist() if day is not None]
    weeks = panel_weeks(
        first_order=min(first.values()),
        last_order=last,
        first_record=min([*first.values(), *days]),
    )
    if not weeks:
        raise _no_orders(programme)
    since = [first.get(course) for course in programme.course_ids]
    return Span(weeks=weeks, since=tuple(day and monday_of(day) for day in since))


def _no_orders(programme: Programme) -> BadInput:
    return BadInput.of(NO_ORDERS, courses=", ".join(programme.course_ids), start=programme.horizon.start)


def weekly_sales(programme: Programme, weeks: Sequence[date], engine: Engine) -> Sales:
    """Return what was sold in the weeks before a programme's horizon; the engine holds the grid ``weeks``."""
    rows = engine.run(weekly_orders(_in_weeks(counted_of(programme), programme, weeks)))

    def spread(value: str) -> Floats:
        return spread_rows(
            rows, label="course_id", value=value, labels=programme.course_ids, weeks=weeks, empty=0.0
        )

    return Sales(
        quantity=spread("quantity"),
        list_value=in_major_units(spread("list_value"), programme.currency),
        paid=in_major_units(spread("paid"), programme.currency),
    )


def _price(programme: Programme, sales: Sales) -> Floats:
    mean = share_of(sales.list_value, sales.quantity, otherwise=np.nan)
    return carry_known(mean, [float(course.price) for course in programme.courses])


def _seats(programme: Programme, quantity: Floats) -> Floats:
    """Return today's seats for every week, ``(course, week)``; no limit where more enrolled than they allow.

    The catalogue holds today's seats only. A week with more enrolments had more seats, how many is not known.
    """
    seats = [np.inf if course.seats is None else float(course.seats) for course in programme.courses]
    today = np.repeat(np.array(seats)[:, None], quantity.shape[1], axis=1)
    return np.where(quantity > today, np.inf, today)


def _rates(programme: Programme, span: Span, engine: Engine, sales: Sales) -> Mapping[str, Floats]:
    orders = _in_weeks(counted_of(programme), programme, span.weeks)
    back = _by_course(engine.run(refunded(orders, record_table("refunds"))), "refunded", programme)
    learners = engine.run(completions(record_table("learning"), named_table("taught", TAUGHT_SCHEMA)))
    started, completed = (_by_course(learners, value, programme) for value in ("started", "completed"))
    paid, list_value = sales.paid.sum(axis=1), sales.list_value.sum(axis=1)
    return {
        "refund_rate": share_of(in_major_units(back, programme.currency), paid, otherwise=0.0),
        "completion_rate": share_of(completed, started, otherwise=0.0),
        "realised_rate": share_of(paid, list_value, otherwise=1.0),
    }


def _by_course(rows: pa.Table, value: str, programme: Programme) -> Floats:
    known = dict(zip(rows["course_id"].to_pylist(), rows[value].to_pylist(), strict=True))
    return np.array([known.get(course, 0) for course in programme.course_ids], dtype=np.float64)


def share_of(part: Floats, whole: Floats, *, otherwise: float) -> Floats:
    """Return part over whole, and ``otherwise`` where the whole is zero."""
    return np.divide(part, whole, out=np.full_like(whole, otherwise), where=whole > 0)


def weekly_inputs(programme: Programme, weeks: Sequence[date], engine: Engine) -> tuple[Floats, Floats]:
    """Return inputs in each lever's unit and spend in major units, both of shape ``(lever, week)``."""
    money = engine.run(weekly_spend(_marketing(programme)))
    training = engine.run(weekly_training(_training()))

    def spread(rows: pa.Table, value: str) -> Floats:
        return spread_rows(
            rows, label="lever", value=value, labels=programme.lever_ids, weeks=weeks, empty=0.0
        )

    marketing = np.array([lever.kind is LeverKind.MARKETING for lever in programme.levers])[:, None]
    unit_cost = np.array([float(lever.unit_cost) for lever in programme.levers])[:, None]
    minor = np.where(marketing, spread(money, "spend"), spread(training, "spend"))
    spend = in_major_units(minor, programme.currency)
    return np.where(marketing, spend / unit_cost, spread(training, "input")), spend
