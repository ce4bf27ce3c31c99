"""Answers as plain JSON: nothing lost that a reader needs, nothing JSON cannot say."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.money import Money
from kuajie.messages import Finding, Notice, Place, Severity, Text
from kuajie.usecases.records import plain


class Structure(StrEnum):
    NASH = "nash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    total: Money
    week: date
    draws: np.ndarray
    structure: Structure
    worth: dict[frozenset[str], float] = field(default_factory=dict)


def test_an_answer_by_hand() -> None:
    answer = Answer(
        total=Money.of("19.90", "CNY"),
        week=date(2026, 11, 16),
        draws=np.array([[1.5, np.nan], [np.inf, -np.inf]]),
        structure=Structure.NASH,
        worth={frozenset({"school", "platform"}): 2.0},
    )
    assert plain(answer) == {
        "total": {"amount": "19.90", "currency": "CNY"},
        "week": "2026-11-16",
        "draws": [[1.5, None], ["Infinity", "-Infinity"]],
        "structure": "nash",
        "worth": {"platform+school": 2.0},
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Money.of("-3", "JPY"), {"amount": "-3", "currency": "JPY"}),
        (Money.of("0", "CNY"), {"amount": "0.00", "currency": "CNY"}),
        (Text(en="plan", zh="方案"), {"zh": "方案", "en": "plan"}),
        (Fraction(2, 3), "2/3"),
        (Decimal("7.10"), "7.10"),
        (datetime(2026, 11, 16, 8, tzinfo=UTC), "2026-11-16T08:00:00+00:00"),
        (np.float64(0.5), 0.5),
        (np.int64(7), 7),
        (np.bool_(True), True),
        (np.array(2.5), 2.5),
        (frozenset({"b", "a"}), ["a", "b"]),
        ({date(2026, 11, 16): 1, 3: 2, Structure.NASH: 3}, {"2026-11-16": 1, "3": 2, "nash": 3}),
        ({("p", "e"): 4}, {"p+e": 4}),
        ({frozenset("gfedcba"): 5}, {"a+b+c+d+e+f+g": 5}),
    ],
    ids=lambda value: type(value).__name__,  # the text of a set differs from one process to the next
)
def test_each_kind_by_hand(value: object, expected: object) -> None:
    found = plain(value)
    assert found == expected
    assert json.loads(json.dumps(found, allow_nan=False)) == expected


def test_findings_speak_both_languages() -> None:
    notice = Notice(
        "test.negative",
        Text(en="{amount} is negative.", zh="{amount} 为负数。"),
        Text(en="Mend it.", zh="请修正。"),
    )
    finding = Finding(
        notice=notice, severity=Severity.WARNING, place=Place(file="orders.csv", row=3), facts={"amount": -1}
    )
    assert plain((finding,)) == [
        {
            "code": "test.negative",
            "severity": "warning",
            "place": {"file": "orders.csv", "row": 3, "column": None, "value": None},
            "problem": {"zh": "-1 为负数。", "en": "-1 is negative."},
            "remedy": {"zh": "请修正。", "en": "Mend it."},
        }
    ]


def test_keys_that_meet_and_values_without_a_form_are_refused() -> None:
    with pytest.raises(ValueError, match="come out the same"):
        plain({"1": 1, 1: 2})
    with pytest.raises(TypeError, match="plain form"):
        plain({"value": object()})
    with pytest.raises(TypeError, match="a key must be"):
        plain({0.5: 1})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(value=JSON)
def test_plain_values_stay_as_they_are(value: object) -> None:
    assert plain(value) == value
    assert json.loads(json.dumps(plain(value), allow_nan=False)) == value
