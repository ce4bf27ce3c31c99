"""A folder that one program at a time works in; the lock goes with the program, however it ends."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HELD: set[tuple[Path, int]] = set()
"""Folders that are locked already, each with the thread of this program that works in it."""
_TAKEN = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})


class FolderInUse(Exception):
    """Another program works in the folder."""


@contextmanager
def locked_folder(folder: Path) -> Iterator[bool]:
    """Keep other programs out of a folder meanwhile; yields whether the disk can do that at all.

    Within it may be asked for again. Raises ``FolderInUse`` where another program, or another thread of this
    one, was first.
    """
    place = folder.resolve()
    key = (place, threading.get_ident())
    if key in _HELD:
        yield True
        return
    handle, sure = _open(place)
    try:
        if sure:
            _HELD.add(key)
        yield sure
    finally:
        _HELD.discard(key)
        if handle is not None:
            os.close(handle)


def _open(place: Path) -> tuple[int | None, bool]:
    """Return an open file that is locked until it is closed, and whether it is."""
    handle = None
    try:
        handle = _handle(place)
        _lock(handle)
    except OSError as error:
        if handle is not None:
            os.close(handle)
        if handle is not None and error.errno in _TAKEN:
            raise FolderInUse(str(place)) from error
        return None, False
    return handle, True


if sys.platform == "win32":
    import msvcrt

    def _handle(place: Path) -> int:
        # A folder cannot be opened there; the file stays, as another program may hold it.
        return os.open(place / ".kuajie-lock", os.O_RDWR | os.O_CREAT)

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _handle(place: Path) -> int:
        return os.open(place, os.O_RDONLY)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
