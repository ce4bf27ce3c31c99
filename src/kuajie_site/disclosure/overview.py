"""What a seat sees of disclosure: what its party shows, what it is shown, what studies miss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kuajie.messages import Text
from kuajie_site.disclosure.fields import FIELD_NAMES, Field
from kuajie_site.disclosure.models import DisclosureRequest, Grant
from kuajie_site.programmes.models import Party, Seat, parties_of
from kuajie_site.studies.study import Study
from kuajie_site.studies.table import STUDIES

SOON: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One field between two parties: the grant in force, whether it ends soon, the open request."""

    party: Party | None
    field: Field
    grant: Grant | None
    soon: bool
    request: DisclosureRequest | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field, what it is called, and its cells, in the order of the columns; ``studies`` need it."""

    field: Field
    name: Text
    cells: tuple[Cell, ...]
    studies: tuple[Study, ...]

    @property
    def missing(self) -> bool:
        """Whether somebody does not show it."""
        return any(cell.grant is None for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What is shown to whom (rows: fields, columns: the others), and what is shown to the seat's party."""

    to: tuple[Party | None, ...]
    shown: tuple[Line, ...]
    of: tuple[Party, ...]
    seen: tuple[Line, ...]


Grants = Mapping[tuple[int, int | None, str], Grant]
Requests = Mapping[tuple[int, int | None, str], DisclosureRequest]


def overview(seat: Seat, *, now: datetime) -> Overview:
    """Return all that a seat may know of disclosure: nothing of what two others show each other."""
    parties = tuple(parties_of(seat.programme))
    others = tuple(party for party in parties if party.pk != seat.party_id)
    grants: Grants = {
        (one.party_id, one.to_id, one.field): one
        for one in Grant.objects.filter(Grant.in_force(now), programme=seat.programme)
        .select_related("granted_by")
        .order_by("granted_at")
    }
    requests: Requests = {
        (one.party_id, one.to_id, one.field): one
        for one in DisclosureRequest.objects.filter(
            programme=seat.programme, answered_at__isnull=True
        ).select_related("asked_by")
    }
    receivers: tuple[Party | None, ...] = (*others, None) if seat.party is not None else ()
    shown = [(seat.party, receiver, receiver) for receiver in receivers if seat.party is not None]
    seen = [(other, seat.party, other) for other in others]
    return Overview(
        to=receivers,
        shown=_lines(shown, grants, requests, now) if receivers else (),
        of=others,
        seen=_lines(seen, grants, requests, now),
    )


def _lines(
    pairs: Sequence[tuple[Party, Party | None, Party | None]],
    grants: Grants,
    requests: Requests,
    now: datetime,
) -> tuple[Line, ...]:
    return tuple(
        Line(
            field=field,
            name=FIELD_NAMES[field],
            cells=tuple(_cell(pair, field, grants, requests, now) for pair in pairs),
            studies=tuple(study for study in STUDIES.values() if field in study.shows),
        )
        for field in Field
    )


def _cell(
    pair: tuple[Party, Party | None, Party | None],
    field: Field,
    grants: Grants,
    requests: Requests,
    now: datetime,
) -> Cell:
    giver, receiver, column = pair
    key = (giver.pk, receiver.pk if receiver else None, str(field))
    found = grants.get(key)
    return Cell(
        party=column,
        field=field,
        grant=found,
        soon=found is not None and found.expires_at - now < SOON,
        request=requests.get(key),
    )
