"""Bringing a site back out of a copy, into an empty folder: all of it, or nothing."""

from __future__ import annotations

import gzip
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kuajie.messages import BadInput
from kuajie_site.backups import manifest
from kuajie_site.backups.databases import Database, database_of
from kuajie_site.backups.notices import NEWER_BACKUP, NO_BACKUP, NOT_EMPTY, OTHER_DATABASE, UNFINISHED
from kuajie_site.serving.alone import SERVES, alone_on

RESTORING: Final = ".restoring"
"""A folder in the data folder, there as long as not everything has its place."""
_PIECE: Final = 1 << 20


def restore(place: Path, data: Path) -> str:
    """Bring the site in a file back into an empty folder; return of which moment it is, for people."""
    with _own_folder(data), alone_on(data):
        _require_empty(data)
        database = database_of(data)
        database.require_empty()
        staging = data / RESTORING
        try:
            told = _unpack(place, staging, database)
            _move_in(staging, data, database)
        except BaseException:
            _clear(data)
            raise
    return told.moment


def require_restored(data: Path) -> None:
    """Raise ``BadInput`` where bringing a site back broke off, which nobody should work on."""
    if (data / RESTORING).exists():
        raise BadInput.of(UNFINISHED, data=data)


@contextmanager
def _own_folder(data: Path) -> Iterator[None]:
    """Remove a folder again that was made for a site that then was refused."""
    new = not data.exists()
    try:
        yield
    except BaseException:
        if new:
            shutil.rmtree(data, ignore_errors=True)
        raise


def _require_empty(data: Path) -> None:
    require_restored(data)
    for entry in sorted(data.iterdir()):
        if entry.name != SERVES:
            raise BadInput.of(NOT_EMPTY, data=data, name=entry.name)


def _unpack(place: Path, staging: Path, database: Database) -> manifest.Manifest:
    """Unpack a copy and check that it is whole, and of a kind that fits."""
    try:
        with gzip.open(place) as packed:
            with tarfile.open(fileobj=packed, mode="r|") as archive:
                archive.extractall(staging, filter="data")
            while packed.read(_PIECE):  # to its end, where its checksum is
                pass
        told = manifest.manifest_of((staging / manifest.NAME).read_text(encoding="utf-8"))
    except (OSError, EOFError, ValueError, zlib.error, tarfile.TarError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise BadInput.of(NO_BACKUP, file=place, reason=reason) from error
    if told.form != manifest.FORM:
        raise BadInput.of(NEWER_BACKUP, file=place, version=told.kuajie)
    if told.database != database.name:
        raise BadInput.of(OTHER_DATABASE, held=told.database, asked=database.name)
    if not (staging / database.kept_as).is_file():
        raise BadInput.of(NO_BACKUP, file=place, reason=database.kept_as)
    return told


def _move_in(staging: Path, data: Path, database: Database) -> None:
    """Give everything its place, the database last."""
    (staging / manifest.NAME).unlink()
    for entry in sorted(staging.iterdir()):
        if entry.name != database.kept_as:
            entry.rename(data / entry.name)
    database.take(staging / database.kept_as)
    staging.rmdir()


def _clear(data: Path) -> None:
    """Remove what was brought into a folder that was empty before."""
    for entry in data.iterdir():
        if entry.name == SERVES:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
