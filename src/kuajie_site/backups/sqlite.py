"""Copying a database that is one file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from kuajie.messages import BadInput
from kuajie_site.backups.notices import DATABASE_FAILED, NOT_EMPTY

WAIT_SECONDS: Final = 60.0
"""How long a change under way may take before it is given up to stop all others."""


class Sqlite:
    """A database in a file."""

    name = "SQLite"
    kept_as = "database.sqlite3"

    def __init__(self, place: Path) -> None:
        self.place = place

    def exists(self) -> bool:
        """Say whether there is such a database."""
        return self.place.is_file()

    def files(self) -> frozenset[Path]:
        """Return the files it consists of, which no other copy takes."""
        return frozenset(
            self.place.with_name(self.place.name + end) for end in ("", "-wal", "-shm", "-journal")
        )

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody change anything meanwhile; everybody may read, and changes wait."""
        with closing(sqlite3.connect(self.place, timeout=WAIT_SECONDS, isolation_level=None)) as own:
            try:
                own.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                raise BadInput.of(DATABASE_FAILED, reason=str(error)) from error
            yield
            own.execute("ROLLBACK")

    def copy_with(self, files: Callable[[], None], place: Path) -> None:
        """Take files while nobody changes anything, then write a copy as of that moment to a new file."""
        try:
            with closing(sqlite3.connect(self.place, isolation_level=None)) as reader:
                with self.held():
                    reader.execute("BEGIN")
                    reader.execute(
                        "SELECT count(*) FROM sqlite_master"
                    ).fetchone()  # from here on it sees this
                    files()
                with closing(sqlite3.connect(place)) as target:
                    reader.backup(target)
        except sqlite3.Error as error:
            raise BadInput.of(DATABASE_FAILED, reason=str(error)) from error

    def require_empty(self) -> None:
        """Raise ``BadInput`` where a database is in the way."""
        for file in sorted(self.files()):
            if file.exists():
                raise BadInput.of(NOT_EMPTY, data=self.place.parent, name=file.name)

    def take(self, copy: Path) -> None:
        """Become what a copy holds; its pages are checked first."""
        try:
            with closing(sqlite3.connect(copy)) as kept:
                (found,) = kept.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.Error as error:
            raise BadInput.of(DATABASE_FAILED, reason=str(error)) from error
        if found != "ok":
            raise BadInput.of(DATABASE_FAILED, reason=str(found))
        for end in ("-wal", "-shm"):
            copy.with_name(copy.name + end).unlink(missing_ok=True)
        self.place.parent.mkdir(parents=True, exist_ok=True)
        copy.rename(self.place)
