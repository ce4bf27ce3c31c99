"""Learning, feedback and resources: about known courses and parties, within their scales."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow.compute as pc

from kuajie.domain.records import RESOURCE_KINDS
from kuajie.exchange.checks.rows import report_rows, report_texts
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.exchange.record_table import RecordTable
from kuajie.messages import Severity
from kuajie.messages.notices.files import OUT_OF_RANGE, UNKNOWN_WORD
from kuajie.messages.notices.records import UNKNOWN_COURSE, UNKNOWN_PARTY

_HIGHEST_NPS = 10


def check_courses_taken(table: RecordTable, courses: Collection[str], *, findings: Findings) -> None:
    """Warn of learning or feedback about courses that neither the catalogue nor the programme has."""
    report_texts(
        table,
        "course_id",
        lambda course: course not in courses,
        UNKNOWN_COURSE,
        findings=findings,
        severity=Severity.WARNING,
        facts=lambda course: {
            "catalogue": f"{table.party}/courses.csv",
            "hint": did_you_mean(course, courses),
        },
    )


def check_feedback(feedback: RecordTable, parties: Collection[str], *, findings: Findings) -> None:
    """Refuse feedback about unknown parties and recommendation scores above ten."""
    report_texts(
        feedback,
        "about",
        lambda party: party not in parties,
        UNKNOWN_PARTY,
        findings=findings,
        facts=lambda party: {"hint": did_you_mean(party, parties)},
    )
    high = pc.fill_null(pc.greater(feedback.columns["nps"], _HIGHEST_NPS), False)  # noqa: FBT003 - Arrow has no keyword
    report_rows(
        feedback,
        "nps",
        high.to_numpy(zero_copy_only=False),
        OUT_OF_RANGE,
        findings=findings,
        facts=lambda _: {"low": 0, "high": _HIGHEST_NPS},
    )


def check_resources(resources: RecordTable, *, findings: Findings) -> None:
    """Refuse kinds of resources that are unknown."""
    report_texts(
        resources,
        "kind",
        lambda kind: kind not in RESOURCE_KINDS,
        UNKNOWN_WORD,
        findings=findings,
        facts=lambda kind: {"hint": did_you_mean(kind, RESOURCE_KINDS), "known": listing(RESOURCE_KINDS)},
    )
