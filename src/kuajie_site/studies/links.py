"""What people decided to be the same in different catalogues: ``links.csv`` of the programme folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

LINKS: Final = "links.csv"


def links_of(folder: Path) -> Path | None:
    """Return the file of decisions of a programme folder; ``None`` where nobody has decided anything."""
    file = folder / LINKS
    return file if file.is_file() else None
