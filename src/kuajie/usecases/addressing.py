"""The address of an answer: a hash of its question, its data and the version that answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import numpy as np

from kuajie import __version__


def key_of(question: object, *, data_fingerprint: str) -> str:
    """Return the key under which the answer to a question about some data is kept, 64 hexadecimal digits.

    ``question`` is a frozen dataclass or a mapping, made of dataclasses, mappings, sequences, sets, numbers,
    texts, dates, enumerations and arrays. The order of mappings and sets does not matter; everything else
    does, the type of each dataclass included. Raises ``TypeError`` for anything that has no stable form.

    >>> key_of({"a": 1, "b": 2}, data_fingerprint="") == key_of({"b": 2, "a": 1}, data_fingerprint="")
    True
    """
    whole = {"version": __version__, "data": data_fingerprint, "question": _canonical(question)}
    return hashlib.sha256(_text(whole).encode()).hexdigest()


def _text(canonical: object) -> str:
    return json.dumps(canonical, sort_keys=True, separators=(",", ":"))


def _canonical(value: object) -> object:
    """Return a value as JSON in which different values never look the same: each carries its kind."""
    if value is None or isinstance(value, bool):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        held = [[field.name, _canonical(getattr(value, field.name))] for field in fields(value)]
        return ["dataclass", _name(type(value)), held]
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form(value)
    raise TypeError(f"{type(value).__name__} has no stable form to address an answer by: {value!r}")


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _enum(value: Enum) -> object:
    return ["enum", _name(type(value)), value.name]


def _number(value: int | Fraction | Decimal) -> object:
    if isinstance(value, Decimal) and not value.is_finite():
        return ["decimal", str(value)]
    over, under = value.as_integer_ratio()
    return [type(value).__name__.lower(), str(over), str(under)]


def _scalar(value: np.generic) -> object:
    """Return a NumPy number as the plain number it equals; moments keep their unit."""
    return _array(np.asarray(value)) if value.dtype.kind in "mM" else _canonical(value.item())


def _array(value: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> object:
    if value.dtype.hasobject:
        raise TypeError(f"an array of objects has no stable form: {value!r}")
    # Byte order is part of the type, so equal arrays from differing machines get the same key.
    portable = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
    digest = hashlib.sha256(portable.tobytes()).hexdigest()
    return ["array", str(np.lib.format.dtype_to_descr(portable.dtype)), list(value.shape), digest]


def _mapping(value: Mapping[object, object]) -> object:
    pairs = [[_canonical(key), _canonical(held)] for key, held in value.items()]
    return ["mapping", sorted(pairs, key=_text)]


# Narrow kinds before the wide ones they belong to: StrEnum is str, datetime is date, NumPy's float is float.
_FORMS: tuple[tuple[type | tuple[type, ...], Callable[..., object]], ...] = (
    (Enum, _enum),
    (np.generic, _scalar),
    (np.ndarray, _array),
    (str, lambda value: ["text", value]),
    (float, lambda value: ["float", repr(value)]),
    ((int, Fraction, Decimal), _number),
    (datetime, lambda value: ["datetime", value.isoformat()]),
    (date, lambda value: ["date", value.isoformat()]),
    (timedelta, lambda value: ["timedelta", value.days, value.seconds, value.microseconds]),
    (bytes, lambda value: ["bytes", hashlib.sha256(value).hexdigest()]),
    (Mapping, _mapping),
    (AbstractSet, lambda value: ["set", sorted((_canonical(held) for held in value), key=_text)]),
    ((tuple, list), lambda value: ["sequence", [_canonical(held) for held in value]]),
)
