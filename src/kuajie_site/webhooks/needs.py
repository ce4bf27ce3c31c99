"""What of webhooks needs a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.urls import reverse

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.needs import Need, by_programme
from kuajie_site.programmes.models import Seat
from kuajie_site.webhooks.models import Webhook

SWITCHED_OFF: Final = Text(
    en="Find out why a webhook keeps failing; it is switched off",
    zh="有消息推送多次失败、已自动停用，请查明原因",
)


def webhooks_switched_off(seats: Sequence[Seat]) -> Iterator[tuple[Seat, Need]]:
    """Tell whoever manages webhooks of one that failed too often."""
    found = by_programme(seats, Action.MANAGE_KEYS)
    parties = [seat.party_id for seat in found.values()]
    failing = Webhook.objects.filter(party__in=parties, active=False, failures__gt=0)
    newest_last = failing.order_by("made_at", "pk").values_list("programme", "pk")
    for programme, webhook in dict(newest_last).items():
        yield found[programme], Need(what=SWITCHED_OFF, place=reverse("webhook", args=[programme, webhook]))
