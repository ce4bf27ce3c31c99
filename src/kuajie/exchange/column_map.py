"""A partner's own header names, saved beside its files as ``columns.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kuajie.domain.records import RECORD_FILES, Kind, RecordFile
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean
from kuajie.messages import Place, Text
from kuajie.messages.notices.programme_file import UNKNOWN_KEY, WRONG_TYPE

_TEXTS = Text(en="a list of texts in quotes", zh="由带引号的文字组成的列表")
_TABLE = Text(en="a table", zh="一个表")
_TARGET = Text(
    en='the name of a column, or {{ column = "…", minor_units = true, take = […], skip = […] }}',
    zh='列名，或 {{ column = "…", minor_units = true, take = […], skip = […] }}',
)
_CELL = Text(en="a text or a number", zh="文字或数字")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What one of the partner's columns stands for.

    ``minor_units``: its amounts are in fen. ``take`` and ``skip``: its cells hold a state beside the moment,
    and which states count.
    """

    column: str
    minor_units: bool = False
    take: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """How a partner writes one record file: its header names, columns to ignore, and what it leaves unsaid.

    ``constant`` gives columns that the file does not have the same cell in every row.
    """

    file: str
    targets: Mapping[str, Target] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    constant: Mapping[str, str] = field(default_factory=dict)


def read_column_maps(values: Mapping[str, object], *, file: str, findings: Findings) -> dict[str, ColumnMap]:
    """Return the column map of each record file from a parsed ``columns.toml``."""
    maps = {}
    for name, section in values.items():
        if name not in RECORD_FILES:
            place = Place(file=file, column=name)
            findings.error(UNKNOWN_KEY, place, hint=did_you_mean(name, RECORD_FILES))
        elif not isinstance(section, dict):
            findings.error(WRONG_TYPE, Place(file=file, column=name), expected=_TABLE)
        else:
            maps[name] = column_map_of(section, RECORD_FILES[name], file=file, findings=findings)
    return maps


def column_map_of(
    section: Mapping[str, object], record_file: RecordFile, *, file: str, findings: Findings
) -> ColumnMap:
    """Return the column map that one section of a ``columns.toml`` gives for a record file."""
    reader = _MapReader(record_file=record_file, file=file, findings=findings)
    rest = {key: value for key, value in section.items() if key not in {"ignore", "constant"}}
    targets = {header: reader.target(header, value) for header, value in rest.items()}
    return ColumnMap(
        file=file,
        targets={header: target for header, target in targets.items() if target is not None},
        ignore=frozenset(reader.texts("ignore", section.get("ignore", []))),
        constant=reader.constants(section.get("constant", {})),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _MapReader:
    record_file: RecordFile
    file: str
    findings: Findings

    def _wrong(self, key: str, value: object, expected: Text) -> None:
        place = Place(file=self.file, column=f"{self.record_file.name}.{key}", value=str(value))
        self.findings.error(WRONG_TYPE, place, expected=expected)

    def _known(self, key: str, column: str) -> bool:
        names = [each.name for each in self.record_file.columns]
        if column not in names:
            place = Place(file=self.file, column=f"{self.record_file.name}.{key}", value=column)
            self.findings.error(UNKNOWN_KEY, place, hint=did_you_mean(column, names))
        return column in names

    def target(self, header: str, value: object) -> Target | None:
        """Return what a header stands for."""
        parts = {"column": value} if isinstance(value, str) else value
        if not isinstance(parts, dict) or not isinstance(parts.get("column"), str):
            self._wrong(header, value, _TARGET)
            return None
        for key in sorted(parts.keys() - {"column", "minor_units", "take", "skip"}):
            self._wrong(f"{header}.{key}", parts[key], _TARGET)
        column, minor = parts["column"], parts.get("minor_units", False)
        if not self._known(header, column):
            return None
        kind = self.record_file.column(column).kind
        if not isinstance(minor, bool) or (minor and kind is not Kind.MONEY):
            self._wrong(f"{header}.minor_units", minor, _TARGET)
        take, skip = (self.texts(f"{header}.{key}", parts.get(key, [])) for key in ("take", "skip"))
        if (take or skip) and kind is not Kind.MOMENT:
            self._wrong(f"{header}.take", column, _TARGET)
        return Target(column=column, minor_units=minor is True, take=take, skip=skip)

    def texts(self, key: str, value: object) -> tuple[str, ...]:
        """Return a list of texts."""
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._wrong(key, value, _TEXTS)
            return ()
        return tuple(value)

    def constants(self, value: object) -> dict[str, str]:
        """Return the cells that every row has."""
        if not isinstance(value, dict):
            self._wrong("constant", value, _TABLE)
            return {}
        for column, cell in value.items():
            if self._known(f"constant.{column}", column) and (
                not isinstance(cell, str | int | float) or isinstance(cell, bool)
            ):
                self._wrong(f"constant.{column}", cell, _CELL)
        return {column: str(cell) for column, cell in value.items()}
