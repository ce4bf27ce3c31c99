"""Several people or workers at the same moment: threads, each with its own connection, as processes have."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connection, connections
from tests.site.plans.conftest import plan_of  # noqa: F401 - fixtures
from tests.site.settlement.conftest import changed, folder, site, small, staff, who  # noqa: F401

T = TypeVar("T")


class AtOnce:
    """Does things at the same moment, and looks at what has become of them.

    Tests keep SQLite in memory, where threads would share one connection: from the first call on, everything
    is in a file, and the connection of the test itself is of no use any more.
    """

    def __init__(self, place: Path) -> None:
        self._file = place / "shared.sqlite3"

    def __call__(self, *acts: Callable[[], T]) -> list[T]:
        """Return what each gave; what one raises is raised."""
        self._share()
        ready = threading.Barrier(len(acts))

        def run(act: Callable[[], T]) -> T:
            try:
                connection.ensure_connection()
                ready.wait(60)
                return act()
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as threads:
            return [each.result() for each in [threads.submit(run, act) for act in acts]]

    def look(self, act: Callable[[], T]) -> T:
        """Return what a look at the database from a connection of its own gives."""
        (seen,) = self(act)
        return seen

    def _share(self) -> None:
        if connection.vendor != "sqlite" or self._file.exists():
            return
        with sqlite3.connect(self._file) as target:
            connection.connection.backup(target)
            target.execute("PRAGMA journal_mode=WAL")  # four cannot turn it on at once
        target.close()
        connections.settings["default"]["NAME"] = str(self._file)


@pytest.fixture
def at_once(transactional_db: None, tmp_path: Path) -> Iterator[AtOnce]:
    """Return what does things at the same moment; what the test made before is there for all."""
    del transactional_db
    known = connections.settings["default"]["NAME"]
    yield AtOnce(tmp_path)
    connections.settings["default"]["NAME"] = known
