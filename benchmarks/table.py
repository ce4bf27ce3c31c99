"""Tables of measured figures, kept in docs/benchmarks.md between markers, one per study."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
PACKAGES = ("kuajie", "numpy", "numba", "nutpie", "duckdb", "ibis-framework")


@dataclass(frozen=True)
class Table:
    """A study's figures: the command that made them and what they are held against."""

    name: str
    title: str
    command: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    packages: tuple[str, ...] = PACKAGES


def write_table(table: Table) -> None:
    """Print a table and put it into docs/benchmarks.md in place of the last one of its name."""
    text = as_markdown(table)
    print(text)
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Benchmarks\n"
    block = f"<!-- {table.name} -->\n{text}<!-- end {table.name} -->\n"
    pattern = re.compile(rf"<!-- {table.name} -->\n.*?<!-- end {table.name} -->\n", re.DOTALL)
    PAGE.parent.mkdir(exist_ok=True)
    known = pattern.search(page) is not None
    page = pattern.sub(lambda _: block, page) if known else f"{page.rstrip()}\n\n{block}"
    PAGE.write_text(page, encoding="utf-8")


def as_markdown(table: Table) -> str:
    """Return a table with its title, command and versions."""
    rows = [table.columns, tuple("---" for _ in table.columns), *table.rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    used = ", ".join(f"{name} {version(name)}" for name in table.packages)
    made = f"`{table.command}`, {date.today():%Y-%m-%d}, Python {platform.python_version()}, {used}."
    return "\n".join(
        [f"## {table.title}", "", made, "", *lines, "", *([table.note, ""] if table.note else [])]
    )
