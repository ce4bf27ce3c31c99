"""Consents name parties of the programme, to somebody else, and do not end before they begin."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow.compute as pc

from kuajie.exchange.checks.rows import report_rows, report_texts
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.record_table import RecordTable
from kuajie.messages.notices.records import CONSENT_TO_ONESELF, END_BEFORE_START, UNKNOWN_PARTY

ENDS = ("expires_at", "withdrawn_at")


def check_consents(consents: RecordTable, parties: Collection[str], *, findings: Findings) -> None:
    """Refuse consents by or to unknown parties, to oneself, and those that end before they begin."""
    for column in ("party", "recipient"):
        report_texts(
            consents,
            column,
            lambda party: party not in parties,
            UNKNOWN_PARTY,
            findings=findings,
            facts=lambda party: {"hint": did_you_mean(party, parties)},
        )
    columns = consents.columns
    oneself = pc.equal(columns["party"], columns["recipient"]).to_numpy(zero_copy_only=False)
    report_rows(consents, "recipient", oneself, CONSENT_TO_ONESELF, findings=findings)
    for end in ENDS:
        crossed = pc.fill_null(pc.less(columns[end], columns["given_at"]), False)  # noqa: FBT003 - Arrow has no keyword
        report_rows(
            consents,
            end,
            crossed.to_numpy(zero_copy_only=False),
            END_BEFORE_START,
            findings=findings,
            facts=lambda _: {"start": "given_at"},
        )
