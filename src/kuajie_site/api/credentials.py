"""Making and revoking keys and clients: a secret is shown once, and only its hash is kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone
from oauth2_provider.models import get_access_token_model, get_application_model

from kuajie_site.access.roles import ALLOWED, Role
from kuajie_site.activity.log import note
from kuajie_site.api.callers import KEY_BEGINS, digest_of
from kuajie_site.api.models import Credential, Kind
from kuajie_site.disclosure.granting import end_of
from kuajie_site.programmes.models import Seat

SHOWN: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new credential with its secret, which is known only now."""

    credential: Credential
    secret: str


def roles_within(role: Role) -> tuple[Role, ...]:
    """Return the roles that allow no more than one does, for a party.

    >>> [str(role) for role in roles_within(Role.FINANCE)]
    ['finance', 'analyst', 'viewer']
    """
    return tuple(each for each in Role if each is not Role.MEDIATOR and ALLOWED[each] <= ALLOWED[role])


def make_key(seat: Seat, *, name: str, role: Role, write: bool, until: date) -> Made:
    """Return a new key that acts from a seat."""
    secret = KEY_BEGINS + secrets.token_urlsafe(32)
    made = _credential(seat, name, role, write=write, until=until)
    made.kind, made.prefix, made.digest = Kind.KEY, secret[:SHOWN], digest_of(secret)
    return _kept(made, secret)


def make_client(seat: Seat, *, name: str, role: Role, write: bool, until: date) -> Made:
    """Return a new client of OAuth2 that acts from a seat, by client credentials alone."""
    secret = secrets.token_urlsafe(48)
    made = _credential(seat, name, role, write=write, until=until)
    made.kind, made.prefix, made.digest = Kind.CLIENT, f"kjc_{secrets.token_hex(10)}", digest_of(secret)
    applications = get_application_model()
    with transaction.atomic():
        made.application = applications.objects.create(
            client_id=made.prefix,
            # Long and random, so our own quick hash (api/tokens.py compares it) does as for keys.
            client_secret=made.digest,
            hash_client_secret=False,
            client_type=applications.CLIENT_CONFIDENTIAL,
            authorization_grant_type=applications.GRANT_CLIENT_CREDENTIALS,
            name=name,
        )
        return _kept(made, secret)


def _credential(seat: Seat, name: str, role: Role, *, write: bool, until: date) -> Credential:
    if role not in roles_within(Role(seat.role)):
        raise ValueError(f"a {seat.role} cannot make a key that is {role}")
    return Credential(
        seat=seat, name=name, role=str(role), write=write, made_by=seat.user, expires_at=end_of(until)
    )


def _kept(made: Credential, secret: str) -> Made:
    with transaction.atomic():
        made.save()
        note(made.seat, f"{made.kind}_made", name=made.name, prefix=made.prefix)
    return Made(credential=made, secret=secret)


def credentials_of(seat: Seat) -> Iterable[Credential]:
    """Return the credentials of a seat's party that are not revoked."""
    found = Credential.objects.filter(seat__programme=seat.programme, seat__party=seat.party)
    return found.filter(revoked_at__isnull=True).select_related("seat__user", "made_by")


def revoke(seat: Seat, credential: Credential) -> bool:
    """Revoke a credential, from this moment; say whether it was still there."""
    with transaction.atomic():
        mine = Credential.objects.filter(
            pk=credential.pk,
            seat__programme=seat.programme,
            seat__party=seat.party,
            revoked_at__isnull=True,
        )
        done = bool(mine.update(revoked_at=timezone.now()))
        if done:
            if credential.application_id is not None:
                get_access_token_model().objects.filter(application=credential.application_id).delete()
            note(seat, f"{credential.kind}_revoked", name=credential.name, prefix=credential.prefix)
    return done
