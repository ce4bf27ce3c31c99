"""Files of what learners took: histories, courses and the learners to recommend to; recommendations out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from kuajie.domain.panel import Floats
from kuajie.domain.spreadsheets import harmless_table
from kuajie.exchange.cells.moment import moments
from kuajie.exchange.courses_file import features_of, read_courses, read_edges
from kuajie.exchange.findings import Findings
from kuajie.exchange.named_columns import COURSE, LEARNER, TIME, NamedColumns, codes, distinct, read_columns
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.histories import Codes, Histories
from kuajie.messages import Finding, Place
from kuajie.messages.notices import recommend as notices

_NUMBER = r"^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadHistories:
    """Histories by code, what the codes stand for, and which learners (codes, -1: unknown) are asked for."""

    histories: Histories
    course_ids: tuple[str, ...]
    features: CourseFeatures
    asked_ids: tuple[str, ...]
    asked: Codes
    warnings: tuple[Finding, ...]


def read_histories(
    train: Path, courses: Path | None = None, learners: Path | None = None, edges: Sequence[Path] = ()
) -> ReadHistories:
    """Return histories of files with columns user, item and perhaps timestamp; without it, rows are in order.

    ``courses`` lists all courses there are (columns item and perhaps title, provider), else those of the
    histories count; ``learners`` those to recommend to (column user), else all; ``edges`` what courses are
    about (columns head, relation, tail). Raises ``BadInput`` with everything that is wrong.
    """
    findings = Findings()
    rows = read_columns(train, (LEARNER, COURSE), findings=findings, also=(TIME,))
    listed = None if courses is None else read_courses(courses, findings)
    wanted = None if learners is None else read_columns(learners, (LEARNER,), findings=findings)
    known = read_edges(edges, findings)
    findings.stop_if_refused()
    rows = rows.complete((LEARNER, COURSE), findings)
    if listed is not None:
        rows = rows.known(COURSE, listed.cells[COURSE], where=str(courses), findings=findings)
    times = _times(rows, findings) if TIME in rows.cells else None
    course_ids = _ids(rows.cells[COURSE], times) if listed is None else listed.cells[COURSE]
    learner_ids = _ids(rows.cells[LEARNER], times)
    asked_ids = distinct(rows.cells[LEARNER]) if wanted is None else _asked(wanted, findings)
    return ReadHistories(
        histories=_histories(rows, learner_ids, course_ids, times, findings),
        course_ids=tuple(course_ids.to_pylist()),
        features=features_of(course_ids, listed, known, findings),
        asked_ids=tuple(asked_ids.to_pylist()),
        asked=codes(asked_ids, learner_ids),
        warnings=findings.warnings,
    )


def _ids(column: pa.Array, times: Floats | None) -> pa.Array:
    """Return the ids of a column, by their times where there are any, so that the order of rows is free.

    Who is hidden to choose a model is drawn by places among these.
    """
    if times is None:
        return distinct(column)
    rows = pa.table({"id": column, "time": pa.array(times, from_pandas=True)})
    found = rows.group_by("id").aggregate([("time", "min"), ("time", "max"), ("time", "count")])
    keys = [(name, "ascending") for name in ("time_min", "time_max", "time_count", "id")]
    return found.sort_by(keys)["id"].combine_chunks()


def _asked(rows: NamedColumns, findings: Findings) -> pa.Array:
    rows = rows.complete((LEARNER,), findings)
    ids = distinct(rows.cells[LEARNER])
    if repeated := rows.rows.size - len(ids):
        findings.note(notices.REPEATED_LEARNERS, Place(file=rows.file), count=f"{repeated:,}")
    return ids


def _histories(
    rows: NamedColumns,
    learner_ids: pa.Array,
    course_ids: pa.Array,
    times: Floats | None,
    findings: Findings,
) -> Histories:
    histories = Histories.ordered(
        codes(rows.cells[LEARNER], learner_ids),
        codes(rows.cells[COURSE], course_ids),
        learners=len(learner_ids),
        courses=len(course_ids),
        time=times,
    )
    repeated = rows.rows.size - histories.learner.size
    if repeated:
        findings.note(notices.REPEATED_ROWS, Place(file=rows.file), count=f"{repeated:,}")
    return histories


def _times(rows: NamedColumns, findings: Findings) -> Floats:
    """Return the seconds of each row since 1970, (R,), NaN where they cannot be read; those are counted.

    A number is taken as it stands, whatever its unit: only the order matters.
    """
    cells = rows.cells[TIME]
    number = pc.match_substring_regex(cells, _NUMBER)
    seconds = pc.if_else(number, cells, None).cast(pa.float64())
    if not pc.all(number).as_py():
        moment = moments(pc.if_else(number, "", cells), zone="UTC").values
        seconds = pc.coalesce(seconds, pc.divide(moment.cast(pa.int64()).cast(pa.float64()), 1e6))
    times: Floats = seconds.to_numpy(zero_copy_only=False).astype(np.float64)
    faulty = np.isnan(times)
    if faulty.any():
        first = int(faulty.argmax())
        place = Place(file=rows.file, row=int(rows.rows[first]), column=TIME)
        facts = {"count": f"{faulty.sum():,}", "example": cells[first].as_py()}
        findings.warn(notices.UNREADABLE_TIMES, place, **facts)
    return times


def recommendations_csv(
    learner_ids: tuple[str, ...],
    course_ids: tuple[str, ...],
    ranked: Codes,
    reasons: Sequence[Sequence[str]] | None = None,
) -> bytes:
    """Return recommendations as CSV with columns user, item and rank, the best first; -1 is left out.

    ``reasons`` (learner, most), where given, are a fourth column. Texts that a spreadsheet would take for a
    formula get an apostrophe before them.
    """
    learner, rank = np.nonzero(ranked >= 0)
    columns = {
        LEARNER: pa.array(learner_ids, pa.string()).take(pa.array(learner)),
        COURSE: pa.array(course_ids, pa.string()).take(pa.array(ranked[learner, rank])),
        "rank": pa.array(rank + 1),
    }
    if reasons is not None:
        told = zip(learner.tolist(), rank.tolist(), strict=True)
        columns["reason"] = pa.array([reasons[who][place] for who, place in told], pa.string())
    table = harmless_table(pa.table(columns))
    written = io.BytesIO()
    csv.write_csv(table, written, csv.WriteOptions(quoting_style="needed"))
    return written.getvalue()
