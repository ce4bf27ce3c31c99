"""Parsing a TOML file, with numbers kept exact and the line of a slip named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from kuajie.exchange.encoding import utf8_bytes
from kuajie.exchange.findings import Findings
from kuajie.exchange.sheet_file import read_file
from kuajie.messages import Place
from kuajie.messages.notices.programme_file import TOML_SYNTAX

_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def read_toml(
    path: Path, *, file: str, findings: Findings, number: Callable[[str], Any] = Decimal
) -> dict[str, Any] | None:
    """Return the values of a TOML file, or ``None`` and a finding.

    ``number`` makes numbers with a decimal point of their text.
    """
    raw = read_file(path, file=file, findings=findings)
    text = None if raw is None else utf8_bytes(raw, file=file, findings=findings)
    if text is None:
        return None
    try:
        return tomllib.loads(text.decode("utf-8"), parse_float=number)
    except (
        ValueError,
        RecursionError,
    ) as error:  # not only TOMLDecodeError: numbers too long, tables too deep
        findings.error(TOML_SYNTAX, Place(file=file, row=_line(error, text)), reason=_reason(error))
        return None


def _line(error: Exception, text: bytes) -> int | None:
    found = _LINE.search(str(error))
    if found:
        return int(found[1])
    return text.count(b"\n") + 1 if "end of document" in str(error) else None


def _reason(error: Exception) -> str:
    return re.sub(r"\s*\(at [^)]*\)$", "", str(error))
