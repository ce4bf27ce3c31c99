"""Which database a site has: that of the setting, else one file in its data folder."""

from __future__ import annotations

import os
from pathlib import Path


def database_url(data: Path) -> str:
    """Return the address of a site's database."""
    return os.environ.get("KUAJIE_DATABASE_URL") or f"sqlite:///{data / 'site.sqlite3'}"
