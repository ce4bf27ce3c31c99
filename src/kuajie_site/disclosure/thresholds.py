"""Below how many learners or orders a party's figures are told to nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from kuajie_site.activity.log import note
from kuajie_site.disclosure.models import Threshold
from kuajie_site.once import once_per_page
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.studies.few import FEWEST

LEAST: Final = 3
MOST: Final = 1000
"""What a party can choose between: two people may know each other, and a thousand hides all but the large."""


@once_per_page
def thresholds_of(programme: Programme) -> dict[str, int]:
    """Return every party's threshold, by its key."""
    rows = programme.parties.values_list("key", "threshold__fewest")
    return {key: fewest or FEWEST for key, fewest in rows}


def choose_threshold(seat: Seat, fewest: int) -> bool:
    """Let a seat's party withhold figures about fewer than so many; says whether that is a change.

    Answers made under a lower threshold are shown to others no longer; they are asked anew. Raises
    ``ValueError`` for a number out of bounds and a seat for nobody.
    """
    if seat.party is None or not LEAST <= fewest <= MOST:
        raise ValueError(f"seat {seat.pk} cannot choose the threshold {fewest}")
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=seat.programme_id)
        was = thresholds_of(seat.programme)[seat.party.key]
        if was == fewest:
            return False
        now = {"fewest": fewest, "set_by": seat.user, "set_at": timezone.now()}
        Threshold.objects.update_or_create(party=seat.party, defaults=now)
        note(seat, "threshold_chosen", shared=True, count=fewest, was=was)
    return True


def loosely_made(seat: Seat, given: Mapping[str, Any], now: Mapping[str, int]) -> bool:
    """Say whether an answer tells more of another party's few than that party allows by now."""
    own = seat.party.key if seat.party is not None else ""
    made: Mapping[str, int] = given.get("fewest", {})
    return any(made.get(party, 0) < fewest for party, fewest in now.items() if party != own)
