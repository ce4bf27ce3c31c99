"""Cells that hold a state and a moment at once, where a column map says which states count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa

from kuajie.exchange.cells.coded import Coded, code
from kuajie.exchange.cells.judged import narrow
from kuajie.exchange.cells.moment import split_state
from kuajie.exchange.column_map import Target
from kuajie.exchange.findings import Findings
from kuajie.exchange.sheet import Sheet
from kuajie.messages import Place
from kuajie.messages.notices.files import UNKNOWN_STATE
from kuajie.messages.notices.records import ROWS_SKIPPED


def take_states(
    sheet: Sheet, placed: Mapping[str, tuple[int, Target]], *, map_file: str, findings: Findings
) -> Sheet:
    """Return the sheet with only rows whose state is taken, and bare moments in the two-part columns.

    A state that is neither taken nor skipped is a finding.
    """
    for position, target in placed.values():
        if target.take or target.skip:
            sheet = _take(sheet, position, target, map_file=map_file, findings=findings)
    return sheet


def _take(sheet: Sheet, position: int, target: Target, *, map_file: str, findings: Findings) -> Sheet:
    coded = code(sheet.columns[position])
    parts = [split_state(narrow(cell)) or ("", cell) for cell in coded.cells.to_pylist()]
    unknown = np.array([state not in (*target.take, *target.skip, "") for state, _ in parts], dtype=bool)
    for row in findings.listable(sheet.file, coded.rows_with(unknown)):
        place = Place(file=sheet.file, row=int(sheet.rows[row]), column=target.column, value=coded.text(row))
        findings.error(UNKNOWN_STATE, place, map=map_file)
    bare = replace(sheet, columns=_with(sheet, position, _moments(coded, [moment for _, moment in parts])))
    skipped = coded.rows_with(np.array([state in target.skip for state, _ in parts], dtype=bool))
    if not len(skipped):
        return bare
    findings.note(ROWS_SKIPPED, Place(file=sheet.file, column=target.column), count=len(skipped))
    keep = np.ones(len(sheet.rows), dtype=bool)
    keep[skipped] = False
    return bare.keep(keep)


def _moments(coded: Coded, moments: list[str]) -> pa.ChunkedArray:
    return pa.chunked_array([coded.spread(pa.array(moments, pa.string()))])


def _with(sheet: Sheet, position: int, column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, ...]:
    return tuple(column if place == position else each for place, each in enumerate(sheet.columns))
