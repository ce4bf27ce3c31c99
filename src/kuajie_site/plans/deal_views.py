"""The page of the deal: the terms in force, what they mean, and terms that were proposed."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kuajie.messages import BadInput
from kuajie.wiring.terms_texts import TermsTold, terms_text, terms_told
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.plans.contents import KINDS
from kuajie_site.plans.models import Kind, State
from kuajie_site.plans.seen import proposals_of
from kuajie_site.plans.shown import line_of
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.seen import hidden_from
from kuajie_site.studies.table import STUDIES
from kuajie_site.studies.views import said_hidden
from kuajie_site.words import locale_now

PAGE: Final = 20
OF_DEAL: Final = ("deal", "terms", "split", "contract")


@in_programme(Action.SEE)
@require_safe
def deal(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show the terms in force and those that were proposed; lead to the simulator and the contract."""
    hidden = not_shown(seat, KINDS[Kind.TERMS].shows({}), now=timezone.now())
    page = Paginator(proposals_of(seat, Kind.TERMS), PAGE).get_page(request.GET.get("page"))
    facts: dict[str, Any] = {
        "hidden": said_hidden(hidden),
        "terms": None if hidden else _terms(seat),
        "text": "" if hidden else _text(seat),
        "page": page,
        "lines": [line_of(seat, each, locale_now()) for each in page],
        "agreed": proposals_of(seat, Kind.TERMS).filter(state=State.AGREED).first(),
        "studies": [(STUDIES[name], bool(hidden_from(seat, STUDIES[name]))) for name in OF_DEAL],
    }
    return render(request, "plans/deal.html", facts)


def _text(seat: Seat) -> str:
    latest = seat.programme.latest
    return "" if latest is None else terms_text(latest.folder)


def _terms(seat: Seat) -> TermsTold | None:
    latest = seat.programme.latest
    if latest is None:
        return None
    try:
        return terms_told(latest.folder, terms_text(latest.folder), locale_now())
    except BadInput:
        return None
