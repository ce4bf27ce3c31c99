"""What of webhooks needs a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.needs import Need, by_programme
from kuajie_site.programmes.models import Seat
from kuajie_site.webhooks.models import Delivery, State, Webhook

SWITCHED_OFF: Final = Text(
    en="Find out why a webhook keeps failing; it is switched off",
    zh="有消息推送多次失败、已自动停用，请查明原因",
)


GIVEN_UP: Final = Text(
    en="Find out why a webhook does not take its messages; some were given up",
    zh="有消息多次推送未成、已不再重试，请查明原因",
)


def webhooks_switched_off(seats: Sequence[Seat]) -> Iterator[tuple[Seat, Need]]:
    """Tell whoever manages webhooks of one that failed too often, or has not taken a message to the end."""
    found = by_programme(seats, Action.MANAGE_KEYS)
    parties = [seat.party_id for seat in found.values()]
    given_up = Exists(Delivery.objects.filter(webhook=OuterRef("pk"), state=State.FAILED))
    failing = Webhook.objects.filter(party__in=parties, failures__gt=0).filter(Q(active=False) | given_up)
    newest_last = failing.order_by("-active", "made_at", "pk").values_list("programme", "pk", "active")
    for programme, (webhook, active) in {one: rest for one, *rest in newest_last}.items():
        what = GIVEN_UP if active else SWITCHED_OFF
        yield found[programme], Need(what=what, place=reverse("webhook", args=[programme, webhook]))
