"""Judgements of importance in a partners file: pairwise matrices, read with every finding."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kuajie.exchange.partners_values import Entry, as_ratio, shown
from kuajie.matching.normalisation import Floats
from kuajie.matching.pairwise import RECIPROCAL_TO
from kuajie.messages import Place
from kuajie.messages.notices.partners import NOT_A_JUDGEMENT, NOT_RECIPROCAL, NOT_SQUARE


def read_matrix(entry: Entry, name: str, things: Sequence[str]) -> Floats | None:
    """Return a matrix of judgements on things in order, or ``None``, noted, where it cannot be taken."""
    rows = entry.items(name)
    if rows is None:
        return None
    count = len(things)
    if len(rows) != count or not all(isinstance(row, list) and len(row) == count for row in rows):
        entry.fault(NOT_SQUARE, name, count=count)
        return None
    matrix = np.ones((count, count))
    good = True
    for row, values in enumerate(rows):
        for column, value in enumerate(values if isinstance(values, list) else ()):
            number = as_ratio(value)
            if number is None or number <= 0.0:
                entry.findings.error(NOT_A_JUDGEMENT, cell_place(entry, name, row, column, value))
                good = False
            else:
                matrix[row, column] = number
    return matrix if good and _reciprocal(entry, name, things, matrix, rows) else None


def cell_place(entry: Entry, name: str, row: int, column: int, value: object) -> Place:
    """Return where a cell of a matrix stands; rows and columns are counted from 1."""
    whole = f"{entry.at}.{name}" if entry.at else name
    return Place(file=entry.file, column=f"{whole}[{row + 1}][{column + 1}]", value=shown(value))


def _reciprocal(entry: Entry, name: str, things: Sequence[str], matrix: Floats, rows: list[object]) -> bool:
    good = True
    written = [list(map(shown, row)) for row in rows if isinstance(row, list)]
    for row in range(len(things)):
        for column in range(row + 1):
            if abs(matrix[row, column] * matrix[column, row] - 1.0) > RECIPROCAL_TO:
                entry.findings.error(
                    NOT_RECIPROCAL,
                    cell_place(entry, name, row, column, rows[row][column]),  # type: ignore[index]
                    first=things[column],
                    second=things[row],
                    value=written[column][row],
                    opposite=written[row][column],
                    wanted=inverse(matrix[column, row]),
                )
                good = False
    return good


def inverse(value: float) -> str:
    """Return one over a judgement as people write it.

    >>> inverse(3.0), inverse(1 / 3), inverse(1.0), inverse(2.5)
    ('1/3', '3', '1', '1/2.5')
    """
    if value >= 1.0:
        return "1" if value == 1.0 else f"1/{value:.4g}"
    return f"{1.0 / value:.4g}"
