"""Folders that jobs write to."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kuajie.usecases.doctor import Probe


def compiled_code_folder() -> Probe:
    """Return where compiled code can be kept: the folder asked for, the person's, or a temporary one."""
    folder = next(filter(is_writable, _candidates()), None)
    return Probe(found=folder is not None, version="" if folder is None else short_path(folder))


def short_path(path: Path) -> str:
    """Return a path as people would type it: from the working directory, or from ``~``, when it is below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):  # OSError: the working directory is gone
        pass
    try:
        return str("~" / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # RuntimeError: there is no home directory
        return str(path)


def _candidates() -> list[Path]:
    """Return the folders that ``response.kernels.cache_folder`` tries, in its order."""
    asked = os.environ.get("NUMBA_CACHE_DIR")
    if asked:  # whoever names a folder wants to hear that it cannot be used
        return [Path(asked)]
    person = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return [Path(person) / "kuajie" / "numba", Path(tempfile.gettempdir())]


def is_writable(folder: Path) -> bool:
    """Return whether a file can be made in a folder, which is made first when it is missing."""
    try:
        folder = folder.expanduser()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except (OSError, RuntimeError):  # RuntimeError: there is no home directory
        return False
