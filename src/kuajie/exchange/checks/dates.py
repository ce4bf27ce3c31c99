"""Dates must belong to what happened: after 1999, and not after the end of the horizon."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.domain.calendar import Horizon
from kuajie.domain.records import Column, Kind
from kuajie.exchange.checks.rows import report_rows
from kuajie.exchange.findings import Findings
from kuajie.exchange.record_table import RecordTable
from kuajie.messages.notices.records import END_BEFORE_START, OUT_OF_HORIZON, TOO_EARLY

_EARLIEST = date(2000, 1, 1)
_DATED = {Kind.DAY, Kind.MOMENT}
_SPANS = {"learning": ("started_at", "completed_at"), "tests": ("from", "to")}


def check_dates(table: RecordTable, *, horizon: Horizon, zone: str, findings: Findings) -> None:
    """Refuse dates before 2000 and, for some files not, after the end of the horizon.

    Records inside the horizon are those of a programme under way. Controls, such as school terms, are known
    ahead, and consents and lessons that were bought run on.
    """
    name = table.record_file.name
    end = horizon.end + timedelta(days=1)
    for column in table.record_file.columns:
        if column.kind in _DATED:
            early = _before(table, column, _EARLIEST, zone)
            report_rows(table, column.name, early, TOO_EARLY, findings=findings)
            if name not in {"rates", "controls", "consents", "lessons"}:
                late = ~_before(table, column, end, zone) & _filled(table, column)
                report_rows(
                    table,
                    column.name,
                    late,
                    OUT_OF_HORIZON,
                    findings=findings,
                    facts=lambda _: {"end": horizon.end},
                )
    if name in _SPANS:
        _check_span(table, *_SPANS[name], findings=findings)


def _before(table: RecordTable, column: Column, day: date, zone: str) -> NDArray[np.bool_]:
    values = table.columns[column.name]
    if column.kind is Kind.MOMENT:
        moment = datetime.combine(day, time(), tzinfo=ZoneInfo(zone))
        limit = pa.scalar(moment, pa.timestamp("us", "UTC"))
    else:
        limit = pa.scalar(day, pa.date32())
    return _mask(pc.less(values, limit))


def _filled(table: RecordTable, column: Column) -> NDArray[np.bool_]:
    return _mask(pc.is_valid(table.columns[column.name]))


def _check_span(table: RecordTable, start: str, end: str, *, findings: Findings) -> None:
    crossed = _mask(pc.less(table.columns[end], table.columns[start]))
    report_rows(table, end, crossed, END_BEFORE_START, findings=findings, facts=lambda _: {"start": start})


def _mask(values: pa.BooleanArray) -> NDArray[np.bool_]:
    return np.asarray(pc.fill_null(values, False).to_numpy(zero_copy_only=False))  # noqa: FBT003 - Arrow has no keyword
