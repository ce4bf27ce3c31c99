"""Reconciling books: handing one's own in, joining, what came of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.disclosure.fields import Field
from kuajie_site.programmes.models import Party, Seat
from kuajie_site.settlement import compare
from kuajie_site.settlement.forms import BookForm, ComparisonForm
from kuajie_site.settlement.models import Comparison
from kuajie_site.settlement.months import agreed_of
from kuajie_site.settlement.visible import seen_by
from kuajie_site.uploads.limits import takes_files
from kuajie_site.uploads.refusals import NotTaken
from kuajie_site.words import locale_now, said

OWN = Text(en="what the programme has of your own orders", zh="项目中本方的订单记录")
RECORD = Text(en="what the programme has of {party}’s orders", zh="项目中{party}的订单记录")
BOOK = Text(en="{party}’s own book, which {party} hands in", zh="{party}的账本（由{party}上传）")
COMMANDS = """kuajie reconcile-keys ours.csv --secret s.txt --new-secret -o ours.tags.csv --own ours.own.csv
kuajie reconcile ours.own.csv theirs.tags.csv -o differences.csv
kuajie reconcile-psi --help"""
DECLINED = Text(en="Declined.", zh="已谢绝。")


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def reconcile(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show the reconciliations that a seat knows of."""
    facts = {"found": compare.comparisons_of(seat)[:50], "commands": COMMANDS}
    return render(request, "settlement/reconcile.html", facts)


@takes_files
@in_programme(Action.RAISE_DISPUTE)
def begin(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Take one's own book in, and compare it."""
    form, refused = (
        ComparisonForm(
            request.POST or None,
            request.FILES or None,
            zone=agreed_of(seat.programme).time_zone,
            against=_against(seat),
            initial={"key": uuid4(), "period": request.GET.get("month", "")},
        ),
        "",
    )
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(_begun(request, seat, form))
        except (NotTaken, Refused) as error:
            refused = said(error.text, **error.facts)
    facts = {"form": form, "refused": refused}
    return render(
        request, "settlement/reconcile_new.html", facts, status=422 if refused or form.errors else 200
    )


def _against(seat: Seat) -> list[tuple[str, str]]:
    """Return what a book can be compared with: records that may be seen, and books that others hand in."""
    shown = seen_by(seat, Field.ORDER_LINES)
    found = []
    parties = sorted(seat.programme.parties.all(), key=lambda party: party != seat.party)
    for party in parties:
        own = party == seat.party
        if party.key in shown:
            found.append((f"record:{party.key}", said(OWN) if own else said(RECORD, party=party.name)))
        if not own:
            found.append((f"book:{party.key}", said(BOOK, party=party.name)))
    return found


def _begun(request: SignedInRequest, seat: Seat, form: ComparisonForm) -> str:
    told = form.cleaned_data
    kind, _, key = told["against"].partition(":")
    other = Party.objects.get(programme=seat.programme, key=key)
    book = compare.take_book(
        seat,
        request.user,
        told["file"],
        key=told["key"],
        zone=told["zone"],
        unit=told["unit"],
        columns=form.columns(),
    )
    begun, job = compare.begin(
        seat,
        request.user,
        book,
        other,
        record=kind == "record",
        period=told["period"].strip(),
        tolerance=str(told["tolerance"]),
        days=told["days"],
    )
    if job is not None:
        return reverse("settlement_job", args=[seat.programme_id, job.pk])
    return reverse("reconciliation", args=[seat.programme_id, begun.pk])


def comparison_of(seat: Seat, key: UUID) -> Comparison:
    """Return a comparison that a seat knows of; raises ``Http404`` for any other."""
    found = compare.comparisons_of(seat).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def comparison(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Show what came of a comparison, or what it waits for."""
    found = comparison_of(seat, key)
    form = None
    if found.waiting and found.other == seat.party and seat.may(Action.RAISE_DISPUTE):
        form = BookForm(zone=agreed_of(seat.programme).time_zone, initial={"key": uuid4()})
    return _page(request, seat, found, form)


def _page(
    request: SignedInRequest, seat: Seat, found: Comparison, form: BookForm | None, refused: str = ""
) -> HttpResponse:
    lines = compare.sees_lines(seat, found)
    own = found.settings.get("errors", {}).get(seat.party.key if seat.party else "", {})
    facts = {
        "found": found,
        "form": form,
        "refused": refused,
        "lines": lines,
        "parts": (found.lines if lines else found.counts).get(locale_now(), []),
        "failed": "errors" in found.settings,
        "errors": own.get(locale_now(), []),
    }
    wrong = bool(refused or (form is not None and form.errors))
    return render(request, "settlement/comparison.html", facts, status=422 if wrong else 200)


@takes_files
@in_programme(Action.RAISE_DISPUTE)
@require_POST
def join(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Take the book in that a comparison waits for."""
    found = comparison_of(seat, key)
    if found.record or found.other != seat.party:
        raise Http404
    form = BookForm(request.POST, request.FILES, zone=agreed_of(seat.programme).time_zone)
    if not form.is_valid():
        return _page(request, seat, found, form)
    told = form.cleaned_data
    try:
        book = compare.take_book(
            seat,
            request.user,
            told["file"],
            key=told["key"],
            zone=told["zone"],
            unit=told["unit"],
            columns=form.columns(),
        )
        job = compare.join(seat, request.user, found, book)
    except (NotTaken, Refused) as error:
        return _page(request, seat, found, form, said(error.text, **error.facts))
    return HttpResponseRedirect(reverse("settlement_job", args=[seat.programme_id, job.pk]))


@in_programme(Action.RAISE_DISPUTE)
@require_POST
def decline(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Decline to hand a book in."""
    found = comparison_of(seat, key)
    if found.other != seat.party:
        raise Http404
    try:
        compare.decline(seat, found)
        messages.success(request, said(DECLINED))
    except Refused as error:
        messages.error(request, said(error.text, **error.facts))
    return HttpResponseRedirect(reverse("reconciliation", args=[seat.programme_id, key]))


@in_programme(Action.SEE_SETTLEMENT)
@require_safe
def differences(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponseBase:
    """Return every difference as CSV, where single orders may be seen."""
    del request
    found = comparison_of(seat, key)
    place = found.csv(locale_now())
    if not compare.sees_lines(seat, found) or not place.is_file():
        raise Http404
    return FileResponse(
        place.open("rb"),
        as_attachment=True,
        filename=f"differences-{str(key)[:8]}.csv",
        content_type="text/csv; charset=utf-8",
    )
