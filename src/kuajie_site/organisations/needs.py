"""What of people waits for an owner: mediators to agree to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.urls import reverse

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.needs import Need, by_programme
from kuajie_site.organisations.invitations import waiting_for
from kuajie_site.programmes.models import Seat

AGREE: Final = Text(en="Agree to a mediator, or decline", zh="确认是否同意调解人")


def mediators_to_agree(seats: Sequence[Seat]) -> Iterator[tuple[Seat, Need]]:
    """Tell an owner of a mediator whom another party invites."""
    found = by_programme(seats, Action.INVITE)
    waiting = waiting_for(*found.values()).order_by().values_list("programme", flat=True)
    for programme in waiting.distinct():
        yield found[programme], Need(what=AGREE, place=reverse("people", args=[programme]))
