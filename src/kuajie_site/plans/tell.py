"""Comparisons and figures in words, as a page shows them to a reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie_site.plans.compare import Form, Row, Section, Value
from kuajie_site.plans.figures import PlanFigures

NONE: Final = "–"
NOT_PROVED: Final = Text(en="not proved", zh="未证明")
UP, DOWN, OTHER = "▲", "▼", "≠"
PROVED: Final = Text(
    en="Proved: no plan under the same limits can be more than {gap} better.",
    zh="已证明：同样限制下，任何方案最多只能再好 {gap}。",
)
UNPROVED: Final = Text(
    en="Nothing is proved about how much better another plan could be.", zh="未证明其他方案最多还能好多少。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCell:
    """A value in words; ``mark`` is a sign that it is not as the first, ``change`` says by how much."""

    text: str
    mark: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """A line in words."""

    name: str
    cells: tuple[ToldCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSection:
    """Lines in words, under their title."""

    title: str
    rows: tuple[ToldRow, ...]


def told(sections: Iterable[Section], reader: Reader) -> tuple[ToldSection, ...]:
    """Return a comparison in words."""
    return tuple(
        ToldSection(title=reader.say(section.title), rows=tuple(_row(row, reader) for row in section.rows))
        for section in sections
        if section.rows
    )


def certificate_line(figures: PlanFigures, reader: Reader) -> str:
    """Return in one line what is proved about a plan."""
    if figures.gap is None:
        return reader.say(UNPROVED)
    return reader.say(PROVED, gap=reader.fine_share(figures.gap))


def _row(row: Row, reader: Reader) -> ToldRow:
    name = reader.say(row.name) if isinstance(row.name, Text) else row.name
    texts = [_said(value, row.form, reader) for value in row.values]
    cells = tuple(
        # What reads the same is no difference to a reader, whatever its last digits.
        ToldCell(text=text, **_marked(change, row.form, reader))
        if differs and text != texts[0]
        else ToldCell(text=text)
        for text, differs, change in zip(texts, row.differs, row.changes, strict=True)
    )
    return ToldRow(name=name, cells=cells)


def _said(value: Value, form: Form, reader: Reader) -> str:
    if value is None:
        return reader.say(NOT_PROVED) if form is Form.SHARE else NONE
    if isinstance(value, str):
        return value
    number = float(value)
    match form:
        case Form.MONEY:
            return reader.money(number)
        case Form.PRICE:
            return reader.price(number)
        case Form.SHARE:
            return reader.fine_share(number)
    return reader.count(number)


def _marked(change: float | None, form: Form, reader: Reader) -> dict[str, str]:
    """Return the sign of a difference, and by how much where its size can be read."""
    if change is None:
        return {"mark": OTHER}
    mark = UP if change > 0 else DOWN
    match form:
        case Form.MONEY:
            return {"mark": mark, "change": reader.signed_money(change)}
        case Form.PRICE:
            sign = "+" if change > 0 else "−"
            return {"mark": mark, "change": f"{sign}{reader.price(abs(change))}"}
        case Form.SHARE:
            return {"mark": mark}
    return {"mark": mark, "change": reader.signed_count(change)}
