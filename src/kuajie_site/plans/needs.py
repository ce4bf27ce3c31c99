"""What of proposals waits for somebody: a plan or terms to approve, a mention to answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.models import Max, Q
from django.urls import reverse

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.pages.needs import Need
from kuajie_site.plans.contents import KINDS
from kuajie_site.plans.models import Comment, Proposal, State, What
from kuajie_site.programmes.models import Seat

WAITS: Final = Text(
    en="{kind} {number}, proposed by {party}, waits for your approval",
    zh="{party}提出的{kind} {number} 等待贵方批准",
)
MENTIONED: Final = Text(
    en="Your party is mentioned in comments on proposal {number}", zh="提案 {number} 的意见中提到了贵方"
)


def proposals_to_approve(seat: Seat) -> Iterator[Need]:
    """Tell an owner or manager of proposals that their party has not approved yet."""
    if seat.party is None or not seat.may(Action.APPROVE):
        return
    decided = Q(events__what__in=(What.PROPOSED, What.APPROVED), events__party=seat.party)
    waiting = Proposal.objects.filter(programme=seat.programme, state=State.PROPOSED).exclude(decided)
    for each in waiting.select_related("party").order_by("number"):
        yield Need(
            what=_filled(WAITS, kind=KINDS[each.kind].name, number=each.number, party=each.party.name),
            place=reverse("proposal", args=[seat.programme_id, each.pk]),
        )


def mentions_to_answer(seat: Seat) -> Iterator[Need]:
    """Tell a party of open proposals in which it was mentioned after it last commented."""
    if seat.party is None or not seat.may(Action.COMMENT):
        return
    there = Comment.objects.filter(
        proposal__programme=seat.programme, proposal__state=State.PROPOSED, deleted_at=None
    )
    named = dict(there.filter(mentions=seat.party).values_list("proposal").annotate(Max("at")).order_by())
    own = dict(there.filter(party=seat.party).values_list("proposal").annotate(Max("at")).order_by())
    waiting = [key for key, at in named.items() if key not in own or own[key] < at]
    for each in Proposal.objects.filter(pk__in=waiting).order_by("number"):
        yield Need(
            what=_filled(MENTIONED, number=each.number),
            place=reverse("proposal", args=[seat.programme_id, each.pk]) + "#comments",
        )


def _filled(text: Text, **facts: object) -> Text:
    said = {locale: text.say(locale, **facts) for locale in ("en", "zh")}
    return Text(**{locale: each.replace("{", "(").replace("}", ")") for locale, each in said.items()})
