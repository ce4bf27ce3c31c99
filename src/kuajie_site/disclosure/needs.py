"""What of disclosure waits for an owner: requests of others, grants that end soon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.disclosure.granting import MEDIATORS
from kuajie_site.disclosure.models import DisclosureRequest, Grant
from kuajie_site.disclosure.overview import SOON
from kuajie_site.needs import Need, by_programme
from kuajie_site.programmes.models import Seat


def disclosure_waits(seats: Sequence[Seat]) -> Iterator[tuple[Seat, Need]]:
    """Tell an owner what others ask to be shown."""
    found = by_programme(seats, Action.DISCLOSE)
    asked = DisclosureRequest.objects.filter(
        party__in=[seat.party_id for seat in found.values()], answered_at__isnull=True
    )
    rows = asked.values("programme", "to__name").annotate(count=Count("pk")).order_by("to__name")
    for row in rows:
        place = reverse("disclosure", args=[row["programme"]])
        yield found[row["programme"]], Need(what=_asks(row["to__name"], row["count"]), place=place)


def grants_end_soon(seats: Sequence[Seat]) -> Iterator[tuple[Seat, Need]]:
    """Tell an owner that grants end within two weeks."""
    found = by_programme(seats, Action.DISCLOSE)
    now = timezone.now()
    parties = [seat.party_id for seat in found.values()]
    grants = Grant.objects.filter(Grant.in_force(now), party__in=parties, expires_at__lt=now + SOON)
    for programme, ending in grants.values_list("programme").annotate(Count("pk")).order_by():
        what = Text(
            en=f"{ending} of your disclosures end within two weeks", zh=f"有 {ending} 项公开将在两周内到期"
        )
        yield found[programme], Need(what=what, place=reverse("disclosure", args=[programme]))


def _asks(who: str | None, count: int) -> Text:
    name = Text(en=_safe(who), zh=_safe(who)) if who else MEDIATORS
    fields = "1 field" if count == 1 else f"{count} fields"
    return Text(en=f"{name.en} ask you to disclose {fields}", zh=f"{name.zh}请你公开 {count} 项内容")


def _safe(name: str) -> str:
    """Return a name as a text can hold it: braces stand for facts there."""
    return name.replace("{", "{{").replace("}", "}}")
