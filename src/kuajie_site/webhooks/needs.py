"""What of webhooks needs a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.pages.needs import Need
from kuajie_site.programmes.models import Seat
from kuajie_site.webhooks.models import Webhook

SWITCHED_OFF: Final = Text(
    en="Find out why a webhook keeps failing; it is switched off",
    zh="有消息推送多次失败、已自动停用，请查明原因",
)


def webhooks_switched_off(seat: Seat) -> Iterator[Need]:
    """Tell whoever manages webhooks of one that failed too often."""
    if not seat.may(Action.MANAGE_KEYS):
        return
    found = Webhook.objects.filter(programme=seat.programme, party=seat.party, active=False, failures__gt=0)
    first = found.only("pk").first()
    if first is not None:
        yield Need(what=SWITCHED_OFF, place=reverse("webhook", args=[seat.programme_id, first.pk]))
