"""The books of settlement in ``settlement/`` of the programme folder: one numbered folder for each entry."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kuajie.messages import BadInput, Place
from kuajie.messages.notices.books import CHANGED_BY_OTHERS, DAMAGED, NEWER, NOT_KEPT
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

BOOKS = "settlement"
ENTRY = "entry.json"
_NUMBER = re.compile(r"\d{6}")
_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class FolderBooks:
    """Keeps entries in ``<folder>/settlement/<number>/``: ``entry.json`` and its files.

    An entry is written beside its place, through to the disk, and renamed into it; a number that stands is
    never taken again, so that of two who write at once the second is refused.
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
            reason = error.strerror or type(error).__name__
            raise BadInput.of(DAMAGED, place=self._at(where), reason=reason) from error
        if sha256(data) != entry.files[name]:
            raise BadInput.of(DAMAGED, place=self._at(where), reason=f"sha256 {sha256(data)[:12]}…")
        return data

    def append(self, entry: Entry, files: Mapping[str, bytes]) -> None:
        """Keep one more entry."""
        try:
            self.place.mkdir(exist_ok=True)
            self._clear()
            unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.place))
            try:
                for name, data in {**files, ENTRY: entry.text().encode()}.items():
                    _write(unfinished / name, data)
                unfinished.chmod(0o755)
                _sync(unfinished)
                self._move_in(unfinished, entry)
                _sync(self.place)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise BadInput.of(NOT_KEPT, place=Place(file=str(self.place)), reason=reason) from error

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


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Bring a folder's own entries to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
