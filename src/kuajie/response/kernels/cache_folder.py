"""Where compiled kernels are kept between runs: a folder named after the code they were compiled from.

numba notices when a function's own file changes, but not when a function it calls, in another file, does; an
update of Kuajie would then run old machine code. One digest over all files that hold kernels prevents that.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).parents[2]
KERNEL_PACKAGES = ("inference", "planning", "response")
"""Where kernels and the constants they fold in live; a constant elsewhere is none of theirs."""

KERNEL_MARKS = (b"@compiled", b"@cfunc", b": Final = ", b"njit(cache")
"""What a file that machine code depends on holds: compiled functions, their constants, how to compile."""

KEPT = 3
"""How many folders of earlier versions stay, so that two checkouts in turn do not compile each time."""


def cache_folder() -> Path:
    """Return the folder for this version's machine code, made if need be.

    It lies in NUMBA_CACHE_DIR where that is set, else in the user's cache, else in a temporary folder.
    """
    for place in _places():
        folder = place / f"kuajie-{kernel_digest(PACKAGE)}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            os.utime(folder)
        except OSError:  # not writable: try the next place
            continue
        _forget_old(place)
        return folder
    return Path(tempfile.mkdtemp(prefix="kuajie-numba-"))


def kernel_digest(package: Path) -> str:
    """Return a short digest of every file of ``package`` that machine code depends on, names included."""
    digest = hashlib.sha256()
    for file in sorted(file for part in KERNEL_PACKAGES for file in (package / part).rglob("*.py")):
        source = file.read_bytes()
        if any(mark in source for mark in KERNEL_MARKS):
            digest.update(file.relative_to(package).as_posix().encode() + b"\0" + source)
    return digest.hexdigest()[:16]


def _places() -> list[Path]:
    named = os.environ.get("NUMBA_CACHE_DIR")
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - may be unknown
    return [*([Path(named)] if named else []), Path(home) / "kuajie" / "numba"]


def _forget_old(place: Path) -> None:
    try:
        known = sorted(place.glob("kuajie-*"), key=lambda folder: -folder.stat().st_mtime)
    except OSError:  # another process is clearing up too
        return
    for folder in known[KEPT + 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
