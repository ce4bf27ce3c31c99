"""Who belongs to an organisation; it always keeps an owner."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.organisations import seats
from kuajie_site.organisations.models import Belonging, Organisation
from kuajie_site.programmes.models import Seat

LAST_OWNER: Final = Text(
    en="{name} is the last owner of {organisation}. Make somebody else owner first.",
    zh="{name}是{organisation}唯一的负责人。请先将其他人设为负责人。",
)


def make_owner(other: Belonging, *, owner: bool) -> None:
    """Make somebody an owner of the organisation, or no longer."""
    with transaction.atomic():
        found = _locked(other)
        if not owner:
            _keep_an_owner(found)
        Belonging.objects.filter(pk=found.pk).update(owner=owner)


def dismiss(own: Belonging, other: Belonging) -> None:
    """End a belonging, and every seat the person holds for a party of the organisation: all, or nothing.

    Raises ``Refused`` where a party or the organisation would be left without an owner.
    """
    with transaction.atomic():
        found = _locked(other)
        _keep_an_owner(found)
        held = Seat.objects.filter(user=found.user, party__organisation=found.organisation)
        for seat in held.select_related("programme", "party", "user"):
            seats.remove(_actor(own, seat), seat)
        found.delete()


def _actor(own: Belonging, seat: Seat) -> Seat:
    """Return the seat from which the owner of the organisation acts, kept or not."""
    return Seat(programme=seat.programme, party=seat.party, user=own.user, role=seat.role)


def _locked(other: Belonging) -> Belonging:
    Organisation.objects.select_for_update(no_key=True).get(pk=other.organisation_id)
    return Belonging.objects.select_related("user", "organisation").get(pk=other.pk)


def _keep_an_owner(found: Belonging) -> None:
    others = Belonging.objects.filter(organisation=found.organisation, owner=True).exclude(pk=found.pk)
    if found.owner and not others.exists():
        raise Refused(LAST_OWNER, name=found.user.name, organisation=found.organisation.name)
