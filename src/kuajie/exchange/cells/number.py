"""Numbers: counts, quantities and shares."""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite

import pyarrow as pa

from kuajie.exchange.cells.judged import Judged, tidied
from kuajie.messages import Notice
from kuajie.messages.notices.files import (
    DECIMAL_COMMA,
    NEGATIVE,
    NOT_A_NUMBER,
    NOT_A_SHARE,
    NOT_POSITIVE,
    NOT_WHOLE,
)

_GROUPED = re.compile(r"([+-]?\d{1,3}(?:,\d{3})+)(\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d[\d.,]*,[\d.,]*", re.ASCII)
_MOST_DIGITS = 18  # what fits into 64 bits with certainty


def ungrouped(cell: str) -> str | Notice:
    """Return a number without thousands separators, or why its commas cannot be told apart.

    >>> ungrouped("1,299.00"), ungrouped("12,50").code
    ('1299.00', 'files.decimal_comma')
    """
    if "," not in cell:
        return cell
    if _GROUPED.fullmatch(cell):
        return cell.replace(",", "")
    return DECIMAL_COMMA if _COMMA.fullmatch(cell) else NOT_A_NUMBER


def _number(cell: str) -> str | Notice:
    text = ungrouped(cell)
    if isinstance(text, Notice):
        return text
    return text if _NUMBER.fullmatch(text) and isfinite(float(text)) else NOT_A_NUMBER


def _amount(cell: str) -> str | Notice:
    text = _number(cell)
    if isinstance(text, str) and Decimal(text) < 0:
        return NEGATIVE
    return text


def _share(cell: str) -> str | Notice:
    percent = cell.endswith("%")
    text = _number(cell.removesuffix("%").rstrip())
    if isinstance(text, Notice):
        return text
    share = Decimal(text) / 100 if percent else Decimal(text)
    return str(share) if 0 <= share <= 1 else NOT_A_SHARE


def _count(cell: str) -> str | Notice:
    text = _number(cell)
    if isinstance(text, Notice):
        return text
    count = Decimal(text)
    if count < 0:
        return NEGATIVE
    if count != count.to_integral_value() or count >= Decimal(10) ** _MOST_DIGITS:
        return NOT_WHOLE
    return str(int(count))


def _positive_count(cell: str) -> str | Notice:
    text = _count(cell)
    return NOT_POSITIVE if text == "0" else text


def numbers(cells: pa.StringArray) -> Judged:
    """Return finite numbers as float64."""
    return _floats(tidied(cells, plain=r"-?\d{1,15}(\.\d{1,15})?", tidy=_number))


def amounts(cells: pa.StringArray) -> Judged:
    """Return numbers that are not negative as float64."""
    return _floats(tidied(cells, plain=r"\d{1,15}(\.\d{1,15})?", tidy=_amount))


def shares(cells: pa.StringArray) -> Judged:
    """Return shares between 0 and 1 (or percentages up to 100%) as float64."""
    return _floats(tidied(cells, plain=r"0(\.\d{1,15})?|1", tidy=_share))


def counts(cells: pa.StringArray) -> Judged:
    """Return whole numbers from 0 as int64."""
    return _integers(tidied(cells, plain=r"\d{1,18}", tidy=_count))


def positive_counts(cells: pa.StringArray) -> Judged:
    """Return whole numbers from 1 as int64."""
    return _integers(tidied(cells, plain=r"[1-9]\d{0,17}", tidy=_positive_count))


def _floats(judged: Judged) -> Judged:
    return Judged(judged.values.cast(pa.float64()), judged.faults)


def _integers(judged: Judged) -> Judged:
    return Judged(judged.values.cast(pa.int64()), judged.faults)
