"""Prices of a catalogue: amounts in the currency that its rows name, in minor units."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.money import minor_digits
from kuajie.exchange.cells.money import FINEST_DIGITS, money
from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.opened import SheetFile
from kuajie.knowledge.histories import Codes, Flags
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
    amounts = money(coded.dictionary)
    units = amounts.units.take(coded.indices)
    step = pa.array([_step(digits[code]) for code in said.to_pylist()], pa.int64())
    whole = pc.divide(units, step)
    price = pc.if_else(pc.equal(pc.multiply(whole, step), units), whole, None)
    against = _against_sign(amounts.signs, coded.indices.to_numpy(), said.to_pylist())
    price = pc.if_else(pa.array(against), pa.scalar(None, pa.int64()), price)
    lost = pc.and_(pc.is_null(price), pc.not_equal(cells, "")).to_numpy(zero_copy_only=False)
    if lost.any():
        first = int(np.argmax(lost))
        facts = {"count": f"{lost.sum():,}", "example": cells[first].as_py()}
        findings.warn(notices.PRICES_LEFT_OUT, sheet.place(first, column), **facts)
    return {"price": price, "currency": pc.if_else(pc.is_null(price), "", said)}


def _against_sign(signs: Mapping[int, tuple[str, ...]], cells: Codes, said: list[str]) -> Flags:
    """Say which rows bear the sign of another currency than their own; ``cells`` are codes, (rows,)."""
    against = [
        cell in signs and code not in signs[cell] for cell, code in zip(cells.tolist(), said, strict=True)
    ]
    return np.array(against, dtype=np.bool_)


def _step(digits: int | None) -> int | None:
    return None if digits is None else 10 ** (FINEST_DIGITS - digits)


def _digits(code: str) -> int | None:
    try:
        return minor_digits(code)
    except BadInput:
        return None
