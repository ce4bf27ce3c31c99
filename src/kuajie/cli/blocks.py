"""Blocks of an answer as Rich renders them."""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as RichTable
from rich.text import Text as Line

from kuajie.cli.wrapping import wrap
from kuajie.present.blocks import Block, Heading, Paragraph, Table


def as_rich(block: Block, *, width: int) -> RenderableType:
    """Return what Rich prints for a block on a terminal of ``width`` cells."""
    match block:
        case Heading(text=text):
            return Group(Line(), Line(text, style="bold"))
        case Paragraph(text=text):
            return Line(wrap(text, width))
        case Table():
            return _table(block)


def _table(block: Table) -> RichTable:
    table = RichTable(
        box=box.SIMPLE_HEAD, title=block.title or None, title_justify="left", title_style="bold"
    )
    for column in block.columns:
        table.add_column(Line(column.name), justify="right" if column.number else "left", overflow="fold")
    for row in block.rows:
        table.add_row(*(Line(cell) for cell in row))
    return table
