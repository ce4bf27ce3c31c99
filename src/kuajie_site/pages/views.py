"""The home page, the language, and a programme's overview."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme, open_to_all, signed_in
from kuajie_site.accounts.models import User
from kuajie_site.pages.at_a_glance import plan_at_a_glance
from kuajie_site.pages.cycle import cycle_of
from kuajie_site.pages.home_needs import needs_by_seat, needs_of
from kuajie_site.pages.theme import A_YEAR, way_back
from kuajie_site.programmes.models import Seat, parties_of
from kuajie_site.words import locale_now


@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    """Show the programmes of a person."""
    seats = request.user.seats.select_related("programme", "party").order_by("programme__name")
    return render(request, "home.html", {"seats": needs_by_seat(list(seats))})


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language: kept with the account, else in a cookie."""
    asked = request.POST.get("language", "")
    answer = HttpResponseRedirect(way_back(request))
    if asked in dict(settings.LANGUAGES):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, asked, max_age=A_YEAR, samesite="Lax", httponly=True)
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=asked)
    return answer


@in_programme(Action.SEE)
def programme(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show a programme at a glance."""
    facts = {
        "parties": parties_of(seat.programme),
        "version": seat.programme.latest,
        "needs": needs_of(seat),
        "cycle": cycle_of(seat),
        "plan": plan_at_a_glance(seat, locale_now()),
    }
    return render(request, "programme_home.html", facts)
