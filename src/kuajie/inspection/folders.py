"""Folders that jobs write to."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import kuajie
from kuajie.usecases.doctor import Probe


def compiled_code_folder() -> Probe:
    """Return where compiled code can be kept: the folder asked for, the package's own, or the person's."""
    folder = next(filter(is_writable, _candidates()), None)
    return Probe(found=folder is not None, version="" if folder is None else str(folder))


def _candidates() -> list[Path]:
    """Return the folders that numba tries, in its order."""
    asked = os.environ.get("NUMBA_CACHE_DIR")
    if asked:
        return [Path(asked)]
    package = Path(kuajie.__file__).parent
    person = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "~/.cache"
    return [package, Path(person)]


def is_writable(folder: Path) -> bool:
    """Return whether a file can be made in a folder, which is made first when it is missing."""
    try:
        folder = folder.expanduser()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except (OSError, RuntimeError):  # RuntimeError: there is no home directory
        return False
