"""The page on which proposed links between catalogues are decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kuajie.knowledge.resolution.links import Decision
from kuajie.messages import BadInput, Text
from kuajie.usecases.link_words import DECISIONS, KINDS
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.answer_views import readable
from kuajie_site.studies.link_review import decide, links_to_review
from kuajie_site.studies.models import Answer
from kuajie_site.words import locale_now, said

EACH_PAGE = 25
KEPT = Text(en="Your decisions are kept.", zh="判定已保存。")
UNCHANGED = Text(en="Nothing was changed.", zh="没有改动。")


@in_programme(Action.EDIT_PROGRAMME)
def review(request: SignedInRequest, seat: Seat, answer: int) -> HttpResponse:
    """Show links with what has been decided, and keep decisions."""
    found = readable(seat, answer)
    if found.study != "link":
        raise Http404
    refusals: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            return _decided(request, seat, found)
        except Refused as refused:
            refusals, status = [said(refused.text, **refused.facts)], refused.status
        except BadInput as error:
            refusals, status = [finding.problem(locale_now()) for finding in error.findings], 422
    return render(request, "studies/link_review.html", _page(request, seat, found, refusals), status=status)


def _decided(request: SignedInRequest, seat: Seat, answer: Answer) -> HttpResponse:
    chosen = {}
    for name, value in request.POST.items():
        place = name.removeprefix("link-")
        if name != place and place.isdecimal() and value in set(Decision):
            chosen[int(place)] = Decision(str(value))
    seen = request.POST.get("seen", "")
    version = decide(seat, answer, chosen, seen=int(seen) if seen.isdecimal() else 0)
    messages.success(request, said(UNCHANGED if version is None else KEPT))
    place = reverse("link_review", args=[seat.programme_id, answer.pk])
    page = request.GET.get("page", "")
    return HttpResponseRedirect(f"{place}?page={page}" if page.isdecimal() else place)


def _page(request: SignedInRequest, seat: Seat, answer: Answer, refusals: list[str]) -> dict[str, object]:
    locale = locale_now()
    names = {party.key: party.name for party in seat.programme.parties.all()}
    links = links_to_review(seat, answer, locale)
    page: Any = Paginator(list(enumerate(links)), EACH_PAGE).get_page(request.GET.get("page"))
    page.object_list = [
        {
            "place": place,
            "link": link,
            "kind": said(KINDS[link.kind]),
            "confidence": min(link.confidence, 0.99),
            "reasons": [reason.say(locale) for reason in link.reasons],
            "left": names.get(link.left[1], link.left[1]),
            "right": names.get(link.right[1], link.right[1]),
        }
        for place, link in page.object_list
    ]
    latest = seat.programme.latest
    return {
        "answer": answer,
        "page": page,
        "refusals": refusals,
        "waiting": sum(link.decision is Decision.PROPOSED for link in links),
        "choices": [(str(each), said(DECISIONS[each])) for each in Decision],
        "seen": latest.number if latest is not None else 0,
    }
