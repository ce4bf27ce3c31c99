"""Fonts that have Chinese characters."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from kuajie.usecases.doctor import Probe

FOLDERS = (
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
)
# Beginnings of the file names of fonts known to have Chinese characters.
KNOWN = (
    "NotoSansCJK",
    "NotoSerifCJK",
    "NotoSansSC",
    "SourceHanSans",
    "PingFang",
    "STHeiti",
    "msyh",
    "simsun",
    "wqy",
)


def chinese_font() -> Probe:
    """Return whether a font with Chinese characters is installed, and its name."""
    name = _listed_font() or _font_file()
    return Probe(found=bool(name), version=name)


def _listed_font() -> str:
    """Return the first family that fontconfig lists for Chinese, or an empty string."""
    path = shutil.which("fc-list")
    if path is None:
        return ""
    listed = subprocess.run(  # noqa: S603 -- a program found on the search path with constant arguments
        [path, ":lang=zh", "family"], capture_output=True, text=True, errors="replace", check=False
    )
    families = sorted(line for line in listed.stdout.splitlines() if line.strip())
    return families[0].partition(",")[0] if families else ""


def _font_file() -> str:
    for folder in map(Path, FOLDERS):
        for path in folder.expanduser().rglob("*.[to]t[cf]"):
            if path.name.startswith(KNOWN):
                return path.stem
    return ""
