"""Blocks of an answer as Rich renders them."""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text as Line

from kuajie.cli.wrapping import wrap
from kuajie.present.blocks import Alert, Block, Heading, Paragraph, Table

BULLET = "- "


def as_rich(block: Block, *, width: int) -> RenderableType:
    """Return what Rich prints for a block on a terminal of ``width`` cells."""
    match block:
        case Heading(text=text):
            return Group(Line(), Line(text, style="bold"))
        case Paragraph(text=text):
            return Line(wrap(text, width))
        case Alert():
            return _alert(block, width)
        case Table():
            return _table(block)


def _alert(block: Alert, width: int) -> RenderableType:
    title = Line(wrap(block.title, width), style="bold red" if block.grave else "bold yellow")
    return Group(title, *(Line(f"{BULLET}{_hanging(item, width)}") for item in block.items), Line())


def _hanging(text: str, width: int) -> str:
    """Return a text wrapped so that it hangs from its bullet."""
    return wrap(text, width - len(BULLET)).replace("\n", "\n" + " " * len(BULLET))


def _table(block: Table) -> RichTable:
    table = RichTable(
        box=box.SIMPLE_HEAD, title=block.title or None, title_justify="left", title_style="bold"
    )
    for column in block.columns:
        table.add_column(Line(column.name), justify="right" if column.number else "left", overflow="fold")
    for row in block.rows:
        table.add_row(*(Line(cell) for cell in row))
    return table
