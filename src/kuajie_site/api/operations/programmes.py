"""Programmes: that which a key is for, its parties and its state."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Schema

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.api.callers import ApiRequest, Caller
from kuajie_site.api.etags import etag
from kuajie_site.api.pages import Page, PageQuery, page_of
from kuajie_site.api.site_api import PROGRAMME, operation

router = Router(tags=["programmes"])


class PartyOut(Schema):
    """A party of a programme."""

    key: str
    name: str


class SeatOut(Schema):
    """From where a key acts: its party (none for mediators), its role, what it may do."""

    party: str | None
    role: str
    may: list[str]
    write: bool


class ProgrammeOut(Schema):
    """A programme; ``version`` is the number of the files in force."""

    id: UUID
    name: str
    simulated: bool
    created_at: datetime
    version: int | None
    parties: list[PartyOut]
    you: SeatOut


@operation(
    router,
    "GET",
    "/programmes",
    action=Action.SEE,
    title=Text(en="List programmes", zh="列出项目"),
    response=Page[ProgrammeOut],
)
def list_programmes(request: ApiRequest, page: Query[PageQuery]) -> Any:
    """List the programmes a key is for: each is for one."""
    return page_of([request.auth], page, _told)


@operation(
    router,
    "GET",
    PROGRAMME,
    action=Action.SEE,
    title=Text(en="Read a programme", zh="读取项目"),
    response=ProgrammeOut,
)
def read_programme(request: ApiRequest, programme: UUID, response: HttpResponse) -> Any:
    """Return a programme; its ETag changes with its files."""
    latest = request.auth.seat.programme.latest
    response["ETag"] = etag(programme, latest.number if latest else None)
    return _told(request.auth)


def _told(caller: Caller) -> dict[str, Any]:
    programme, seat = caller.seat.programme, caller.seat
    latest = programme.latest
    return {
        "id": programme.pk,
        "name": programme.name,
        "simulated": programme.simulated,
        "created_at": programme.created_at,
        "version": latest.number if latest else None,
        "parties": [{"key": party.key, "name": party.name} for party in programme.parties.all()],
        "you": {
            "party": seat.party.key if seat.party else None,
            "role": seat.role,
            "may": [str(action) for action in Action if seat.may(action)],
            "write": caller.write,
        },
    }
