"""Making webhooks, switching them on and off, deleting them; each is noted for the party."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from kuajie_site.activity.log import note
from kuajie_site.programmes.models import Seat
from kuajie_site.webhooks.addresses import place_of
from kuajie_site.webhooks.kinds import PREFIX
from kuajie_site.webhooks.models import Kind, Webhook
from kuajie_site.webhooks.sealing import Target, seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new webhook, with the secret that Kuajie made for it (none for a robot), which is shown once."""

    webhook: Webhook
    secret: str


def make(seat: Seat, given: Mapping[str, Any]) -> Made:
    """Return a new webhook of a seat's party; ``given`` is what the form took."""
    if seat.party is None:
        raise ValueError("mediators have no webhooks")
    made = PREFIX + base64.b64encode(secrets.token_bytes(32)).decode("ascii")
    secret = made if given["kind"] == Kind.JSON else given["secret"]
    with transaction.atomic():
        webhook = Webhook.objects.create(
            programme=seat.programme,
            party=seat.party,
            name=given["name"],
            kind=given["kind"],
            host=place_of(given["url"]).shown,
            sealed=seal(Target(url=given["url"], secret=secret)),
            language=given["language"],
            types=given["types"],
            made_by=seat.user,
        )
        note(seat, "webhook_made", name=webhook.name, host=webhook.host)
    return Made(webhook=webhook, secret=made if given["kind"] == Kind.JSON else "")


def switch(seat: Seat, webhook: Webhook, *, on: bool) -> None:
    """Switch a webhook on, with a clean slate, or off; what waits is delivered once it is on again."""
    with transaction.atomic():
        mine = Webhook.objects.filter(pk=webhook.pk, active=not on)
        changed = mine.update(active=on, failures=0, disabled_at=None if on else timezone.now())
        if changed:
            note(seat, "webhook_on" if on else "webhook_off", name=webhook.name)


def delete(seat: Seat, webhook: Webhook) -> None:
    """Delete a webhook with what waits for it."""
    with transaction.atomic():
        note(seat, "webhook_deleted", name=webhook.name, host=webhook.host)
        webhook.delete()
