"""The pages of whoever was invited: the link, and accepting."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.views import open_to_all
from kuajie_site.accounts.models import User
from kuajie_site.organisations.acceptance import NewPerson, accept, still_good
from kuajie_site.organisations.acts import held_back
from kuajie_site.organisations.forms import NewPersonForm
from kuajie_site.organisations.invitations import token_hash
from kuajie_site.organisations.models import Invitation
from kuajie_site.programmes.models import Seat
from kuajie_site.words import locale_now, said

KEPT = "invitation"
WELCOME = Text(en="Welcome to “{programme}”.", zh="欢迎加入“{programme}”。")


@open_to_all
@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Take up the link of an invitation, and go on without it in the address."""
    request.session[KEPT] = token_hash(token)
    return HttpResponseRedirect(reverse("invitation"))


@open_to_all
@never_cache
def invitation(request: HttpRequest) -> HttpResponse:
    """Show who invites to what; take the name and password of a new person, or let a known one accept."""
    if request.method == "POST" and (held := held_back(request, "accept_invitation")):
        return held
    try:
        found = still_good(request.session.get(KEPT, ""))
        return _shown(request, found)
    except Refused as error:
        request.session.pop(KEPT, None)
        facts = {"why": said(error.text, **error.facts)}
        return render(request, "people/invitation_refused.html", facts, status=error.status)


def _shown(request: HttpRequest, found: Invitation) -> HttpResponse:
    if request.user.is_authenticated:
        return _known(request, found, request.user)
    if User.objects.filter(email=found.email).exists():
        return render(request, "people/invitation.html", {"invitation": found, "known": True})
    form = NewPersonForm(found.email, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _new(request, found, form)
    facts = {"invitation": found, "form": form}
    return render(request, "people/invitation.html", facts, status=422 if form.errors else 200)


def _known(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    right = user.email.lower() == found.email
    if request.method == "POST":
        return _welcome(request, accept(found.token, user))
    facts = {"invitation": found, "right": right, "wrong": not right}
    return render(request, "people/invitation.html", facts, status=200 if right else 403)


def _new(request: HttpRequest, found: Invitation, form: NewPersonForm) -> HttpResponse:
    new = NewPerson(
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password"],
        language="zh-hans" if locale_now() == "zh" else "en",
    )
    seat = accept(found.token, None, new)
    login(request, seat.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return _welcome(request, seat)


def _welcome(request: HttpRequest, seat: Seat) -> HttpResponse:
    request.session.pop(KEPT, None)
    messages.success(request, said(WELCOME, programme=seat.programme.name))
    return HttpResponseRedirect(reverse("programme", args=[seat.programme_id]))
