"""Frozen values as plain JSON and back; their arrays stand beside it, each named after its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_origin

import numpy as np
from cattrs.preconf.json import make_converter

from kuajie.domain.panel import Floats

ARRAY = "array"
"""The key under which the plain form names an array."""

Value = TypeVar("Value")


def to_plain(value: object) -> tuple[object, dict[str, Floats]]:
    """Return a dataclass as plain JSON values, and by name the arrays it holds."""
    arrays: dict[str, Floats] = {}
    converter = make_converter()
    converter.register_unstructure_hook_func(_is_array, lambda array: array)
    return _set_aside(converter.unstructure(value), "", arrays), arrays


def from_plain(plain: object, kind: type[Value], arrays: Mapping[str, Floats]) -> Value:
    """Return the dataclass that ``to_plain`` was given.

    Raises cattrs' ``BaseValidationError`` for what a ``kind`` does not hold, unknown names among it.
    """

    def named(value: Any, kind: object) -> Floats:
        del kind
        return arrays[value[ARRAY]]

    converter = make_converter(forbid_extra_keys=True)
    known_by_kind: dict[type, set[type]] = {bool: {bool}, int: {int}, float: {float, int}, str: {str}}
    for wanted, known in known_by_kind.items():
        converter.register_structure_hook(wanted, _only(known))
    converter.register_structure_hook_func(_is_array, named)
    return converter.structure(plain, kind)


def _is_array(kind: object) -> bool:
    return kind is np.ndarray or get_origin(kind) is np.ndarray


def _only(known: set[type]) -> Callable[[object, object], object]:
    """Return a hook that takes values of known types as they are, where cattrs would convert others."""

    def hook(value: object, kind: object) -> object:
        if type(value) not in known:
            raise ValueError(f"{kind} was expected, but got {value!r}")
        return value

    return hook


def _set_aside(value: object, place: str, arrays: dict[str, Floats]) -> object:
    if isinstance(value, np.ndarray):
        arrays[place] = value
        return {ARRAY: place}
    if isinstance(value, dict):
        return {key: _set_aside(held, f"{place}.{key}".lstrip("."), arrays) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_set_aside(held, f"{place}.{at}", arrays) for at, held in enumerate(value)]
    return value
