"""Disputes: the list, raising one, how it stands, answers, the mediator's ruling, evidence."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kuajie.messages import BadInput, Text
from kuajie.present.dispute import dispute_blocks
from kuajie.usecases.settle_books import BooksAnswer
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.programmes.models import Seat, parties_of
from kuajie_site.settlement import cases
from kuajie_site.settlement.evidence import keep_files
from kuajie_site.settlement.evidence_file import evidence_file
from kuajie_site.settlement.filing import (
    MOST_LINES,
    claim_form,
    file_case,
    in_case,
    may_reply,
    may_withdraw,
    rule_case,
    ruling_forms,
)
from kuajie_site.settlement.forms import (
    CaseForm,
    ClaimForm,
    ReplyForm,
    RulingForm,
    WithdrawForm,
    usual_deadlines,
)
from kuajie_site.settlement.ledger import books_of
from kuajie_site.settlement.models import Evidence, Reply
from kuajie_site.settlement.months import agreed_of, known_month, months_in
from kuajie_site.settlement.postings import choices
from kuajie_site.settlement.views import require_month, worked_out
from kuajie_site.settlement.visible import of_parties, seen_by
from kuajie_site.settlement.words import refusal
from kuajie_site.studies.parts import plain_parts
from kuajie_site.studies.told import as_part
from kuajie_site.uploads.limits import takes_files
from kuajie_site.words import locale_now, said

WITHDRAWN = Text(en="Withdrawn: nothing of it is claimed any more.", zh="已撤回，不再主张。")


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def disputes(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show every case."""
    months = list(reversed(months_in(books_of(seat.programme))))
    called = {party.key: party.name for party in parties_of(seat.programme)}
    found = [(each, called.get(each.case.raised_by, "")) for each in cases.cases_of(seat.programme)]
    return render(request, "settlement/disputes.html", {"found": found, "months": months})


@takes_files
@in_programme(Action.RAISE_DISPUTE)
def new(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Ask what is claimed, and file the case."""
    books = books_of(seat.programme)
    month = request.POST.get("month") or request.GET.get("month", "")
    require_month(books, month)
    answer = known_month(seat.programme, books, month)
    if answer is None:
        return worked_out(seat, request)
    count = _count(request)
    given = request.POST if request.method == "POST" and "more" not in request.POST else None
    head = CaseForm(
        given, initial=_kept_so_far(request, {"key": uuid4(), "month": month, **usual_deadlines()})
    )
    claims = _claim_forms(request, seat, answer, given, count)
    refused = ""
    if given is not None and all([head.is_valid(), *(each.is_valid() for each in claims)]):
        try:
            return _filed(request, seat, head.cleaned_data, [each.cleaned_data for each in claims])
        except Refused as error:
            refused = said(error.text, **error.facts)
    facts = {"head": head, "claims": claims, "month": month, "count": count, "refused": refused}
    sought = request.GET.get("find", "")
    found = choices(seat, books, answer, sought) if "find" in request.GET else None
    facts |= {"sought": sought, "found": found}
    wrong = bool(refused or head.errors or any(each.errors for each in claims))
    return render(request, "settlement/dispute_new.html", facts, status=422 if wrong else 200)


def _count(request: SignedInRequest) -> int:
    text = request.POST.get("count", "1")
    count = int(text) if text.isdecimal() and len(text) < 4 else 1
    return max(1, min(MOST_LINES, count + ("more" in request.POST)))


def _kept_so_far(request: SignedInRequest, usual: dict[str, Any]) -> dict[str, Any]:
    """Return what was filled in when another line was asked for."""
    return {name: request.POST.get(name) or value for name, value in usual.items()}


def _claim_forms(
    request: SignedInRequest, seat: Seat, answer: BooksAnswer, given: Any, count: int
) -> list[ClaimForm]:
    own = seat.party.key if seat.party else ""
    other = next((party.id for party in answer.programme.parties if party.id != own), "")
    made = []
    for place in range(count):
        start = {"event": request.GET.get("event", ""), "payee": own, "payer": other}
        start |= {"clause": request.GET.get("clause", "")}
        told = {
            name: request.POST.get(f"line{place}-{name}", start.get(name, ""))
            for name in ClaimForm.base_fields
        }
        made.append(claim_form(seat, answer, place, given, told))
    return made


def _filed(
    request: SignedInRequest, seat: Seat, head: dict[str, Any], claims: list[dict[str, Any]]
) -> HttpResponse:
    evidence = keep_files(seat.programme, request.FILES.getlist("evidence"))
    job = file_case(seat, head, claims, evidence)
    return HttpResponseRedirect(reverse("settlement_job", args=[seat.programme_id, job.pk]))


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def dispute(request: SignedInRequest, seat: Seat, name: str) -> HttpResponse:
    """Show a case: claims, answers, evidence, rulings, and what is payable whatever is ruled."""
    return _case_page(request, seat, cases.case_named(seat.programme, name))


def _case_page(
    request: SignedInRequest,
    seat: Seat,
    kept: cases.KeptCase,
    *,
    reply: ReplyForm | None = None,
    rulings: list[tuple[int, RulingForm]] | None = None,
    refused: str = "",
) -> HttpResponse:
    answer = known_month(seat.programme, books_of(seat.programme), kept.case.period)
    if answer is None:
        return worked_out(seat, request)
    seen = seen_by(seat)
    month = of_parties(answer, seen)
    standing = cases.standing_of_case(kept, answer, seen if month.statements else frozenset())
    wrong = refused or (reply and reply.errors) or any(form.errors for _, form in rulings or ())
    facts = {
        "kept": kept,
        "parts": plain_parts(map(as_part, dispute_blocks(standing, locale_now()))),
        "replies": Reply.objects.filter(programme=seat.programme, case=kept.case.id)
        .select_related("party", "user")
        .prefetch_related("evidence"),
        "evidence": Evidence.objects.filter(programme=seat.programme, case=kept.case.id, reply=None),
        "in_case": in_case(seat, kept),
        "partly": len(seen) < len(parties_of(seat.programme)),
        "reply": reply or (ReplyForm(initial={"key": uuid4()}) if may_reply(seat, kept) else None),
        "rulings": rulings if rulings is not None else ruling_forms(seat, kept, None),
        "withdraw_form": WithdrawForm() if may_withdraw(seat, kept) else None,
        "late": standing.open and standing.today > kept.case.rule_by,
        "refused": refused,
    }
    return render(request, "settlement/dispute.html", facts, status=422 if wrong else 200)


@takes_files
@in_programme(Action.SEE_SETTLEMENT)
@require_POST
def reply(request: SignedInRequest, seat: Seat, name: str) -> HttpResponse:
    """Keep what somebody says to a case."""
    kept = cases.case_named(seat.programme, name)
    if not may_reply(seat, kept):
        raise PermissionDenied
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _case_page(request, seat, kept, reply=form)
    try:
        evidence = keep_files(seat.programme, request.FILES.getlist("evidence"))
    except Refused as error:
        return _case_page(request, seat, kept, reply=form, refused=said(error.text, **error.facts))
    told = form.cleaned_data
    cases.reply(seat, request.user, kept, told["text"], evidence, key=told["key"])
    return HttpResponseRedirect(reverse("dispute", args=[seat.programme_id, name]))


@in_programme(Action.RULE)
@require_POST
def rule(request: SignedInRequest, seat: Seat, name: str) -> HttpResponse:
    """Keep a mediator's rulings on the lines filled in."""
    kept = cases.case_named(seat.programme, name)
    rulings = ruling_forms(seat, kept, request.POST)
    wrong = [form for _, form in rulings if not form.is_valid()]  # every form says what is wrong with it
    if wrong:
        return _case_page(request, seat, kept, rulings=rulings)
    place = reverse("dispute", args=[seat.programme_id, name])
    job = rule_case(seat, name, rulings)
    return HttpResponseRedirect(
        place if job is None else reverse("settlement_job", args=[seat.programme_id, job.pk])
    )


@in_programme(Action.RAISE_DISPUTE)
@require_POST
def withdraw(request: SignedInRequest, seat: Seat, name: str) -> HttpResponse:
    """Take back what nobody has ruled on of a case of one's own party."""
    kept = cases.case_named(seat.programme, name)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _case_page(request, seat, kept, refused=" ".join(map(str, form.errors.get("reason", []))))
    try:
        cases.withdraw(seat, kept, form.cleaned_data["reason"])
    except Refused as error:
        return _case_page(request, seat, kept, refused=said(error.text, **error.facts))
    except BadInput as error:
        return _case_page(request, seat, kept, refused=" ".join(refusal(error, locale_now())))
    messages.success(request, said(WITHDRAWN))
    return HttpResponseRedirect(reverse("dispute", args=[seat.programme_id, name]))


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def case_file(request: SignedInRequest, seat: Seat, name: str) -> HttpResponse:
    """Return a case as the file that ``kuajie dispute`` reads."""
    del request
    kept = cases.case_named(seat.programme, name)
    text = cases.case_toml(kept, agreed_of(seat.programme).currency)
    told = HttpResponse(text, content_type="text/plain; charset=utf-8")
    told["Content-Disposition"] = f'attachment; filename="{kept.case.id}.toml"'
    return told


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def evidence(request: SignedInRequest, seat: Seat, name: str, place: int) -> HttpResponseBase:
    """Return a file of evidence, to the parties of the case and to mediators."""
    del request
    return evidence_file(seat, cases.case_named(seat.programme, name), place)
