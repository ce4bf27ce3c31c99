"""The months of a programme's books: how they stand, statements, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kuajie.messages import BadInput, Text
from kuajie.present.blocks import Heading
from kuajie.present.reader import Reader
from kuajie.present.settle_books import PAYMENT
from kuajie.present.statement_page import statement_parts
from kuajie.present.statement_rows import exact, facts_of, party_names
from kuajie.usecases.book_shelf import Books
from kuajie.usecases.close_books import CODE
from kuajie.usecases.keep_books import today_in
from kuajie.usecases.settle_books import BooksAnswer
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.jobs.models import Job, State
from kuajie_site.programmes.models import Seat, parties_of
from kuajie_site.settlement.bundle import bundle_of
from kuajie_site.settlement.ledger import books_of, mirror
from kuajie_site.settlement.models import Posting
from kuajie_site.settlement.months import files_of_month, is_month, known_month, months_in
from kuajie_site.settlement.postings import postings_file
from kuajie_site.settlement.queue import NAME, enqueue
from kuajie_site.settlement.visible import of_parties, seen_by, sees_all
from kuajie_site.settlement.words import refusal
from kuajie_site.studies.job_views import errors_for
from kuajie_site.studies.parts import plain_parts
from kuajie_site.words import locale_now, said

FILES = (
    ("html", Text(en="Page (HTML)", zh="网页（HTML）")),
    ("xlsx", Text(en="Workbook (XLSX)", zh="工作簿（XLSX）")),
    ("csv", Text(en="Table (CSV)", zh="表格（CSV）")),
)
TYPES = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def settlement(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show every month of the books, the newest first, and what is open between the parties."""
    try:
        books = books_of(seat.programme)
    except BadInput as error:
        return damaged(request, error)
    months = list(reversed(mirror(seat.programme, books).months))
    last = known_month(seat.programme, books, months[0]["period"]) if months else None
    if months and last is None:
        return worked_out(seat, request)
    facts = {
        "months": months,
        "parties": parties_of(seat.programme),
        "open": [] if last is None else payments_said(of_parties(last, seen_by(seat))),
        "last": months[0]["period"] if months else "",
        "partly": len(seen_by(seat)) < len(parties_of(seat.programme)),
    }
    return render(request, "settlement/months.html", facts)


def worked_out(seat: Seat, request: SignedInRequest) -> HttpResponse:
    """Have the months worked out, which pages are made from, and come back."""
    job = enqueue(seat, request.user, "show", back=request.path)
    return HttpResponseRedirect(reverse("settlement_job", args=[seat.programme_id, job.pk]))


def damaged(request: SignedInRequest, error: BadInput) -> HttpResponse:
    """Say that the books cannot be read, and why."""
    facts = {"problems": refusal(error, locale_now())}
    return render(request, "settlement/damaged.html", facts, status=409)


def payments_said(answer: BooksAnswer) -> list[str]:
    """Return the payments of a month as sentences."""
    reader = Reader(locale_now(), answer.programme.currency)
    names = {party.id: party.name for party in answer.programme.parties}
    return [
        reader.say(
            PAYMENT,
            payer=names.get(each.payer, each.payer),
            payee=names.get(each.payee, each.payee),
            amount=exact(each.amount, answer.programme.currency, reader),
        )
        for each in answer.payments
    ]


def require_month(books: Books, month: str) -> None:
    """Raise ``Http404`` for what is no month of the books."""
    if not is_month(month) or month not in months_in(books):
        raise Http404


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def month(request: SignedInRequest, seat: Seat, month: str) -> HttpResponse:
    """Show a month: how it stands, what can be done, and the statements that the seat sees."""
    try:
        books = books_of(seat.programme)
        require_month(books, month)
        answer = known_month(seat.programme, books, month)
    except BadInput as error:
        return damaged(request, error)
    if answer is None:
        return worked_out(seat, request)
    return render(request, "settlement/month.html", month_facts(request, seat, answer))


def month_facts(request: SignedInRequest, seat: Seat, whole: BooksAnswer) -> dict[str, Any]:
    """Return what the page of a month shows to a seat."""
    locale = locale_now()
    answer = of_parties(whole, seen_by(seat))
    by_party = {each.party: each for each in answer.statements}
    first = next(iter(by_party.values()), None)
    own = by_party.get(seat.party.key, first) if seat.party else first
    statement = by_party.get(request.GET.get("party", ""), own)
    reader, names = Reader(locale, answer.programme.currency), party_names(answer)
    posting = (
        Posting.objects.filter(programme=seat.programme, period=answer.period)
        .select_related("version")
        .first()
    )
    bundle = bundle_of(seat.programme, answer.period, whole.head, locale)
    return {
        "month": answer.period,
        "standing": answer.standing,
        "words": _words(seat, whole),
        "seen": [(each.party, names[each.party]) for each in answer.statements],
        "statement": statement,
        "parts": [] if statement is None else plain_parts(statement_parts(answer, statement, locale)),
        "facts": [] if statement is None else facts_of(answer, statement, reader),
        "files": [(f"{answer.period}-{statement.party}.{kind}", title) for kind, title in FILES if statement],
        "own": seat.party is not None and statement is not None and statement.party == seat.party.key,
        "later": _later(answer, reader, names),
        "code": whole.head[:CODE],
        "entries": whole.entries,
        "posting": posting,
        "warnings": _warnings(seat, posting),
        "latest": seat.programme.latest,
        "all": sees_all(seat),
        "bundle": bundle.is_file() and sees_all(seat),
        "minimum": exact(answer.minimum, answer.programme.currency, reader) if answer.minimum else "",
    } | _open_acts(seat, whole)


def _warnings(seat: Seat, posting: Posting | None) -> list[str]:
    """Return what the guards found when the month was posted, as the seat's party is told it."""
    told = {} if posting is None or seat.party is None else posting.warnings.get(seat.party.key, {})
    return list(told.get(locale_now(), ()))


def headline_of(seat: Seat, books: Books, month: str) -> str:
    """Return what the statement of a seat's own party comes to, in a sentence."""
    answer = known_month(seat.programme, books, month)
    key = seat.party.key if seat.party else ""
    mine = () if answer is None else (each for each in answer.statements if each.party == key)
    statement = next(iter(mine), None)
    if answer is None or statement is None:
        return ""
    first = next(iter(statement_parts(answer, statement, locale_now())))
    return first.text if isinstance(first, Heading) else ""


def _open_acts(seat: Seat, answer: BooksAnswer) -> dict[str, bool]:
    """Return which acts the month and the role allow now."""
    standing = answer.standing
    shown = standing.issue is not None and not standing.stale and not standing.closed
    key = seat.party.key if seat.party else ""
    concerned = shown and standing.issue is not None and key in standing.issue.hashes
    keeps = seat.may(Action.KEEP_BOOKS)
    return {
        "may_issue": keeps and not standing.closed,
        "may_sign": seat.may(Action.SIGN) and concerned and key not in standing.signed,
        "may_object": seat.may(Action.SIGN) and concerned and key not in standing.objected,
        "may_withdraw": _may_withdraw(seat, answer),
        "may_lock": keeps and shown and not standing.objected and _time_to_lock(answer),
        "may_dispute": seat.may(Action.RAISE_DISPUTE),
    }


def _may_withdraw(seat: Seat, answer: BooksAnswer) -> bool:
    standing = answer.standing
    spoken = seat.party is not None and seat.party.key in {*standing.signed, *standing.objected}
    return spoken and seat.may(Action.SIGN) and not standing.closed


def _time_to_lock(answer: BooksAnswer) -> bool:
    """Say whether all have signed, or the days for comments are over."""
    issue, zone = answer.standing.issue, answer.programme.time_zone
    over = issue is not None and today_in(zone, timezone.now()) > issue.until
    return over or not answer.standing.unsigned


def _words(seat: Seat, answer: BooksAnswer) -> list[dict[str, Any]]:
    """Return what every party has said of its statement."""
    standing = answer.standing
    hashes = standing.issue.hashes if standing.issue else {}
    called = {party.key: party.name for party in parties_of(seat.programme)}
    return [
        {
            "party": called.get(party, party),
            "code": code[:CODE],
            "signed": standing.signed.get(party),
            "objected": standing.objected.get(party),
        }
        for party, code in hashes.items()
    ]


def _later(answer: BooksAnswer, reader: Reader, names: dict[str, str]) -> list[dict[str, Any]]:
    currency = answer.programme.currency
    return [
        {
            "period": each.period,
            "events": each.events,
            "dues": [(names[party], exact(due, currency, reader)) for party, due in each.dues.items()],
        }
        for each in answer.later
    ]


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def statement_file(request: SignedInRequest, seat: Seat, month: str, name: str) -> HttpResponse:
    """Return a statement as the file that the command line writes; only of parties that the seat sees."""
    books = books_of(seat.programme)
    require_month(books, month)
    answer = known_month(seat.programme, books, month)
    if answer is None:
        return worked_out(seat, request)
    files = files_of_month(of_parties(answer, seen_by(seat)), locale_now())
    if name not in files:
        raise Http404
    told = HttpResponse(files[name], content_type=TYPES[name.rpartition(".")[2]])
    told["Content-Disposition"] = f'attachment; filename="{name}"'
    return told


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def postings(request: SignedInRequest, seat: Seat, month: str, kind: str) -> HttpResponse:
    """Return the lines posted for the seat's own party in a month, as CSV or as a workbook."""
    books = books_of(seat.programme)
    require_month(books, month)
    answer = known_month(seat.programme, books, month)
    if answer is None:
        return worked_out(seat, request)
    if seat.party is None or kind not in {"csv", "xlsx"}:
        raise Http404
    try:
        content = postings_file(seat, books, answer, kind)
    except Refused as error:
        messages.error(request, said(error.text, **error.facts))
        return HttpResponseRedirect(reverse("settlement_month", args=[seat.programme_id, month]))
    told = HttpResponse(content, content_type=TYPES[kind])
    name = f"{month}-{seat.party.key}-lines.{kind}"
    told["Content-Disposition"] = f'attachment; filename="{name}"'
    return told


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def bundle_file(request: SignedInRequest, seat: Seat, month: str) -> HttpResponseBase:
    """Return the evidence bundle of a month, where it was made; only to who may see all of it."""
    del request
    books = books_of(seat.programme)
    require_month(books, month)
    place = bundle_of(seat.programme, month, mirror(seat.programme, books).head, locale_now())
    if not sees_all(seat) or not place.is_file():
        raise Http404
    return FileResponse(place.open("rb"), as_attachment=True, filename=f"evidence-{month}.zip")


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def job(request: SignedInRequest, seat: Seat, job: UUID) -> HttpResponse:
    """Show how far a job of settlement is; once done it leads to what it did."""
    found = Job.objects.filter(programme=seat.programme, pk=job, study=NAME, party=seat.party).first()
    if found is None:
        raise Http404
    partial = bool(request.headers.get("HX-Request"))
    if found.state == State.DONE:
        place = where(seat, found)
        return HttpResponse(headers={"HX-Redirect": place}) if partial else HttpResponseRedirect(place)
    facts = {
        "job": found,
        "step": found.step_zh if locale_now() == "zh" else found.step_en,
        "errors": errors_for(seat, found),
        "back": where(seat, found, failed=True),
    }
    return render(request, f"settlement/{'progress' if partial else 'job'}.html", facts)


def where(seat: Seat, found: Job, *, failed: bool = False) -> str:
    """Return the page that a job leads to; where it ``failed``, the one to try again from."""
    asked = found.options
    if asked["act"] == "show":
        return str(asked["back"])
    name, more = _place(asked, failed=failed)
    place = reverse(name, args=[seat.programme_id, *more])
    if name == "settlement_post":
        return f"{place}?month={asked['month']}"
    return f"{place}?month={asked['case']['period']}" if name == "dispute_new" else place


def _place(asked: Mapping[str, Any], *, failed: bool) -> tuple[str, tuple[str, ...]]:
    """Return the name of the page that an act leads to, and what it is about."""
    act = asked["act"]
    to_month = ("settlement_month", (str(asked.get("month")),))
    if failed:
        again = {"file": ("dispute_new", ()), "verify": ("verify_bundle", ())}
        if act == "post" and not asked.get("issue"):
            return "settlement_post", ()
        if act in again:
            return again[act]
    places = {
        "post": to_month,
        "look": ("settlement_post", ()),
        "bundle": to_month,
        "file": ("dispute", (asked["case"]["case"],) if act == "file" else ()),
        "rule": ("dispute", (str(asked.get("case")),)),
        "compare": ("reconciliation", (str(asked.get("comparison")),)),
        "verify": ("verification", (str(asked.get("verification")),)),
    }
    return places[act]
