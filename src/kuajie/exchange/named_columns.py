"""Columns of a file by name, as texts: what recommendations read their files by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import listing
from kuajie.exchange.sheet_file import read_sheet
from kuajie.knowledge.histories import Codes
from kuajie.messages import Place, Text
from kuajie.messages.notices import recommend as notices

LEARNER, COURSE, TIME = "user", "item", "timestamp"
ALIASES: Mapping[str, tuple[str, ...]] = {
    LEARNER: ("learner", "user_id", "学员", "用户", "用户编号", "学员编号"),
    COURSE: ("course_id", "item_id", "课程编号", "课程"),
    TIME: ("ordered_at", "下单时间"),
    "title": ("课程名称",),
    "provider": ("合作方",),
}
"""Other names of columns, among them those of a programme folder's files."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamedColumns:
    """Texts without white space around, by column, and the row in the file of each, (R,)."""

    file: str
    cells: Mapping[str, pa.Array]
    rows: Codes

    def complete(self, names: Sequence[str], findings: Findings) -> NamedColumns:
        """Return the rows filled in under ``names``; others are counted, with the first."""
        kept = np.ones(self.rows.size, dtype=np.bool_)
        for name in names:
            kept &= pc.not_equal(self.cells[name], "").to_numpy(zero_copy_only=False)
        if not kept.all():
            place = Place(file=self.file, row=int(self.rows[~kept][0]))
            facts = {"count": f"{(~kept).sum():,}", "columns": listing(names)}
            findings.warn(notices.EMPTY_CELLS, place, **facts)
        return self.only(pa.array(kept))

    def known(
        self, name: str, ids: pa.Array, *, where: str | Text, findings: Findings, severe: bool = True
    ) -> NamedColumns:
        """Return the rows whose cell is among ``ids``; others are counted, with an example."""
        known = pc.is_in(self.cells[name], value_set=ids)
        lost = len(known) - (pc.sum(known).as_py() or 0)
        if not lost:
            return self
        first = pc.index(known, False).as_py()
        place = Place(file=self.file, row=int(self.rows[first]), column=name)
        facts = {"count": f"{lost:,}", "where": where, "example": self.cells[name][first].as_py()}
        (findings.warn if severe else findings.note)(notices.UNKNOWN_COURSES, place, **facts)
        return self.only(known)

    def only(self, kept: pa.Array) -> NamedColumns:
        """Return some of the rows."""
        cells = {name: column.filter(kept) for name, column in self.cells.items()}
        return NamedColumns(file=self.file, cells=cells, rows=self.rows[kept.to_numpy(zero_copy_only=False)])


def read_columns(
    path: Path, needed: Sequence[str], *, findings: Findings, also: Sequence[str] = ()
) -> NamedColumns:
    """Return the columns a file must have, and of those it may have (``also``) the ones it has.

    A file that lacks one is a finding, and gives empty columns.
    """
    file = str(path)
    sheet = read_sheet(path, file=file, columns=needed, findings=findings)
    if sheet is None:
        return _nothing(file, needed)
    headers = [header.strip().casefold() for header in sheet.headers]
    cells = {}
    for name in (*needed, *also):
        found = next((known for known in (name, *ALIASES.get(name, ())) if known in headers), None)
        if found is not None:
            column = sheet.columns[headers.index(found)]
            cells[name] = pc.utf8_trim_whitespace(column).combine_chunks()
        elif name in needed:
            facts = {"column": name, "found": listing(sheet.headers)}
            findings.error(notices.MISSING_COLUMN, Place(file=file), **facts)
            return _nothing(file, needed)
    return NamedColumns(file=file, cells=cells, rows=sheet.rows)


def _nothing(file: str, needed: Sequence[str]) -> NamedColumns:
    cells = {name: pa.array([], pa.string()) for name in needed}
    return NamedColumns(file=file, cells=cells, rows=np.zeros(0, dtype=np.int64))


def distinct(column: pa.Array) -> pa.Array:
    """Return the ids of a column in order of first appearance, without empty ones."""
    found = pc.unique(column)
    return found.filter(pc.not_equal(found, ""))


def codes(column: pa.Array, ids: pa.Array) -> Codes:
    """Return where each id stands among ``ids``, -1 where it does not."""
    places = pc.fill_null(pc.index_in(column, value_set=ids), -1)
    return np.asarray(places.to_numpy(zero_copy_only=False), dtype=np.int64)
