"""Who calls the API: the credential in the Authorization header, and nothing else."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.db.models import Case, F, Value, When
from django.http import HttpRequest
from django.utils import timezone
from oauth2_provider.models import get_access_token_model

from kuajie_site.api.models import Credential, Kind
from kuajie_site.api.problems import NO_CREDENTIAL, TOO_OFTEN, Problem
from kuajie_site.programmes.models import Seat

KEY_BEGINS: Final = "kj_"
LONGEST: Final = 200
MINUTE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A program that calls: its seat (in the role of its credential), and whether it may change things."""

    credential: Credential
    seat: Seat
    write: bool


class ApiRequest(HttpRequest):
    """A request whose credential was checked."""

    auth: Caller


def digest_of(secret: str) -> str:
    """Return the hash under which a secret is kept; secrets are long and random, so a quick one does."""
    return sha256(secret.encode()).hexdigest()


def caller_of(request: HttpRequest) -> Caller:
    """Return who calls; looked up, and counted, once for a request.

    Raises ``Problem`` without a valid credential, and where it was used too often in this minute.
    """
    found: Any = getattr(request, "kuajie_caller", None)
    if found is None:
        found = _looked_up(request)
        _count(found.credential)
        request.kuajie_caller = found  # type: ignore[attr-defined]
    caller: Caller = found
    return caller


def _looked_up(request: HttpRequest) -> Caller:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if kind.casefold() != "bearer" or not 0 < len(token) <= LONGEST:
        raise not_signed_in()
    now = timezone.now()
    found = _of_key(token) if token.startswith(KEY_BEGINS) else _of_token(token, now)
    if found is None or not found[0].in_force(now):
        raise not_signed_in()
    credential, write = found
    seat = credential.seat
    seat.role = credential.role  # never saved: what a key may do is decided by its own role
    return Caller(credential=credential, seat=seat, write=write and credential.write)


def not_signed_in() -> Problem:
    """Return the problem of a request without a valid credential."""
    return Problem(NO_CREDENTIAL, headers={"WWW-Authenticate": 'Bearer realm="Kuajie"'})


def _credentials() -> Any:
    return Credential.objects.select_related("seat__programme", "seat__party", "seat__user")


def _of_key(token: str) -> tuple[Credential, bool] | None:
    found = _credentials().filter(kind=Kind.KEY, digest=digest_of(token)).first()
    return None if found is None else (found, True)


def _of_token(token: str, now: datetime) -> tuple[Credential, bool] | None:
    tokens = get_access_token_model().objects.filter(token_checksum=digest_of(token), expires__gt=now)
    kept = tokens.only("application_id", "scope").first()
    if kept is None:
        return None
    found = _credentials().filter(kind=Kind.CLIENT, application=kept.application_id).first()
    return None if found is None else (found, "write" in kept.scope.split())


def _count(credential: Credential) -> None:
    """Count a use in the one row of the credential, which several processes may do at once."""
    seconds = time.time()
    minute = int(seconds // MINUTE)
    Credential.objects.filter(pk=credential.pk).update(
        count=Case(When(minute=minute, then=F("count") + 1), default=Value(1)),
        minute=minute,
        used_at=timezone.now(),
    )
    count = Credential.objects.values_list("count", flat=True).get(pk=credential.pk)
    if count > settings.API_RATE:
        wait = MINUTE - int(seconds % MINUTE)
        raise Problem(
            TOO_OFTEN,
            headers={"Retry-After": str(wait)},
            facts={"limit": settings.API_RATE, "seconds": wait},
        )
