"""Postings as CSV: one row per double-entry line, in the order in which they were made."""

from __future__ import annotations

import io

import numpy as np
import pyarrow as pa
from pyarrow import csv

from kuajie.settlement.agreement import Agreement
from kuajie.settlement.events import History
from kuajie.settlement.lines import Account, Lines

ACCOUNTS = [account.name.lower() for account in Account]


def postings_csv(agreement: Agreement, history: History, lines: Lines) -> bytes:
    """Return lines with the moment, kind and id of their event; the same lines give the same bytes.

    ``clause`` counts from one (0: none); ``amount`` is in minor units. The rows of one event add up to zero.
    """
    event = np.asarray(lines.event, dtype=np.int64)
    moments = pa.array([each.at for each in history.events], pa.timestamp("us", "UTC")).take(pa.array(event))
    table = pa.table(
        {
            "moment": moments.cast(pa.string()),
            "kind": pa.array([each.kind.name.lower() for each in history.events]).take(pa.array(event)),
            "event": pa.array([each.id for each in history.events]).take(pa.array(event)),
            "clause": np.asarray(lines.clause, dtype=np.int64) + 1,
            "account": pa.array(ACCOUNTS).take(pa.array(np.asarray(lines.account, dtype=np.int64))),
            "party": pa.array(agreement.parties).take(pa.array(np.asarray(lines.party, dtype=np.int64))),
            "amount": np.asarray(lines.amount, dtype=np.int64),
        }
    )
    written = io.BytesIO()
    csv.write_csv(table, written, csv.WriteOptions(quoting_style="needed"))
    return written.getvalue()
