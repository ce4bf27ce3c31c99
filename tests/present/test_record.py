"""Answers as JSON: every kind of value, in the reader's language, without losing exactness."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import numpy as np
import pytest

from kuajie.domain.money import Money
from kuajie.messages import Finding, Text
from kuajie.messages.notices.money import UNKNOWN_CURRENCY
from kuajie.present.blocks import Column, Table
from kuajie.present.record import as_record


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Part:
    name: Text
    share: float


@dataclass(frozen=True)
class Whole:
    parts: tuple[Part, ...]
    money: Money
    by_pair: dict[tuple[str, str], int]
    array: np.ndarray


def test_an_answer_becomes_plain_values() -> None:
    whole = Whole(
        parts=(Part(name=Text(en="week", zh="周"), share=float("nan")),),
        money=Money.of("0.10", "CNY"),
        by_pair={("a", "b"): 3},
        array=np.array([[1.0, np.inf]]),
    )
    record = as_record(whole, "zh")
    assert record == {
        "parts": [{"name": "周", "share": None}],
        "money": {"amount": "0.10", "currency": "CNY"},
        "by_pair": {"a/b": 3},
        "array": [[1.0, None]],
    }
    assert json.loads(json.dumps(record, allow_nan=False)) == record


@pytest.mark.parametrize(
    ("value", "record"),
    [
        (date(2026, 9, 1), "2026-09-01"),
        (Decimal("1.10"), "1.10"),
        (Fraction(1, 3), "1/3"),
        (Colour.RED, "red"),
        (np.int64(3), 3),
        (np.float64(0.5), 0.5),
        (np.bool_(True), True),
        (frozenset({"b", "a"}), ["a", "b"]),
        (None, None),
        (True, True),
    ],
)
def test_plain_values(value: object, record: object) -> None:
    assert as_record(value, "en") == record
    assert type(as_record(value, "en")) is type(record)


def test_findings_are_said() -> None:
    record = as_record(Finding(notice=UNKNOWN_CURRENCY, facts={"currency": "XX"}), "en")
    assert isinstance(record, dict)
    assert record["problem"] == "“XX” is not an ISO 4217 currency code."


def test_tables_refuse_rows_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="must have 1 cells"):
        Table(columns=(Column("a"),), rows=(("b", "c"),))
