"""What a value of programme.toml may be."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from typing import Any

from kuajie.domain.beliefs import Range
from kuajie.domain.calendar import is_time_zone
from kuajie.domain.money import Money, listed, minor_digits
from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.exchange.programme_file import shapes
from kuajie.exchange.programme_file.fields import Fault, Reader, wrong_type
from kuajie.messages import BadInput, Text
from kuajie.messages.notices.deals import THRESHOLDS_NOT_INCREASING
from kuajie.messages.notices.files import NEGATIVE, NOT_POSITIVE, OUT_OF_RANGE, UNKNOWN_WORD
from kuajie.messages.notices.money import TOO_MANY_DIGITS, UNKNOWN_CURRENCY
from kuajie.messages.notices.programme_file import (
    BAD_IDENTIFIER,
    CROSSED_BOUNDS,
    CROSSED_RANGE,
    NOT_MONDAY,
    REPEATED_ID,
    SHARE_OF_ALL,
    SHARES_NOT_ONE,
    TOO_MANY_PRICES,
    WRONG_TYPE,
)

_IDENTIFIER = re.compile(r"(?!\.)[A-Za-z0-9_\-.\u4e00-\u9fff]{1,64}")
_AMOUNT = re.compile(r"[+-]?\d{1,14}(\.\d+)?", re.ASCII)
_SHARE = re.compile(r"\d{1,9}(/\d{1,9}|\.\d{1,12})?", re.ASCII)
_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST_HORIZON = 520  # weeks: ten years
_YEARS = (2000, 2200)
_LARGEST = 10**15
_RANGE_KEYS = ("from", "to", "step")
_MOST_PRICES = 101

_TEXT = Text(en="text in quotes", zh="带引号的文字")
_MONEY = Text(en='an amount such as "1299.00"', zh='金额，例如 "1299.00"')
_MONEY_RANGE = Text(
    en='a table such as {{ from = "299.00", to = "499.00", step = "10.00" }}',
    zh='表，例如 {{ from = "299.00", to = "499.00", step = "10.00" }}',
)
_DAY = Text(en="a date such as 2026-11-30, without quotes", zh="不带引号的日期，例如 2026-11-30")
_WRITTEN_DAY = Text(en="a date such as 2026-11-30", zh="日期，例如 2026-11-30")
_WHOLE = Text(en="a whole number above zero", zh="大于零的整数")
_COUNT = Text(en="a whole number, zero or more", zh="不小于零的整数")
_NUMBER = Text(en="a number", zh="数字")
_FRACTION = Text(en='a share such as "1/3" or "0.25"', zh='比例，例如 "1/3" 或 "0.25"')
_TEXTS = Text(en='a list such as ["a", "b"]', zh='列表，例如 ["a", "b"]')
_RANGE = Text(en="two numbers above zero such as [0.5, 2.0]", zh="两个大于零的数，例如 [0.5, 2.0]")
_YES_OR_NO = Text(en="true or false, without quotes", zh="不带引号的 true 或 false")
_TIERS = Text(
    en='a list of tiers such as [{{ from = "0", shares = {{ a = "1/2", b = "1/2" }} }}]',
    zh='各档的列表，例如 [{{ from = "0", shares = {{ a = "1/2", b = "1/2" }} }}]',
)
_TABLES = Text(en="one or more tables", zh="一个或多个表")
_MAPPING = Text(en="a table such as {{ a = 1 }}", zh="表，例如 {{ a = 1 }}")


def text() -> Reader:
    """Take text."""
    return Reader(_TEXT, _text, shapes.TEXT)


def identifier() -> Reader:
    """Take an id that may also name a folder."""

    def read(value: Any) -> str:
        if not _IDENTIFIER.fullmatch(_text(value)):
            raise Fault(BAD_IDENTIFIER)
        return str(value)

    return Reader(_TEXT, read)


def word(known: Collection[str]) -> Reader:
    """Take one of the known words."""

    def read(value: Any) -> str:
        if _text(value) not in known:
            raise Fault(UNKNOWN_WORD, hint=did_you_mean(value, known), known=listing(known))
        return str(value)

    return Reader(_TEXT, read, shapes.word(known))


def words(known: Collection[str]) -> Reader:
    """Take a list of known words without repetition."""
    one = word(known)

    def read(value: Any) -> tuple[str, ...]:
        every = tuple(one.read(each) for each in _list(value))
        if len(set(every)) < len(every):
            raise Fault(REPEATED_ID)
        return every

    return Reader(_TEXTS, read, shapes.listed(one.shape, once=True))


def currency() -> Reader:
    """Take a currency code."""

    def read(value: Any) -> str:
        try:
            minor_digits(_text(value))
        except BadInput as error:
            raise Fault(UNKNOWN_CURRENCY, currency=value) from error
        return str(value)

    return Reader(_TEXT, read)


def time_zone() -> Reader:
    """Take the name of a time zone."""

    def read(value: Any) -> str:
        if not is_time_zone(_text(value)):
            known = (
                "Asia/Shanghai",
                "Asia/Hong_Kong",
                "Asia/Taipei",
                "Asia/Singapore",
                "Europe/London",
                "UTC",
            )
            raise Fault(UNKNOWN_WORD, hint=did_you_mean(value, known), known=listing(known))
        return str(value)

    return Reader(_TEXT, read)


def money(code: str, *, signed: bool = False, positive: bool = False) -> Reader:
    """Take an amount in a currency; below zero only when ``signed``, above zero when ``positive``."""

    def read(value: Any) -> Money:
        amount = _exact(value)
        if amount < 0 and not signed:
            raise Fault(NEGATIVE)
        if amount == 0 and positive:
            raise Fault(NOT_POSITIVE)
        try:
            return Money.of(amount, code)
        except BadInput as error:
            facts = {"amount": value, "currency": code, "digits": minor_digits(code)}
            raise Fault(TOO_MANY_DIGITS, **facts) from error

    return Reader(_MONEY, read, shapes.MONEY)


def money_range(code: str) -> Reader:
    """Take a range of amounts as a table of from, to and step; the amounts are those on its steps."""
    amounts = table_of(("from", "to", "step"), money(code, positive=True))

    def read(value: Any) -> tuple[Money, ...]:
        ends = amounts.read(value)
        if len(ends) < len(_RANGE_KEYS):
            raise wrong_type(_MONEY_RANGE)
        low, high, step = (ends[key].minor for key in _RANGE_KEYS)
        if low > high:
            raise Fault(CROSSED_BOUNDS, low=ends["from"], high=ends["to"])
        if (high - low) // step >= _MOST_PRICES:
            raise Fault(TOO_MANY_PRICES, most=_MOST_PRICES, count=(high - low) // step + 1)
        return tuple(Money(minor, code) for minor in range(low, high + 1, step))

    return Reader(_MONEY_RANGE, read)


def list_of(reader: Reader) -> Reader:
    """Take a list of what ``reader`` takes."""
    shape = shapes.listed(reader.shape)
    return Reader(_TEXTS, lambda value: tuple(reader.read(each) for each in _list(value)), shape)


def table_of(known: Collection[str], reader: Reader) -> Reader:
    """Take a table from known words to what ``reader`` takes."""

    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise wrong_type(_MAPPING)
        return {_known_key(key, known): _entry(key, each, reader) for key, each in value.items()}

    return Reader(_MAPPING, read, shapes.table(known, reader.shape))


def monday() -> Reader:
    """Take a date that is a Monday."""

    def read(value: Any) -> date:
        day = _day(value)
        if not _YEARS[0] <= day.year <= _YEARS[1]:
            raise Fault(OUT_OF_RANGE, low=_YEARS[0], high=_YEARS[1])
        if day.weekday() != 0:
            before = day - timedelta(days=day.weekday())
            raise Fault(NOT_MONDAY, before=before, after=before + timedelta(days=7))
        return day

    return Reader(_DAY, read)


def day() -> Reader:
    """Take a date, in JSON as text."""
    return Reader(_WRITTEN_DAY, _written_day, shapes.DAY)


def weeks() -> Reader:
    """Take a number of weeks from 1 to ten years."""

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise wrong_type(_WHOLE)
        if not 1 <= value <= _LONGEST_HORIZON:
            raise Fault(OUT_OF_RANGE, low=1, high=_LONGEST_HORIZON)
        return value

    return Reader(_WHOLE, read)


def days() -> Reader:
    """Take a whole number that is not negative, up to ten years of days."""

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise wrong_type(_COUNT)
        if not 0 <= value <= _LONGEST_HORIZON * 7:
            raise Fault(OUT_OF_RANGE, low=0, high=_LONGEST_HORIZON * 7)
        return value

    return Reader(_COUNT, read, shapes.count(_LONGEST_HORIZON * 7))


def number(*, positive: bool = False) -> Reader:
    """Take a finite number from 0, or above 0 when ``positive``."""

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise wrong_type(_NUMBER)
        if isinstance(value, Decimal) and not value.is_finite():
            raise wrong_type(_NUMBER)
        if value > _LARGEST:
            raise Fault(OUT_OF_RANGE, low=0, high=_LARGEST)
        if value < 0:
            raise Fault(NEGATIVE)
        if positive and float(value) == 0:  # some decimals above zero are too small for a float
            raise Fault(NOT_POSITIVE)
        return float(value)

    return Reader(_NUMBER, read)


def belief(*, share: bool = False) -> Reader:
    """Take the two ends of a range of what somebody believes, below 1 for a ``share``."""
    end = number(positive=True)

    def read(value: Any) -> Range:
        if not isinstance(value, list) or len(value) != 2:
            raise wrong_type(_RANGE)
        try:
            low, high = (end.read(each) for each in value)
        except Fault as fault:
            raise (wrong_type(_RANGE) if fault.notice is WRONG_TYPE else fault) from fault
        if low >= high:
            raise Fault(CROSSED_RANGE, low=value[0], high=value[1])
        if share and high >= 1:
            raise Fault(SHARE_OF_ALL)
        return Range(low, high)

    return Reader(_RANGE, read)


def yes_or_no() -> Reader:
    """Take a truth value."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise wrong_type(_YES_OR_NO)
        return value

    return Reader(_YES_OR_NO, read)


def fraction() -> Reader:
    """Take an exact share that is not negative."""

    def read(value: Any) -> Fraction:
        written = format(value, "f") if isinstance(value, Decimal) else str(value)
        if _SHARE.fullmatch(written.removeprefix("-")) and written.startswith("-"):
            raise Fault(NEGATIVE)
        try:
            share = Fraction(written) if _SHARE.fullmatch(written) else None
        except ZeroDivisionError:
            share = None
        if share is None:
            raise wrong_type(_FRACTION)
        return share

    return Reader(_FRACTION, read, shapes.SHARE)


def shares(parties: Collection[str], *, or_none: bool = False) -> Reader:
    """Take a table of exact shares of parties that add up to one; ``or_none`` also an empty table."""
    table = table_of(parties, fraction())

    def read(value: Any) -> dict[str, Fraction]:
        parts: dict[str, Fraction] = table.read(value)
        if sum(parts.values()) != 1 and not (or_none and not parts):
            raise Fault(SHARES_NOT_ONE, total=sum(parts.values()))
        return parts

    return Reader(_MAPPING, read, table.shape)


def tiers(parties: Collection[str], code: str) -> Reader:
    """Take a list of tiers, each a table of ``from`` and ``shares``, as pairs with increasing thresholds."""
    keys = {"from": money(code), "shares": shares(parties)}

    def one(value: Any) -> tuple[Money, dict[str, Fraction]]:
        if not isinstance(value, Mapping) or set(value) != set(keys):
            raise wrong_type(_TIERS)
        threshold, parts = (_entry(key, value[key], keys[key]) for key in keys)
        return threshold, parts

    def read(value: Any) -> tuple[tuple[Money, dict[str, Fraction]], ...]:
        if not isinstance(value, list) or not value:
            raise wrong_type(_TIERS)
        rows = []
        for place, each in enumerate(value, start=1):
            try:
                rows.append(one(each))
            except Fault as fault:
                raise Fault(fault.notice, key=f"[{place}]{fault.key}", **fault.facts) from fault
        levels = [threshold for threshold, _ in rows]
        if levels[0].minor or any(above <= below for below, above in pairwise(levels)):
            raise Fault(THRESHOLDS_NOT_INCREASING, thresholds=listed(levels))
        return tuple(rows)

    return Reader(_TIERS, read, shapes.tiers(*(each.shape for each in keys.values())))


def anything() -> Reader:
    """Take what another reader reads."""
    return Reader(_TABLES, lambda value: value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise wrong_type(_TEXT)
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise wrong_type(_TEXTS)
    return value


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise wrong_type(_DAY)
    return value


def _written_day(value: Any) -> date:
    written = isinstance(value, str) and _WRITTEN.fullmatch(value)
    try:
        return date.fromisoformat(value) if written else _day(value)
    except (ValueError, Fault):
        raise wrong_type(_WRITTEN_DAY) from None


def _exact(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise wrong_type(_MONEY)
    if not _AMOUNT.fullmatch(format(value, "f") if isinstance(value, Decimal) else str(value)):
        raise wrong_type(_MONEY)
    try:
        return Decimal(value)
    except InvalidOperation as error:
        raise wrong_type(_MONEY) from error


def _known_key(key: str, known: Collection[str]) -> str:
    if key not in known:
        raise Fault(UNKNOWN_WORD, key=f".{key}", hint=did_you_mean(key, known), known=listing(known))
    return key


def _entry(key: str, value: Any, reader: Reader) -> Any:
    try:
        return reader.read(value)
    except Fault as fault:
        raise Fault(fault.notice, key=f".{key}{fault.key}", **fault.facts) from fault
