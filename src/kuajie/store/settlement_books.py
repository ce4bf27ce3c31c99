"""The books of settlement in ``settlement/`` of the programme folder: one numbered folder for each entry."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TypeVar, cast

from kuajie.messages import BadInput, Place
from kuajie.messages.notices.books import CHANGED_BY_OTHERS, DAMAGED, IN_USE, NEWER, NOT_KEPT
from kuajie.settlement.chain import (
    FORMAT,
    BrokenChain,
    Entry,
    NewerForm,
    entry_of,
    require_chain,
    sha256,
)
from kuajie.settlement.standing import standing_of
from kuajie.store.locked_folder import FolderInUse, locked_folder
from kuajie.store.written_through import HashedFile, sync_folder, write_through
from kuajie.usecases.book_shelf import Content

T = TypeVar("T")
BOOKS = "settlement"
ENTRY = "entry.json"
_NUMBER = re.compile(r"\d{6}")
_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class FolderBooks:
    """Keeps entries in ``<folder>/settlement/<number>/``: ``entry.json`` and its files.

    An entry is written beside its place, through to the disk, and renamed into it; a number that stands is
    never taken again. Of two who write at once the second is refused.
    """

    folder: Path

    @property
    def place(self) -> Path:
        """Where the entries are."""
        return self.folder / BOOKS

    def entries(self) -> Sequence[Entry]:
        """Return all entries in order."""
        found = []
        for number, path in enumerate(self._kept(), start=1):
            if path.name != f"{number:06d}":
                raise BadInput.of(DAMAGED, place=self._at(f"{number:06d}"), reason=f"{number} → {path.name}")
            found.append(self._entry(path))
        try:
            require_chain(found)
        except BrokenChain as error:
            raise BadInput.of(DAMAGED, place=self._at(f"{error.number:06d}"), reason=error.what) from error
        return found

    def read(self, entry: Entry, name: str) -> bytes:
        """Return a file of an entry."""
        where = f"{entry.number:06d}/{name}"
        try:
            data = (self.place / where).read_bytes()
        except OSError as error:
            raise BadInput.of(DAMAGED, place=self._at(where), reason=_why(error)) from error
        if sha256(data) != entry.files[name]:
            raise BadInput.of(DAMAGED, place=self._at(where), reason=f"sha256 {sha256(data)[:12]}…")
        return data

    def read_as(self, entry: Entry, name: str, reader: Callable[[IO[bytes]], T]) -> T:
        """Return what ``reader`` makes of a file of an entry."""
        where = f"{entry.number:06d}/{name}"
        try:
            with HashedFile(self.place / where, "rb") as file:
                made: T | ValueError
                try:
                    made = reader(cast("IO[bytes]", file))
                except ValueError as error:  # what it cannot read is not what was kept, which the hash says
                    made = error
                found = file.rest_and_hash()
        except OSError as error:
            raise BadInput.of(DAMAGED, place=self._at(where), reason=_why(error)) from error
        if found != entry.files[name]:
            raise BadInput.of(DAMAGED, place=self._at(where), reason=f"sha256 {found[:12]}…")
        if isinstance(made, ValueError):
            raise BadInput.of(DAMAGED, place=self._at(where), reason=str(made)[:300]) from made
        return made

    def append(self, entry: Entry, files: Mapping[str, Content]) -> Entry:
        """Keep one more entry, and return it with the hashes of its files."""
        with self.alone() as sure:
            try:
                if not self.place.is_dir():
                    self.place.mkdir()
                    sync_folder(self.folder)
                if sure:
                    self._clear()
                unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.place))
                try:
                    return self._append(entry, files, unfinished)
                finally:
                    shutil.rmtree(unfinished, ignore_errors=True)
            except OSError as error:
                raise BadInput.of(NOT_KEPT, place=Place(file=str(self.place)), reason=_why(error)) from error

    def _append(self, entry: Entry, files: Mapping[str, Content], unfinished: Path) -> Entry:
        hashes = {name: write_through(unfinished / name, content) for name, content in files.items()}
        entry = replace(entry, files=hashes)
        write_through(unfinished / ENTRY, entry.text().encode())
        unfinished.chmod(0o755)
        sync_folder(unfinished)
        self._move_in(unfinished, entry)
        sync_folder(self.place)
        return entry

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Let nobody else keep anything meanwhile; says whether that is sure, which not every disk can tell.

        Folders that link to the same books share one lock: that of the folder in which the books truly are.
        Raises ``BadInput`` where somebody else is at it, or where nothing may be written.
        """
        if not self._may_write():
            reason = os.strerror(errno.EACCES)
            raise BadInput.of(NOT_KEPT, place=Place(file=str(self.place)), reason=reason)
        try:
            with locked_folder(self.place.resolve().parent) as sure:
                yield sure
        except FolderInUse as error:
            raise BadInput.of(IN_USE, place=Place(file=str(self.place))) from error

    def _may_write(self) -> bool:
        try:
            return os.access(self.place if self.place.exists() else self.folder, os.W_OK)
        except OSError:
            return False

    def _move_in(self, unfinished: Path, entry: Entry) -> None:
        place = self.place / f"{entry.number:06d}"
        try:
            unfinished.rename(place)
        except OSError as error:
            if place.exists():
                raise BadInput.of(CHANGED_BY_OTHERS, place=self._at(place.name)) from error
            raise

    def _kept(self) -> list[Path]:
        if not self.place.is_dir():
            return []
        return sorted(path for path in self.place.iterdir() if _NUMBER.fullmatch(path.name))

    def _entry(self, path: Path) -> Entry:
        try:
            entry = entry_of((path / ENTRY).read_text(encoding="utf-8"))
            standing_of([entry])  # reads every word of it
        except NewerForm as error:
            facts = {"version": error.version, "found": error.form, "known": FORMAT}
            raise BadInput.of(NEWER, place=self._at(f"{path.name}/{ENTRY}"), **facts) from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput.of(DAMAGED, place=self._at(f"{path.name}/{ENTRY}"), reason=str(error)) from error
        return entry

    def _at(self, name: str) -> Place:
        return Place(file=f"{BOOKS}/{name}")

    def _clear(self) -> None:
        """Take away what a writer left that was stopped before its entry stood."""
        for left in self.place.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
