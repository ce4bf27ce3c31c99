"""The log of a proposal: adding to it, and finding what was changed in it behind the site's back."""

from __future__ import annotations

import json
from hashlib import sha256

from django.utils import timezone

from kuajie_site.plans.models import Event, Proposal, State, What
from kuajie_site.programmes.models import Seat

BECOMES = {
    What.PROPOSED: State.PROPOSED,
    What.COUNTERED: State.COUNTERED,
    What.DECLINED: State.DECLINED,
    What.WITHDRAWN: State.WITHDRAWN,
    What.AGREED: State.AGREED,
    What.SUPERSEDED: State.SUPERSEDED,
}
"""What a proposal is after an event; other events leave it as it is."""


def record(
    proposal: Proposal,
    seat: Seat,
    what: What,
    *,
    comment: str = "",
    other: Proposal | None = None,
    seen: str = "",
) -> Event:
    """Add what somebody did to the log of a proposal, which becomes what that makes it.

    ``other`` is the proposal that counters or supersedes it, ``seen`` the hash of what was approved. Call it
    inside a transaction that holds the programme (``holding``).
    """
    if seat.party is None:
        raise ValueError("a mediator proposes and decides nothing")
    last = proposal.events.order_by("number").last()
    event = Event(
        proposal=proposal,
        number=1 if last is None else last.number + 1,
        what=what,
        party=seat.party,
        user=seat.user,
        comment=comment,
        other=other,
        seen=seen,
        at=timezone.now(),
        before="" if last is None else last.digest,
    )
    event.digest = digest_of(event)
    event.save()
    if what in BECOMES:
        proposal.state = BECOMES[what]
        proposal.save(update_fields=["state"])
    return event


def digest_of(event: Event) -> str:
    """Return the hash of an event with that of the one before it."""
    told = [
        *(str(event.proposal_id), event.number, str(event.what), event.party_id, event.user_id),
        *(event.comment, str(event.other_id or ""), event.seen, event.at.isoformat(), event.before),
        event.proposal.digest,
    ]
    return sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()


def is_whole(proposal: Proposal) -> bool:
    """Say whether the log is as it was written: every event there, none changed."""
    before = ""
    for number, event in enumerate(proposal.events.order_by("number"), start=1):
        event.proposal = proposal
        if event.number != number or event.before != before or event.digest != digest_of(event):
            return False
        before = event.digest
    return True


def approvals(proposal: Proposal) -> dict[int, Event]:
    """Return by party (its id) the event by which it approved; proposing approves."""
    approving = {What.PROPOSED, What.APPROVED}
    return {each.party_id: each for each in proposal.events.all() if each.what in approving}
