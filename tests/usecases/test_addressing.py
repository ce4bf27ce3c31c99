"""The same question about the same data has one address, and every other question another."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.money import Money
from kuajie.messages import Text
from kuajie.usecases import addressing
from kuajie.usecases.addressing import key_of


class Structure(StrEnum):
    NASH = "nash"
    LEADER = "leader"


class Shade(Enum):
    NASH = "nash"


BUDGET = Money(100, "CNY")
TITLE = Text(en="plan", zh="方案")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    budget: Money = BUDGET
    start: date = date(2026, 11, 16)
    share: float = 0.1
    rate: Decimal = Decimal("7.1")
    part: Fraction = Fraction(1, 3)
    structure: Structure = Structure.NASH
    title: Text = TITLE
    parties: tuple[str, ...] = ("p", "e")
    required: frozenset[str] = frozenset({"p", "e"})
    weights: dict[str, int] | None = None
    curve: np.ndarray | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin(Question):
    pass


def key(question: object) -> str:
    return key_of(question, data_fingerprint="d")


def test_a_key_is_64_hexadecimal_digits_and_the_same_each_time() -> None:
    assert len(key(Question())) == 64
    assert set(key(Question())) <= set("0123456789abcdef")
    assert key(Question()) == key(Question())


@pytest.mark.parametrize(
    "change",
    [
        {"budget": Money(101, "CNY")},
        {"budget": Money(100, "HKD")},
        {"start": date(2026, 11, 23)},
        {"start": datetime(2026, 11, 16, tzinfo=UTC)},
        {"share": 0.1 + 1e-16},
        {"share": float("nan")},
        {"rate": Decimal("7.10000000000000000000000000000000001")},
        {"rate": Decimal("NaN")},
        {"part": Fraction(1, 2)},
        {"structure": Structure.LEADER},
        {"structure": Shade.NASH},
        {"structure": "nash"},
        {"title": Text(en="plan", zh="计划")},
        {"parties": ("e", "p")},
        {"parties": ("p,e",)},
        {"required": frozenset({"p"})},
        {"required": ("e", "p")},
        {"weights": {"p": 1}},
        {"weights": {"p": True}},
        {"weights": {}},
        {"curve": np.zeros(2)},
        {"curve": np.zeros(2, dtype=np.float32)},
        {"curve": np.zeros(2, dtype=np.int64)},
        {"curve": np.zeros((1, 2))},
        {"curve": np.array([0.0, -0.0])},
        {"curve": [0.0, 0.0]},
    ],
    ids=str,
)
def test_every_change_changes_the_key(change: dict[str, object]) -> None:
    seen = [Question(), Twin(), Question(weights={"p": 2}), Question(curve=np.ones(2))]
    assert key(replace(Question(), **change)) not in {key(other) for other in seen}


def test_the_changes_differ_among_each_other() -> None:
    marks = test_every_change_changes_the_key.pytestmark
    changes = marks[0].args[1]
    assert len({key(replace(Question(), **change)) for change in changes}) == len(changes)


def test_questions_of_two_kinds_differ_though_their_facts_do_not() -> None:
    assert key(Twin()) != key(Question())


def test_what_is_equal_has_the_same_key() -> None:
    assert key({"a": 1, "b": {2, 1}}) == key({"b": {1, 2}, "a": 1})
    assert key({"rate": Decimal("7.10")}) == key({"rate": Decimal("7.1")})
    assert key({"n": np.float64(0.1), "m": np.int32(3)}) == key({"n": 0.1, "m": 3})
    grid = np.arange(12.0).reshape(3, 4)
    assert key({"g": grid.T}) == key({"g": np.ascontiguousarray(grid.T)})
    assert key({"g": grid}) == key({"g": grid.astype(">f8")})
    assert key({frozenset({"p", "e"}): 1}) == key({frozenset({"e", "p"}): 1})


def test_data_and_version_are_part_of_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(Question(), data_fingerprint="one")
    assert before != key_of(Question(), data_fingerprint="two")
    monkeypatch.setattr(addressing, "__version__", "99.0")
    assert before != key_of(Question(), data_fingerprint="one")


@pytest.mark.parametrize(
    "value",
    [object(), lambda: None, np.array([None]), Question],
    ids=["object", "function", "array", "class"],
)
def test_what_has_no_stable_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="stable form"):
        key({"value": value})


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.timedeltas(timedelta(0), timedelta(9)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def shape(value: object) -> object:
    """Tell apart what ``==`` does not: 1, 1.0 and True, or 0.0 and -0.0."""
    if isinstance(value, list):
        return ["list", *map(shape, value)]
    if isinstance(value, dict):
        return {name: shape(held) for name, held in value.items()}
    if isinstance(value, Decimal):
        return "decimal", value.as_integer_ratio() if value.is_finite() else str(value)
    return type(value).__name__, repr(value)


@given(one=PLAIN, other=PLAIN)
def test_keys_meet_exactly_where_values_do(one: object, other: object) -> None:
    assert (key({"q": one}) == key({"q": other})) == (shape(one) == shape(other))
    assert key({"q": one}) != key({"q": [one]})


def test_the_key_does_not_depend_on_the_process() -> None:
    """Sets and texts hash differently in every process; addresses must not."""
    code = (
        "from kuajie.usecases.addressing import key_of;"
        "print(key_of({'s': {'a', 'b', 'c', '课'}, 'f': frozenset('xyz')}, data_fingerprint='d'))"
    )
    keys = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(keys) == 1
