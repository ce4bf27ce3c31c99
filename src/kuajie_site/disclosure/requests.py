"""Asking another party to disclose, and answering: by granting, or by declining with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kuajie_site.activity.log import note
from kuajie_site.disclosure.fields import Field
from kuajie_site.disclosure.granting import MEDIATORS, named
from kuajie_site.disclosure.models import DisclosureRequest, Grant
from kuajie_site.programmes.models import Party, Programme, Seat


def ask_for(seat: Seat, party: Party, fields: Iterable[Field], *, purpose: str) -> int:
    """Ask a party to show fields to the seat's own party (a mediator: to mediators); returns how many.

    What is shown already, or asked for already, is not asked again.
    """
    if party == seat.party or party.programme_id != seat.programme_id:
        raise ValueError(f"seat {seat.pk} cannot ask {party}")
    now = timezone.now()
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=seat.programme_id)
        shown = Grant.objects.filter(Grant.in_force(now), party=party, to=seat.party)
        known = set(shown.values_list("field", flat=True))
        known |= set(open_requests(party, seat.party).values_list("field", flat=True))
        wanted = sorted(field for field in set(fields) if str(field) not in known)
        DisclosureRequest.objects.bulk_create(
            DisclosureRequest(
                programme=seat.programme,
                party=party,
                to=seat.party,
                field=str(field),
                purpose=purpose,
                asked_by=seat.user,
                asked_at=now,
            )
            for field in wanted
        )
        if wanted:
            note(
                seat,
                "disclosure_asked",
                concerns=party,
                whom=party.name,
                fields=named(wanted),
                purpose=purpose,
            )
    return len(wanted)


def open_requests(party: Party, to: Party | None) -> QuerySet[DisclosureRequest]:
    """Return what one party has been asked by another (or by mediators) and not answered."""
    return DisclosureRequest.objects.filter(party=party, to=to, answered_at__isnull=True)


def decline(seat: Seat, request: DisclosureRequest, reason: str) -> bool:
    """Decline a request of the seat's party; says whether it was still open."""
    with transaction.atomic():
        still = DisclosureRequest.objects.filter(pk=request.pk, party=seat.party, answered_at__isnull=True)
        if not still.update(answered_at=timezone.now(), answered_by=seat.user, granted=False, reason=reason):
            return False
        note(
            seat,
            "disclosure_declined",
            concerns=request.to,
            mediators=request.to is None,
            to=request.to.name if request.to else MEDIATORS,
            fields=named([Field(request.field)]),
            reason=reason,
        )
    return True


def take_back(seat: Seat, request: DisclosureRequest) -> bool:
    """Take back what one's own party asked for; says whether it was still open."""
    mine = DisclosureRequest.objects.filter(
        pk=request.pk, programme=seat.programme, to=seat.party, answered_at__isnull=True
    )
    return bool(mine.update(answered_at=timezone.now(), answered_by=seat.user, granted=False))
