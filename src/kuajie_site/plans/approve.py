"""Approving exactly what was shown, declining, and what follows when every party has approved."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from kuajie.messages import Locale, Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.activity.log import note
from kuajie_site.plans.contents import KINDS, Undo
from kuajie_site.plans.events import approvals, record
from kuajie_site.plans.models import Proposal, State, What
from kuajie_site.plans.propose import MOST_TEXT, holding, require
from kuajie_site.plans.refusals import (
    CHANGE,
    COUNTERED,
    ENDED,
    FILES_CHANGED,
    MAY_NOT,
    NOT_SEEN,
    SHOWN_OTHERWISE,
    SITE_ITSELF,
)
from kuajie_site.plans.seen import may_read
from kuajie_site.programmes.models import Party, Seat, Version

LOCALES: Final[tuple[Locale, Locale]] = ("en", "zh")
STAMP: Final = "{number}-{digest}"


def stamp(proposal: Proposal, latest: Version) -> str:
    """Return the hash of what is shown to whoever approves: the content, its title, the files in force.

    The number of the version stands before it, so that a stale one tells what has changed since.
    """
    told = "\n".join((proposal.digest, proposal.title, proposal.reason, latest.digest))
    return STAMP.format(number=latest.number, digest=sha256(told.encode()).hexdigest()[:32])


def approve(seat: Seat, proposal: Proposal, *, seen: str, comment: str = "") -> Proposal:
    """Approve for a seat's party what was shown to it; return the proposal as it stands then.

    ``seen`` is the ``stamp`` of what was shown. Approving twice does nothing. When every party has approved,
    it is agreed on: kept, in place of any other. Raises ``Refused``; then nothing has changed.
    """
    require(seat, Action.APPROVE)
    undo: Undo = _nothing
    try:
        with holding(seat.programme) as latest:
            now = Proposal.objects.select_related("programme").get(programme=seat.programme, pk=proposal.pk)
            if seat.party_id in approvals(now) and now.state in {State.PROPOSED, State.AGREED}:
                return now
            _check(seat, now, latest, seen)
            record(now, seat, What.APPROVED, comment=comment.strip()[:MOST_TEXT], seen=seen)
            note(seat, "proposal_approved", shared=True, kind=KINDS[now.kind].name, number=now.number)
            if not missing(now):
                undo = _agree(seat, now)
    except BaseException:
        undo()
        raise
    return now


def _nothing() -> None:
    """Take nothing back."""


def _check(seat: Seat, now: Proposal, latest: Version, seen: str) -> None:
    counter = now.counters.exclude(state=State.DRAFT).select_related("party").order_by("-number").first()
    if now.state == State.COUNTERED and counter is not None:
        raise Refused(COUNTERED, party=counter.party.name, number=counter.number)
    if not now.open:
        raise Refused(ENDED)
    if not may_read(seat, now):
        raise Refused(NOT_SEEN, status=403)
    if seen != stamp(now, latest):
        raise _stale(now, latest, seen)
    if misfit := KINDS[now.kind].misfit(now.content, latest):
        raise Refused(misfit)


def _stale(now: Proposal, latest: Version, seen: str) -> Refused:
    """Return why a form that was shown earlier is refused: what has changed since."""
    number, _, _ = seen.partition("-")
    since = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else latest.number
    changed = now.programme.versions.filter(number__gt=since).select_related("party").order_by("number")
    if not changed:
        return Refused(SHOWN_OTHERWISE)
    en, zh = ([_said(each, locale) for each in changed] for locale in LOCALES)
    return Refused(FILES_CHANGED, what=Text(en="; ".join(en), zh="；".join(zh)))


def _said(version: Version, locale: Locale) -> str:
    party = version.party.name if version.party else SITE_ITSELF.say(locale)
    said = CHANGE.say(locale, number=version.number, party=party, note=version.note)
    return said.replace("{", "(").replace("}", ")")


def missing(proposal: Proposal) -> list[Party]:
    """Return the parties that have not approved yet."""
    done = approvals(proposal)
    return [party for party in proposal.programme.parties.all() if party.pk not in done]


def _agree(seat: Seat, now: Proposal) -> Undo:
    """Put in force what all have approved; every other open or agreed proposal of its kind is superseded.

    Approvals of others were given before this one was in force, so they do not outlive it.
    """
    others = Proposal.objects.filter(
        programme=now.programme, kind=now.kind, state__in=(State.PROPOSED, State.AGREED)
    )
    for other in others.exclude(pk=now.pk):
        record(other, seat, What.SUPERSEDED, other=now)
    record(now, seat, What.AGREED)
    note(seat, "proposal_agreed", shared=True, kind=KINDS[now.kind].name, number=now.number)
    return KINDS[now.kind].keep(now, seat)


def decline(seat: Seat, proposal: Proposal, *, comment: str) -> None:
    """Decline a proposal of another party, with a reason; a second time does nothing. Raises ``Refused``."""
    require(seat, Action.APPROVE)
    with holding(seat.programme):
        now = Proposal.objects.get(programme=seat.programme, pk=proposal.pk)
        if now.state == State.DECLINED:
            return
        if not now.open:
            raise Refused(ENDED)
        if now.party_id == seat.party_id:
            raise Refused(MAY_NOT, status=403)
        record(now, seat, What.DECLINED, comment=comment.strip()[:MOST_TEXT])
        note(seat, "proposal_declined", shared=True, kind=KINDS[now.kind].name, number=now.number)
