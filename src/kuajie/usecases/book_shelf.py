"""The books of settlement: the port they are kept behind, and what they say once all entries are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import IO, Protocol, TypeVar

import pyarrow as pa

from kuajie.settlement.chain import Entry, EntryKind
from kuajie.settlement.journal import POSTINGS
from kuajie.settlement.knowledge import Knowledge, change_schema, nothing_known, told
from kuajie.settlement.standing import Standing, standing_of
from kuajie.settlement.table_form import read_table_csv

TERMS_FILE, POSTINGS_FILE, STATEMENTS_FILE, CASE_FILE, MARKS_FILE = (
    "terms.json",
    "postings.csv",
    "statements.json",
    "case.json",
    "marks.json",
)
POSTING_KINDS = frozenset({EntryKind.OPENING, EntryKind.POST})


Content = bytes | Callable[[IO[bytes]], None]
"""What a file holds: bytes, or what writes it into the open file."""
T = TypeVar("T")


class BookShelf(Protocol):
    """Keeps entries in their order, each with its files; nothing that stands is ever changed."""

    def entries(self) -> Sequence[Entry]:
        """Return all entries in order; raises ``BadInput`` where they are not as they were kept."""

    def read(self, entry: Entry, name: str) -> bytes:
        """Return a file of an entry; raises ``BadInput`` where it is not as it was kept."""

    def read_as(self, entry: Entry, name: str, reader: Callable[[IO[bytes]], T]) -> T:
        """Return what ``reader`` makes of a file of an entry, as ``read`` without all of it in memory."""

    def append(self, entry: Entry, files: Mapping[str, Content]) -> Entry:
        """Keep one more entry, wholly or not at all, and return it with the hashes of its files.

        Raises ``BadInput`` if another came first.
        """


class Posted:
    """What an entry of a kind posted, in which period; ``lines`` are read when they are first asked for."""

    def __init__(self, kind: EntryKind, period: str, lines: pa.Table | Callable[[], pa.Table]) -> None:
        self.kind, self.period, self._lines = kind, period, lines

    @property
    def lines(self) -> pa.Table:
        """The lines posted."""
        if callable(self._lines):
            self._lines = self._lines()
        return self._lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Books:
    """All entries read: what was known at the last posting, everything posted, and how each period stands."""

    entries: Sequence[Entry] = ()
    known: Knowledge = field(default_factory=nothing_known)
    posted: Sequence[Posted] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)

    def lines(self, *, until: str, since: str = "") -> pa.Table:
        """Return everything posted in the periods from ``since`` to ``until``, both included."""
        parts = [each.lines for each in self.posted if since <= each.period <= until]
        return pa.concat_tables([POSTINGS.empty_table(), *parts])

    @property
    def opened(self) -> str:
        """The last period before the books begin, or none."""
        return next((each.period for each in self.posted if each.kind is EntryKind.OPENING), "")

    @property
    def first(self) -> str:
        """The first period that may be posted in; none while nothing is kept."""
        return next((each.period for each in self.posted if each.kind is EntryKind.POST), "")


def read_books(shelf: BookShelf) -> Books:
    """Return what a shelf keeps; raises ``BadInput`` where it is not as it was kept."""
    entries = shelf.entries()
    known, posted = nothing_known(), []
    for entry in entries:
        if entry.kind in POSTING_KINDS:
            known = learn(known, entry, shelf)
            posted.append(Posted(entry.kind, entry.period, partial(_lines, shelf, entry)))
    return Books(entries=entries, known=known, posted=posted, standings=standing_of(entries))


def look_into(shelf: BookShelf) -> Books:
    """Return what a shelf keeps without the inputs behind it: enough to look, sign and rule, not to keep."""
    entries = shelf.entries()
    posting = [entry for entry in entries if entry.kind in POSTING_KINDS]
    told_in = [entry for entry in posting if TERMS_FILE in entry.files]
    terms = shelf.read(told_in[-1], TERMS_FILE).decode() if told_in else ""
    return Books(
        entries=entries,
        known=replace(nothing_known(), terms=terms),
        posted=[Posted(entry.kind, entry.period, partial(_lines, shelf, entry)) for entry in posting],
        standings=standing_of(entries),
    )


def with_entry(books: Books, entry: Entry) -> Books:
    """Return books with one more entry that posts nothing."""
    entries = [*books.entries, entry]
    return replace(books, entries=entries, standings=standing_of(entries))


def learn(known: Knowledge, entry: Entry, shelf: BookShelf) -> Knowledge:
    """Return what is known with an entry of postings."""
    changes = {}
    for name in known.tables:
        file, schema = change_file(name), change_schema(name)
        changes[name] = _table(shelf, entry, file, schema) if file in entry.files else schema.empty_table()
    terms = shelf.read(entry, TERMS_FILE).decode() if TERMS_FILE in entry.files else known.terms
    return told(known, terms, changes)


def _lines(shelf: BookShelf, entry: Entry) -> pa.Table:
    return _table(shelf, entry, POSTINGS_FILE, POSTINGS)


def _table(shelf: BookShelf, entry: Entry, name: str, schema: pa.Schema) -> pa.Table:
    return shelf.read_as(entry, name, lambda file: read_table_csv(file, schema))


def change_file(name: str) -> str:
    """Return what the file of a table of changes is called."""
    return f"{name}.csv"
