"""The page of what happened."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.activity.log import seen_from, told
from kuajie_site.programmes.models import Seat
from kuajie_site.words import locale_now

PAGE = 50


@in_programme(Action.SEE_ACTIVITY)
def activity(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show who did what, the newest first."""
    page = Paginator(seen_from(seat), PAGE).get_page(request.GET.get("page"))
    entries = [(entry, told(entry, locale_now())) for entry in page]
    return render(request, "activity/activity.html", {"page": page, "entries": entries})
