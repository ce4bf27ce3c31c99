"""Spend and training: about levers the party has, in the units the programme counts in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.exchange.checks.rows import report_rows, report_texts
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.exchange.record_table import RecordTable
from kuajie.messages import Notice, Place
from kuajie.messages.notices.files import UNKNOWN_WORD
from kuajie.messages.notices.records import (
    LEVER_NEVER_USED,
    LEVER_OF_OTHER_KIND,
    LEVER_OF_OTHER_PARTY,
    ROWS_OF_OTHER_PROGRAMMES,
    UNIT_DIFFERS,
    UNKNOWN_LEVER,
)

_FILE_OF_KIND = {LeverKind.MARKETING: "spend.csv", LeverKind.TRAINING: "training.csv"}
_UNITS = tuple(str(unit) for unit in Unit)


def of_programme(spend: RecordTable, programme_id: str, *, findings: Findings) -> RecordTable:
    """Return the spend rows of one programme; how many belong to others is noted."""
    mine = spend.rows_where("programme", {programme_id})
    others = int((~mine).sum())
    if others:
        findings.note(ROWS_OF_OTHER_PROGRAMMES, Place(file=spend.file, column="programme"), count=others)
    return spend.keep(mine) if others else spend


def check_levers(
    table: RecordTable, levers: Mapping[str, Lever], *, kind: LeverKind, findings: Findings
) -> None:
    """Refuse rows about levers that are unknown, another party's, or of another kind."""
    check_known(table, levers, findings=findings)
    _report(
        table,
        levers,
        lambda lever: lever.party != table.party,
        LEVER_OF_OTHER_PARTY,
        findings=findings,
        facts=lambda lever: {"owner": lever.party},
    )
    _report(
        table,
        levers,
        lambda lever: lever.party == table.party and lever.kind is not kind,
        LEVER_OF_OTHER_KIND,
        findings=findings,
        facts=lambda lever: {"kind": str(lever.kind), "right": _FILE_OF_KIND[lever.kind]},
    )


def _report(
    table: RecordTable,
    levers: Mapping[str, Lever],
    is_wrong: Callable[[Lever], bool],
    notice: Notice,
    *,
    findings: Findings,
    facts: Callable[[Lever], Mapping[str, object]],
) -> None:
    report_texts(
        table,
        "lever",
        lambda name: name in levers and is_wrong(levers[name]),
        notice,
        findings=findings,
        facts=lambda name: facts(levers[name]),
    )


def check_known(table: RecordTable, levers: Collection[str], *, findings: Findings) -> None:
    """Refuse rows about levers that programme.toml does not have."""
    report_texts(
        table,
        "lever",
        lambda name: name not in levers,
        UNKNOWN_LEVER,
        findings=findings,
        facts=lambda name: {"hint": did_you_mean(name, levers)},
    )


def check_units(training: RecordTable, levers: Mapping[str, Lever], *, findings: Findings) -> None:
    """Refuse units that are unknown or differ from the lever's."""
    report_texts(
        training,
        "unit",
        lambda unit: unit not in _UNITS,
        UNKNOWN_WORD,
        findings=findings,
        facts=lambda unit: {"hint": did_you_mean(unit, _UNITS), "known": listing(_UNITS)},
    )
    for lever in levers.values():
        if lever.party != training.party or lever.kind is not LeverKind.TRAINING:
            continue  # said already
        differing = training.rows_where("lever", {lever.id}) & training.rows_where(
            "unit", set(_UNITS) - {str(lever.unit)}
        )
        report_rows(
            training,
            "unit",
            differing,
            UNIT_DIFFERS,
            findings=findings,
            facts=lambda _, lever=lever: {"unit": str(lever.unit)},  # type: ignore[misc]
        )


def _floats(table: RecordTable, name: str) -> NDArray[np.float64]:
    return np.asarray(table.columns[name].to_numpy(zero_copy_only=False), dtype=np.float64)


def warn_unused(lever: Lever, table: RecordTable, *, findings: Findings) -> None:
    """Warn of a lever that nothing was ever put into."""
    mine = table.rows_where("lever", {lever.id})
    if not (_floats(table, "amount")[mine] > 0).any():
        findings.warn(
            LEVER_NEVER_USED, Place(file=table.file, column="lever", value=lever.id), lever=lever.id
        )
