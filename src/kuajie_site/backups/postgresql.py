"""Copying a database of a PostgreSQL server, by the server's own programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from kuajie.messages import BadInput, MissingTool
from kuajie_site.backups.notices import DATABASE_FAILED, DATABASE_NOT_EMPTY, NO_PROGRAM

_VARIABLES: Final[Mapping[str, str]] = {
    "NAME": "PGDATABASE",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",  # not on a command line, which everybody on the machine can read
    "HOST": "PGHOST",
    "PORT": "PGPORT",
}
_TABLES: Final = (
    "select count(*) from information_schema.tables "
    "where table_schema not in ('pg_catalog', 'information_schema')"
)
_SITE: Final = "select to_regclass('programmes_programme')"
# Who makes a version of a programme's files locks its row, and so waits; readers and the copy do not.
_HOLD: Final = "lock table programmes_programme in exclusive mode"


class PostgreSQL:
    """A database of a server, by the settings that Django would use."""

    name = "PostgreSQL"
    kept_as = "database.pgdump"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        options = {f"PG{key.upper()}": value for key, value in settings.get("OPTIONS", {}).items()}
        told = {variable: settings.get(name) for name, variable in _VARIABLES.items()}
        self._environment = {name: str(value) for name, value in {**options, **told}.items() if value}

    def exists(self) -> bool:
        """Say whether there is a site in it."""
        with self._connected() as own:
            return bool(own.execute(_SITE).fetchone() != (None,))

    def files(self) -> frozenset[Path]:
        """Return no files: the server keeps them."""
        return frozenset()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody change programme files meanwhile."""
        with self._connected() as own:
            own.execute(_HOLD)
            yield
            own.rollback()

    def copy_with(self, files: Callable[[], None], place: Path) -> None:
        """Take files while no versions are made, then write a copy as of that moment to a new file."""
        with self._connected() as reader:
            with self.held():
                reader.execute("set transaction isolation level repeatable read")
                (snapshot,) = reader.execute("select pg_export_snapshot()").fetchone()
                files()
            chosen = (f"--snapshot={snapshot}", "--format=custom", "--no-owner", "--no-privileges")
            self._run("pg_dump", *chosen, f"--file={place}")

    def require_empty(self) -> None:
        """Raise ``BadInput`` where the database holds tables."""
        with self._connected() as own:
            (count,) = own.execute(_TABLES).fetchone()
        if count:
            raise BadInput.of(DATABASE_NOT_EMPTY)

    def take(self, copy: Path) -> None:
        """Become what a copy holds, in one transaction."""
        database = self._environment["PGDATABASE"]
        self._run(
            *("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"),
            *(f"--dbname={database}", str(copy)),
        )
        copy.unlink()

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        import psycopg
        from psycopg.conninfo import make_conninfo

        names = {"PGDATABASE": "dbname", "PGUSER": "user", "PGPASSWORD": "password"}
        given = {names.get(key, key[2:].lower()): value for key, value in self._environment.items()}
        try:
            with psycopg.connect(make_conninfo("", **given)) as connection:
                yield connection
        except psycopg.Error as error:
            raise BadInput.of(DATABASE_FAILED, reason=str(error).strip()) from error

    def _run(self, program: str, *arguments: str) -> None:
        found = shutil.which(program)
        if found is None:
            raise MissingTool.of(NO_PROGRAM, name=program)
        done = subprocess.run(  # noqa: S603 -- the server's own programs
            [found, *arguments],
            env={**os.environ, **self._environment},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise BadInput.of(DATABASE_FAILED, reason=done.stderr.strip()[-1000:])
