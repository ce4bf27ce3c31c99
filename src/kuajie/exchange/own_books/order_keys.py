"""Random order keys as a book has them: their form, and what betrays keys that others could guess."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from kuajie.exchange.cells.coded import Coded, code
from kuajie.exchange.findings import Findings
from kuajie.exchange.own_books.personal import HASHES_A_SECOND, hours
from kuajie.exchange.sheet import Sheet
from kuajie.messages import Place
from kuajie.messages.notices import reconcile as notices
from kuajie.settlement.reconciliation.blind import LEAST_KEY_BITS, LEAST_KEYS, key_bits

_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
_FORM = rf"^(?:{_UUID}|[0-9a-fA-F]{{32,128}}|[A-Za-z0-9_-]{{22,128}})$"
_DIGITS = re.compile(r"\d{1,31}")
_PROBED = 50
_HASHES = ("md5", "sha1", "sha256", "sha512")


def check_order_keys(sheet: Sheet, name: str, coded: Coded, findings: Findings) -> None:
    """Refuse keys that are missing, short, counted up, or plain hashes of another column of the book."""
    formed = pc.match_substring_regex(coded.cells, _FORM).to_numpy(zero_copy_only=False)
    digits = np.array([bool(_DIGITS.fullmatch(cell)) for cell in coded.cells.to_pylist()], dtype=np.bool_)
    for row in findings.listable(sheet.file, coded.rows_with(~formed | digits)):
        place = Place(file=sheet.file, row=int(sheet.rows[row]), column=name, value=coded.text(row) or None)
        findings.error(notices.NOT_AN_ORDER_KEY, place)
    if findings.refused(sheet.file):
        return
    keys = coded.cells.to_pylist()
    if len(keys) >= LEAST_KEYS and (bits := key_bits(keys)) < LEAST_KEY_BITS:
        findings.error(notices.KEYS_GUESSABLE, Place(file=sheet.file, column=name), bits=round(bits))
    for other in _hashed_columns(sheet, coded):
        facts = {"other": other, "speed": f"{HASHES_A_SECOND:,}", "hours": f"{hours():.1f}"}
        findings.error(notices.KEYS_ARE_HASHES, Place(file=sheet.file, column=name), **facts)


def _hashed_columns(sheet: Sheet, coded: Coded) -> Iterator[str]:
    """Yield the columns whose cells, hashed, are the keys of their rows."""
    rows = range(min(_PROBED, len(sheet.rows)))
    keys = [coded.text(row).casefold() for row in rows]
    for header, column in zip(sheet.headers, sheet.columns, strict=True):
        cells = code(column.slice(0, _PROBED))
        if any(_is_hash(keys[row], cells.text(row)) for row in rows):
            yield header.strip()


def _is_hash(key: str, cell: str) -> bool:
    digests = (hashlib.new(name, cell.encode(), usedforsecurity=False).hexdigest() for name in _HASHES)
    return bool(cell) and any(key == digest for digest in digests)
