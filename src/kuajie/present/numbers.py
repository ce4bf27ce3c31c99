"""Numbers, money, shares and dates as a reader of each language writes them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from math import isfinite

from babel import Locale as CldrLocale
from babel.dates import format_date
from babel.numbers import format_compact_currency, format_compact_decimal, format_currency, format_decimal

from kuajie.domain.money import Money
from kuajie.messages import Locale

CLDR = {"zh": CldrLocale.parse("zh_Hans_CN"), "en": CldrLocale.parse("en")}
"""Read once: Babel takes longer to look a name up than to write a number."""
SIGNIFICANT = 4
"""Digits kept where a number is to be grasped rather than booked."""

MYRIAD = 10_000
"""Chinese counts large numbers in 万 from here on."""

NOTHING = "–"
"""Shown where there is no number."""


def say_number(value: float | Decimal, locale: Locale, *, exact: bool = False) -> str:
    """Return a number for reading: whole from a thousand on, else four significant digits.

    Chinese counts in 万 and 亿. With ``exact`` every digit is kept, which tables to be booked need. What is
    not finite is shown as a dash.

    >>> say_number(1234567, "en"), say_number(1234567, "zh"), say_number(0.123456, "en")
    ('1,234,567', '123.5万', '0.1235')
    >>> say_number(1234567, "zh", exact=True)
    '1,234,567'
    """
    if not isfinite(value):
        return NOTHING
    if exact:
        return str(format_decimal(_decimal(value), locale=CLDR[locale], decimal_quantization=False))
    kept = _kept(value, locale)
    if locale == "zh" and abs(kept) >= MYRIAD:
        return str(format_compact_decimal(kept, locale=CLDR[locale], fraction_digits=SIGNIFICANT - 1))
    return str(format_decimal(kept, locale=CLDR[locale], decimal_quantization=False))


def say_money(money: Money, locale: Locale, *, exact: bool = False) -> str:
    """Return an amount for reading; with ``exact``, to the minor unit.

    >>> say_money(Money.of(190_000_000, "CNY"), "zh"), say_money(Money.of("19.90", "CNY"), "en")
    ('¥1.9亿', 'CN¥19.90')
    """
    amount = money.amount
    if exact or 0 < abs(amount) < 100:
        return str(format_currency(amount, money.currency, locale=CLDR[locale]))
    kept = _kept(amount, locale)
    if locale == "zh" and abs(kept) >= MYRIAD:
        digits = SIGNIFICANT - 1
        return str(format_compact_currency(kept, money.currency, locale=CLDR[locale], fraction_digits=digits))
    whole = kept.to_integral_value(rounding=ROUND_HALF_EVEN)
    return str(
        format_currency(
            whole, money.currency, locale=CLDR[locale], format="¤#,##0;-¤#,##0", currency_digits=False
        )
    )


def say_share(share: float, locale: Locale) -> str:
    """Return a share in per cent, to a tenth.

    >>> say_share(0.12345, "zh")
    '12.3%'
    """
    if not isfinite(share):
        return NOTHING
    return f"{format_decimal(round(_decimal(share) * 100, 1) + 0, format='#,##0.0', locale=CLDR[locale])}%"


def say_date(day: date, locale: Locale) -> str:
    """Return a date as people write it.

    >>> say_date(date(2026, 9, 1), "zh"), say_date(date(2026, 9, 1), "en")
    ('2026年9月1日', 'Sep 1, 2026')
    """
    return str(format_date(day, locale=CLDR[locale]))


def _decimal(value: float | Decimal) -> Decimal:
    exact = isinstance(value, Decimal | int)
    return (Decimal(value) if exact else Decimal(repr(float(value)))) + 0  # no “-0”


def _kept(value: float | Decimal, locale: Locale) -> Decimal:
    """Return the value with the digits worth reading; English writes large numbers out to the unit."""
    number = _decimal(value)
    digits = SIGNIFICANT
    if locale == "en" and abs(number) >= 1000:
        digits = max(SIGNIFICANT, number.adjusted() + 1)
    return Context(prec=digits, rounding=ROUND_HALF_EVEN).plus(number)
