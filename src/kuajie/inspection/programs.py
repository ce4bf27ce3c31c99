"""Programs on the search path and in their customary places."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from glob import glob

from kuajie.usecases.doctor import Probe

ANSWER_SECONDS = 20  # a browser's first start on a slow disk takes a few
_VERSION = re.compile(r"\d+(\.\d+)+")

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def chromium_path() -> str | None:
    """Return a browser of the Chromium family that can be run, or ``None``."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def chromium() -> Probe:
    """Return whether a browser for screenshots and printing is here."""
    path = chromium_path()
    return Probe(found=False) if path is None else _says_version([path, "--version"])


def postgresql() -> Probe:
    """Return whether a PostgreSQL server can be started here; Debian keeps it off the search path."""
    places = ["postgres", *sorted(glob("/usr/lib/postgresql/*/bin/postgres"), reverse=True)]  # noqa: PTH207
    path = next(filter(None, map(shutil.which, places)), None)
    return Probe(found=False) if path is None else _says_version([path, "--version"])


def java() -> Probe:
    """Return whether Java runs here; macOS has a ``java`` that only says it is missing."""
    path = shutil.which("java")
    return Probe(found=False) if path is None else _says_version([path, "-version"])


def _says_version(command: Sequence[str]) -> Probe:
    try:
        done = subprocess.run(  # noqa: S603 -- the program was found above, its arguments are constants
            command, capture_output=True, text=True, errors="replace", timeout=ANSWER_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return Probe(found=False)
    version = _VERSION.search(done.stdout + done.stderr)
    return Probe(found=done.returncode == 0, version=version.group() if version else "")
