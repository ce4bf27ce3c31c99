"""Accepting an invitation: once, in time, by the person whose address was invited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import ROLE_NAMES, Role
from kuajie_site.accounts.models import User
from kuajie_site.activity.log import note
from kuajie_site.organisations.invitations import token_hash
from kuajie_site.organisations.models import Belonging, Invitation, Organisation
from kuajie_site.programmes.models import Party, Programme, Seat

GONE: Final = 410
UNKNOWN: Final = Text(
    en="There is no such invitation: the link is incomplete, or a newer one was sent. Open the newest mail, "
    "or ask whoever invited you to send it again.",
    zh="没有这份邀请：链接不完整，或已有更新的链接。请打开最新的邮件，或请邀请人重新发送。",
)
USED: Final = Text(
    en="This invitation has been accepted already. Sign in to open the programme.",
    zh="该邀请已被接受。请登录后进入项目。",
)
WITHDRAWN: Final = Text(
    en="This invitation was withdrawn. Ask whoever invited you if you think that is a mistake.",
    zh="该邀请已被撤回。如有疑问，请联系邀请人。",
)
EXPIRED: Final = Text(
    en="This invitation has expired: it was good for seven days. Ask whoever invited you to send it again.",
    zh="该邀请已过期（有效期七天）。请联系邀请人重新发送。",
)
WRONG_ADDRESS: Final = Text(
    en="This invitation is for another address than the one you are signed in with. Sign out, open the link "
    "again, and sign in as the person invited.",
    zh="该邀请发给另一邮箱，与当前登录的账号不符。请退出登录，重新打开链接，并以受邀人的身份登录。",
)
SEATED: Final = Text(
    en="You take part in this programme already, and everybody has one seat. Nothing was changed.",
    zh="你已参与该项目，每人只有一个席位。没有任何内容被改动。",
)
TAKEN: Final = Text(
    en="{party} has an owner meanwhile, who now invites its people. Ask them for an invitation.",
    zh="{party}现已有负责人，其人员由该负责人邀请。请向其索取邀请。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """What a person without an account gives: a name and a password."""

    name: str
    password: str
    language: str


def invitation_of(token: str) -> Invitation:
    """Return the invitation that a link opens; raises ``Refused``, saying why it opens nothing."""
    return still_good(token_hash(token))


def still_good(digest: str) -> Invitation:
    """Return an invitation by its token's hash; raises ``Refused`` where it can no longer be accepted."""
    found = (
        Invitation.objects.select_related("programme", "party__organisation", "by_party", "invited_by")
        .filter(token=digest)
        .exclude(token="")
        .first()
    )
    if found is None:
        raise Refused(UNKNOWN, status=404)
    if found.accepted_at is not None:
        raise Refused(USED, status=GONE)
    if found.withdrawn_at is not None:
        raise Refused(WITHDRAWN, status=GONE)
    if found.expired(timezone.now()):
        raise Refused(EXPIRED, status=GONE)
    return found


def accept(digest: str, user: User | None, new: NewPerson | None = None) -> Seat:
    """Give the invited person the seat; without an account, ``new`` makes one. Raises ``Refused``.

    All or nothing: two at once, or a second submit, make one seat.
    """
    try:
        with transaction.atomic():
            programme = still_good(digest).programme_id
            Programme.objects.select_for_update(no_key=True).get(pk=programme)
            invitation = still_good(digest)
            person = user if user is not None else _new_user(invitation, new)
            return _seated(invitation, person)
    except IntegrityError as error:
        raise Refused(USED, status=GONE) from error


def _new_user(invitation: Invitation, new: NewPerson | None) -> User:
    if new is None:
        raise ValueError("whoever accepts is a person signed in, or a new one")
    return User.objects.create_user(invitation.email, new.password, name=new.name, language=new.language)


def _seated(invitation: Invitation, person: User) -> Seat:
    if person.email.lower() != invitation.email:
        raise Refused(WRONG_ADDRESS, status=403)
    if Seat.objects.filter(programme=invitation.programme, user=person).exists():
        raise Refused(SEATED)
    party = invitation.party
    if party is not None:
        if party.pk != invitation.by_party_id and party.seats.exists():
            raise Refused(TAKEN, party=party.name)
        _belong(person, party, owner=invitation.role == Role.OWNER)
    seat = Seat.objects.create(programme=invitation.programme, user=person, party=party, role=invitation.role)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now(), accepted_by=person)
    note(seat, "invitation_accepted", shared=True, role=ROLE_NAMES[Role(seat.role)])
    return seat


def _belong(person: User, party: Party, *, owner: bool) -> None:
    """Let a person belong to the organisation behind a party, which a first owner brings."""
    if party.organisation is None:
        organisation = _own_organisation(person, party.name) or _new_organisation(party.name)
        Party.objects.filter(pk=party.pk).update(organisation=organisation)
    else:
        organisation = party.organisation
    Belonging.objects.get_or_create(user=person, organisation=organisation, defaults={"owner": owner})


def _own_organisation(person: User, name: str) -> Organisation | None:
    """Return the organisation of that name which the person owns: nobody enters another by its name."""
    return Organisation.objects.filter(name=name, belongings__user=person, belongings__owner=True).first()


def _new_organisation(name: str) -> Organisation:
    taken = set(Organisation.objects.filter(name__startswith=name).values_list("name", flat=True))
    numbered = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return Organisation.objects.create(name=next(one for one in (name, *numbered) if one not in taken))
