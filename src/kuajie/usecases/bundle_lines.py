"""Posted lines compared with what is recomputed: the first that differs, and the input it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.settlement.journal import POSTINGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where a bundle is not what it should be: file, row (the header is 1) and column, and both values.

    ``about`` names the event of a line; ``source`` the row of an altered input it comes from. ``rows``: how
    many rows of an input differ.
    """

    kind: str
    file: str
    row: int | None = None
    column: str | None = None
    expected: str = ""
    found: str = ""
    about: str = ""
    source: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A signature in the bundle: whose, for which period, by whom, on which day, and of which hash."""

    period: str
    party: str
    by: str
    day: date
    hash: str


Source = Callable[[str, str], str]
"""Returns the altered row that an event (and its sale) comes from, or nothing."""


def first_difference(expected: pa.Table, found: pa.Table, *, file: str, source: Source) -> Difference | None:
    """Return the first row and column in which postings differ from what is recomputed, if any."""
    rows = min(len(expected), len(found))
    place = _first_place(expected.slice(0, rows), found.slice(0, rows))
    if place is not None:
        row, column = place
        values = [str(table[column].cast(pa.string())[row].as_py()) for table in (expected, found)]
        event, sale = (str(expected[name][row].as_py()) for name in ("event", "sale"))
        return Difference(
            kind="line",
            file=file,
            row=row + 2,
            column=column,
            expected=values[0],
            found=values[1],
            about=event,
            source=source(event, sale),
        )
    if len(expected) == len(found):
        return None
    longer = expected if len(expected) > rows else found
    line = ",".join(str(longer[column].cast(pa.string())[rows].as_py()) for column in POSTINGS.names)
    event, sale = (str(longer[name][rows].as_py()) for name in ("event", "sale"))
    has = (line, "") if longer is expected else ("", line)
    return Difference(
        kind="row",
        file=file,
        row=rows + 2,
        expected=has[0],
        found=has[1],
        about=event,
        source=source(event, sale),
    )


def _first_place(expected: pa.Table, found: pa.Table) -> tuple[int, str] | None:
    """Return the first row in which tables of one length differ, and the first column there."""
    firsts = {}
    for column in POSTINGS.names if len(expected) else ():
        same = np.asarray(pc.equal(expected[column], found[column]).to_numpy(), dtype=bool)
        if not same.all():
            firsts[column] = int(np.argmin(same))
    if not firsts:
        return None
    column = min(firsts, key=lambda name: firsts[name])  # of several, the first in the table's order
    return firsts[column], column
