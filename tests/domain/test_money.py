"""Exact money: nothing is lost, nothing is mixed, nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.money import Money, Rates, minor_digits
from kuajie.messages import BadInput

DAY = date(2026, 11, 2)
minors = st.integers(-(10**40), 10**40)  # more digits than a decimal context holds by default
currencies = st.sampled_from(["CNY", "USD", "JPY", "KWD"])
weights = st.lists(
    st.fractions(min_value=0, max_value=1000, max_denominator=97) | st.integers(0, 9), min_size=1, max_size=8
).filter(any)


def refusal(error: pytest.ExceptionInfo[BadInput]) -> str:
    return error.value.findings[0].notice.code


@pytest.mark.parametrize(("currency", "digits"), [("CNY", 2), ("USD", 2), ("JPY", 0), ("KWD", 3)])
def test_minor_digits(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize("currency", ["", "cny", "RMB", "¥", "XQZ"])
def test_unknown_currency_is_refused(currency: str) -> None:
    with pytest.raises(BadInput) as error:
        Money(1, currency)
    assert refusal(error) == "money.unknown_currency"
    assert currency in error.value.say("zh")


def test_amounts_by_hand() -> None:
    assert Money.of("19.90", "CNY").minor == 1990
    assert Money.of(3, "CNY").minor == 300
    assert Money.of("-0.01", "CNY").minor == -1
    assert Money.of(Decimal("1000"), "JPY").minor == 1000
    assert str(Money(-5, "CNY")) == "-0.05 CNY"
    assert str(Money(5, "JPY")) == "5 JPY"
    assert float(Money(1990, "CNY")) == 19.9


@pytest.mark.parametrize(
    ("amount", "currency"), [("0.001", "CNY"), ("0.5", "JPY"), ("1" * 40 + ".001", "CNY")]
)
def test_more_digits_than_the_currency_has_are_refused(amount: str, currency: str) -> None:
    with pytest.raises(BadInput) as error:
        Money.of(amount, currency)
    assert refusal(error) == "money.too_many_digits"
    assert amount in error.value.say("en")


@pytest.mark.parametrize("amount", ["ten", "", "NaN", "-Infinity"])
def test_what_is_no_amount_is_refused_by_name(amount: str) -> None:
    with pytest.raises(ValueError, match=f"but got '{amount}'"):
        Money.of(amount, "CNY")


@pytest.mark.parametrize("minor", [1.0, 0.5, True, Decimal(1)])
def test_minor_units_are_whole(minor: object) -> None:
    with pytest.raises(TypeError, match="minor units are whole numbers"):
        Money(minor, "CNY")  # type: ignore[arg-type]


@given(minor=minors, currency=currencies)
def test_amount_and_text_come_back_exactly(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.of(money.amount, currency) == money
    assert Money.of(str(money).split()[0], currency) == money
    assert Fraction(money.amount) == Fraction(minor, 10 ** minor_digits(currency))


@given(first=minors, second=minors, count=st.integers(-99, 99), currency=currencies)
def test_arithmetic_is_that_of_whole_numbers(first: int, second: int, count: int, currency: str) -> None:
    one, other = Money(first, currency), Money(second, currency)
    assert (one + other).minor == first + second
    assert (one - other).minor == first - second
    assert (-one).minor == -first
    assert (one * count).minor == first * count
    assert [one < other, one <= other, one > other, one >= other, one == other] == [
        first < second,
        first <= second,
        first > second,
        first >= second,
        first == second,
    ]


@pytest.mark.parametrize(
    "mix",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
    ],
    ids=["+", "-", "<", "<=", ">", ">="],
)
def test_currencies_do_not_mix(mix) -> None:
    with pytest.raises(BadInput) as error:
        mix(Money(100, "CNY"), Money(100, "USD"))
    assert refusal(error) == "money.currency_mixed"
    assert "CNY" in error.value.say("en")
    assert "USD" in error.value.say("zh")
    assert Money(100, "CNY") != Money(100, "USD")


def test_money_does_not_multiply_by_fractions() -> None:
    with pytest.raises(TypeError):
        Money(100, "CNY") * 0.5  # type: ignore[operator]


def test_nearest_by_hand() -> None:
    assert Money.nearest(0.125, "CNY").minor == 12  # a tie goes to the even fen
    assert Money.nearest(0.375, "CNY").minor == 38
    assert Money.nearest(-0.125, "CNY").minor == -12
    assert Money.nearest(2.675, "CNY").minor == 267  # the float lies below 2.675
    assert Money.nearest(Decimal("2.675"), "CNY").minor == 268
    assert Money.nearest(99.5, "JPY").minor == 100


@given(amount=st.floats(-1e15, 1e15), currency=currencies)
def test_nearest_is_at_most_half_a_unit_away(amount: float, currency: str) -> None:
    unit = Fraction(1, 10 ** minor_digits(currency))
    assert abs(Money.nearest(amount, currency).minor * unit - Fraction(amount)) <= unit / 2


@pytest.mark.parametrize("amount", [float("nan"), float("inf")])
def test_nearest_refuses_what_is_not_finite(amount: float) -> None:
    with pytest.raises(ValueError, match=f"finite, but got {amount}"):
        Money.nearest(amount, "CNY")


def test_exactness_does_not_depend_on_the_callers_decimal_context() -> None:
    rates = Rates({(DAY, "USD", "CNY"): Decimal("7.1234")})
    with localcontext() as context:
        context.prec = 3
        assert Money.of("12345.67", "CNY").minor == 1234567
        assert str(Money(1234567, "CNY").amount) == "12345.67"
        assert Money.nearest(12345.67, "CNY").minor == 1234567
        assert rates.convert(Money(100000, "USD"), to="CNY", on=DAY).minor == 712340


def test_allocate_by_hand() -> None:
    assert [share.minor for share in Money(100, "CNY").allocate([1, 1, 1])] == [34, 33, 33]
    assert [share.minor for share in Money(-100, "CNY").allocate([1, 1, 1])] == [-34, -33, -33]
    assert [share.minor for share in Money(5, "CNY").allocate([Fraction(7, 10), Fraction(3, 10)])] == [4, 1]
    assert [share.minor for share in Money(1, "JPY").allocate([0, 2, 2])] == [0, 1, 0]


@given(minor=minors, weights=weights, currency=currencies)
def test_allocate_conserves_and_is_fair_to_a_unit(
    minor: int, weights: list[Fraction | int], currency: str
) -> None:
    shares = Money(minor, currency).allocate(weights)
    assert sum(share.minor for share in shares) == minor
    total = sum(Fraction(weight) for weight in weights)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share.minor - Fraction(weight) * minor / total) < 1
        assert share.currency == currency


@given(minor=minors, weights=weights)
def test_a_refund_undoes_its_order_to_the_unit(minor: int, weights: list[Fraction | int]) -> None:
    paid, back = Money(minor, "CNY").allocate(weights), Money(-minor, "CNY").allocate(weights)
    assert [(one + other).minor for one, other in zip(paid, back, strict=True)] == [0] * len(weights)


@given(minor=st.integers(-(10**9), 10**9), weights=weights)
def test_no_other_whole_shares_are_nearer_in_sum(minor: int, weights: list[Fraction | int]) -> None:
    """Moving a unit from any share to any other brings no pair nearer to its exact shares."""
    shares = [share.minor for share in Money(minor, "CNY").allocate(weights)]
    total = sum(Fraction(weight) for weight in weights)
    off = [share - Fraction(weight) * minor / total for share, weight in zip(shares, weights, strict=True)]
    assert max(off) - min(off) <= 1


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_that_share_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="non-negative and not all zero") as error:
        Money(100, "CNY").allocate(weights)
    assert str(weights) in str(error.value)


def test_conversion_by_hand() -> None:
    rates = Rates({(DAY, "USD", "CNY"): Decimal("7.125"), (DAY, "CNY", "JPY"): Decimal("20.5")})
    assert rates.convert(Money.of("10.01", "USD"), to="CNY", on=DAY) == Money.of("71.32", "CNY")
    assert rates.convert(Money.of("1.00", "CNY"), to="JPY", on=DAY) == Money.of(20, "JPY")
    assert rates.convert(Money.of("1.00", "CNY"), to="CNY", on=date(1999, 1, 1)) == Money.of("1.00", "CNY")


@given(
    minor=st.integers(-(10**30), 10**30),
    rate=st.decimals("0.000001", "99999", places=6).filter(lambda rate: rate > 0),
)
def test_conversion_is_exact_up_to_the_last_unit(minor: int, rate: Decimal) -> None:
    there = Rates({(DAY, "USD", "JPY"): rate}).convert(Money(minor, "USD"), to="JPY", on=DAY)
    with localcontext() as context:
        context.prec = 100
        exact = Decimal(minor) / 100 * rate
        assert there.minor == int(exact.to_integral_value(ROUND_HALF_EVEN))


@pytest.mark.parametrize(
    ("source", "target", "day"),
    [("CNY", "USD", DAY), ("USD", "EUR", DAY), ("USD", "CNY", date(2026, 11, 3))],
    ids=["the other way", "another pair", "another day"],
)
def test_a_missing_rate_is_an_error_and_never_a_guess(source: str, target: str, day: date) -> None:
    rates = Rates({(DAY, "USD", "CNY"): Decimal(7)})
    with pytest.raises(BadInput) as error:
        rates.convert(Money(100, source), to=target, on=day)
    assert refusal(error) == "money.rate_missing"
    for locale in ("zh", "en"):
        assert all(fact in error.value.say(locale) for fact in (source, target, str(day)))


@pytest.mark.parametrize("rate", [Decimal(0), Decimal(-7), Decimal("NaN"), Decimal("Infinity")])
def test_rates_are_positive(rate: Decimal) -> None:
    with pytest.raises(ValueError, match=f"must be positive, but got {rate}"):
        Rates({(DAY, "USD", "CNY"): rate})


def test_rates_keep_what_they_were_given() -> None:
    given = {(DAY, "USD", "CNY"): Decimal(7)}
    rates = Rates(given)
    given[DAY, "USD", "CNY"] = Decimal(1)
    assert rates.convert(Money(100, "USD"), to="CNY", on=DAY).minor == 700
    with pytest.raises(TypeError):
        rates.by_day[DAY, "USD", "CNY"] = Decimal(1)  # type: ignore[index]
