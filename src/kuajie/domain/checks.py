"""Refusals shared by the domain's values: programmers' mistakes, shown with the offending values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_IDENTIFIER = re.compile(r"(?!\.)[A-Za-z0-9_\-.\u4e00-\u9fff]{1,64}")


def require_identifier(what: str, value: str) -> None:
    """Refuse an id that is empty, too long, holds spaces or separators, or starts with a dot.

    Ids name folders: ``..`` would lead out of the programme's.
    """
    if not _IDENTIFIER.fullmatch(value):
        raise ValueError(
            f"{what} must be up to 64 letters, digits, '_', '-', '.', with no dot first, but got {value!r}"
        )


def require_known(what: str, values: Iterable[str], known: Collection[str]) -> None:
    """Refuse a reference to something that was not declared."""
    for value in values:
        if value not in known:
            raise ValueError(f"{what} refers to {value!r}, which is not one of {sorted(known)}")


def require_unique(what: str, values: Iterable[str]) -> None:
    """Refuse an id that appears twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{what} {value!r} appears twice")
        seen.add(value)


def require_share(what: str, value: float) -> None:
    """Refuse a share outside the unit interval."""
    if not 0 <= value <= 1:
        raise ValueError(f"{what} must lie between 0 and 1, but got {value}")
