"""What needs a person: each app says so for a seat, the home page shows all of it.

An app adds its function to ``pages/home_needs.py``. It is given all seats of a person, each of another
programme, and asks the database once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.programmes.models import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that waits for somebody: what, where to do it, and whether it is overdue."""

    what: Text
    place: str
    urgent: bool = False


Found = Iterable[tuple[Seat, Need]]
Ask = Callable[[Sequence[Seat]], Found]


def by_programme(seats: Sequence[Seat], action: Action) -> dict[UUID, Seat]:
    """Return the seats for a party that allow an action, by their programmes."""
    return {seat.programme_id: seat for seat in seats if seat.party_id is not None and seat.may(action)}
