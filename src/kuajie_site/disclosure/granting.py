"""Showing fields to others, for a purpose and a time, and no longer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.activity.log import note
from kuajie_site.disclosure.fields import FIELD_NAMES, Field
from kuajie_site.disclosure.models import DisclosureRequest, Grant
from kuajie_site.programmes.models import Party, Programme, Seat

USUAL: Final = timedelta(days=365)
LONGEST: Final = timedelta(days=3 * 365)
MEDIATORS: Final = Text(en="mediators", zh="调解人")


def end_of(day: date) -> datetime:
    """Return the moment a day ends, where the site is."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def grant(
    seat: Seat, to: Party | None, fields: Iterable[Field], *, purpose: str, until: date
) -> tuple[Grant, ...]:
    """Show fields of the seat's party to another party, or (none) to mediators, to the end of a day.

    What was shown of these fields before ends now; the same grant once more changes nothing. Open requests
    for the fields are answered by it. Returns the new grants.
    """
    party = _own(seat, to)
    now, ends = timezone.now(), end_of(until)
    if not now < ends <= end_of(timezone.localdate() + LONGEST):
        raise ValueError(f"a grant cannot end on {until}")
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=seat.programme_id)
        wanted = sorted(set(fields) - _just_so(party, to, purpose, ends, now))
        _in_force(party, to, now).filter(field__in=wanted).update(withdrawn_at=now)
        made = Grant.objects.bulk_create(
            Grant(
                programme=seat.programme,
                party=party,
                to=to,
                field=str(field),
                purpose=purpose,
                granted_by=seat.user,
                granted_at=now,
                expires_at=ends,
            )
            for field in wanted
        )
        _requests(party, to, wanted).update(answered_at=now, answered_by=seat.user, granted=True)
        if made:
            _log(seat, "disclosed", to, wanted, until=until.isoformat(), purpose=purpose)
    return tuple(made)


def _own(seat: Seat, to: Party | None) -> Party:
    if seat.party is None or seat.party == to or (to is not None and to.programme_id != seat.programme_id):
        raise ValueError(f"seat {seat.pk} cannot disclose to {to}")
    return seat.party


def _just_so(party: Party, to: Party | None, purpose: str, ends: datetime, now: datetime) -> set[Field]:
    same = _in_force(party, to, now).filter(purpose=purpose, expires_at=ends)
    return {Field(name) for name in same.values_list("field", flat=True)}


def withdraw(seat: Seat, to: Party | None, fields: Iterable[Field]) -> int:
    """Show fields no longer, from this moment; returns how many were shown."""
    party = _own(seat, to)
    now = timezone.now()
    with transaction.atomic():
        found = _in_force(party, to, now).filter(field__in=[str(field) for field in fields])
        ended = sorted({Field(name) for name in found.values_list("field", flat=True)})
        found.update(withdrawn_at=now)
        if ended:
            _log(seat, "disclosure_withdrawn", to, ended)
    return len(ended)


def renew(seat: Seat, to: Party | None, field: Field, *, was: datetime) -> bool:
    """Show a field for a year from today, for the purpose it was shown for; ``was`` is its end on the form.

    Says whether it did: what ended or was renewed meanwhile is left as it is.
    """
    party = _own(seat, to)
    kept = _in_force(party, to, timezone.now()).filter(field=str(field), expires_at=was).first()
    if kept is None:
        return False
    return bool(grant(seat, to, [field], purpose=kept.purpose, until=timezone.localdate() + USUAL))


def _in_force(party: Party, to: Party | None, now: datetime) -> QuerySet[Grant]:
    return Grant.objects.filter(Grant.in_force(now), party=party, to=to)


def _requests(party: Party, to: Party | None, fields: Sequence[Field]) -> QuerySet[DisclosureRequest]:
    return DisclosureRequest.objects.filter(party=party, to=to, field__in=fields, answered_at__isnull=True)


def named(fields: Iterable[Field]) -> Text:
    """Return what fields are called, in one line."""
    names = [FIELD_NAMES[field] for field in fields]
    return Text(en="; ".join(name.en for name in names), zh="；".join(name.zh for name in names))


def _log(seat: Seat, what: str, to: Party | None, fields: Iterable[Field], **facts: str) -> None:
    """Note it for both: the party that shows, and the one (or the mediators) it is shown to."""
    note(
        seat,
        what,
        concerns=to,
        mediators=to is None,
        to=to.name if to else MEDIATORS,
        fields=named(fields),
        **facts,  # type: ignore[arg-type]
    )
