"""What of proposals waits for somebody: a plan or terms to approve, a mention to answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.db.models import Exists, Max, OuterRef
from django.urls import reverse

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.needs import Need, by_programme
from kuajie_site.plans.contents import KINDS
from kuajie_site.plans.models import Comment, Event, Proposal, State, What
from kuajie_site.programmes.models import Seat

WAITS: Final = Text(
    en="{kind} {number}, proposed by {party}, waits for your approval",
    zh="{party}提出的{kind} {number} 等待你方批准",
)
MENTIONED: Final = Text(
    en="Your party is mentioned in comments on proposal {number}", zh="提案 {number} 的意见中提到了你方"
)


def proposals_to_approve(seats: Sequence[Seat]) -> Iterator[tuple[Seat, Need]]:
    """Tell an owner or manager of proposals that their party has not approved yet."""
    found = by_programme(seats, Action.APPROVE)
    decided = Event.objects.filter(
        proposal=OuterRef("pk"),
        what__in=(What.PROPOSED, What.APPROVED),
        party__in=[seat.party_id for seat in found.values()],
    )
    waiting = Proposal.objects.filter(~Exists(decided), programme__in=found, state=State.PROPOSED)
    for each in waiting.select_related("party").order_by("number"):
        yield (
            found[each.programme_id],
            Need(
                what=_filled(WAITS, kind=KINDS[each.kind].name, number=each.number, party=each.party.name),
                place=reverse("proposal", args=[each.programme_id, each.pk]),
            ),
        )


def mentions_to_answer(seats: Sequence[Seat]) -> Iterator[tuple[Seat, Need]]:
    """Tell a party of open proposals in which it was mentioned after it last commented."""
    found = by_programme(seats, Action.COMMENT)
    parties = [seat.party_id for seat in found.values()]
    there = Comment.objects.filter(
        proposal__programme__in=found, proposal__state=State.PROPOSED, deleted_at=None
    )
    named = dict(there.filter(mentions__in=parties).values_list("proposal").annotate(Max("at")).order_by())
    own = dict(there.filter(party__in=parties).values_list("proposal").annotate(Max("at")).order_by())
    waiting = [key for key, at in named.items() if key not in own or own[key] < at]
    for each in Proposal.objects.filter(pk__in=waiting).order_by("number"):
        place = reverse("proposal", args=[each.programme_id, each.pk]) + "#comments"
        yield found[each.programme_id], Need(what=_filled(MENTIONED, number=each.number), place=place)


def _filled(text: Text, **facts: object) -> Text:
    return Text(en=_bare(text.say("en", **facts)), zh=_bare(text.say("zh", **facts)))


def _bare(said: str) -> str:
    return said.replace("{", "(").replace("}", ")")
