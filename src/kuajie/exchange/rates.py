"""Exchange rates of a programme folder, kept as exact decimals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow.compute as pc

from kuajie.domain.money import Rates
from kuajie.exchange.findings import Findings
from kuajie.exchange.record_table import RecordTable
from kuajie.messages.notices.files import NOT_POSITIVE


def rates_of(table: RecordTable | None, *, findings: Findings) -> Rates:
    """Return the rates of ``rates.csv`` (none without the file); rates that are not positive are findings.

    The shortest decimal that reads back as the float64 of the table is what the file said, up to 15 digits.
    """
    if table is None:
        return Rates({})
    wrong = np.flatnonzero(pc.less_equal(table.columns["rate"], 0.0).to_numpy(zero_copy_only=False))
    for position in findings.listable(table.file, wrong):
        findings.error(NOT_POSITIVE, table.place(position, "rate"))
    rows = zip(*(table.columns[name].to_pylist() for name in ("date", "from", "to", "rate")), strict=True)
    return Rates({(day, first, second): Decimal(str(rate)) for day, first, second, rate in rows if rate > 0})


def latest_day(rates: Rates, *, first: str, second: str, until: date) -> date | None:
    """Return the latest day up to ``until`` with a rate for a pair of currencies."""
    days: Iterable[date] = (day for day, *pair in rates.by_day if pair == [first, second] and day <= until)
    return max(days, default=None)
