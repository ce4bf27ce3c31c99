"""Making proposals: from an answer or from terms, as a draft or at once, in answer to another one or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from kuajie.wiring.outlines import outline, terms_typed
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.activity.log import note
from kuajie_site.plans.contents import KINDS, Content, digest_of, plan_content, terms_content
from kuajie_site.plans.events import record
from kuajie_site.plans.models import Kind, Proposal, State, What
from kuajie_site.plans.refusals import (
    EDITED_MEANWHILE,
    ENDED,
    MAY_NOT,
    NO_FILES,
    NO_PARTY,
    NOT_A_PLAN,
    NOT_SEEN,
    OWN_COUNTER,
    SAME_AGAIN,
    SAME_TERMS,
    UNTITLED,
)
from kuajie_site.plans.seen import may_read, proposals_of
from kuajie_site.programmes.models import Party, Programme, Seat, Version
from kuajie_site.studies import seen as studies_seen
from kuajie_site.studies.models import Answer

MOST_TITLE: Final = 200
MOST_TEXT: Final = 4000


@contextmanager
def holding(programme: Programme) -> Iterator[Version]:
    """Hold a programme inside a transaction, so that one thing happens to its proposals after the other.

    Gives its version in force; raises ``Refused`` for a programme without files.
    """
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
        latest = programme.latest
        if latest is None:
            raise Refused(NO_FILES)
        yield latest


def require(seat: Seat, action: Action) -> Party:
    """Return the party of a seat; refuse one that may not do something, or that sits for no party."""
    if seat.party is None:
        raise Refused(NO_PARTY, status=403)
    if not seat.may(action):
        raise Refused(MAY_NOT, status=403)
    return seat.party


def propose_plan(
    seat: Seat,
    answer: Answer,
    *,
    key: UUID,
    title: str,
    reason: str = "",
    answers: Proposal | None = None,
    draft: bool = False,
) -> Proposal:
    """Return the proposal of the plan that an answer tells; ``answers`` is the one it counters.

    ``key`` is the proposal's id: the same one again finds what it made first. Raises ``Refused``.
    """
    if answer.study != "plan" or answer.programme_id != seat.programme_id:
        raise Refused(NOT_A_PLAN, status=422)
    if not studies_seen.may_read(seat, answer):
        raise Refused(NOT_SEEN, status=403)
    content = plan_content(answer)
    return _made(seat, Kind.PLAN, content, answer.version, key, title, reason, answers, draft=draft)


def propose_terms(
    seat: Seat,
    text: str,
    *,
    key: UUID,
    title: str,
    reason: str = "",
    answers: Proposal | None = None,
    draft: bool = False,
) -> Proposal:
    """Return the proposal of terms (the table [terms] as TOML), as ``propose_plan`` does.

    Raises ``BadInput`` with everything that is wrong with them.
    """
    latest = seat.programme.latest
    if latest is None:
        raise Refused(NO_FILES)
    terms_typed(text, outline(latest.folder), name="terms")
    return _made(
        seat, Kind.TERMS, terms_content(text, latest), latest, key, title, reason, answers, draft=draft
    )


def _made(
    seat: Seat,
    kind: Kind,
    content: Content,
    version: Version,
    key: UUID,
    title: str,
    reason: str,
    answers: Proposal | None,
    *,
    draft: bool,
) -> Proposal:
    party = require(seat, Action.PROPOSE)
    with holding(seat.programme) as latest:
        known = Proposal.objects.filter(pk=key).first()
        if known is not None:
            return _same(seat, known)
        if misfit := KINDS[kind].misfit(content, latest):
            raise Refused(misfit)
        if answers is not None:
            _check_countered(seat, kind, answers)
            if digest_of(content) == answers.digest:
                same = SAME_AGAIN if kind is Kind.PLAN else SAME_TERMS
                raise Refused(same, status=422, number=answers.number)
        last = Proposal.objects.filter(programme=seat.programme).aggregate(Max("number"))["number__max"]
        made = Proposal.objects.create(
            id=key,
            programme=seat.programme,
            number=(last or 0) + 1,
            kind=kind,
            title=_title(title),
            reason=reason.strip()[:MOST_TEXT],
            party=party,
            user=seat.user,
            version=version,
            answers=answers,
            content=content,
            digest=digest_of(content),
        )
        record(made, seat, What.DRAFTED)
        if not draft:
            _put_forward(made, seat)
    return made


def _same(seat: Seat, known: Proposal) -> Proposal:
    """Return what a form made when it was sent first; refuse an id that is somebody else's."""
    if known.programme_id != seat.programme_id or known.user_id != seat.user_id:
        raise Refused(ENDED)
    return known


def _title(title: str) -> str:
    told = " ".join(title.split())
    if not told:
        raise Refused(UNTITLED, status=422)
    return told[:MOST_TITLE]


def _check_countered(seat: Seat, kind: Kind, answered: Proposal) -> None:
    """Refuse to answer what cannot be answered (any more) from a seat."""
    now = proposals_of(seat, kind).filter(pk=answered.pk).first()
    if now is None or not now.open:
        raise Refused(ENDED)
    if now.party_id == seat.party_id:
        raise Refused(OWN_COUNTER)
    if not may_read(seat, now):
        raise Refused(NOT_SEEN, status=403)


def _put_forward(proposal: Proposal, seat: Seat) -> None:
    """Propose, which is the own party's approval; what it answers is countered then."""
    record(proposal, seat, What.PROPOSED, seen=proposal.digest)
    answered = proposal.answers
    if answered is None:
        note(seat, "proposal_made", shared=True, kind=KINDS[proposal.kind].name, number=proposal.number)
        return
    answered.refresh_from_db(fields=["state"])
    _check_countered(seat, Kind(proposal.kind), answered)
    record(answered, seat, What.COUNTERED, other=proposal)
    note(
        seat,
        "proposal_countered",
        shared=True,
        kind=KINDS[proposal.kind].name,
        number=answered.number,
        by=proposal.number,
    )


def put_forward(seat: Seat, proposal: Proposal) -> None:
    """Propose a draft of one's own party; a second time does nothing. Raises ``Refused``."""
    require(seat, Action.PROPOSE)
    with holding(seat.programme) as latest:
        now = _own(seat, proposal)
        if now.state == State.PROPOSED:
            return
        if now.state != State.DRAFT:
            raise Refused(ENDED)
        if misfit := KINDS[now.kind].misfit(now.content, latest):
            raise Refused(misfit)
        _put_forward(now, seat)


def edit_draft(
    seat: Seat, proposal: Proposal, *, title: str, reason: str, was: str, text: str | None = None
) -> None:
    """Change what a draft is called, why it is made and (of terms) its text.

    ``was`` is the stamp of what was edited. Raises ``Refused`` where somebody else changed it meanwhile, and
    ``BadInput`` with everything that is wrong with terms; then nothing has changed.
    """
    require(seat, Action.PROPOSE)
    with holding(seat.programme) as latest:
        now = _own(seat, proposal)
        if now.state != State.DRAFT:
            raise Refused(ENDED)
        if text_stamp(now) != was:
            raise Refused(EDITED_MEANWHILE)
        now.title, now.reason = _title(title), reason.strip()[:MOST_TEXT]
        if text is not None and now.kind == Kind.TERMS:
            terms_typed(text, outline(latest.folder), name="terms")
            now.content, now.version = terms_content(text, latest), latest
            now.digest = digest_of(now.content)
        if text_stamp(now) != was:
            now.save(update_fields=["title", "reason", "content", "digest", "version"])
            record(now, seat, What.EDITED)


def withdraw(seat: Seat, proposal: Proposal, *, comment: str = "") -> None:
    """Take a proposal of one's own party back; a second time does nothing. Raises ``Refused``."""
    require(seat, Action.PROPOSE)
    with holding(seat.programme):
        now = _own(seat, proposal)
        if now.state == State.WITHDRAWN:
            return
        if now.state not in {State.DRAFT, State.PROPOSED}:
            raise Refused(ENDED)
        known = now.state == State.PROPOSED
        record(now, seat, What.WITHDRAWN, comment=comment.strip()[:MOST_TEXT])
        if known:
            name = KINDS[now.kind].name
            note(seat, "proposal_withdrawn", shared=True, kind=name, number=now.number)


def _own(seat: Seat, proposal: Proposal) -> Proposal:
    now = Proposal.objects.filter(programme=seat.programme).get(pk=proposal.pk)
    if now.party_id != seat.party_id:
        raise Refused(MAY_NOT, status=403)
    return now


def text_stamp(proposal: Proposal) -> str:
    """Return the hash of what of a draft can be edited."""
    told = {"title": proposal.title, "reason": proposal.reason, "content": proposal.digest}
    return digest_of(told)[:16]
