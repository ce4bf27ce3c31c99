"""Whether what an answer shows may be seen from a seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kuajie_site.disclosure.fields import Field
from kuajie_site.disclosure.models import Grant
from kuajie_site.programmes.models import Party, Seat


def not_shown(seat: Seat, fields: Iterable[Field], *, now: datetime) -> tuple[tuple[Party, Field], ...]:
    """Return which fields of which other parties the seat's party may not see; nothing: all may be seen."""
    wanted = sorted(set(fields))
    granted = set(
        Grant.objects.filter(
            Grant.in_force(now), programme=seat.programme, to=seat.party, field__in=wanted
        ).values_list("party_id", "field")
    )
    others = (party for party in seat.programme.parties.all() if party.pk != seat.party_id)
    return tuple(
        (party, field) for party in others for field in wanted if (party.pk, str(field)) not in granted
    )
