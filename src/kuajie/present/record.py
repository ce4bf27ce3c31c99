"""Answers as plain values for JSON: what ``--json`` prints and the API answers."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import singledispatch
from math import isfinite
from pathlib import Path

import numpy as np

from kuajie.domain.money import Money
from kuajie.domain.withheld import Withheld
from kuajie.messages import Finding, Locale, Text


def as_record(value: object, locale: Locale) -> object:
    """Return ``value`` as dictionaries, lists, strings, numbers, booleans and ``None``.

    Frozen values become dictionaries of their fields; texts and findings are said in ``locale``; money keeps
    its exact amount as a string; numbers that JSON does not know (NaN, infinity) become ``None``.

    >>> as_record(Money.of("19.90", "CNY"), "en")
    {'amount': '19.90', 'currency': 'CNY'}
    """
    if isinstance(value, Text):
        return value.say(locale)
    if isinstance(value, Finding):
        return value.as_record(locale)
    if isinstance(value, Mapping):
        return {_key(key): as_record(item, locale) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return as_record(value.tolist(), locale)
    return _of_parts(value, locale)


def _of_parts(value: object, locale: Locale) -> object:
    """Return sequences, sets and frozen values part by part, and plain values as JSON knows them."""
    if isinstance(value, list | tuple):
        return [as_record(item, locale) for item in value]
    if isinstance(value, Set):
        return sorted((as_record(item, locale) for item in value), key=str)
    plain = _plain(value)
    if plain is value and is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_record(getattr(value, field.name), locale) for field in fields(value)}
    return plain


def _key(key: object) -> str:
    return "/".join(map(str, key)) if isinstance(key, tuple) else str(_plain(key))


@singledispatch
def _plain(value: object) -> object:
    """Return a value without parts as JSON knows it; others as they are."""
    return value


@_plain.register
def _of_money(value: Money) -> object:
    return {"amount": f"{value.amount:f}", "currency": value.currency}


@_plain.register
def _of_float(value: float) -> object:
    return float(value) if isfinite(value) else None


@_plain.register
def _of_withheld(value: Withheld) -> object:
    return {"withheld": True} if value.fewer_than is None else {"fewer_than": value.fewer_than}


@_plain.register
def _of_numpy(value: np.generic) -> object:
    return _plain(value.item())


@_plain.register(date)
@_plain.register(datetime)
def _of_date(value: date) -> object:
    return value.isoformat()


@_plain.register(Decimal)
@_plain.register(Fraction)
@_plain.register(Path)
def _of_exact(value: object) -> object:
    return str(value)


@_plain.register
def _of_enum(value: Enum) -> object:
    return _plain(value.value)
