"""What a copy says of itself, in its first file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

FORM: Final = "kuajie-site-backup/1"
NAME: Final = "backup.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """In which form a copy is, by which release it was written, when, and of what kind of database."""

    form: str
    kuajie: str
    at: str
    database: str

    def text(self) -> str:
        """Return the file."""
        return json.dumps(asdict(self), indent=1)

    @property
    def moment(self) -> str:
        """Return when it was written, for people."""
        return datetime.fromisoformat(self.at).strftime("%Y-%m-%d %H:%M %Z")


def manifest_of(text: str) -> Manifest:
    """Read a manifest; raises ``ValueError`` for anything else."""
    told = json.loads(text)
    if not isinstance(told, Mapping):
        raise ValueError(NAME)  # noqa: TRY004 -- what a file holds is a value
    try:
        names = ("form", "kuajie", "at", "database")
        found = Manifest(**{name: str(told[name]) for name in names})
    except KeyError as error:
        raise ValueError(NAME) from error
    datetime.fromisoformat(found.at)
    return found
