"""What needs a person: each app says so for a seat, the home page shows all of it.

An app adds its function to ``pages/home_needs.py``; it should ask the database once.
"""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.messages import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that waits for somebody: what, where to do it, and whether it is overdue."""

    what: Text
    place: str
    urgent: bool = False
