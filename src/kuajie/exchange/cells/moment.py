"""Moments: a day with a time, with an offset or in the programme's time zone."""

from __future__ import annotations

import re
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.exchange.cells.day import day_of
from kuajie.exchange.cells.judged import Judged, tidied
from kuajie.messages import Notice
from kuajie.messages.notices.files import CLOCKS_CHANGED, NOT_A_MOMENT, TWO_PARTS

_NAIVE = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?"
_ZONED = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)"
_DAY = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}[日号]?"
_MOMENT = re.compile(
    rf"(?P<day>{_DAY})(?:[T ]\s*(?P<hour>\d{{1,2}}):(?P<rest>\d{{2}}(?::\d{{2}}(?:\.\d{{1,6}})?)?)"
    r"\s*(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_UTC = pa.timestamp("us", "UTC")
_STATE_FIRST = re.compile(rf"(?P<state>[^\d\s][^\d]*?)[\s:]*(?P<moment>(?:{_DAY}).*)", re.ASCII)
_STATE_LAST = re.compile(r"(?P<moment>\d.*?\d(?:日|号|Z)?)\s*(?P<state>[^\d\s][^\d]*)", re.ASCII)


def moments(cells: pa.StringArray, *, zone: str) -> Judged:
    """Return the moments of a column as UTC timestamps; without an offset they are read in ``zone``.

    A local time that a change of clocks skips or repeats is a fault.
    """
    judged = tidied(cells, plain=f"{_NAIVE}|{_ZONED}", tidy=_tidy)
    try:
        return _sure(judged.values, zone, judged.faults)
    except pa.ArrowInvalid:  # a day or an hour that does not exist, such as 30 February
        wrong = _impossible(judged.values)
    faults = {**judged.faults, NOT_A_MOMENT: judged.faults.get(NOT_A_MOMENT, False) | wrong}
    return _sure(pc.if_else(pa.array(wrong), None, judged.values), zone, faults)


def _sure(texts: pa.StringArray, zone: str, faults: dict[Notice, NDArray[np.bool_]]) -> Judged:
    """Return moments, those that changing clocks make uncertain as faults."""
    early, late = (_in_utc(texts, zone, doubt) for doubt in ("earliest", "latest"))
    unsure = pc.fill_null(pc.not_equal(early, late), fill_value=False)
    if not pc.any(unsure).as_py():
        return Judged(early, faults)
    found = {**faults, CLOCKS_CHANGED: np.asarray(unsure.to_numpy(zero_copy_only=False))}
    return Judged(pc.if_else(unsure, None, early), found)


def _in_utc(texts: pa.StringArray, zone: str, doubt: str) -> pa.TimestampArray:
    zoned = pc.match_substring_regex(texts, f"^(?:{_ZONED})$")
    aware = pc.if_else(zoned, texts, None).cast(_UTC)
    local = pc.if_else(zoned, None, texts).cast(pa.timestamp("us"))
    placed = pc.assume_timezone(local, zone, ambiguous=doubt, nonexistent=doubt)
    return pc.coalesce(aware, placed.cast(_UTC))


def split_state(cell: str) -> tuple[str, str] | None:
    """Return the state and the moment of a two-part cell, or ``None`` for any other.

    >>> split_state("已支付 2026-01-05 09:30:00")
    ('已支付', '2026-01-05 09:30:00')
    """
    for pattern in (_STATE_FIRST, _STATE_LAST):
        found = pattern.fullmatch(cell)
        if found and _MOMENT.fullmatch(found["moment"]):
            return found["state"].strip(" :"), found["moment"]
    return None


def _tidy(cell: str) -> str | Notice:
    found = _MOMENT.fullmatch(cell)
    if found is None:
        return TWO_PARTS if split_state(cell) else NOT_A_MOMENT
    day = day_of(found["day"], "month_first")
    if day is None:
        return NOT_A_MOMENT
    if found["hour"] is None:
        return day.isoformat()
    return f"{day.isoformat()}T{int(found['hour']):02}:{found['rest']}{found['offset'] or ''}"


def _impossible(texts: pa.StringArray) -> NDArray[np.bool_]:
    return np.array([text is not None and not _exists(text) for text in texts.to_pylist()], dtype=bool)


def _exists(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
