"""The page of a study: its form, what it found last, the job under way; drawings."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.accounts.language import locale_now
from kuajie_site.disclosure.fields import FIELD_NAMES
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.jobs.claims import stop
from kuajie_site.jobs.models import OPEN, Job
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.ask import ask
from kuajie_site.studies.models import Answer
from kuajie_site.studies.study import Study
from kuajie_site.studies.table import STUDIES


def study_named(name: str) -> Study:
    """Return a study of the table; raises ``Http404`` for any other name."""
    if name not in STUDIES:
        raise Http404
    return STUDIES[name]


@in_programme(Action.SEE)
def study(request: SignedInRequest, seat: Seat, name: str) -> HttpResponse:
    """Show what a study found last, or why it cannot be shown, and the form to ask it."""
    asked = study_named(name)
    hidden = not_shown(seat, asked.shows, now=timezone.now())
    answers = Answer.objects.filter(programme=seat.programme, study=name).select_related("version")
    answer = answers.first() if not hidden else None
    form = asked.form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not seat.may(Action.ASK) or hidden:
            return HttpResponse(status=403)
        if form.is_valid():
            return _ask(request, seat, asked, form.cleaned_data)
    return render(
        request,
        "study.html",
        {
            "study": asked,
            "form": form,
            "hidden": [(party, FIELD_NAMES[field]) for party, field in hidden],
            "answer": answer,
            "parts": answer.parts[locale_now()] if answer else (),
            "outdated": answer is not None and answer.version != seat.programme.latest,
            "job": Job.objects.filter(programme=seat.programme, study=name, state__in=OPEN).first(),
        },
        status=422 if form.errors else 200,
    )


def _ask(request: SignedInRequest, seat: Seat, asked: Study, options: dict[str, object]) -> HttpResponse:
    found = ask(asked, seat, request.user, options)
    if isinstance(found, Job):
        return HttpResponseRedirect(reverse("job", args=[seat.programme_id, found.pk]))
    return HttpResponseRedirect(reverse("study", args=[seat.programme_id, asked.name]))


@in_programme(Action.SEE)
def drawing(request: SignedInRequest, seat: Seat, answer: int, place: int) -> HttpResponse:
    """Return a chart of an answer as SVG, in the reader's language."""
    del request
    found = get_object_or_404(Answer, pk=answer, programme=seat.programme)
    parts = found.parts[locale_now()]
    if not_shown(seat, STUDIES[found.study].shows, now=timezone.now()) or not 0 <= place < len(parts):
        raise Http404
    svg = parts[place].get("svg")
    if svg is None:
        raise Http404
    told = svg.replace(
        "<svg", '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"', 1
    )
    answered = HttpResponse(told, content_type="image/svg+xml")
    answered["Cache-Control"] = "private, max-age=3600"
    answered["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return answered


@in_programme(Action.SEE)
def job(request: SignedInRequest, seat: Seat, job: UUID) -> HttpResponse:
    """Show how far a job is; asked by htmx every second while it is open, it sends on when done."""
    found = get_object_or_404(Job, pk=job, programme=seat.programme)
    place = reverse("study", args=[seat.programme_id, found.study])
    if found.state == "done":
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": place})
        return HttpResponseRedirect(place)
    facts = {
        "job": found,
        "study": study_named(found.study),
        "step": found.step_zh if locale_now() == "zh" else found.step_en,
        "errors": found.errors.get(locale_now(), ()),
        "may_stop": seat.may(Action.ASK),
    }
    return render(request, "job_progress.html" if request.headers.get("HX-Request") else "job.html", facts)


@in_programme(Action.ASK)
@require_POST
def stop_job(request: SignedInRequest, seat: Seat, job: UUID) -> HttpResponse:
    """Stop a job."""
    del request
    stop(get_object_or_404(Job, pk=job, programme=seat.programme))
    return HttpResponseRedirect(reverse("job", args=[seat.programme_id, job]))
