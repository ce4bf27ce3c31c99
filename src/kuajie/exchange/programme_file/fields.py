"""Reading one table of programme.toml: which keys it has, what each must be, and every slip at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean
from kuajie.messages import Notice, Place, Text
from kuajie.messages.notices.programme_file import MISSING_KEY, UNKNOWN_KEY, WRONG_TYPE

FILE = "programme.toml"
_TABLE = Text(en="a table", zh="一个表")
_TABLES = Text(en="one or more tables in double brackets", zh="一个或多个双中括号表")


class Fault(Exception):
    """A value that cannot be taken, with the notice that says why."""

    def __init__(self, notice: Notice, *, key: str = "", **facts: object) -> None:
        self.notice = notice
        self.key = key
        self.facts = facts
        super().__init__(notice.code)


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns a TOML value into a value of the field or raises ``Fault``; ``expected`` says what it takes.

    ``shape`` says the same to programs, as JSON Schema; empty where no schema is written of it.
    """

    expected: Text
    read: Callable[[Any], Any]
    shape: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """A key: how to read it, whether it must be there, and what stands in for it otherwise."""

    reader: Reader
    required: bool = False
    default: Any = None


def wrong_type(expected: Text) -> Fault:
    """Return the fault of a value of another type."""
    return Fault(WRONG_TYPE, expected=expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table of the file under the name people see, such as ``course[J1]``."""

    name: str
    values: Mapping[str, Any]
    findings: Findings
    file: str = FILE

    def read(self, fields: Mapping[str, Field]) -> dict[str, Any]:
        """Return the value of every field, its default where it is absent or faulty."""
        for key in self.values:
            if key not in fields:
                self.fault(key, Fault(UNKNOWN_KEY, hint=did_you_mean(key, fields)))
        return {key: self._value(key, field) for key, field in fields.items()}

    def _value(self, key: str, field: Field) -> Any:
        if key not in self.values:
            if field.required:
                self.fault(key, Fault(MISSING_KEY, expected=field.reader.expected))
            return field.default
        try:
            return field.reader.read(self.values[key])
        except Fault as fault:
            self.fault(key, fault)
            return field.default

    def fault(self, key: str, fault: Fault) -> None:
        """Note what is wrong with a key."""
        self.findings.error(fault.notice, self.place(f"{key}{fault.key}"), **fault.facts)

    def place(self, key: str) -> Place:
        """Return where a key stands, with what it says."""
        value = self.values.get(key)
        column = f"{self.name}.{key}" if self.name else key
        return Place(file=self.file, column=column, value=None if value is None else str(value))


def section_of(
    values: Mapping[str, Any], name: str, *, required: bool, findings: Findings, file: str = FILE
) -> Section:
    """Return the table ``[name]``, empty where it is absent; its absence may be a finding."""
    section = values.get(name, {})
    if not isinstance(section, dict) or (required and name not in values):
        notice = MISSING_KEY if name not in values else WRONG_TYPE
        findings.error(notice, Place(file=file, column=name), expected=_TABLE)
        section = {}
    return Section(name=name, values=section, findings=findings, file=file)


def sections_of(
    values: Mapping[str, Any], name: str, *, required: bool, findings: Findings, file: str = FILE
) -> list[Section]:
    """Return the tables ``[[name]]``, named by their ``id`` or else by their place."""
    tables = values.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        findings.error(WRONG_TYPE, Place(file=file, column=name), expected=_TABLES)
        return []
    if required and not tables:
        findings.error(MISSING_KEY, Place(file=file, column=name), expected=_TABLES)
    return [
        Section(name=f"{name}[{table.get('id', place)}]", values=table, findings=findings, file=file)
        for place, table in enumerate(tables, start=1)
    ]
