"""What an answer is shown as, whatever shows it: headings, paragraphs, alerts and tables of finished text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more whole sentences."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something to know before reading on; a grave one says not to rely on what follows."""

    title: str
    items: tuple[str, ...]
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name; columns of numbers are set flush right."""

    name: str
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, each already said in the reader's language."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""

    def __post_init__(self) -> None:
        """Refuse rows that do not match the columns."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row must have {len(self.columns)} cells, but got {row}")


Block = Heading | Paragraph | Alert | Table
