"""Who takes part in a programme, as far as a seat may know."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from kuajie_site.access.roles import Action, Role
from kuajie_site.organisations.invitations import parties_to_agree, waiting_for
from kuajie_site.organisations.models import Invitation
from kuajie_site.programmes.models import Party, Seat, parties_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An open invitation, whether it has expired, and who has still to agree to it."""

    invitation: Invitation
    expired: bool
    waits_for: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who takes part: the own seats in full, of the others names and roles; to owners the invitations.

    ``to_agree`` are mediators whom others invite and to whom the own party has yet to agree.
    """

    own: tuple[Seat, ...]
    others: tuple[tuple[Party | None, tuple[Seat, ...]], ...]
    invited: tuple[Invited, ...]
    to_agree: tuple[Invitation, ...]


def people_of(seat: Seat) -> People:
    """Return who takes part, as whoever sits here may know."""
    seats = tuple(Seat.objects.filter(programme=seat.programme).select_related("user").order_by("pk"))
    parties: tuple[Party | None, ...] = (*parties_of(seat.programme), None)
    owner = seat.may(Action.INVITE)
    return People(
        own=tuple(one for one in seats if one.party_id == seat.party_id),
        others=tuple(
            (party, tuple(one for one in seats if one.party_id == (party.pk if party else None)))
            for party in parties
            if party != seat.party
        ),
        invited=_invited(seat) if owner else (),
        to_agree=tuple(waiting_for(seat)) if owner else (),
    )


def _invited(seat: Seat) -> tuple[Invited, ...]:
    """Return the open invitations that the seat's party made."""
    now = timezone.now()
    found = (
        Invitation.objects.filter(
            programme=seat.programme, by_party=seat.party, accepted_at=None, withdrawn_at=None
        )
        .select_related("party", "programme")
        .prefetch_related("agreements")
    )
    return tuple(
        Invited(
            invitation=one,
            expired=one.expired(now) and not _waits(one),
            waits_for=parties_to_agree(one),
        )
        for one in found
    )


def _waits(invitation: Invitation) -> bool:
    return invitation.role == Role.MEDIATOR and not invitation.token
