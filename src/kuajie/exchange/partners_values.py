"""Values of a partners file, each taken or noted as a finding under the key it stands at."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.messages import Notice, Place, Text
from kuajie.messages.notices.partners import (
    MISSING_KEY,
    NOT_A_NUMBER,
    NOT_A_TABLE,
    UNKNOWN_CHOICE,
    UNKNOWN_KEY,
)

LONGEST = 60
"""Characters of an offending value that are repeated to the person."""
UNKNOWN_VALUES = ("", "?", "-", "–", "NA", "N/A", "n/a", "nan")
"""How people write that nothing is known."""

TABLE = Text(en="a table", zh="一个表")
TABLES = Text(en="a list of tables", zh="一组表")
LIST = Text(en="a list", zh="一个列表")
TEXT = Text(en="a text", zh="文字")
NUMBER = Text(en="a number", zh="一个数")


def shown(value: object) -> str:
    """Return a value as the person wrote it, cut where it is long."""
    text = (
        str(value) if isinstance(value, str | Decimal) else json.dumps(value, ensure_ascii=False, default=str)
    )
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def as_number(value: object) -> float | None:
    """Return a finite number, or ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        number = float(value)
    except OverflowError:  # a whole number beyond every float
        return None
    return number if math.isfinite(number) else None


def as_ratio(value: object) -> float | None:
    """Return a number, or a fraction written as text such as ``"1/3"``; ``None`` for anything else."""
    if not isinstance(value, str):
        return as_number(value)
    said = value.strip()
    try:  # an exact number of a huge exponent would take all memory before it could be refused
        return as_number(float(Fraction(said)) if "/" in said else float(said))
    except (ValueError, ZeroDivisionError, OverflowError):
        return None


def is_unknown(value: object) -> bool:
    """Say whether a cell says that nothing is known."""
    return (
        value is None or value in UNKNOWN_VALUES or (isinstance(value, float | Decimal) and math.isnan(value))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A table of the file, the key it stands at, and where what is wrong with it is noted."""

    held: Mapping[str, object]
    at: str
    file: str
    findings: Findings

    def place(self, name: str) -> Place:
        """Return where a value stands, with what it says."""
        value = self.held.get(name)
        written = None if name not in self.held or isinstance(value, list | dict) else shown(value)
        return Place(file=self.file, column=f"{self.at}.{name}" if self.at else name, value=written)

    def fault(self, notice: Notice, name: str, /, **facts: object) -> None:
        """Note what is wrong with a value."""
        self.findings.error(notice, self.place(name), **facts)

    def only(self, known: Iterable[str]) -> None:
        """Note every key that is not known."""
        names = list(known)
        for name in self.held:
            if name not in names:
                self.fault(UNKNOWN_KEY, name, hint=did_you_mean(name, names))

    def text(self, name: str, *, default: str | None = None) -> str:
        """Return a text; an empty one, noted, where it is missing or something else."""
        value = self.held.get(name, default)
        if value is None:
            self.fault(MISSING_KEY, name, expected=TEXT)
        elif isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
        elif name in self.held:
            self.fault(NOT_A_TABLE, name, expected=TEXT)
        return default or ""

    def choice(self, name: str, known: Sequence[str], *, default: str) -> str:
        """Return one of the known words; the default, noted, where it is none of them."""
        value = self.held.get(name, default)
        if isinstance(value, str) and value in known:
            return value
        self.fault(UNKNOWN_CHOICE, name, known=listing(known))
        return default

    def number(self, name: str, *, default: float | None = None) -> float:
        """Return a number; the default or 1, noted, where it is missing or something else."""
        if name not in self.held:
            if default is None:
                self.fault(MISSING_KEY, name, expected=NUMBER)
            return 1.0 if default is None else default
        number = as_number(self.held[name])
        if number is None:
            self.fault(NOT_A_NUMBER, name)
        return 1.0 if number is None else number

    def inner(self, name: str) -> Entry:
        """Return a table inside; an empty one where it is missing, noted where it is something else."""
        value = self.held.get(name, {})
        if not isinstance(value, dict):
            self.fault(NOT_A_TABLE, name, expected=TABLE)
            value = {}
        at = f"{self.at}.{name}" if self.at else name
        return Entry(held=value, at=at, file=self.file, findings=self.findings)

    def tables(self, name: str) -> list[Entry]:
        """Return the tables of a list, named by id or name, else by place; none where it is missing."""
        value = self.held.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.fault(NOT_A_TABLE, name, expected=TABLES)
            return []
        whole = f"{self.at}.{name}" if self.at else name
        return [
            Entry(
                held=each,
                at=f"{whole}[{each.get('id', each.get('name', each.get('what', place)))}]",
                file=self.file,
                findings=self.findings,
            )
            for place, each in enumerate(value, start=1)
        ]

    def items(self, name: str) -> list[object] | None:
        """Return a list, or ``None``, noted, where it is missing or something else."""
        value = self.held.get(name)
        if isinstance(value, list):
            return value
        if name in self.held:
            self.fault(NOT_A_TABLE, name, expected=LIST)
        else:
            self.fault(MISSING_KEY, name, expected=LIST)
        return None
