"""Inviting people: whom an owner may invite, the link, agreeing to a mediator, withdrawing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import ROLE_NAMES, Role
from kuajie_site.activity.log import note
from kuajie_site.organisations.models import Agreement, Invitation
from kuajie_site.programmes.models import Party, Programme, Seat, parties_of

LASTS: Final = timedelta(days=7)
OWN_ROLES: Final = tuple(role for role in Role if role is not Role.MEDIATOR)
HAS_SEAT: Final = Text(
    en="{email} already takes part for your party. Change the role on this page instead.",
    zh="{email} 已是本方成员。如需调整，请直接在本页更改角色。",
)
ALREADY_INVITED: Final = Text(
    en="{email} is already invited. Send that invitation again, or withdraw it first.",
    zh="{email} 已有待接受的邀请。请重新发送该邀请，或先撤回。",
)
HAS_PEOPLE: Final = Text(
    en="{party} already has people here; its own owner invites its people.",
    zh="{party}已有成员，其人员由该方负责人自行邀请。",
)
NOT_OPEN: Final = Text(
    en="This invitation has been accepted or withdrawn meanwhile.", zh="该邀请已被接受或撤回。"
)
NOT_AGREED: Final = Text(
    en="Not every party has agreed to this mediator yet. The link is sent when all have.",
    zh="尚有合作方未同意该调解人。全部同意后才会发送链接。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An invitation and, where there is one, the token of its link, which is kept nowhere."""

    invitation: Invitation
    token: str | None


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()


def first_owners(programme: Programme) -> QuerySet[Party]:
    """Return the parties for which nobody sits yet: any owner may invite their first owner."""
    return programme.parties.filter(seats__isnull=True)


def invite(seat: Seat, email: str, role: Role, party: Party | None) -> Sent:
    """Invite an address to a role for a party, or as a mediator (no party); raises ``Refused``.

    A mediator's link is made once an owner of every party has agreed, whoever invites agreeing thereby.
    """
    if seat.party is None:
        raise ValueError("mediators invite nobody")
    now = timezone.now()
    email = email.strip().lower()
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=seat.programme_id)
        _check(seat, email, role, party)
        _no_other(seat.programme, email, now)
        made = Invitation.objects.create(
            programme=seat.programme,
            party=party,
            by_party=seat.party,
            role=str(role),
            email=email,
            invited_by=seat.user,
            invited_at=now,
            expires_at=now + LASTS,
        )
        _log(seat, "invited", made)
        if role is Role.MEDIATOR:
            return _agreed(seat, made)
        return Sent(invitation=made, token=_new_link(made))


def _check(seat: Seat, email: str, role: Role, party: Party | None) -> None:
    if (party is None) != (role is Role.MEDIATOR):
        raise ValueError(f"seat {seat.pk} cannot invite a {role} for {party}")
    if party is not None and party != seat.party:
        if role is not Role.OWNER or party.programme_id != seat.programme_id:
            raise ValueError(f"only a first owner is invited for another party, not a {role}")
        if party.seats.exists():
            raise Refused(HAS_PEOPLE, party=party.name)
    if Seat.objects.filter(programme=seat.programme, party=seat.party, user__email=email).exists():
        raise Refused(HAS_SEAT, email=email)


def _no_other(programme: Programme, email: str, now: datetime) -> None:
    """Refuse a second invitation; one that has expired makes room."""
    others = Invitation.objects.filter(
        programme=programme, email=email, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    others.filter(expires_at__lte=now).update(withdrawn_at=now)
    if others.exists():
        raise Refused(ALREADY_INVITED, email=email)


def resend(seat: Seat, invitation: Invitation) -> Sent:
    """Make a new link, which lasts a week again; the one sent before no longer opens anything."""
    with transaction.atomic():
        found = _locked(invitation)
        if found.role == Role.MEDIATOR and parties_to_agree(found):
            raise Refused(NOT_AGREED)
        Invitation.objects.filter(pk=found.pk).update(expires_at=timezone.now() + LASTS)
        _log(seat, "invitation_resent", found)
        return Sent(invitation=found, token=_new_link(found))


def withdraw(seat: Seat, invitation: Invitation) -> None:
    """End an invitation: its link no longer opens anything. An owner declines a mediator in the same way."""
    with transaction.atomic():
        found = _locked(invitation)
        Invitation.objects.filter(pk=found.pk).update(withdrawn_at=timezone.now())
        declined = found.by_party_id != seat.party_id
        _log(seat, "mediator_declined" if declined else "invitation_withdrawn", found)


def agree(seat: Seat, invitation: Invitation) -> Sent:
    """Agree to a mediator for one's party; the last one to agree has the link sent."""
    with transaction.atomic():
        found = _locked(invitation)
        if seat.party_id in {party.pk for party in parties_to_agree(found)}:
            _log(seat, "mediator_agreed", found)
            return _agreed(seat, found)
        return Sent(invitation=found, token=None)


def _agreed(seat: Seat, invitation: Invitation) -> Sent:
    """Keep that the seat's party agrees; nothing where it has."""
    Agreement.objects.get_or_create(
        invitation=invitation, party=seat.party, defaults={"user": seat.user, "at": timezone.now()}
    )
    if parties_to_agree(invitation):
        return Sent(invitation=invitation, token=None)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() + LASTS)
    return Sent(invitation=invitation, token=_new_link(invitation))


def parties_to_agree(invitation: Invitation) -> tuple[Party, ...]:
    """Return the parties that have not agreed to a mediator yet."""
    if invitation.role != Role.MEDIATOR:
        return ()
    agreed = {agreement.party_id for agreement in invitation.agreements.all()}
    return tuple(party for party in parties_of(invitation.programme) if party.pk not in agreed)


def waiting_for(*seats: Seat) -> QuerySet[Invitation]:
    """Return the mediators to whom the seats' parties, each of another programme, have yet to agree."""
    return (
        Invitation.objects.filter(
            programme__in=[seat.programme_id for seat in seats],
            role=str(Role.MEDIATOR),
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=timezone.now(),
        )
        .exclude(agreements__party__in=[seat.party_id for seat in seats])
        .select_related("by_party")
    )


def _locked(invitation: Invitation) -> Invitation:
    found = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("programme", "party")
        .get(pk=invitation.pk)
    )
    if not found.open:
        raise Refused(NOT_OPEN)
    return found


def _new_link(invitation: Invitation) -> str:
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(pk=invitation.pk).update(token=token_hash(token))
    return token


def _log(seat: Seat, what: str, invitation: Invitation) -> None:
    """Note what happened to an invitation: to one's own party, unless it seats somebody beyond it."""
    party = invitation.party
    role = ROLE_NAMES[Role(invitation.role)]
    if party is not None and party.pk == seat.party_id:
        note(seat, what, whom=invitation.email, role=role)
    else:  # others need not know the address of another party's owner, but whom they agree to
        note(seat, what, shared=True, whom=party.name if party else invitation.email, role=role)
