"""Prices of a catalogue: amounts in the currency that its rows name, in minor units."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.money import minor_digits
from kuajie.exchange.cells.money import FINEST_DIGITS, money
from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.opened import SheetFile
from kuajie.messages import BadInput
from kuajie.messages.notices import graph as notices


def prices(sheet: SheetFile, column: str, currency: str | None, findings: Findings) -> dict[str, pa.Array]:
    """Return columns price (minor units, null where unknown) and currency.

    Prices without a currency, and those that cannot be read, are left out, counted and told.
    """
    cells = sheet.columns[column]
    said = (
        pa.array([""] * len(cells), pa.string())
        if currency is None
        else pc.utf8_upper(sheet.columns[currency])
    )
    digits = {code: _digits(code) for code in pc.unique(said).to_pylist()}
    coded = cells.dictionary_encode()
    units = money(coded.dictionary).units.take(coded.indices)
    step = pa.array([_step(digits[code]) for code in said.to_pylist()], pa.int64())
    whole = pc.divide(units, step)
    price = pc.if_else(pc.equal(pc.multiply(whole, step), units), whole, None)
    lost = pc.and_(pc.is_null(price), pc.not_equal(cells, "")).to_numpy(zero_copy_only=False)
    if lost.any():
        first = int(np.argmax(lost))
        facts = {"count": f"{lost.sum():,}", "example": cells[first].as_py()}
        findings.warn(notices.PRICES_LEFT_OUT, sheet.place(first, column), **facts)
    return {"price": price, "currency": pc.if_else(pc.is_null(price), "", said)}


def _step(digits: int | None) -> int | None:
    return None if digits is None else 10 ** (FINEST_DIGITS - digits)


def _digits(code: str) -> int | None:
    try:
        return minor_digits(code)
    except BadInput:
        return None
