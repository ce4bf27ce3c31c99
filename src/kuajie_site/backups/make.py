"""Writing a copy of a site that may be running: all as of one moment, and a whole file or none."""

from __future__ import annotations

import gzip
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final
from uuid import uuid4

from kuajie import __version__
from kuajie.messages import BadInput
from kuajie_site.backups import manifest
from kuajie_site.backups.databases import Database, database_of
from kuajie_site.backups.linked import STAGING, link_site
from kuajie_site.backups.notices import AT_IT, FILE_EXISTS, INSIDE, NO_SITE_THERE, NOT_WRITTEN
from kuajie_site.serving.alone import alone_on

_LOCK: Final = "backup.lock"


def back_up(data: Path, place: Path) -> int:
    """Write a copy of the site in a data folder to a new file, and return its size in bytes."""
    if place.exists():
        raise BadInput.of(FILE_EXISTS, file=place)
    if place.resolve().is_relative_to(data.resolve()):
        raise BadInput.of(INSIDE, file=place)
    database = database_of(data)
    if not data.is_dir() or not database.exists():
        raise BadInput.of(NO_SITE_THERE, data=data)
    with alone_on(data, _LOCK, AT_IT), _staging(data) as staging:
        at = _stage(data, database, staging)
        with _whole_file(place) as file:
            _pack(staging, file, at, database.name)
    return place.stat().st_size


@contextmanager
def _staging(data: Path) -> Iterator[Path]:
    """Give a folder on the same disk, so that files need only another name there."""
    for left in data.glob(f"{STAGING}*"):  # of a copy that was killed: we alone write one now
        shutil.rmtree(left, ignore_errors=True)
    place = data / f"{STAGING}{uuid4().hex}"
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _stage(data: Path, database: Database, staging: Path) -> datetime:
    """Take database and files as of one moment, and say of which."""
    at: list[datetime] = []

    def files() -> None:
        at.append(datetime.now(UTC))
        link_site(data, staging, without=database.files())

    database.copy_with(files, staging / database.kept_as)
    return at[0]


@contextmanager
def _whole_file(place: Path) -> Iterator[IO[bytes]]:
    """Give a file that gets its name when it is complete, readable by its owner only."""
    part = place.with_name(f".{place.name}.{uuid4().hex}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            raise BadInput.of(FILE_EXISTS, file=place)
        part.rename(place)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput.of(NOT_WRITTEN, file=place, reason=reason) from error
    finally:
        part.unlink(missing_ok=True)


def _pack(staging: Path, file: IO[bytes], at: datetime, database: str) -> None:
    told = manifest.Manifest(
        form=manifest.FORM, kuajie=__version__, at=at.isoformat(timespec="seconds"), database=database
    )
    (staging / manifest.NAME).write_text(told.text(), encoding="utf-8")
    with (
        gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, filename="") as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.add(staging / manifest.NAME, manifest.NAME)
        for entry in sorted(staging.iterdir()):
            if entry.name != manifest.NAME:
                archive.add(entry, entry.name)
