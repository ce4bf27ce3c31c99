"""The page of a study: its form, what it found, what was asked before; and the pages of groups of studies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.activity.log import note
from kuajie_site.disclosure.fields import FIELD_NAMES
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.disclosure.thresholds import thresholds_of
from kuajie_site.jobs.models import OPEN, Job
from kuajie_site.programmes.models import Party, Seat
from kuajie_site.studies.ask import ask, asked_only, last_fit_options
from kuajie_site.studies.forms import StudyForm
from kuajie_site.studies.groups import GROUP_LEADS, GROUP_NAMES, Group
from kuajie_site.studies.models import Answer
from kuajie_site.studies.seen import (
    Hidden,
    answers_of,
    hidden_from,
    is_too_telling,
    last_answers,
    may_read,
    own_parts,
    parts_for,
)
from kuajie_site.studies.shown_form import form_for, said_options
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.table import STUDIES
from kuajie_site.words import locale_now

HISTORY = 10


def study_named(name: str) -> Study:
    """Return a study of the table; raises ``Http404`` for any other name."""
    if name not in STUDIES:
        raise Http404
    return STUDIES[name]


@in_programme(Action.SEE)
def study(request: SignedInRequest, seat: Seat, name: str) -> HttpResponse:
    """Show what a study found last, or why it cannot be shown, and the form to ask it."""
    asked = study_named(name)
    if asked.private and seat.party is None:
        raise PermissionDenied
    answers = answers_of(seat, asked).defer("record")
    newest = answers.first()
    answer = newest if newest is not None and may_read(seat, newest) else None
    initial = _asked_before(request, seat, asked, answer)
    form = form_for(
        asked, seat.programme, request.POST if request.method == "POST" else None, initial=initial
    )
    if request.method == "POST":
        if not seat.may(Action.ASK):
            raise PermissionDenied
        if form.is_valid():
            return _ask(request, seat, asked, form.cleaned_data)
    hidden = hidden_from(seat, asked, newest.options if newest is not None and answer is None else {})
    page = {
        "study": asked,
        "form": form,
        "hidden": said_hidden(hidden),
        "too_telling": newest is not None and answer is None and not hidden,
        "may_ask": seat.may(Action.ASK) and not hidden_from(seat, asked),
        "jobs": _open_jobs(seat, asked),
        "own": own_parts(seat, newest, locale_now()) if newest is not None and answer is None else (),
        "history": _history(request, seat, asked, form),
        **(about_answer(seat, answer, form) if answer is not None else {"answer": None}),
    }
    return render(request, "studies/study.html", page, status=422 if form.errors else 200)


def about_answer(seat: Seat, answer: Answer, form: StudyForm) -> dict[str, object]:
    """Return what a page needs to show an answer."""
    return {
        "answer": answer,
        "parts": parts_for(seat, answer, locale_now()),
        "asked": list(said_options(form, answer.options)),
        "outdated": outdated(seat, answer),
        "files": [{**each, "title": each["title"][locale_now()]} for each in answer.files],
    }


FILES_CHANGED = Text(en="The files have changed since this answer.", zh="此结果之后文件已有变动。")
FITTED_ANEW = Text(en="The response has been fitted anew since this answer.", zh="此结果之后响应已重新拟合。")


def outdated(seat: Seat, answer: Answer) -> Text | None:
    """Return why an answer is no longer of today, or nothing."""
    if not STUDIES[answer.study].shows:  # it rests on no files
        return None
    latest = seat.programme.latest
    if latest is not None and answer.version_id != latest.pk and answer.version.digest != latest.digest:
        return FILES_CHANGED
    given = answer.options.get("given", {})
    if "fit" in given and given["fit"] != last_fit_options(seat.programme):
        return FITTED_ANEW
    return None


def said_hidden(hidden: Hidden) -> list[tuple[Party, list[Text]]]:
    """Return by party what it has not disclosed."""
    by_party: dict[Party, list[Text]] = {}
    for party, field in hidden:
        by_party.setdefault(party, []).append(FIELD_NAMES[field])
    return list(by_party.items())


def _asked_before(
    request: SignedInRequest, seat: Seat, asked: Study, answer: Answer | None
) -> dict[str, object]:
    """Return the options to begin with: those of a job that failed, else of the answer that is shown."""
    jobs = Job.objects.filter(programme=seat.programme, study=asked.name, party=seat.party)
    again = _uuid(request.GET.get("again", ""))
    job = jobs.filter(pk=again).first() if again is not None else None
    options: Options = job.options if job is not None else answer.options if answer is not None else {}
    return asked_only(options)


def _uuid(told: str) -> UUID | None:
    try:
        return UUID(told)
    except ValueError:
        return None


def _open_jobs(seat: Seat, asked: Study) -> list[Job]:
    found = Job.objects.filter(programme=seat.programme, study=asked.name, state__in=OPEN)
    return list(found.filter(party=seat.party) if asked.private else found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An earlier answer in a list: what was asked, and whether the seat may read it."""

    answer: Answer
    asked: list[tuple[str, str]]
    readable: bool


def _history(request: SignedInRequest, seat: Seat, asked: Study, form: StudyForm) -> object:
    found = answers_of(seat, asked).defer("parts", "record", "own")
    thresholds = thresholds_of(seat.programme)
    page: Any = Paginator(found, HISTORY).get_page(request.GET.get("page"))
    page.object_list = [
        Past(
            answer=each,
            asked=list(said_options(form, each.options)),
            readable=not hidden_from(seat, asked, each.options)
            and not is_too_telling(seat, asked, each.options, thresholds),
        )
        for each in page.object_list
    ]
    return page


def _ask(request: SignedInRequest, seat: Seat, asked: Study, options: dict[str, object]) -> HttpResponse:
    if not_shown(seat, asked.shown_with(options), now=timezone.now()):
        raise PermissionDenied
    found = ask(asked, seat, request.user, options)
    if isinstance(found, Job):
        if found.asked_by_id == request.user.pk and found.attempts == 0:
            note(seat, "study_asked", study=asked.title)
        return HttpResponseRedirect(reverse("job", args=[seat.programme_id, found.pk]))
    if answers_of(seat, asked).values_list("pk", flat=True).first() == found.pk:
        return HttpResponseRedirect(reverse("study", args=[seat.programme_id, asked.name]))
    return HttpResponseRedirect(reverse("answer", args=[seat.programme_id, found.pk]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A study in the list of its group: when it was answered last, whether it is under way or hidden."""

    study: Study
    answered: datetime | None
    by: str
    under_way: bool
    hidden: bool


@in_programme(Action.SEE)
def group(request: SignedInRequest, seat: Seat, group: str) -> HttpResponse:
    """List the studies of a group with what each asks and when it was last answered."""
    if group not in set(Group):
        raise Http404
    asked = [
        each for each in STUDIES.values() if each.group == group and not (each.private and not seat.party)
    ]
    facts = {"title": GROUP_NAMES[Group(group)], "lead": GROUP_LEADS[Group(group)]}
    return render(request, "studies/group.html", facts | {"lines": _lines(seat, asked)})


def _lines(seat: Seat, asked: list[Study]) -> list[Line]:
    lasts, under_way = last_answers(seat, asked), _under_way(seat, asked)
    lines = []
    for study in asked:
        last = lasts.get(study.name)
        lines.append(
            Line(
                study=study,
                answered=last.created_at if last is not None else None,
                by=str(last.asked_by) if last is not None else "",
                under_way=study.name in under_way,
                hidden=bool(hidden_from(seat, study)),
            )
        )
    return lines


def _under_way(seat: Seat, asked: list[Study]) -> frozenset[str]:
    private = [study.name for study in asked if study.private]
    jobs = Job.objects.filter(programme=seat.programme, study__in=[study.name for study in asked])
    jobs = jobs.filter(~Q(study__in=private) | Q(party=seat.party), state__in=OPEN)
    return frozenset(jobs.order_by().values_list("study", flat=True))
