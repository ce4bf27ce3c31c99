"""What of people waits for an owner: mediators to agree to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.organisations.invitations import waiting_for
from kuajie_site.pages.needs import Need
from kuajie_site.programmes.models import Seat

AGREE: Final = Text(en="Agree to a mediator, or decline", zh="确认是否同意调解人")


def mediators_to_agree(seat: Seat) -> Iterator[Need]:
    """Tell an owner of a mediator whom another party invites."""
    if seat.may(Action.INVITE) and waiting_for(seat).exists():
        yield Need(what=AGREE, place=reverse("people", args=[seat.programme_id]))
