"""Files of what learners took: histories, courses and the learners to recommend to; recommendations out."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from kuajie.exchange.encoding import utf8_bytes
from kuajie.exchange.findings import Findings
from kuajie.exchange.sheet_file import read_file
from kuajie.knowledge.histories import Codes, Histories
from kuajie.messages import Finding, Place
from kuajie.messages.notices import recommend as notices

LEARNER, COURSE = "user", "item"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadHistories:
    """Histories by code, what the codes stand for, and which learners (codes, -1: unknown) are asked for."""

    histories: Histories
    course_ids: tuple[str, ...]
    asked_ids: tuple[str, ...]
    asked: Codes
    warnings: tuple[Finding, ...]


def read_histories(train: Path, courses: Path | None, learners: Path | None) -> ReadHistories:
    """Return histories of CSV files with columns user and item; rows stand in order of time.

    ``courses`` lists all courses there are (column item), else those of the histories; ``learners`` those to
    recommend to (column user), else all. Raises ``BadInput`` with everything that is wrong.
    """
    findings = Findings()
    rows = _columns(train, (LEARNER, COURSE), findings)
    catalogue = None if courses is None else _columns(courses, (COURSE,), findings)
    wanted = None if learners is None else _columns(learners, (LEARNER,), findings)
    findings.stop_if_refused()
    rows = _complete(rows, train, findings)
    course_ids = _distinct((catalogue or rows)[COURSE])
    if catalogue is not None:
        rows = _of_catalogue(rows, course_ids, train, str(courses), findings)
    learner_ids = _distinct(rows[LEARNER])
    asked_ids = learner_ids if wanted is None else _distinct(wanted[LEARNER])
    histories = Histories.ordered(
        _codes(rows[LEARNER], learner_ids),
        _codes(rows[COURSE], course_ids),
        learners=len(learner_ids),
        courses=len(course_ids),
    )
    return ReadHistories(
        histories=histories,
        course_ids=tuple(course_ids.to_pylist()),
        asked_ids=tuple(asked_ids.to_pylist()),
        asked=_codes(asked_ids, learner_ids),
        warnings=findings.warnings,
    )


def _columns(path: Path, names: tuple[str, ...], findings: Findings) -> dict[str, pa.Array]:
    """Return columns as texts; empty ones, and a finding, where the file does not have them."""
    empty = {name: pa.array([], pa.string()) for name in names}
    file = str(path)
    raw = read_file(path, file=file, findings=findings)
    text = None if raw is None else utf8_bytes(raw, file=file, findings=findings)
    if text is None:
        return empty
    try:
        convert = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
        table = csv.read_csv(io.BytesIO(text), convert_options=convert)
    except pa.ArrowInvalid as error:
        findings.error(notices.NOT_A_TABLE, Place(file=file), reason=str(error))
        return empty
    for name in names:
        if name not in table.column_names:
            found = ", ".join(table.column_names)
            findings.error(notices.MISSING_COLUMN, Place(file=file), column=name, found=found)
            return empty
    return {name: pc.utf8_trim_whitespace(table[name]).combine_chunks() for name in names}


def _complete(rows: dict[str, pa.Array], path: Path, findings: Findings) -> dict[str, pa.Array]:
    """Return the rows that name a learner and a course; others are counted."""
    filled = [pc.fill_null(pc.not_equal(rows[name], ""), fill_value=False) for name in (LEARNER, COURSE)]
    kept = pc.and_(*filled)
    lost = len(kept) - (pc.sum(kept).as_py() or 0)
    if lost:
        findings.warn(notices.EMPTY_CELLS, Place(file=str(path)), count=f"{lost:,}")
    return {name: column.filter(kept) for name, column in rows.items()}


def _of_catalogue(
    rows: dict[str, pa.Array], course_ids: pa.Array, train: Path, courses: str, findings: Findings
) -> dict[str, pa.Array]:
    """Return the rows whose course is in the catalogue; others are counted, with an example."""
    known = pc.is_in(rows[COURSE], value_set=course_ids)
    lost = len(known) - (pc.sum(known).as_py() or 0)
    if lost:
        example = rows[COURSE].filter(pc.invert(known))[0].as_py()
        facts = {"count": f"{lost:,}", "file": courses, "example": example}
        findings.warn(notices.UNKNOWN_COURSES, Place(file=str(train)), **facts)
    return {name: column.filter(known) for name, column in rows.items()}


def _distinct(column: pa.Array) -> pa.Array:
    """Return the ids of a column, in order of first appearance, without empty ones."""
    found = pc.unique(column).drop_null()
    return found.filter(pc.not_equal(found, ""))


def _codes(column: pa.Array, ids: pa.Array) -> Codes:
    """Return where each id stands among ``ids``, -1 where it does not."""
    places = pc.fill_null(pc.index_in(column, value_set=ids), -1)
    return np.asarray(places.to_numpy(zero_copy_only=False), dtype=np.int64)


def recommendations_csv(learner_ids: tuple[str, ...], course_ids: tuple[str, ...], ranked: Codes) -> bytes:
    """Return recommendations as CSV with columns user, item and rank, the best first."""
    most = ranked.shape[1]
    table = pa.table(
        {
            LEARNER: pa.array(learner_ids, pa.string()).take(np.repeat(np.arange(len(learner_ids)), most)),
            COURSE: pa.array(course_ids, pa.string()).take(ranked.ravel()),
            "rank": np.tile(np.arange(1, most + 1), len(learner_ids)),
        }
    )
    written = io.BytesIO()
    csv.write_csv(table, written, csv.WriteOptions(quoting_style="needed"))
    return written.getvalue()
