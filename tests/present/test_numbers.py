"""Numbers, money, shares and dates as readers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.money import Money
from kuajie.messages import Locale
from kuajie.present.numbers import say_date, say_money, say_number, say_share

FOUR_DIGITS = 0.0005
"""Half a unit in the fourth significant digit, relative."""


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (12.5, "12.5", "12.5"),
        (0.00001234, "0.00001234", "0.00001234"),
        (9999.6, "10,000", "1万"),
        (1234567, "1,234,567", "123.5万"),
        (99_999_999, "99,999,999", "1亿"),
        (-190_000_000.4, "-190,000,000", "-1.9亿"),
        (float("nan"), "–", "–"),
        (float("inf"), "–", "–"),
    ],
)
def test_numbers(value: float, english: str, chinese: str) -> None:
    assert (say_number(value, "en"), say_number(value, "zh")) == (english, chinese)


@given(st.floats(-1e15, 1e15), st.sampled_from(["zh", "en"]))
def test_a_number_is_within_its_fourth_digit(value: float, locale: Locale) -> None:
    said = say_number(value, locale).replace(",", "")
    for unit, power in (("万亿", 12), ("亿", 8), ("万", 4)):
        if said.endswith(unit):
            said = f"{said.removesuffix(unit)}e{power}"
            break
    assert float(said) == pytest.approx(value, rel=FOUR_DIGITS, abs=0.0)


@given(st.integers(-(10**18), 10**18), st.sampled_from(["zh", "en"]))
def test_exact_numbers_lose_nothing(value: int, locale: Locale) -> None:
    assert int(say_number(value, locale, exact=True).replace(",", "")) == value


@pytest.mark.parametrize(
    ("amount", "currency", "english", "chinese"),
    [
        ("0", "CNY", "CN¥0", "¥0"),
        ("19.90", "CNY", "CN¥19.90", "¥19.90"),
        ("-123456.78", "CNY", "-CN¥123,457", "-¥12.35万"),
        ("190000000", "CNY", "CN¥190,000,000", "¥1.9亿"),
        ("50", "JPY", "¥50", "JP¥50"),
        ("1234", "USD", "$1,234", "US$1,234"),
    ],
)
def test_money(amount: str, currency: str, english: str, chinese: str) -> None:
    money = Money.of(amount, currency)
    assert (say_money(money, "en"), say_money(money, "zh")) == (english, chinese)


@given(st.integers(-(10**15), 10**15), st.sampled_from(["zh", "en"]))
def test_exact_money_keeps_every_fen(minor: int, locale: Locale) -> None:
    said = say_money(Money(minor, "CNY"), locale, exact=True)
    assert Decimal("".join(mark for mark in said if mark in "-0123456789.")) == Decimal(minor).scaleb(-2)


def test_shares_and_dates() -> None:
    assert [say_share(share, "en") for share in (0.12345, 1.0, -0.0001, 12.3456)] == [
        "12.3%",
        "100.0%",
        "0.0%",
        "1,234.6%",
    ]
    assert say_date(date(2026, 9, 1), "zh") == "2026年9月1日"
    assert say_date(date(2026, 9, 1), "en") == "Sep 1, 2026"
