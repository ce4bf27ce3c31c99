"""Small programmes and events, written row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import pyarrow as pa

from kuajie.domain.calendar import Horizon
from kuajie.domain.course import Course
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.domain.party import Party, Role
from kuajie.domain.programme import Programme
from kuajie.domain.records import RECORD_FILES, Events

ZERO = Money.zero("CNY")
HORIZON_START = date(2026, 3, 30)
TEN_YUAN = 1000

Row = Mapping[str, object]

_USUAL: Mapping[str, Row] = {
    "orders": {
        "party": "a",
        "line": 1,
        "learner": "L1",
        "buyer": "",
        "quantity": 1,
        "course_id": "J1",
        "list_price": TEN_YUAN,
        "paid": TEN_YUAN,
        "channel": "app",
        "coupon": "",
    },
    "refunds": {"party": "a", "line": 1, "reason": ""},
    "spend": {"party": "a", "programme": "joint", "lever": "ads"},
    "training": {"party": "b", "lever": "hours", "unit": "hours"},
    "learning": {"party": "b", "course_id": "J1", "progress": 1.0},
}


def at(text: str) -> datetime:
    """Return a moment from ISO 8601; without an offset it is UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def make_events(**rows: Sequence[Row]) -> Events:
    """Return events whose tables hold these rows, each filled up with what is usual; order ids count up."""
    tables = {name: file.schema.empty_table() for name, file in RECORD_FILES.items() if name != "rates"}
    for name, given in rows.items():
        full = [{**_USUAL.get(name, {}), **row} for row in given]
        if name == "orders":
            full = [{"order_id": f"O{place}", **row} for place, row in enumerate(full)]
        tables[name] = pa.Table.from_pylist(full, schema=RECORD_FILES[name].schema)
    return Events(tables, "test")


def course(
    course_id: str = "J1", *, price: str = "10.00", seats: int | None = None, seller: str = "a"
) -> Course:
    return Course(
        id=course_id,
        title=course_id,
        seller=seller,
        requires=("a", "b"),
        price=Money.of(price, "CNY"),
        seats=seats,
    )


def lever(
    lever_id: str, *, party: str, kind: LeverKind, unit: Unit = Unit.MONEY, unit_cost: str = "1.00"
) -> Lever:
    return Lever(
        id=lever_id,
        title=lever_id,
        party=party,
        kind=kind,
        unit=unit,
        unit_cost=Money.of(unit_cost, "CNY"),
        weekly_max=Money.of("1000.00", "CNY"),
        weekly_min=ZERO,
        set_up_cost=ZERO,
        min_if_used=ZERO,
    )


ADS = lever("ads", party="a", kind=LeverKind.MARKETING)
HOURS = lever("hours", party="b", kind=LeverKind.TRAINING, unit=Unit.HOURS, unit_cost="20.00")
CONTENT = lever("content", party="b", kind=LeverKind.TRAINING)


def make_programme(
    *,
    courses: Sequence[Course] = (course(),),
    levers: Sequence[Lever] = (ADS, HOURS, CONTENT),
    time_zone: str = "Asia/Shanghai",
    horizon_start: date = HORIZON_START,
) -> Programme:
    return Programme(
        id="joint",
        title="Joint programme",
        currency="CNY",
        time_zone=time_zone,
        country="CN",
        parties=(
            Party(id="a", name="Platform", role=Role.PLATFORM, outside_profit=ZERO),
            Party(id="b", name="Institution", role=Role.INSTITUTION, outside_profit=ZERO),
        ),
        courses=tuple(courses),
        levers=tuple(levers),
        horizon=Horizon(horizon_start, 4),
    )
