"""Tests: about levers and courses of the programme, with a change, a lift in a known unit and an interval."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kuajie.domain.experiment import LIFT_UNITS, SHARE
from kuajie.domain.lever import Lever
from kuajie.exchange.checks.levers import check_known
from kuajie.exchange.checks.rows import report_rows, report_texts
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.exchange.record_table import RecordTable
from kuajie.messages import Severity
from kuajie.messages.notices.files import UNKNOWN_WORD
from kuajie.messages.notices.records import (
    INTERVAL_WITHOUT_WIDTH,
    LEVEL_NOT_INSIDE,
    LEVER_NOT_ON_COURSE,
    LIFT_OUTSIDE_INTERVAL,
    SHARE_ABOVE_ONE,
    SHARE_BELOW_MINUS_ONE,
    TEST_TOLD_DIFFERENTLY,
    UNKNOWN_COURSE,
    ZERO_CHANGE,
)


def check_tests(
    tests: RecordTable, levers: Mapping[str, Lever], courses: Collection[str], *, findings: Findings
) -> None:
    """Refuse tests of unknown levers, courses or units, and results that no experiment can have."""
    check_known(tests, levers, findings=findings)
    report_texts(
        tests,
        "course_id",
        lambda course: course not in courses,
        UNKNOWN_COURSE,
        findings=findings,
        facts=lambda course: {"catalogue": "programme.toml", "hint": did_you_mean(course, courses)},
    )
    report_texts(
        tests,
        "unit",
        lambda unit: unit not in LIFT_UNITS,
        UNKNOWN_WORD,
        findings=findings,
        facts=lambda unit: {"hint": did_you_mean(unit, LIFT_UNITS), "known": listing(LIFT_UNITS)},
    )
    _check_pairs(tests, levers, courses, findings=findings)
    _check_results(tests, findings=findings)


def _check_pairs(
    tests: RecordTable, levers: Mapping[str, Lever], courses: Collection[str], *, findings: Findings
) -> None:
    """Refuse tests of a lever on a course that it does not act on."""
    for lever in levers.values():
        idle = {course for course in courses if not lever.acts_on(course)}
        mismatched = tests.rows_where("lever", {lever.id}) & tests.rows_where("course_id", idle)
        report_rows(
            tests,
            "course_id",
            mismatched,
            LEVER_NOT_ON_COURSE,
            findings=findings,
            facts=lambda _, lever=lever: {"lever": lever.id},  # type: ignore[misc]
        )


def _check_results(tests: RecordTable, *, findings: Findings) -> None:
    names = ("spend_change", "level", "lower", "lift", "upper")
    change, level, lower, lift, upper = (_floats(tests, name) for name in names)
    report_rows(tests, "spend_change", change == 0, ZERO_CHANGE, findings=findings)
    report_rows(tests, "level", (level <= 0) | (level >= 1), LEVEL_NOT_INSIDE, findings=findings)
    inside = (lower <= lift) & (lift <= upper)
    report_rows(tests, "lift", ~inside, LIFT_OUTSIDE_INTERVAL, findings=findings)
    report_rows(tests, "upper", inside & (lower == upper), INTERVAL_WITHOUT_WIDTH, findings=findings)
    relative = tests.rows_where("unit", {SHARE})
    report_rows(tests, "lift", relative & (lift < -1), SHARE_BELOW_MINUS_ONE, findings=findings)
    report_rows(
        tests,
        "lift",
        relative & (lift > 1),
        SHARE_ABOVE_ONE,
        findings=findings,
        severity=Severity.WARNING,
        facts=lambda cell: {"percent": f"{100 * float(cell):g} %"},
    )


def _floats(table: RecordTable, name: str) -> NDArray[np.float64]:
    return np.asarray(table.columns[name].to_numpy(zero_copy_only=False), dtype=np.float64)


def check_told_alike(every: Sequence[RecordTable], *, findings: Findings) -> None:
    """Refuse a test that two parties give with different figures; with equal ones it counts once."""
    told: dict[tuple[object, ...], tuple[str, tuple[object, ...]]] = {}
    for tests in every:
        key = tests.record_file.key
        rest = [column.name for column in tests.record_file.columns if column.name not in key]
        differing, others = np.zeros(len(tests), dtype=bool), [""] * len(tests)
        for position, row in enumerate(pa.table(dict(tests.columns)).to_pylist()):
            result = tuple(row[name] for name in rest)
            file, first = told.setdefault(tuple(row[name] for name in key), (tests.file, result))
            differing[position], others[position] = first != result, file
        for position in findings.listable(tests.file, np.flatnonzero(differing)):
            place = tests.place(position, "lever")
            findings.error(TEST_TOLD_DIFFERENTLY, place, other=others[position])
