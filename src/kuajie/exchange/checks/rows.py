"""Refusing or warning about rows of a table, with the facts of each row's text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from kuajie.exchange.findings import Findings
from kuajie.exchange.record_table import RecordTable
from kuajie.messages import Notice, Severity

Facts = Callable[[str], Mapping[str, object]]


def no_facts(text: str) -> Mapping[str, object]:
    """Return no facts, for notices that need none."""
    del text
    return {}


def report_rows(
    table: RecordTable,
    column: str,
    mask: NDArray[np.bool_],
    notice: Notice,
    *,
    findings: Findings,
    severity: Severity = Severity.ERROR,
    facts: Facts = no_facts,
) -> None:
    """Report the rows where ``mask`` holds; ``facts`` are asked for with the cell of each."""
    report = findings.error if severity is Severity.ERROR else findings.warn
    for position in findings.listable(table.file, np.flatnonzero(mask), severity):
        place = table.place(position, column)
        report(notice, place, **facts(place.value or ""))


def report_texts(
    table: RecordTable,
    column: str,
    is_wrong: Callable[[str], bool],
    notice: Notice,
    *,
    findings: Findings,
    severity: Severity = Severity.ERROR,
    facts: Facts = no_facts,
) -> None:
    """Report every row whose text in ``column`` is wrong, judging each distinct text once."""
    wrong = {text for text in table.texts(column) if is_wrong(text)}
    mask = table.rows_where(column, wrong)
    report_rows(table, column, mask, notice, findings=findings, severity=severity, facts=facts)
