"""What a file that comes in is, by what it holds; archives are unpacked with a limit, never by their word."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from kuajie_site.uploads import refusals
from kuajie_site.uploads.refusals import NotTaken

MOST_FILES: Final = 100
UNPACKED_TIMES: Final = 8
"""How many times the upload limit an archive or workbook may unpack to."""
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WEB = (b"<!doctype", b"<html", b"<?xml", b"<table")
_OTHER = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)
_LEFT_OUT = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an archive: its name inside, and how it is read."""

    name: str
    info: zipfile.ZipInfo


def form_of(path: Path, name: str) -> str:
    """Return ``csv``, ``xlsx``, ``zip`` or ``toml``; raises ``NotTaken`` for everything else."""
    with path.open("rb") as file:
        head = file.read(8192)
    if not head:
        raise NotTaken(refusals.EMPTY, file=name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _form_of_zip(path, name)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotTaken(refusals.OLD_WORKBOOK, file=name)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB):
        raise NotTaken(refusals.WEB_PAGE, file=name)
    if head.startswith(_OTHER) or (b"\0" in head and not head.startswith(_TEXT_MARKS)):
        raise NotTaken(refusals.NO_TABLE, file=name)
    return "toml" if name.casefold().endswith(".toml") else "csv"


def _form_of_zip(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except _BROKEN as error:
        raise NotTaken(refusals.DAMAGED, file=name) from error
    if "[Content_Types].xml" not in names:
        return "zip"
    if not any(each.startswith("xl/") for each in names):
        raise NotTaken(refusals.NO_TABLE, file=name)
    return "xlsx"


def require_sound_workbook(path: Path, name: str, *, limit: int) -> None:
    """Refuse a workbook that unpacks to more than a limit, or that is cut off somewhere inside."""
    with _opened(path, name) as archive:
        _require_small(archive, name, limit)
        try:
            broken = archive.testzip()
        except (*_BROKEN, RuntimeError, NotImplementedError) as error:
            raise NotTaken(refusals.DAMAGED, file=name) from error
    if broken is not None:
        raise NotTaken(refusals.DAMAGED, file=name)


def unpack(path: Path, name: str, target: Path, *, limit: int) -> Iterator[tuple[str, Path]]:
    """Yield the files of an archive, written under numbers into ``target``, with their names inside."""
    with _opened(path, name) as archive:
        members = list(_members(archive, name))
        _require_small(archive, name, limit)
        if not members:
            raise NotTaken(refusals.NOTHING_IN_IT, file=name)
        if len(members) > MOST_FILES:
            raise NotTaken(refusals.TOO_MANY, count=len(members), limit=MOST_FILES)
        for number, member in enumerate(members):
            place = target / f"unpacked-{number}"
            _extract(archive, member, place, name)
            yield member.name, place


def _opened(path: Path, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _BROKEN as error:
        raise NotTaken(refusals.DAMAGED, file=name) from error


def _require_small(archive: zipfile.ZipFile, name: str, limit: int) -> None:
    """Refuse by the sizes declared; reading ends at them, so an archive gains nothing by a false one."""
    if sum(info.file_size for info in archive.infolist()) > limit:
        raise NotTaken(refusals.UNPACKS_TOO_LARGE, file=name, limit=limit // 1024**2)


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[Member]:
    for info in archive.infolist():
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if not parts or info.is_dir():
            continue
        if parts[0].startswith("/") or ".." in parts or ":" in parts[0] or _is_link(info):
            raise NotTaken(refusals.UNSAFE_NAME, file=name)
        if parts[0] in _LEFT_OUT or parts[-1] in _LEFT_OUT or parts[-1].startswith("."):
            continue
        if info.flag_bits & 1:
            raise NotTaken(refusals.ENCRYPTED, file=name)
        yield Member(name="/".join(parts), info=info)


def _is_link(info: zipfile.ZipInfo) -> bool:
    return (info.external_attr >> 16) & 0o170000 == 0o120000


def _extract(archive: zipfile.ZipFile, member: Member, place: Path, name: str) -> None:
    try:
        with archive.open(member.info) as content, place.open("wb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
    except (*_BROKEN, RuntimeError, NotImplementedError) as error:
        raise NotTaken(refusals.DAMAGED, file=name) from error
