"""Grants: what one's party shows to whom, and what it is shown."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.api.asking import findings_of
from kuajie_site.api.callers import ApiRequest
from kuajie_site.api.pages import Page, PageQuery, Strict, page_of
from kuajie_site.api.problems import INVALID, Problem
from kuajie_site.api.site_api import PROGRAMME, operation
from kuajie_site.disclosure import granting
from kuajie_site.disclosure.fields import Field as Disclosed
from kuajie_site.disclosure.forms import GrantForm
from kuajie_site.disclosure.models import Grant
from kuajie_site.programmes.models import Seat

router = Router(tags=["grants"])
GRANTS = f"{PROGRAMME}/grants"


class GrantOut(Schema):
    """A field of a party, shown to another party, or (``to`` is null) to mediators."""

    id: int
    party: str
    to: str | None
    field: Disclosed
    purpose: str
    granted_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    in_force: bool


class GrantIn(Strict):
    """Fields of one's own party to show, to parties by key (or “mediators”), to the end of a day."""

    to: Annotated[list[str], Field(min_length=1, max_length=50)]
    fields: Annotated[list[Disclosed], Field(min_length=1, max_length=len(Disclosed))]
    purpose: Annotated[str, Field(min_length=3, max_length=300)]
    until: date


class GrantsQuery(PageQuery):
    """Which grants."""

    in_force: bool = True


@operation(
    router,
    "GET",
    GRANTS,
    action=Action.SEE,
    title=Text(en="List grants", zh="列出公开记录"),
    response=Page[GrantOut],
)
def list_grants(request: ApiRequest, programme: UUID, page: Query[GrantsQuery]) -> Any:
    """List what one's party shows and is shown, the newest first."""
    now = timezone.now()
    found = _seen(request.auth.seat)
    if page.in_force:
        found = found.filter(Grant.in_force(now))
    return page_of(found.order_by("-granted_at", "-pk"), page, lambda grant: _grant(grant, now))


def _seen(seat: Seat) -> Any:
    own = Q(to=seat.party) if seat.party is None else Q(to=seat.party) | Q(party=seat.party)
    return Grant.objects.filter(own, programme=seat.programme).select_related("party", "to")


def _grant(grant: Grant, now: datetime) -> dict[str, Any]:
    withdrawn = grant.withdrawn_at is not None and grant.withdrawn_at <= now
    return {
        "id": grant.pk,
        "party": grant.party.key,
        "to": grant.to.key if grant.to else None,
        "field": grant.field,
        "purpose": grant.purpose,
        "granted_at": grant.granted_at,
        "expires_at": grant.expires_at,
        "withdrawn_at": grant.withdrawn_at,
        "in_force": grant.granted_at <= now < grant.expires_at and not withdrawn,
    }


@operation(
    router,
    "POST",
    GRANTS,
    action=Action.DISCLOSE,
    title=Text(en="Disclose fields", zh="公开内容"),
    response={201: list[GrantOut]},
)
def give_grant(request: ApiRequest, programme: UUID, payload: GrantIn) -> Any:
    """Show fields to others; returns the new grants (what was shown just so before makes none)."""
    seat = request.auth.seat
    given = {
        "to": payload.to,
        "fields_": [str(field) for field in payload.fields],
        "purpose": payload.purpose,
        "until": payload.until.isoformat(),
    }
    form = GrantForm(seat, given)
    if not form.is_valid():
        raise Problem(INVALID, findings=tuple(findings_of(form, given, {"fields_": "fields"})))
    receivers, fields = form.chosen()
    purpose, until = form.cleaned_data["purpose"], form.cleaned_data["until"]
    made = [
        each
        for receiver in receivers
        for each in granting.grant(seat, receiver, fields, purpose=purpose, until=until)
    ]
    now = timezone.now()
    return Status(201, [_grant(each, now) for each in made])


@operation(
    router,
    "DELETE",
    f"{GRANTS}/{{grant}}",
    action=Action.DISCLOSE,
    title=Text(en="Withdraw a grant", zh="撤回公开"),
    response={204: None},
)
def withdraw_grant(
    request: ApiRequest, programme: UUID, grant: Annotated[int, Field(ge=1, le=2**63 - 1)]
) -> Any:
    """Show a field no longer, from this moment."""
    seat = request.auth.seat
    mine = Grant.objects.filter(Grant.in_force(timezone.now()), programme=seat.programme, party=seat.party)
    found = mine.select_related("to").filter(pk=grant, party__isnull=False).first()
    if found is None or not granting.withdraw(seat, found.to, [Disclosed(found.field)]):
        raise Http404
    return Status(204, None)
