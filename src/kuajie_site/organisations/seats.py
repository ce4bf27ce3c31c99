"""Seats of one's own party: their roles, ending them, leaving; a party always keeps an owner."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import ROLE_NAMES, Role
from kuajie_site.activity.log import note
from kuajie_site.organisations.models import SecondFactorRule
from kuajie_site.programmes.models import Party, Seat

LAST_OWNER: Final = Text(
    en="{name} is the last owner of {party}. Make somebody else owner first; then this can be done.",
    zh="{name}是{party}唯一的负责人。请先将其他成员设为负责人，再进行此操作。",
)
CHANGED: Final = Text(
    en="Somebody changed this meanwhile: {name} is now {role}. Look at it and choose again.",
    zh="期间已有变动：{name}现为{role}。请核对后重新选择。",
)
NO_SECOND_FACTOR: Final = Text(
    en="Set up your own second factor first, so that you do not lock yourself out.",
    zh="请先为自己启用两步验证，以免将自己锁在门外。",
)


def change_role(seat: Seat, other: Seat, role: Role, *, was: str) -> None:
    """Give somebody of one's own party another role; ``was`` is the one the form showed."""
    with transaction.atomic():
        found = _locked(seat, other)
        if found.role == str(role):
            return
        if found.role != was:
            raise Refused(CHANGED, name=found.user.name, role=ROLE_NAMES[Role(found.role)])
        _keep_an_owner(found)
        Seat.objects.filter(pk=found.pk).update(role=str(role))
        before = ROLE_NAMES[Role(found.role)]
        note(seat, "role_changed", name=found.user.name, role=ROLE_NAMES[role], was=before)


def remove(seat: Seat, other: Seat) -> None:
    """End the seat of somebody of one's own party."""
    with transaction.atomic():
        found = _locked(seat, other)
        _keep_an_owner(found)
        note(seat, "seat_removed", name=found.user.name, role=ROLE_NAMES[Role(found.role)])
        found.delete()


def leave(seat: Seat) -> None:
    """End one's own seat, a mediator's too."""
    with transaction.atomic():
        found = _locked(seat, seat)
        _keep_an_owner(found)
        note(seat, "seat_left", shared=True, role=ROLE_NAMES[Role(found.role)])
        found.delete()


def _locked(seat: Seat, other: Seat) -> Seat:
    """Return a seat as it is now, with the seats of its party held, so that two changes follow each other."""
    if seat.party_id is not None:
        Party.objects.select_for_update(no_key=True).get(pk=seat.party_id)
    return Seat.objects.select_related("user", "party").get(
        pk=other.pk, programme=seat.programme, party=seat.party
    )


def _keep_an_owner(seat: Seat) -> None:
    if seat.party is None or seat.role != Role.OWNER:
        return
    others = Seat.objects.filter(party=seat.party, role=str(Role.OWNER)).exclude(pk=seat.pk)
    if not others.exists():
        raise Refused(LAST_OWNER, name=seat.user.name, party=seat.party.name)


def ask_second_factor(seat: Seat, *, required: bool, own: bool) -> None:
    """Require a second factor of everybody who sits for one's party, or no longer.

    ``own`` says whether whoever requires it has one.
    """
    if seat.party is None:
        raise ValueError("mediators sit for nobody")
    if required and not own:
        raise Refused(NO_SECOND_FACTOR)
    rules = SecondFactorRule.objects
    with transaction.atomic():
        if required:
            _, changed = rules.get_or_create(
                party=seat.party, defaults={"set_by": seat.user, "set_at": timezone.now()}
            )
        else:
            changed = bool(rules.filter(party=seat.party).delete()[0])
        if changed:
            note(seat, "second_factor_asked" if required else "second_factor_dropped")
