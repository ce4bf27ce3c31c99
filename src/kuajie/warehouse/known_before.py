"""Records as they stood at a moment: what became known later is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc


def known_before(tables: Mapping[str, pa.Table], moment: datetime) -> dict[str, pa.Table]:
    """Return the tables of the events without refunds, starts and completions at or after ``moment``.

    Orders, spend, training and controls are placed in weeks, so whoever counts weeks leaves later ones out.
    """
    known = dict(tables)
    known["refunds"] = _earlier(tables["refunds"], "refunded_at", moment)
    learning = _earlier(tables["learning"], "started_at", moment)
    done = learning["completed_at"]
    place = learning.schema.get_field_index("completed_at")
    known["learning"] = learning.set_column(
        place, learning.schema.field(place), pc.if_else(_before(done, moment), done, None)
    )
    return known


def _earlier(table: pa.Table, column: str, moment: datetime) -> pa.Table:
    return table.filter(_before(table[column], moment))


def _before(values: pa.ChunkedArray, moment: datetime) -> pa.ChunkedArray:
    return pc.less(values, pa.scalar(moment, values.type))
