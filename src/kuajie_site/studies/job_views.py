"""A job under way: how far it is, stopping it, and asking the same again after a failure."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.activity.log import note
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.jobs.claims import stop
from kuajie_site.jobs.models import Job, State
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.ask import ask, asked_only
from kuajie_site.studies.models import Answer
from kuajie_site.studies.table import STUDIES
from kuajie_site.words import locale_now


def job_of(seat: Seat, key: UUID) -> Job:
    """Return a job of a study that a seat may know of; raises ``Http404`` for any other."""
    found = Job.objects.filter(programme=seat.programme, pk=key, study__in=STUDIES).first()
    if found is None or (STUDIES[found.study].private and found.party_id != seat.party_id):
        raise Http404
    return found


@in_programme(Action.SEE)
def job(request: SignedInRequest, seat: Seat, job: UUID) -> HttpResponse:
    """Show how far a job is; asked by htmx every second while it is open, it sends on when done."""
    found = job_of(seat, job)
    if found.state == State.DONE:
        place = _where(seat, found)
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": place})
        return HttpResponseRedirect(place)
    facts = {
        "job": found,
        "study": STUDIES[found.study],
        "step": found.step_zh if locale_now() == "zh" else found.step_en,
        "errors": errors_for(seat, found),
        "may_stop": _may_stop(seat, found),
        "may_retry": seat.may(Action.ASK),
    }
    template = "studies/job_progress.html" if request.headers.get("HX-Request") else "studies/job.html"
    return render(request, template, facts)


def errors_for(seat: Seat, found: Job) -> list[str]:
    """Return what stopped a job: what all may read, and what is in the files of the seat's own party."""
    own = found.errors.get("own", {}).get(seat.party.key, {}) if seat.party is not None else {}
    return [*found.errors.get(locale_now(), ()), *own.get(locale_now(), ())]


def _where(seat: Seat, found: Job) -> str:
    """Return the page of what a job found: the study's where that is the newest answer."""
    answers = Answer.objects.filter(programme=seat.programme, study=found.study)
    kept = answers.filter(key=found.key).only("pk").first()
    newest = answers.order_by("-created_at", "-id").only("pk").first()
    if kept is None or kept == newest:
        return reverse("study", args=[seat.programme_id, found.study])
    return reverse("answer", args=[seat.programme_id, kept.pk])


def _may_stop(seat: Seat, found: Job) -> bool:
    return seat.may(Action.ASK) and found.party_id == seat.party_id


@in_programme(Action.ASK)
@require_POST
def stop_job(request: SignedInRequest, seat: Seat, job: UUID) -> HttpResponse:
    """Stop a job of the seat's own party; others may be waiting for theirs."""
    del request
    found = job_of(seat, job)
    if not _may_stop(seat, found):
        raise PermissionDenied
    if found.open:
        stop(found)
        note(seat, "job_stopped", study=STUDIES[found.study].title)
    return HttpResponseRedirect(reverse("job", args=[seat.programme_id, job]))


@in_programme(Action.ASK)
@require_POST
def retry_job(request: SignedInRequest, seat: Seat, job: UUID) -> HttpResponse:
    """Ask the same again, of the latest files."""
    found = job_of(seat, job)
    study, options = STUDIES[found.study], asked_only(found.options)
    if not_shown(seat, study.shown_with(options), now=timezone.now()):
        raise PermissionDenied
    asked = ask(study, seat, request.user, options)
    if isinstance(asked, Job):
        return HttpResponseRedirect(reverse("job", args=[seat.programme_id, asked.pk]))
    return HttpResponseRedirect(reverse("answer", args=[seat.programme_id, asked.pk]))
