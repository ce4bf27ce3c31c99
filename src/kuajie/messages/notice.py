"""What the software has to tell a person: a notice (the kind) and a finding (one occurrence)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kuajie.messages.text import Locale, Text


class Severity(StrEnum):
    """How much a finding matters: an error refuses, a warning is carried along, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Notice:
    """A kind of message: a stable code, what is wrong, and what to do about it."""

    code: str
    problem: Text
    remedy: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was found; rows count from 1 and include the header line, as spreadsheets do."""

    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def say(self, locale: Locale) -> str:
        """Return the place as people write it, or an empty string when nothing is known.

        >>> Place(file="p/orders.csv", row=3, column="paid", value="-1").say("en")
        'p/orders.csv, row 3, column paid, value “-1”'
        """
        parts = [
            (self.file, _FILE),
            (self.row, _ROW),
            (self.column, _COLUMN),
            (self.value, _VALUE),
        ]
        return _COMMA.say(locale).join(text.say(locale, it=it) for it, text in parts if it is not None)


_FILE = Text(en="{it}", zh="{it}")
_ROW = Text(en="row {it}", zh="第 {it} 行")
_COLUMN = Text(en="column {it}", zh="{it} 列")
_VALUE = Text(en="value “{it}”", zh="值“{it}”")
_COMMA = Text(en=", ", zh="，")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One occurrence of a notice: where, with which facts, and how much it matters."""

    notice: Notice
    severity: Severity = Severity.ERROR
    place: Place = field(default_factory=Place)
    facts: Mapping[str, object] = field(default_factory=dict)

    def problem(self, locale: Locale) -> str:
        """Return what is wrong, in ``locale``."""
        return self.notice.problem.say(locale, **self.facts)

    def remedy(self, locale: Locale) -> str:
        """Return what to do, in ``locale``."""
        return self.notice.remedy.say(locale, **self.facts)

    def say(self, locale: Locale) -> str:
        """Return place, problem and remedy on one line."""
        place = self.place.say(locale)
        lead = _LEAD.say(locale, place=place) if place else ""
        return lead + _JOIN.say(locale, problem=self.problem(locale), remedy=self.remedy(locale))

    def as_record(self, locale: Locale) -> dict[str, object]:
        """Return the finding as plain values for JSON."""
        return {
            "code": self.notice.code,
            "severity": str(self.severity),
            "file": self.place.file,
            "row": self.place.row,
            "column": self.place.column,
            "value": self.place.value,
            "problem": self.problem(locale),
            "remedy": self.remedy(locale),
        }


_LEAD = Text(en="{place}: ", zh="{place}：")
_JOIN = Text(en="{problem} {remedy}", zh="{problem}{remedy}")
