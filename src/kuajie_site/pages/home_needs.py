"""The table of what can need a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kuajie_site.disclosure.needs import disclosure_waits, grants_end_soon
from kuajie_site.needs import Ask, Need
from kuajie_site.organisations.needs import mediators_to_agree
from kuajie_site.plans.needs import mentions_to_answer, proposals_to_approve
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.needs import settlement_needs
from kuajie_site.webhooks.needs import webhooks_switched_off

NEEDS: Final[tuple[Ask, ...]] = (
    disclosure_waits,
    mediators_to_agree,
    proposals_to_approve,
    mentions_to_answer,
    settlement_needs,
    grants_end_soon,
    webhooks_switched_off,
)


def needs_of(seat: Seat) -> tuple[Need, ...]:
    """Return what needs whoever sits here, the urgent first."""
    ((_, found),) = needs_by_seat([seat])
    return found


def needs_by_seat(seats: Sequence[Seat]) -> list[tuple[Seat, tuple[Need, ...]]]:
    """Return what needs a person in each of their seats; programmes more cost no questions more."""
    found: dict[int, list[Need]] = {seat.pk: [] for seat in seats}
    for ask in NEEDS:
        for seat, need in ask(seats):
            found[seat.pk].append(need)
    return [(seat, tuple(sorted(found[seat.pk], key=lambda need: not need.urgent))) for seat in seats]
