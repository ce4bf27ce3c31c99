"""What is done with a month: each asked for on a page of its own, and done by its form alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kuajie.domain.money import Money
from kuajie.messages import BadInput, Text
from kuajie.usecases.close_books import CODE, last_issue
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement import sign as signing
from kuajie_site.settlement.bundle import require_all
from kuajie_site.settlement.forms import IssueForm, ObjectForm, PostForm, SignForm
from kuajie_site.settlement.ledger import books_of
from kuajie_site.settlement.months import agreed_of, months_to_post
from kuajie_site.settlement.preview import preview_of
from kuajie_site.settlement.queue import enqueue
from kuajie_site.settlement.views import damaged, headline_of, require_month
from kuajie_site.settlement.words import refusal
from kuajie_site.words import locale_now, said

SIGNED = Text(en="Signed.", zh="已签署。")
OBJECTED = Text(en="Your objection is kept; all parties see it.", zh="异议已记录，各方可见。")
TAKEN_BACK = Text(en="Taken back; you can sign or object again.", zh="已撤回，可重新签署或提出异议。")
LOCKED = Text(en="{month} is locked.", zh="{month} 已锁定。")


@in_programme(Action.KEEP_BOOKS)
def post(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Ask which month to post, and have it posted."""
    try:
        books = books_of(seat.programme)
    except BadInput as error:
        return damaged(request, error)
    months = months_to_post(seat.programme, books)
    first = not books.first
    form = PostForm(request.POST or None, months=months, first=first, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        return _to_job(seat, _post_or_look(request, seat, form.cleaned_data).pk)
    month = request.GET.get("month", "")
    facts = {
        "form": form,
        "first": first,
        "months": months,
        "latest": seat.programme.latest,
        "parts": preview_of(seat, month, locale_now()) if month in months else [],
        "month": month,
    }
    return render(request, "settlement/post.html", facts, status=422 if form.errors else 200)


def _post_or_look(request: SignedInRequest, seat: Seat, told: dict[str, Any]) -> Job:
    if "look" in request.POST:
        return enqueue(seat, request.user, "look", month=told["month"])
    settled = told.get("settled_before", False)
    return enqueue(seat, request.user, "post", month=told["month"], settled_before=settled)


def _to_job(seat: Seat, job: object) -> HttpResponse:
    return HttpResponseRedirect(reverse("settlement_job", args=[seat.programme_id, job]))


@in_programme(Action.KEEP_BOOKS)
def issue(request: SignedInRequest, seat: Seat, month: str) -> HttpResponse:
    """Ask with which days and least payment to issue statements, and have them issued."""
    books = books_of(seat.programme)
    require_month(books, month)
    last, currency = last_issue(books), agreed_of(seat.programme).currency
    known = {"window": last.window, "minimum": f"{Money(last.minimum, currency).amount:f}"}
    form = IssueForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        job = enqueue(
            seat,
            request.user,
            "post",
            month=month,
            issue=True,
            window=form.cleaned_data["window"],
            minimum=f"{form.cleaned_data['minimum'].normalize():f}",
        )
        return _to_job(seat, job.pk)
    facts = {"form": form, "month": month, "currency": currency, "latest": seat.programme.latest}
    return render(request, "settlement/issue.html", facts, status=422 if form.errors else 200)


@in_programme(Action.SIGN)
def sign(request: SignedInRequest, seat: Seat, month: str) -> HttpResponse:
    """Sign the statement whose hash is in the form."""

    def act(form: forms.Form) -> None:
        signing.sign(seat, month, form.cleaned_data["code"])

    return _said(request, seat, month, SignForm, act, done=SIGNED, template="settlement/sign.html")


@in_programme(Action.SIGN)
def object_to(request: SignedInRequest, seat: Seat, month: str) -> HttpResponse:
    """Object to the statement whose hash is in the form."""

    def act(form: forms.Form) -> None:
        signing.object_to(seat, month, form.cleaned_data["code"], form.cleaned_data["comment"])

    return _said(request, seat, month, ObjectForm, act, done=OBJECTED, template="settlement/object.html")


def _said(
    request: SignedInRequest,
    seat: Seat,
    month: str,
    kind: type[forms.Form],
    act: Callable[[forms.Form], None],
    *,
    done: Text,
    template: str,
) -> HttpResponse:
    """Show what is to be said of the statement shown now, or do what a form says."""
    books = books_of(seat.programme)
    require_month(books, month)
    place = reverse("settlement_month", args=[seat.programme_id, month])
    issued = books.standings[month].issue
    shown = issued.hashes.get(seat.party.key, "") if issued and seat.party else ""
    form = kind(request.POST or None, initial={"code": shown})
    if request.method == "POST" and form.is_valid():
        return _done(request, lambda: act(form), done, place)
    if not shown:
        messages.info(request, said(signing.NO_CODE))
        return HttpResponseRedirect(place)
    facts: dict[str, Any] = {
        "form": form,
        "month": month,
        "code": shown[:CODE],
        "issue": issued,
        "headline": headline_of(seat, books, month),
    }
    return render(request, template, facts, status=422 if form.errors else 200)


def _done(
    request: SignedInRequest, act: Callable[[], object], done: Text, place: str, **facts: object
) -> HttpResponse:
    """Do something and return to a page that says so, or says why not."""
    try:
        act()
    except Refused as error:
        messages.error(request, said(error.text, **error.facts))
    except BadInput as error:
        for line in refusal(error, locale_now()):
            messages.error(request, line)
    else:
        messages.success(request, said(done, **facts))
    return HttpResponseRedirect(place)


@in_programme(Action.KEEP_BOOKS)
def lock(request: SignedInRequest, seat: Seat, month: str) -> HttpResponse:
    """Lock a month."""
    books = books_of(seat.programme)
    require_month(books, month)
    place = reverse("settlement_month", args=[seat.programme_id, month])
    if request.method == "POST":
        return _done(request, lambda: signing.lock(seat, month), LOCKED, place, month=month)
    return render(request, "settlement/lock.html", {"month": month, "standing": books.standings[month]})


@in_programme(Action.SIGN)
@require_POST
def withdraw(request: SignedInRequest, seat: Seat, month: str) -> HttpResponse:
    """Take back the signature or objection of one's own party, as long as the month is not locked."""
    require_month(books_of(seat.programme), month)
    place = reverse("settlement_month", args=[seat.programme_id, month])
    return _done(request, lambda: signing.withdraw(seat, month), TAKEN_BACK, place)


@in_programme(Action.SEE_SETTLEMENT)
@require_POST
def bundle(request: SignedInRequest, seat: Seat, month: str) -> HttpResponse:
    """Have the evidence bundle of a month made."""
    require_month(books_of(seat.programme), month)
    try:
        require_all(seat)
    except Refused as error:
        messages.error(request, said(error.text, **error.facts))
        return HttpResponseRedirect(reverse("settlement_month", args=[seat.programme_id, month]))
    job = enqueue(seat, request.user, "bundle", month=month, locale=locale_now())
    return _to_job(seat, job.pk)
