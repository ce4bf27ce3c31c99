"""Files written through to the disk and read whole, their hash made on the way."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from kuajie.usecases.book_shelf import Content

PIECE = 1 << 22
"""Bytes read at a time where nobody asks for them."""


class HashedFile:
    """A file read or written from its beginning to its end, with the hash of what went through."""

    def __init__(self, path: Path, mode: str) -> None:
        self._file = path.open(mode, buffering=0)
        self._hash = hashlib.sha256()
        self.closed = False

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        data: bytes = self._file.read(size)
        self._hash.update(data)
        return data

    def write(self, data: bytes) -> int:
        """Write all of some bytes."""
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]
        self._hash.update(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is written is not held back."""

    def rest_and_hash(self) -> str:
        """Return the hash of everything, once what nobody read is read."""
        while self.read(PIECE):
            pass
        return self.hash

    @property
    def hash(self) -> str:
        """The hash of what went through."""
        return self._hash.hexdigest()

    def close(self) -> None:
        """Do nothing: a reader that closes what it was given leaves the hash to be made."""

    def fileno(self) -> int:
        """Return the number of the open file."""
        return self._file.fileno()

    def __enter__(self) -> Self:
        """Return the file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._file.close()


def write_through(path: Path, content: Content) -> str:
    """Write a new file through to the disk, and return its hash; raises ``OSError``."""
    with HashedFile(path, "xb") as file:
        if callable(content):
            content(cast("IO[bytes]", file))
        else:
            file.write(content)
        os.fsync(file.fileno())
        return file.hash


def sync_folder(folder: Path) -> None:
    """Bring a folder's own entries to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
