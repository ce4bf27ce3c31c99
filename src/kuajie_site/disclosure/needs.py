"""What of disclosure waits for an owner: requests of others, grants that end soon."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.disclosure.granting import MEDIATORS
from kuajie_site.disclosure.models import DisclosureRequest, Grant
from kuajie_site.disclosure.overview import SOON
from kuajie_site.pages.needs import Need
from kuajie_site.programmes.models import Seat


def disclosure_waits(seat: Seat) -> Iterator[Need]:
    """Tell an owner what others ask to be shown."""
    if not seat.may(Action.DISCLOSE):
        return
    place = reverse("disclosure", args=[seat.programme_id])
    asked = DisclosureRequest.objects.filter(party=seat.party, answered_at__isnull=True)
    for row in asked.values("to__name").annotate(count=Count("pk")).order_by("to__name"):
        who = row["to__name"]
        yield Need(what=_asks(who, row["count"]), place=place)


def grants_end_soon(seat: Seat) -> Iterator[Need]:
    """Tell an owner that grants end within two weeks."""
    if not seat.may(Action.DISCLOSE):
        return
    now = timezone.now()
    ending = Grant.objects.filter(Grant.in_force(now), party=seat.party, expires_at__lt=now + SOON).count()
    if ending:
        what = Text(
            en=f"{ending} of your disclosures end within two weeks", zh=f"有 {ending} 项公开将在两周内到期"
        )
        yield Need(what=what, place=reverse("disclosure", args=[seat.programme_id]))


def _asks(who: str | None, count: int) -> Text:
    name = Text(en=_safe(who), zh=_safe(who)) if who else MEDIATORS
    fields = "1 field" if count == 1 else f"{count} fields"
    return Text(en=f"{name.en} ask you to disclose {fields}", zh=f"{name.zh}请你公开 {count} 项内容")


def _safe(name: str) -> str:
    """Return a name as a text can hold it: braces stand for facts there."""
    return name.replace("{", "{{").replace("}", "}}")
