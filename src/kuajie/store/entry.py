"""One kept answer as two files: a record that seals both, and arrays that hold no code."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from kuajie.domain.panel import Floats

RECORD, ARRAYS = "record.json", "arrays.npz"

# Everything that reading a missing, cut off or altered entry can raise; ValueError covers JSON and encodings.
DAMAGE = (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error)


def write_entry(folder: Path, record: Mapping[str, object], arrays: Mapping[str, Floats]) -> None:
    """Write an entry into an existing empty folder, through to the disk.

    Raises ``ValueError`` or ``TypeError`` for a record that is not plain JSON and for arrays of objects.
    """
    packed = _pack(arrays)
    kept = {"record": dict(record), "arrays": list(arrays)}
    sealed = {"seal": _seal(kept, packed), **kept}
    _write(folder / ARRAYS, packed)
    _write(folder / RECORD, _json(sealed))


def read_entry(folder: Path) -> tuple[Mapping[str, object], Mapping[str, Floats]]:
    """Return the record and the read-only arrays of an entry.

    Raises one of ``DAMAGE`` for an entry that is missing, incomplete or not as it was written.
    """
    sealed = json.loads((folder / RECORD).read_bytes())
    packed = (folder / ARRAYS).read_bytes()
    kept = {"record": sealed["record"], "arrays": sealed["arrays"]}
    if sealed["seal"] != _seal(kept, packed):
        raise ValueError(f"{folder} is not as it was written")
    with np.load(io.BytesIO(packed), allow_pickle=False) as file:
        arrays = {name: file[f"array{place}"] for place, name in enumerate(kept["arrays"])}
    for array in arrays.values():
        array.flags.writeable = False
    return kept["record"], arrays


def _pack(arrays: Mapping[str, Floats]) -> bytes:
    # Arrays are numbered, because their names may be anything while names in the file may not.
    numbered = {f"array{place}": np.asarray(array) for place, array in enumerate(arrays.values())}
    if any(array.dtype.hasobject for array in numbered.values()):
        raise ValueError(f"arrays of objects cannot be kept: {list(arrays)}")
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **numbered)
    return buffer.getvalue()


def _seal(kept: Mapping[str, object], packed: bytes) -> str:
    """Return a hash that changes with either file, so that halves of two answers never pass as one."""
    return hashlib.sha256(_json(kept) + packed).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, allow_nan=False, ensure_ascii=False, indent=1).encode()


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
