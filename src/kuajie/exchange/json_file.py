"""Parsing a JSON file, or one that may be TOML too, with the place of a slip named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from kuajie.exchange.encoding import utf8_bytes
from kuajie.exchange.findings import Findings
from kuajie.exchange.sheet_file import read_file
from kuajie.exchange.toml_file import read_toml
from kuajie.messages import Place, Text
from kuajie.messages.notices.instances import NOT_JSON

THE_FILE = Text(en="the file", zh="整个文件")
"""What a finding is about that concerns no single key."""

_TOO_DEEP = Text(en="it is nested too deeply", zh="嵌套过深")
_TWICE = Text(en="the key {key} stands twice in one table", zh="同一个表中有两个键 {key}")
_AT_LINE = Text(en="line {row}, character {column}", zh="第 {row} 行第 {column} 个字符")
Number = Callable[[str], object]


def read_values(path: Path, *, file: str, findings: Findings, number: Number = float) -> object:
    """Return what a TOML file (by its suffix) or a JSON file holds, or ``None`` and a finding.

    ``number`` makes numbers with a decimal point of their text.
    """
    if path.suffix.lower() == ".toml":
        return read_toml(path, file=file, findings=findings, number=number)
    return read_json(path, file=file, findings=findings, number=number)


def read_json(path: Path, *, file: str, findings: Findings, number: Number = float) -> object:
    """Return what a JSON file holds, or ``None`` and a finding."""
    raw = read_file(path, file=file, findings=findings)
    text = None if raw is None else utf8_bytes(raw, file=file, findings=findings)
    if text is None:
        return None
    try:
        return json.loads(text, parse_float=number, object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as error:
        findings.error(NOT_JSON, Place(file=file), reason=_reason(error))
        return None


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a table; raises ``ValueError`` where a key stands twice, as one of the values would be lost."""
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        raise RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return table


class RepeatedKeyError(ValueError):
    """A key that stands twice in one table."""


def _reason(error: Exception) -> object:
    if isinstance(error, json.JSONDecodeError):
        facts = {"row": error.lineno, "column": error.colno}
        return Text(en=_AT_LINE.say("en", **facts), zh=_AT_LINE.say("zh", **facts))
    if isinstance(error, RepeatedKeyError):
        key = str(error).replace("{", "{{").replace("}", "}}")
        return Text(en=_TWICE.say("en", key=key), zh=_TWICE.say("zh", key=key))
    return _TOO_DEEP if isinstance(error, RecursionError) else str(error)
