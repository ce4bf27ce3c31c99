"""Postings as CSV: one row per double-entry line, in the order in which they were made."""

from __future__ import annotations

import io
from typing import IO

import numpy as np
import pyarrow as pa
from pyarrow import csv

from kuajie.settlement.agreement import Agreement
from kuajie.settlement.events import EventKind, History
from kuajie.settlement.lines import Account, Lines

ACCOUNTS = [account.name.lower() for account in Account]
LINE = ("event", "clause", "account", "party", "amount")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("moment", "kind", "event")),
        ("clause", pa.int64()),
        ("account", pa.string()),
        ("party", pa.string()),
        ("amount", pa.int64()),
    ]
)


AT_ONCE = 500_000
"""Lines turned into text together."""


def postings_csv(agreement: Agreement, history: History, lines: Lines) -> bytes:
    """Return lines as ``write_postings`` writes them."""
    written = io.BytesIO()
    write_postings(written, agreement, history, lines)
    return written.getvalue()


def write_postings(file: IO[bytes], agreement: Agreement, history: History, lines: Lines) -> None:
    """Write lines with the moment, kind and id of their event; the same lines give the same bytes.

    ``clause`` counts from one (0: none); ``amount`` is in minor units. The rows of one event add up to zero.
    """
    events = history.events
    moments = pa.array([each.at for each in events], pa.timestamp("us", "UTC")).cast(pa.string())
    kinds = pa.array(np.fromiter((each.kind for each in events), np.int8, len(events)))
    names = pa.array([each.id for each in events], pa.string())
    words = pa.array([kind.name.lower() for kind in EventKind])
    options = csv.WriteOptions(quoting_style="needed")
    with csv.CSVWriter(file, SCHEMA, write_options=options) as writer:
        for start in range(0, len(lines), AT_ONCE):
            column = {name: np.asarray(getattr(lines, name)[start : start + AT_ONCE]) for name in LINE}
            event = pa.array(column["event"])
            columns = (
                moments.take(event),
                words.take(kinds.take(event)),
                names.take(event),
                pa.array(column["clause"].astype(np.int64) + 1),
                pa.array(ACCOUNTS).take(pa.array(column["account"])),
                pa.array(agreement.parties).take(pa.array(column["party"])),
                pa.array(column["amount"]),
            )
            writer.write_table(pa.table(dict(zip(SCHEMA.names, columns, strict=True)), schema=SCHEMA))
