"""The pages of disclosure: what we show, what we are shown, asking and answering."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.disclosure import granting, requests
from kuajie_site.disclosure.fields import Field
from kuajie_site.disclosure.forms import TO_MEDIATORS, AskForm, DeclineForm, GrantForm, ThresholdForm
from kuajie_site.disclosure.models import DisclosureRequest
from kuajie_site.disclosure.overview import overview
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.disclosure.thresholds import choose_threshold, thresholds_of
from kuajie_site.programmes.models import Party, Seat, parties_of
from kuajie_site.studies.study import Study
from kuajie_site.studies.table import STUDIES
from kuajie_site.words import said

GRANTED = Text(en="Disclosed until {until}.", zh="已公开，有效期至 {until}。")
WITHDRAWN = Text(en="Withdrawn; it is no longer shown from this moment.", zh="已撤回，自此刻起不再显示。")
THRESHOLD_CHOSEN = Text(
    en="Figures about fewer than {count} are told to nobody else from now on.",
    zh="自即刻起，不足 {count} 的数字不再向他方披露。",
)
THRESHOLD_KEPT = Text(en="It was {count} already; nothing was changed.", zh="原本就是 {count}，未作改动。")
NOT_SHOWN_NOW = Text(en="It was not shown any more; nothing was changed.", zh="该内容已不再公开，未作改动。")
RENEWED = Text(en="Renewed for a year from today.", zh="已续期，自今日起一年。")
CHANGED = Text(
    en="Somebody changed this grant meanwhile. Look at it and decide again.",
    zh="期间该公开已有变动，请核对后重新决定。",
)
ASKED = Text(
    en="Asked. The other owners see it on their home page.", zh="已提出请求，对方负责人会在首页看到。"
)
NOTHING_NEW = Text(en="All of this was asked for or shown already.", zh="所选内容均已请求或已公开。")
DECLINED = Text(en="Declined; whoever asked reads your reason.", zh="已谢绝，对方会看到你的理由。")
ANSWERED = Text(en="This request was answered meanwhile.", zh="该请求已有答复。")
TAKEN_BACK = Text(en="The request was taken back.", zh="请求已撤回。")
FOR_STUDY = Text(en="To see “{study}”", zh="查看“{study}”")


@in_programme(Action.SEE)
def disclosure(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show what one's party shows to whom, and what it is shown."""
    return _page(request, seat)


def _page(
    request: SignedInRequest,
    seat: Seat,
    form: GrantForm | None = None,
    threshold: ThresholdForm | None = None,
) -> HttpResponse:
    may = seat.may(Action.DISCLOSE)
    thresholds = thresholds_of(seat.programme)
    if may and seat.party is not None:
        form = form or GrantForm(seat)
        threshold = threshold or ThresholdForm(initial={"fewest": thresholds[seat.party.key]})
    wrong = any(each is not None and each.errors for each in (form, threshold))
    facts = {
        "thresholds": [(party, thresholds[party.key]) for party in parties_of(seat.programme)],
        "threshold": threshold,
        "overview": overview(seat, now=timezone.now()),
        "form": form,
        "asked_of_us": _open(seat) if seat.party else (),
        "answered": DisclosureRequest.objects.filter(
            programme=seat.programme, to=seat.party, granted=False, answered_at__isnull=False
        )
        .exclude(reason="")
        .select_related("party")[:5],
        "usual": timezone.localdate() + granting.USUAL,
    }
    return render(request, "disclosure/disclosure.html", facts, status=422 if wrong else 200)


def _open(seat: Seat) -> tuple[DisclosureRequest, ...]:
    found = DisclosureRequest.objects.filter(party=seat.party, answered_at__isnull=True)
    return tuple(found.select_related("to", "asked_by"))


@in_programme(Action.DISCLOSE)
@require_POST
def grant(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show fields to others."""
    form = GrantForm(seat, request.POST)
    if not form.is_valid():
        return _page(request, seat, form)
    receivers, fields = form.chosen()
    until = form.cleaned_data["until"]
    for receiver in receivers:
        granting.grant(seat, receiver, fields, purpose=form.cleaned_data["purpose"], until=until)
    messages.success(request, said(GRANTED, until=until.isoformat()))
    return _back(seat)


@in_programme(Action.DISCLOSE)
@require_POST
def threshold(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Choose below how many learners or orders figures are told to nobody else."""
    form = ThresholdForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, threshold=form)
    fewest = form.cleaned_data["fewest"]
    changed = choose_threshold(seat, fewest)
    messages.success(request, said(THRESHOLD_CHOSEN if changed else THRESHOLD_KEPT, count=fewest))
    return _back(seat)


@in_programme(Action.DISCLOSE)
@require_POST
def withdraw(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show a field no longer, at once."""
    ended = granting.withdraw(seat, _receiver(request, seat), [_field(request)])
    messages.success(request, said(WITHDRAWN if ended else NOT_SHOWN_NOW))
    return _back(seat)


@in_programme(Action.DISCLOSE)
@require_POST
def renew(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show a field for a year from today."""
    was = _moment(request.POST.get("was", ""))
    if granting.renew(seat, _receiver(request, seat), _field(request), was=was):
        messages.success(request, said(RENEWED))
    else:
        messages.error(request, said(CHANGED))
    return _back(seat)


@in_programme(Action.COMMENT)
def ask(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Ask others to disclose, from the page of a study what it needs."""
    study = STUDIES.get(request.GET.get("study", ""))
    missing = list(not_shown(seat, study.shows if study else Field, now=timezone.now()))
    initial = {
        "wanted": [f"{party.pk}-{field}" for party, field in missing] if study else [],
        "purpose": said(FOR_STUDY, study=study.title) if study else "",
    }
    form = AskForm(missing, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        return _ask(request, seat, form, study)
    facts = {"form": form, "missing": missing, "study": study}
    return render(request, "disclosure/ask.html", facts, status=422 if form.errors else 200)


def _ask(request: SignedInRequest, seat: Seat, form: AskForm, study: Study | None) -> HttpResponse:
    purpose = form.cleaned_data["purpose"]
    asked = sum(
        requests.ask_for(seat, party, fields, purpose=purpose) for party, fields in form.by_party().items()
    )
    messages.success(request, said(ASKED if asked else NOTHING_NEW))
    if study is not None:
        return HttpResponseRedirect(reverse("study", args=[seat.programme_id, study.name]))
    return _back(seat)


@in_programme(Action.DISCLOSE)
@require_POST
def decline(request: SignedInRequest, seat: Seat, wish: int) -> HttpResponse:
    """Decline what another party asked for, with a reason."""
    found = get_object_or_404(
        DisclosureRequest.objects.select_related("to"), pk=wish, programme=seat.programme, party=seat.party
    )
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return render(request, "disclosure/decline.html", {"form": form, "wish": found}, status=422)
    if requests.decline(seat, found, form.cleaned_data["reason"]):
        messages.success(request, said(DECLINED))
    else:
        messages.error(request, said(ANSWERED))
    return _back(seat)


@in_programme(Action.COMMENT)
@require_POST
def take_back(request: SignedInRequest, seat: Seat, wish: int) -> HttpResponse:
    """Take back what one's own party asked for."""
    found = get_object_or_404(DisclosureRequest, pk=wish, programme=seat.programme, to=seat.party)
    messages.success(request, said(TAKEN_BACK if requests.take_back(seat, found) else ANSWERED))
    return _back(seat)


def _receiver(request: SignedInRequest, seat: Seat) -> Party | None:
    """Return to whom a form speaks of showing: another party of the programme by its key, or mediators."""
    key = request.POST.get("to", "")
    if key == TO_MEDIATORS:
        return None
    found: Party = get_object_or_404(seat.programme.parties, key=key)
    if found.pk == seat.party_id:
        raise Http404
    return found


def _field(request: SignedInRequest) -> Field:
    try:
        return Field(request.POST.get("field", ""))
    except ValueError as error:
        raise Http404 from error


def _moment(told: str) -> datetime:
    try:
        found = parse_datetime(told)
    except ValueError as error:
        raise Http404 from error
    if found is None or timezone.is_naive(found):
        raise Http404
    return found


def _back(seat: Seat) -> HttpResponse:
    return HttpResponseRedirect(reverse("disclosure", args=[seat.programme_id]))
