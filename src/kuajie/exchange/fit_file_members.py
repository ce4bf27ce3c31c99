"""The members of a saved fit: a zip file of uncompressed members with their SHA-256 sums."""

from __future__ import annotations

import hashlib
import io
import os
import re
import secrets
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np

from kuajie.domain.panel import Floats

SUMS = "SHA256SUMS"
"""The member that lists all others as ``sha256sum`` does, whose ``-c`` therefore checks an unpacked file."""

_NAME = re.compile(r"\w[\w.]{0,199}", re.ASCII)
_DOUBLES = np.dtype("<f8")


class NoFitError(ValueError):
    """A file is no zip file with a list of sums."""


def write_members(file: Path, members: Mapping[str, bytes]) -> None:
    """Write a zip file of the members and their sums beside its place, and rename it into it.

    Equal members make equal files. Raises ``OSError``; what was there then stays.
    """
    beside = file.absolute().with_name(f".{file.name}-{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as handle:
            _pack(handle, {SUMS: _sums(members), **members})
            handle.flush()
            os.fsync(handle.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _pack(handle: BinaryIO, members: Mapping[str, bytes]) -> None:
    # Draws hardly shrink, and what is not compressed cannot unfold into more than the file itself.
    with zipfile.ZipFile(handle, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)


def _sums(members: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in members.items())
    return "".join(lines).encode()


def read_members(raw: bytes) -> dict[str, bytes]:
    """Return the members of a file as they were written, without their sums; nothing is unpacked to disk.

    Raises ``NoFitError``, and ``ValueError`` or ``BadZipFile`` when the file is not as it was written.
    """
    if not raw.startswith(b"PK\3\4"):
        raise NoFitError("this is no zip file")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        infos = archive.infolist()
        if SUMS not in archive.namelist():
            raise NoFitError("this zip file has no list of sums")
        _require_plain(infos, len(raw))
        members = {info.filename: archive.read(info) for info in infos}
    if members.pop(SUMS) != _sums(members):
        raise ValueError("the members are not those of the list of sums")
    return members


def _require_plain(infos: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse what no saved fit holds: odd or repeated names, members compressed, encrypted or too large."""
    names = {info.filename for info in infos}
    stored = all(info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1 for info in infos)
    if not stored or len(names) < len(infos) or not all(map(_NAME.fullmatch, names)):
        raise ValueError(
            f"only stored members with plain names of their own are read, but got {sorted(names)}"
        )
    if sum(info.file_size for info in infos) > size:
        raise ValueError(f"the members claim more than the {size} bytes of the file")


def array_bytes(array: Floats) -> bytes:
    """Return an array in NumPy's file format, as little-endian doubles."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array, dtype=_DOUBLES), (1, 0), allow_pickle=False)
    return buffer.getvalue()


def array_of(data: bytes) -> Floats:
    """Return the array of ``array_bytes``; raises ``ValueError`` for any other, pickled objects first of all.

    The header is read by itself: what it claims is held against the bytes there are before anything is made.
    """
    buffer = io.BytesIO(data)
    if np.lib.format.read_magic(buffer) != (1, 0):
        raise ValueError("an array must be in version 1.0 of NumPy's format")
    shape, by_column, dtype = np.lib.format.read_array_header_1_0(buffer)
    if by_column or dtype != _DOUBLES:
        raise ValueError(f"an array must hold little-endian doubles by row, but got {dtype}")
    values = np.frombuffer(data, dtype=_DOUBLES, offset=buffer.tell())
    return values.reshape(shape).astype(np.float64)
