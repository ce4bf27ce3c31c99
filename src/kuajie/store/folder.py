"""Answers kept in ``.kuajie/answers`` of the programme folder."""

from __future__ import annotations

import errno
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kuajie.domain.panel import Floats
from kuajie.messages import BadInput, Place
from kuajie.store.entry import DAMAGE, read_entry, write_entry
from kuajie.store.notices import CANNOT_KEEP

_KEY = re.compile(r"[A-Za-z0-9_-]{1,128}")
_UNFINISHED = ".unfinished-"
# An hour is far longer than writing takes, so what is older was left by a process that died.
_ABANDONED_SECONDS = 3600.0
_TAKEN = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR}
# How often two writers of the same key may get in each other's way before one gives up.
_ATTEMPTS = 100


@dataclass(frozen=True, slots=True)
class FolderAnswerStore:
    """Keeps every answer in ``<folder>/.kuajie/answers/<key>/``, as ``record.json`` and ``arrays.npz``.

    An entry is written beside its place and renamed into it, so a reader sees all of it or none, and the
    later of two writers wins. An entry that is not as it was written counts as absent.
    """

    folder: Path

    @property
    def answers(self) -> Path:
        """Where the entries are."""
        return self.folder / ".kuajie" / "answers"

    def load(self, key: str) -> tuple[Mapping[str, object], Mapping[str, Floats]] | None:
        """Return the record and the read-only arrays kept under a key, or ``None``."""
        place = self._place(key)
        try:
            return read_entry(place)
        except DAMAGE:
            return None

    def save(self, key: str, record: Mapping[str, object], arrays: Mapping[str, Floats]) -> None:
        """Keep a record (plain JSON values) and its arrays under a key, in place of what was there.

        Raises ``ValueError`` or ``TypeError`` for what cannot be kept, and ``BadInput`` when the folder
        cannot be written; what was there before then stays.
        """
        place = self._place(key)
        try:
            self.answers.mkdir(parents=True, exist_ok=True)
            self._clear_abandoned()
            unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.answers))
            try:
                write_entry(unfinished, record, arrays)
                self._move_in(unfinished, place)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise BadInput.of(CANNOT_KEEP, place=Place(file=str(self.folder)), reason=reason) from error

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"a key must be letters, digits, '_' and '-', but got {key!r}")
        return self.answers / key

    def _move_in(self, unfinished: Path, place: Path) -> None:
        """Rename a written entry to its place; a folder that is not empty has to be moved aside first."""
        for _ in range(_ATTEMPTS):
            try:
                unfinished.rename(place)
            except OSError as error:
                # Another writer may move the old entry aside right after it stood in the way.
                if error.errno not in _TAKEN and not place.exists():
                    raise
                self._move_aside(place)
            else:
                return
        raise TimeoutError(f"{place} is being rewritten again and again")

    def _move_aside(self, place: Path) -> None:
        aside = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.answers))
        try:
            place.rename(aside / "old")
        except FileNotFoundError:
            pass  # another writer moved it aside first
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _clear_abandoned(self) -> None:
        for left in self.answers.glob(f"{_UNFINISHED}*"):
            try:
                old = time.time() - left.stat().st_mtime > _ABANDONED_SECONDS
            except FileNotFoundError:
                continue  # its writer has just finished
            if old:
                shutil.rmtree(left, ignore_errors=True)
