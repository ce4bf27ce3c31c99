"""Talking about a proposal: on all of it or one line, with mentions; correcting oneself for ten minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.activity.log import note
from kuajie_site.plans.contents import KINDS
from kuajie_site.plans.models import Comment, Kind, Proposal, State
from kuajie_site.plans.refusals import MAY_NOT, NOT_SEEN
from kuajie_site.plans.seen import may_read
from kuajie_site.programmes.models import Party, Seat

EDITABLE: Final = timedelta(minutes=10)
MOST_TEXT: Final = 4000
EMPTY: Final = Text(en="Write something first.", zh="请先填写内容。")
TOO_LATE: Final = Text(
    en="A comment can be changed for ten minutes only. Write another one that corrects it.",
    zh="意见只能在发表后 10 分钟内修改。请另写一条更正。",
)
CHANGED_MEANWHILE: Final = Text(
    en="This comment was changed or deleted meanwhile. Look at it again.",
    zh="该意见在此期间已被修改或删除，请重新查看。",
)
NO_LINE: Final = Text(
    en="There is no such lever, course or clause in this proposal.", zh="该提案中没有这个杠杆、课程或条款。"
)
CLAUSE: Final = Text(en="Clause {number}", zh="第 {number} 条")
MOST_CLAUSES: Final = 100


def lines_of(proposal: Proposal) -> Mapping[str, str | Text]:
    """Return what of a proposal can be talked about by itself: levers and courses, or clauses, by key."""
    if proposal.kind == Kind.PLAN:
        told = proposal.content["record"]
        levers = {f"lever:{each['id']}": each["title"] for each in told["levers"]}
        return {**levers, **{f"course:{each['id']}": each["title"] for each in told["courses"]}}
    return {
        f"clause:{number}": Text(en=CLAUSE.say("en", number=number), zh=CLAUSE.say("zh", number=number))
        for number in range(1, int(proposal.content.get("clauses", 0)) + 1)
    }


def mentioned(text: str, parties: Iterable[Party]) -> list[Party]:
    """Return the parties that a text names after “@”, each once; of two that fit the longer name counts."""
    by_name = {party.name: party for party in parties}
    names = sorted(by_name, key=len, reverse=True)
    if not names:
        return []
    found = re.findall("[@＠](" + "|".join(map(re.escape, names)) + ")", text)
    return [by_name[name] for name in dict.fromkeys(found)]


def say(seat: Seat, proposal: Proposal, *, key: UUID, text: str, line: str = "") -> Comment:
    """Return the comment that somebody makes; the same ``key`` again finds the first. Raises ``Refused``."""
    if not seat.may(Action.COMMENT):
        raise Refused(MAY_NOT, status=403)
    if not may_read(seat, proposal):
        raise Refused(NOT_SEEN, status=403)
    if line and line not in lines_of(proposal):
        raise Refused(NO_LINE, status=422)
    told = _told(text)
    with transaction.atomic():
        made, new = Comment.objects.get_or_create(
            id=key,
            defaults={
                "proposal": proposal,
                "line": line,
                "text": told,
                "user": seat.user,
                "party": seat.party,
                "at": timezone.now(),
            },
        )
        if made.proposal_id != proposal.pk or made.user_id != seat.user_id:
            raise Refused(CHANGED_MEANWHILE)
        if new:
            _mention(seat, made)
    return made


def _mention(seat: Seat, comment: Comment) -> None:
    others = seat.programme.parties.all()
    called = [party for party in mentioned(comment.text, others) if party.pk != seat.party_id]
    comment.mentions.set(called)
    proposal = comment.proposal
    if proposal.state == State.DRAFT:
        return
    for party in called:
        name = KINDS[proposal.kind].name
        note(seat, "mentioned", concerns=party, kind=name, number=proposal.number, party=party.name)


def may_edit(seat: Seat, comment: Comment) -> bool:
    """Say whether a comment can still be changed from a seat."""
    fresh = timezone.now() - comment.at <= EDITABLE
    return comment.user_id == seat.user_id and comment.deleted_at is None and fresh


def edit(seat: Seat, comment: Comment, *, text: str, was: str) -> None:
    """Change one's own comment within ten minutes; ``was`` is what was edited. Raises ``Refused``."""
    if comment.user_id != seat.user_id:
        raise Refused(MAY_NOT, status=403)
    if not may_edit(seat, comment):
        raise Refused(TOO_LATE)
    told = _told(text)
    with transaction.atomic():
        same = Comment.objects.filter(pk=comment.pk, text=_told(was), deleted_at=None)
        if not same.update(text=told, edited_at=timezone.now()):
            raise Refused(CHANGED_MEANWHILE)
        comment.refresh_from_db()
        others = seat.programme.parties.all()
        comment.mentions.set(party for party in mentioned(told, others) if party.pk != seat.party_id)


def delete(seat: Seat, comment: Comment) -> None:
    """Delete one's own comment: its text goes, that there was one stays. A second time does nothing."""
    if comment.user_id != seat.user_id:
        raise Refused(MAY_NOT, status=403)
    with transaction.atomic():
        there = Comment.objects.filter(pk=comment.pk, deleted_at=None)
        if there.update(text="", deleted_at=timezone.now()):
            comment.mentions.clear()


def _told(text: str) -> str:
    told = "\n".join(text.strip().splitlines())[:MOST_TEXT]
    if not told:
        raise Refused(EMPTY, status=422)
    return told
