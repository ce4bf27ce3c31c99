"""Shares become money that adds up, whatever their sign."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.money import Money
from kuajie.sharing.exact_shares import to_exact

AMOUNTS = st.floats(-1e9, 1e9)


@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=6), currency=st.sampled_from(["CNY", "JPY", "KWD"]))
def test_money_adds_up_and_stays_within_a_minor_unit(amounts: list[float], currency: str) -> None:
    shares = {f"party{place}": amount for place, amount in enumerate(amounts)}
    total = Money.nearest(float(sum(Fraction(amount) for amount in amounts)), currency)
    exact = to_exact(shares, total)
    assert list(exact) == list(shares)
    assert sum(exact.values(), start=Money.zero(currency)) == total
    for party, money in exact.items():
        unit = Fraction(Money(1, currency).amount)
        assert abs(Fraction(money.amount) - Fraction(shares[party])) < 2 * unit


@given(cents=st.lists(st.integers(-(10**11), 10**11), min_size=1, max_size=6))
def test_whole_cents_stay_as_they_are(cents: list[int]) -> None:
    shares = {f"party{place}": Fraction(cent, 100) for place, cent in enumerate(cents)}
    exact = to_exact(shares, Money(sum(cents), "CNY"))
    assert [money.minor for money in exact.values()] == cents


def test_thirds_and_a_charity_that_gives_by_hand() -> None:
    thirds = to_exact({"a": 100 / 3, "b": 100 / 3, "c": 100 / 3}, Money.of("100.00", "CNY"))
    assert [money.minor for money in thirds.values()] == [3334, 3333, 3333]
    giving = to_exact({"p": 70.005, "charity": -20.004}, Money.of("50.00", "CNY"))
    assert [str(money) for money in giving.values()] == ["70.00 CNY", "-20.00 CNY"]


def test_a_larger_remainder_goes_first() -> None:
    exact = to_exact({"a": 0.334, "b": 0.339, "c": 0.327}, Money.of("1.00", "CNY"))
    assert [money.minor for money in exact.values()] == [33, 34, 33]


def test_shares_of_another_total_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to"):
        to_exact({"a": 1.0, "b": 2.0}, Money.of("4.00", "CNY"))
    with pytest.raises(ValueError, match="add up to"):
        to_exact({}, Money.zero("CNY"))
