"""Controls as an array, refused when a week is missing: nobody can know what a missing fact was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from kuajie.domain.panel import Floats
from kuajie.messages import BadInput, Finding, Place
from kuajie.messages.notices.warehouse import CONTROL_MISSING
from kuajie.warehouse.weekly_arrays import spread_rows


def required_controls(rows: pa.Table, weeks: Sequence[date]) -> tuple[tuple[str, ...], Floats]:
    """Return the names of the controls, sorted, and their values of shape ``(control, week)``.

    Raises ``BadInput`` naming every control that lacks weeks and the first week it lacks.
    """
    names = tuple(sorted(set(rows["name"].to_pylist())))
    values = spread_rows(rows, label="name", value="value", labels=names, weeks=weeks, empty=np.nan)
    missing = np.isnan(values)
    findings = [
        _finding(name, [week for week, gap in zip(weeks, gaps, strict=True) if gap], weeks)
        for name, gaps in zip(names, missing, strict=True)
        if gaps.any()
    ]
    if findings:
        raise BadInput(findings)
    return names, values


def _finding(name: str, gaps: Sequence[date], weeks: Sequence[date]) -> Finding:
    facts = {
        "name": name,
        "count": len(gaps),
        "weeks": len(weeks),
        "week": gaps[0],
        "first": weeks[0],
        "last": weeks[-1],
    }
    return Finding(notice=CONTROL_MISSING, place=Place(file="controls.csv", value=name), facts=facts)
