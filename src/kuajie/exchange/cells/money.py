"""Amounts of money, exactly: never through a float."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.exchange.cells.judged import narrow, tidied
from kuajie.exchange.cells.number import ungrouped
from kuajie.messages import Notice
from kuajie.messages.notices.files import NEGATIVE, NOT_A_NUMBER
from kuajie.messages.notices.money import TOO_MANY_DIGITS

FINEST_DIGITS = 4  # no currency of ISO 4217 has more
_PLAIN = r"\d{1,14}(\.\d{1,4})?"
_DIGITS = re.compile(r"\d{1,14}(\.\d+)?", re.ASCII)
_DOLLARS = ("USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MOP")
SIGNS = {
    "¥": ("CNY", "JPY"),
    "元": ("CNY",),
    "RMB": ("CNY",),
    "HK$": ("HKD",),
    "US$": ("USD",),
    "NT$": ("TWD",),
    "$": _DOLLARS,
    "€": ("EUR",),
    "£": ("GBP",),
}
_LEAD = re.compile(r"^(¥|RMB|HK\$|US\$|NT\$|\$|€|£|[A-Z]{3})\s*(?=[\d.+-])", re.ASCII)
_TRAIL = re.compile(r"(?<=\d)\s*(元|€|£|RMB|[A-Z]{3})$", re.ASCII)
_NEGATIVE = re.compile(r"-[\d.,]+|\([\d.,]+\)", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """Amounts per distinct cell, before the currency of their rows is known.

    ``units`` are ten-thousandths of the major unit (int64, null where blank or faulty); ``decimals`` how many
    digits after the point were written; ``doubtful`` marks cells like ``1,299``, which is 1.299 in a currency
    with three digits; ``signs`` the currencies a sign in a cell allows.
    """

    units: pa.Int64Array
    decimals: NDArray[np.int8]
    doubtful: NDArray[np.bool_]
    faults: dict[Notice, NDArray[np.bool_]]
    signs: dict[int, tuple[str, ...]] = field(default_factory=dict)


def money(cells: pa.StringArray) -> Amounts:
    """Return what the cells of a money column say, in ten-thousandths of the major unit."""
    judged = tidied(cells, plain=_PLAIN, tidy=_tidy)
    units = _units(judged.values)
    return Amounts(
        units=units,
        decimals=_decimals(judged.values),
        doubtful=_doubtful(cells),
        faults=judged.faults,
        signs=_signs(cells),
    )


def _tidy(cell: str) -> str | Notice:
    bare = _unsigned(cell)
    if _NEGATIVE.fullmatch(bare) and bare.strip("-(),.0"):
        return NEGATIVE
    text = ungrouped(bare.removeprefix("+").removeprefix("-"))
    if isinstance(text, Notice):
        return text
    if not _DIGITS.fullmatch(text):
        return NOT_A_NUMBER
    return _shortened(text)


def _shortened(text: str) -> str | Notice:
    whole, _, decimals = text.partition(".")
    if len(decimals) <= FINEST_DIGITS:
        return text
    kept = decimals.rstrip("0")
    return f"{whole}.{kept or '0'}" if len(kept) <= FINEST_DIGITS else TOO_MANY_DIGITS


def _unsigned(cell: str) -> str:
    upper = cell.upper()
    bare = _LEAD.sub("", upper, count=1)
    if bare == upper:
        bare = _TRAIL.sub("", upper)
    negative = upper.startswith("-") and _LEAD.match(upper[1:])
    return "-" + _LEAD.sub("", upper[1:], count=1) if negative else bare


def _sign(cell: str) -> tuple[str, ...] | None:
    upper = narrow(cell).upper()
    found = _LEAD.search(upper) or _TRAIL.search(upper)
    if found is None:
        return None
    return SIGNS.get(found.group(1), (found.group(1),))


def _signs(cells: pa.StringArray) -> dict[int, tuple[str, ...]]:
    signed = pc.match_substring_regex(cells, r"[^\d.]")
    places = np.flatnonzero(signed.to_numpy(zero_copy_only=False))
    found = {int(place): _sign(cells[int(place)].as_py()) for place in places}
    return {place: sign for place, sign in found.items() if sign is not None}


def _units(texts: pa.StringArray) -> pa.Int64Array:
    exact = texts.cast(pa.decimal128(22, FINEST_DIGITS))
    scale = pa.scalar(10**FINEST_DIGITS, pa.decimal128(5, 0))
    return pc.multiply(exact, scale).cast(pa.int64())


def _decimals(texts: pa.StringArray) -> NDArray[np.int8]:
    point = pc.find_substring(texts, ".")
    after = pc.subtract(pc.subtract(pc.utf8_length(texts), point), 1)
    digits = pc.if_else(pc.equal(point, -1), 0, after)
    return np.asarray(pc.fill_null(digits, 0).to_numpy(), dtype=np.int8)


def _doubtful(cells: pa.StringArray) -> NDArray[np.bool_]:
    single = pc.match_substring_regex(cells, r"^\D*\d{1,3}[,，]\d{3}\D*$")
    return np.asarray(single.to_numpy(zero_copy_only=False), dtype=bool)
