"""Values as a TOML file: reading it gives them back; comments are not kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def toml_text(values: Mapping[str, Any]) -> str:
    """Return a TOML file that holds values: tables under their headings, lists of tables in double brackets.

    >>> print(toml_text({"a": 1, "b": {"c": Decimal("0.50")}, "d": [{"e": ["x"]}]}), end="")
    a = 1
    <BLANKLINE>
    [b]
    c = 0.50
    <BLANKLINE>
    [[d]]
    e = ["x"]
    """
    return "\n".join(_table(values, ())).lstrip("\n") + "\n"


def _table(values: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    for name, value in values.items():
        if not _has_heading(value, path):
            yield f"{_key(name)} = {_inline(value)}"
    for name, value in values.items():
        if _has_heading(value, path):
            here = (*path, name)
            for one in value if isinstance(value, list) else [value]:
                heading = ".".join(map(_key, here))
                yield from ("", f"[[{heading}]]" if isinstance(value, list) else f"[{heading}]")
                yield from _table(one, here)


def _has_heading(value: object, path: tuple[str, ...]) -> bool:
    """Say whether a value stands under a heading: tables two deep, the rest within their line."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, dict) for one in value) and len(path) < 2
    return isinstance(value, dict) and len(path) < 2 and bool(value)


def _inline(value: object) -> str:
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(name)} = {_inline(each)}" for name, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_inline, value))}]"
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Decimal):
        told = f"{value:f}"
        return told if "." in told or not value.is_finite() else f"{told}.0"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    raise TypeError(f"TOML has no form for {value!r}")


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    """Return text as TOML writes it: as JSON does, but for one control character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
