"""Reading a target split as people type it, and what is said of one that does not fit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kuajie.messages import BadInput
from kuajie.sharing.terms.families.table import FAMILIES
from kuajie.usecases.terms_asked import asked_family, asked_target, in_proportion

THREE = ("a", "b", "c")


@pytest.mark.parametrize(
    ("given", "values", "money"),
    [
        ("a=0.5,b=0.3,c=0.2", ("1/2", "3/10", "1/5"), False),
        ("a=50%， b = 30％,c＝1/5", ("1/2", "3/10", "1/5"), False),
        ("a=1.3,b=-0.2,c=-0.1", ("13/10", "-1/5", "-1/10"), False),
        ("c=0.2,a=0.5", ("1/2", "3/10", "1/5"), False),
        ("a=500000,b=300000,c=200000", ("500000", "300000", "200000"), True),
        ("a=500000,b=0,c=-3.5", ("500000", "0", "-7/2"), True),
    ],
)
def test_shares_and_amounts_are_told_apart(given: str, values: tuple[str, ...], money: bool) -> None:
    asked = asked_target(THREE, given)
    assert asked is not None
    assert dict(asked.values) == dict(zip("abc", map(Fraction, values), strict=True))
    assert asked.money is money


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("a=0.5,b=0.5,d=0", "terms.target_unread"),
        ("a=0.5,a=0.5,b=0,c=0", "terms.target_unread"),
        ("a=0.5", "terms.target_unread"),
        ("a=0.5,b=0.5", "terms.target_unread"),
        ("a=5000,b=2", "terms.target_unread"),
        ("a=x,b=1,c=0", "terms.target_unread"),
        ("a=1/0,b=1,c=0", "terms.target_unread"),
        ("", "terms.target_unread"),
        ("a=0.5,b=0.3,c=0.3", "terms.target_shares_not_one"),
    ],
)
def test_what_is_no_target_is_refused(given: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        asked_target(THREE, given)
    (found,) = refused.value.findings
    assert found.notice.code == code
    assert "a=" in found.say("en")
    assert "a=" in found.say("zh")


def test_an_example_adds_up() -> None:
    said = in_proportion({"a": Fraction(1), "b": Fraction(1), "c": Fraction(1)})
    assert sum(Fraction(part.split("=")[1]) for part in said.split(",")) == 1


def test_families_are_known_by_name() -> None:
    assert asked_family(None) is None
    assert all(asked_family(name) == name for name in FAMILIES)
    with pytest.raises(BadInput):
        asked_family("handshake")
