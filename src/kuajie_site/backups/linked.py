"""A second name for every file of a site, which takes no time and keeps it whatever is removed meanwhile.

That is a copy because the site never writes into a file that stands: it writes another one and renames it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final

STAGING: Final = ".backup-"
_NOT_KEPT: Final = frozenset({"static", "incoming"})
"""Made anew at the next start, and what is still coming in."""
_UNDER_WAY: Final = re.compile(r"programmes/[^/]+/drafts|(?:.*/)?\.(?:unfinished-[^/]*|[^/]*\.part)")
"""What somebody is still writing: left as it is it would be removed at the next start."""


def link_site(data: Path, target: Path, *, without: Collection[Path] = ()) -> None:
    """Link everything that a site keeps into a new folder, but for some files."""
    for entry in sorted(data.iterdir()):
        hidden = entry.name.startswith(".") or entry.name.endswith(".lock")
        if not hidden and entry.name not in _NOT_KEPT and entry not in without:
            _link(data, entry.relative_to(data), target)


def _link(data: Path, name: Path, target: Path) -> None:
    """Link a file or folder; what is removed meanwhile is left out."""
    source, place = data / name, target / name
    try:
        if source.is_symlink():
            place.symlink_to(source.readlink())
        elif not source.is_dir():
            _link_file(source, place)
        else:
            place.mkdir()
            for each in sorted(source.iterdir()):
                if not _UNDER_WAY.fullmatch((name / each.name).as_posix()):
                    _link(data, name / each.name, target)
    except FileNotFoundError:
        return


def _link_file(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a disk without links
        shutil.copy2(source, target)
