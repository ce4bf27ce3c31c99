"""Texts in files that spreadsheets open: none of them is taken for a formula."""

from __future__ import annotations

import re
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

_FORMULA: Final = r"^'*\s*[=+\-@\t\r\n|＝＋－＠]"
"""How a cell begins that some spreadsheet calculates, marks before it and full-width signs included."""
_NUMBER: Final = r"^'*-?[0-9]+(\.[0-9]+)?$"
_BEGINS, _IS_NUMBER = re.compile(_FORMULA), re.compile(_NUMBER)
MARK: Final = "'"


def calculated(cell: str) -> bool:
    """Say whether a spreadsheet would calculate a cell; numbers it may."""
    return bool(_BEGINS.match(cell)) and not _IS_NUMBER.match(cell)


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> harmless("=1+2"), harmless("-12.5"), harmless("@SUM(A1)"), harmless("订单")
    ("'=1+2", '-12.5', "'@SUM(A1)", '订单')
    """
    return f"{MARK}{cell}" if calculated(cell) else cell


def as_it_was(cell: str) -> str:
    """Return what ``harmless`` made a cell of.

    >>> as_it_was("'=1+2"), as_it_was("'t Hart"), as_it_was(harmless("-x"))
    ('=1+2', "'t Hart", '-x')
    """
    return cell[1:] if cell.startswith(MARK) and calculated(cell[1:]) else cell


def harmless_texts(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return texts as ``harmless`` makes each."""
    formula = pc.and_(
        pc.match_substring_regex(texts, _FORMULA), pc.invert(pc.match_substring_regex(texts, _NUMBER))
    )
    marked = pc.binary_join_element_wise(MARK, texts, "")
    return pc.if_else(pc.fill_null(formula, fill_value=False), marked, texts)


def harmless_table(table: pa.Table) -> pa.Table:
    """Return a table whose texts no spreadsheet takes for formulas."""
    for place, column in enumerate(table.schema):
        if pa.types.is_string(column.type):
            table = table.set_column(place, column, harmless_texts(table.column(place)))
    return table
