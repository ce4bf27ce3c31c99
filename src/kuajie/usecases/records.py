"""Answers as plain JSON values: what ``--json`` prints and the API answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import numpy as np

from kuajie.domain.money import Money
from kuajie.messages import LOCALES, Finding, Notice, Text

# What joins the members of a coalition used as a key; ids never hold it.
MEMBERS = "+"


def plain(value: object) -> object:
    """Return a value made of ``None``, booleans, numbers, strings, lists and dictionaries only.

    Dataclasses become dictionaries of their fields; money keeps its digits as
    ``{"amount": "19.90", "currency": "CNY"}``; dates are ISO 8601; texts and findings come in both languages;
    arrays become nested lists; a number that is missing (NaN) becomes ``None`` and an infinite one
    ``"Infinity"`` or ``"-Infinity"``; decimals and fractions become strings. Raises ``TypeError`` for
    anything else and ``ValueError`` for keys that come out the same.

    >>> plain({"share": Money.of("19.90", "CNY"), "limit": float("inf")})
    {'share': {'amount': '19.90', 'currency': 'CNY'}, 'limit': 'Infinity'}
    """
    if value is None or isinstance(value, bool):
        return value
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no plain form: {value!r}")


def _float(value: float) -> float | str | None:
    if math.isnan(value):
        return None
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return float(value)


def _finding(finding: Finding) -> object:
    return {
        "code": finding.notice.code,
        "severity": str(finding.severity),
        "place": {field.name: getattr(finding.place, field.name) for field in fields(finding.place)},
        "problem": {locale: finding.problem(locale) for locale in LOCALES},
        "remedy": {locale: finding.remedy(locale) for locale in LOCALES},
    }


def _mapping(value: Mapping[object, object]) -> object:
    held = {_key(key): plain(item) for key, item in value.items()}
    if len(held) != len(value):
        raise ValueError(f"different keys come out the same: {list(value)}")
    return held


def _key(key: object) -> str:
    if isinstance(key, AbstractSet):
        return MEMBERS.join(sorted(_key(member) for member in key))
    if isinstance(key, tuple):
        return MEMBERS.join(_key(member) for member in key)
    name = plain(key)
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise TypeError(f"a key must be a text, a whole number, a date or a coalition, but got {key!r}")
    return str(name)


def _set(value: AbstractSet[object]) -> object:
    return sorted((plain(held) for held in value), key=lambda held: (str(type(held)), str(held)))


# Narrow kinds before the wide ones they belong to: StrEnum is str, NumPy's float is float.
_FORMS: tuple[tuple[type | tuple[type, ...], Callable[..., object]], ...] = (
    (Money, lambda value: {"amount": f"{value.amount:f}", "currency": value.currency}),
    (Text, lambda value: {locale: getattr(value, locale) for locale in LOCALES}),
    (Finding, _finding),
    (Notice, lambda value: value.code),
    (Enum, lambda value: plain(value.value)),
    (np.generic, lambda value: plain(value.item())),
    (np.ndarray, lambda value: plain(value.tolist())),
    (str, str),
    (int, int),
    (float, _float),
    ((Decimal, Fraction), str),
    (date, lambda value: value.isoformat()),
    (Mapping, _mapping),
    (AbstractSet, _set),
    ((tuple, list), lambda value: [plain(held) for held in value]),
)
