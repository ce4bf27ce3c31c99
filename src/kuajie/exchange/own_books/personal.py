"""Columns that name people: phones, e-mails, and hashes of them, which anybody can enumerate."""

from __future__ import annotations

import re

import pyarrow.compute as pc

from kuajie.exchange.cells.coded import Coded
from kuajie.exchange.findings import Findings
from kuajie.exchange.sheet import HEADER_ROW, Sheet
from kuajie.messages import Place
from kuajie.messages.notices.reconcile import PERSONAL_KEY

_HEADER = re.compile(
    r"phone|mobile|cell_?no|手机|电话|号码归属|tel(\b|_)|e-?mail|邮箱|电邮|身份证|id_?card", re.IGNORECASE
)
_PERSONAL = r"^(?:\+?86[- ]?)?1[3-9]\d[- *]?[\d*]{4}[- ]?\d{4}$|^[^@\s]+@[^@\s]+\.[^@\s]+$"
HASHES_A_SECOND = 2_000_000
"""SHA-256 of phone numbers by one core in plain Python, rounded down; ``benchmarks/reconciliation.py``."""
NUMBERS = 5_000_000_000
"""Eleven digits: about fifty prefixes of three digits, 100 million numbers each."""


def refuse_personal(sheet: Sheet, name: str, coded: Coded, findings: Findings) -> None:
    """Refuse a column as a key of orders when its header or any cell says that it identifies people."""
    row = HEADER_ROW
    if not _HEADER.search(name):
        found = pc.index(pc.match_substring_regex(coded.cells, _PERSONAL), True).as_py()
        if found < 0:
            return
        row = int(sheet.rows[(coded.codes == found).argmax()])
    place = Place(file=sheet.file, row=row, column=name)
    findings.error(PERSONAL_KEY, place, speed=f"{HASHES_A_SECOND:,}", hours=f"{hours():.1f}")


def hours() -> float:
    """Return how long one core takes to hash every number."""
    return NUMBERS / HASHES_A_SECOND / 3600
