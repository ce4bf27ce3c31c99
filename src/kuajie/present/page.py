"""What a page is made of: sections of figures, tables, charts and sentences, all finished text."""

from __future__ import annotations

from dataclasses import dataclass, field

from kuajie.present.blocks import Alert, Heading, Paragraph, Table

SHORT = 14
"""Tables of so many rows are not torn apart between printed pages."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number worth a card: its name, the number, and what puts it in proportion."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The numbers that a section begins with."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences as a list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart as inline SVG; ``label`` says in words what it shows, ``caption`` stands below it."""

    svg: str
    label: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTable:
    """A table as a page shows it.

    The first cell of a row is its heading. ``totals`` rows at the end are set apart. ``heat``, one row per
    row and one entry per cell, shades cells from 0 (none) to 1; ``dim`` cells are those that say zero.
    """

    table: Table
    totals: int = 0
    heat: tuple[tuple[float, ...], ...] = ()
    note: str = ""
    wide: bool = False

    @property
    def short(self) -> bool:
        """Whether the table should stay on one printed page."""
        return len(self.table.rows) <= SHORT

    def shade(self, row: int, cell: int) -> int:
        """Return the shade of a cell, 0 to 10."""
        return round(10 * self.heat[row][cell]) if self.heat else 0


Part = Heading | Paragraph | PageTable | KeyFigures | Bullets | Alert | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section: its finding in one sentence, and what supports it."""

    id: str
    title: str
    lead: str
    parts: tuple[Part, ...] = field(default=())

    @property
    def kinds(self) -> tuple[tuple[str, Part], ...]:
        """The parts with the name of their kind, by which a template chooses how to set them."""
        return with_kinds(self.parts)


def with_kinds(parts: tuple[Part, ...]) -> tuple[tuple[str, Part], ...]:
    """Return parts with the names of their kinds."""
    return tuple((type(part).__name__, part) for part in parts)
