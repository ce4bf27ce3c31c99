"""Whether what an answer shows may be seen from a seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kuajie_site.disclosure.fields import Field
from kuajie_site.disclosure.models import Grant
from kuajie_site.once import once_per_page
from kuajie_site.programmes.models import Party, Seat, parties_of


def not_shown(seat: Seat, fields: Iterable[Field], *, now: datetime) -> tuple[tuple[Party, Field], ...]:
    """Return which fields of which other parties the seat's party may not see; nothing: all may be seen."""
    wanted = sorted(set(fields))
    granted = _granted_to((seat.programme_id, seat.party_id), now=now)
    others = (party for party in parties_of(seat.programme) if party.pk != seat.party_id)
    return tuple(
        (party, field) for party in others for field in wanted if (party.pk, str(field)) not in granted
    )


@once_per_page
def _granted_to(place: tuple[UUID, int | None], *, now: datetime) -> frozenset[tuple[int, str]]:
    """Return who shows a party (or mediators) of a programme which field."""
    programme, party = place
    found = Grant.objects.filter(Grant.in_force(now), programme=programme, to=party)
    return frozenset(found.values_list("party_id", "field"))
