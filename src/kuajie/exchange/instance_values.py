"""Values of a JSON instance, each taken or noted as a finding under the key it stands at."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import listing
from kuajie.messages import Notice, Place, Text
from kuajie.messages.notices.instances import (
    MISSING_KEY,
    NOT_A_LIST,
    NOT_A_NUMBER,
    NOT_AN_OBJECT,
    NUMBER_OUT_OF_RANGE,
    UNKNOWN_CHOICE,
    WRONG_LENGTH,
)

LONGEST = 60
"""Characters of an offending value that are repeated to the person."""

AT_LEAST_ZERO = Text(en="zero or more", zh="大于或等于零")
ABOVE_ZERO = Text(en="above zero", zh="大于零")
BELOW_ONE = Text(en="zero or more and below one", zh="大于或等于零且小于一")
ANY = Text(en="a number", zh="为数")


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Numbers from ``lowest`` to below ``highest``, in words ``rule``; ``above`` leaves the lowest out.

    ``instead`` is the harmless number that stands for a wrong one until all findings are told.
    """

    rule: Text
    lowest: float = 0.0
    highest: float = math.inf
    above: bool = False
    instead: float = 1.0

    def holds(self, value: float) -> bool:
        """Return whether a number is one of them."""
        enough = value > self.lowest if self.above else value >= self.lowest
        return enough and value < self.highest


NOT_NEGATIVE = Within(rule=AT_LEAST_ZERO)
POSITIVE = Within(rule=ABOVE_ZERO, above=True)
SHARE = Within(rule=BELOW_ONE, highest=1.0, instead=0.0)
NUMBER = Within(rule=ANY, lowest=-math.inf)


def shown(value: object) -> str:
    """Return a JSON value as the person wrote it, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """An object of the file, the key it stands at, and where what is wrong with it is noted."""

    held: Mapping[str, object]
    at: str
    file: str
    findings: Findings

    def key(self, name: str) -> str:
        """Return the whole key of a value."""
        return f"{self.at}.{name}" if self.at else name

    def note(self, notice: Notice, name: str, **facts: object) -> None:
        """Note what is wrong with a value."""
        self.findings.error(notice, Place(file=self.file), key=self.key(name), **facts)

    def number(self, name: str, within: Within = NUMBER, *, default: float | None = None) -> float:
        """Return a number; a harmless one, noted, where it is missing or wrong."""
        if name not in self.held:
            if default is None:
                self.note(MISSING_KEY, name)
            return 1.0 if default is None else default
        return self.plain(self.held[name], name, within)

    def plain(self, value: object, name: str, within: Within) -> float:
        """Return a value as a number within its range; a harmless one, noted, where it is not."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not _finite(value):
            self.note(NOT_A_NUMBER, name, value=shown(value))
        elif not within.holds(float(value)):
            self.note(NUMBER_OUT_OF_RANGE, name, value=shown(value), rule=within.rule)
        else:
            return float(value)
        return within.instead

    def series(self, name: str, weeks: int, within: Within, *, default: float) -> list[float]:
        """Return one number per period: a list of them, or a number for all."""
        value = self.held.get(name, default)
        if not isinstance(value, list):
            same = default if name not in self.held else self.plain(value, name, within)
            return [same] * weeks
        if len(value) != weeks:
            self.note(WRONG_LENGTH, name, count=len(value), weeks=weeks)
            return [1.0] * weeks
        return [self.plain(entry, f"{name}[{place}]", within) for place, entry in enumerate(value)]

    def choice(self, name: str, known: Sequence[str], *, default: str | None = None) -> str:
        """Return one of the known words; the first, noted, where it is none of them."""
        value = self.held.get(name, default)
        if value is None:
            self.note(MISSING_KEY, name)
        elif value in known:
            return str(value)
        else:
            self.note(UNKNOWN_CHOICE, name, value=shown(value), known=listing(known))
        return known[0]

    def inner(self, name: str) -> Values:
        """Return an object inside; an empty one, noted, where there is none."""
        value = self.held.get(name)
        if name not in self.held:
            self.note(MISSING_KEY, name)
        return self.as_values(value, name, known=name not in self.held)

    def as_values(self, value: object, name: str, *, known: bool = False) -> Values:
        """Return a value as an object; an empty one, noted unless already ``known``, where it is none."""
        if not isinstance(value, dict):
            if not known:
                self.note(NOT_AN_OBJECT, name, value=shown(value))
            value = {}
        return Values(held=value, at=self.key(name), file=self.file, findings=self.findings)

    def entries(self, name: str) -> list[Values]:
        """Return the objects of a list that must hold one at least."""
        value = self.held.get(name)
        if name not in self.held:
            self.note(MISSING_KEY, name)
            return []
        if not isinstance(value, list) or not value:
            self.note(NOT_A_LIST, name, value=shown(value))
            return []
        return [self.as_values(entry, f"{name}[{place}]") for place, entry in enumerate(value)]

    def word(self, name: str, *, default: str | None = None) -> str:
        """Return a name: text, or a whole number as text."""
        value = self.held.get(name, default)
        if value is None:
            self.note(MISSING_KEY, name)
        elif isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value)
        else:
            self.note(UNKNOWN_CHOICE, name, value=shown(value), known=_NAME)
        return "?"


_NAME = Text(en="the names you use for parties and channels", zh="你为合作方或渠道所用的名称")


def _finite(value: int | float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond every float
        return False
