"""Asking a study through the API: the checks of its page, said as findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404
from django.utils import timezone

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.activity.log import note
from kuajie_site.api.problems import INVALID, NOT_ALLOWED, NOT_DISCLOSED, FindingOut, Problem
from kuajie_site.disclosure.fields import FIELD_NAMES
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.ask import ask, asked_only
from kuajie_site.studies.models import Answer
from kuajie_site.studies.shown_form import form_for
from kuajie_site.studies.study import Options, Study
from kuajie_site.studies.table import STUDIES
from kuajie_site.words import said

UNKNOWN = Text(en="This study has no such option.", zh="该计算没有这一选项。")
NO_FILES = Text(en="The programme has no files yet.", zh="该项目尚无文件。")


def study_named(name: str) -> Study:
    """Return a study of the table; raises ``Http404`` for any other name."""
    if name not in STUDIES:
        raise Http404
    return STUDIES[name]


def ask_study(seat: Seat, study: Study, options: Mapping[str, Any]) -> Answer | Job:
    """Return the answer to a question, or the job that looks for it; raises ``Problem``."""
    require_for(seat, study)
    form = form_for(study, seat.programme, {name: as_given(value) for name, value in options.items()})
    unknown = [name for name in options if name not in form.fields]
    findings = [FindingOut(message=said(UNKNOWN), column=name[:100]) for name in unknown]
    findings += findings_of(form, options)
    if findings:
        raise Problem(INVALID, findings=tuple(findings))
    return _asked(seat, study, form.cleaned_data)


def ask_again(seat: Seat, job: Job) -> Answer | Job:
    """Return the answer to what a job was asked, of the files in force, or the job that looks for it."""
    study = STUDIES[job.study]
    require_for(seat, study)
    return _asked(seat, study, asked_only(job.options))


def require_for(seat: Seat, study: Study) -> None:
    """Refuse a study that a party asks for itself, from a seat for nobody; and a programme without files."""
    if study.private and seat.party is None:
        raise Problem(NOT_ALLOWED, facts={"action": str(Action.ASK)})
    if seat.programme.latest is None:
        raise Problem(INVALID, findings=(FindingOut(message=said(NO_FILES)),))


def _asked(seat: Seat, study: Study, options: Options) -> Answer | Job:
    hidden = not_shown(seat, study.shown_with(options), now=timezone.now())
    if hidden:
        fields = "; ".join(f"{party.name}: {said(FIELD_NAMES[field])}" for party, field in hidden)
        raise Problem(NOT_DISCLOSED, facts={"fields": fields})
    found = ask(study, seat, seat.user, options)
    if isinstance(found, Job) and found.asked_by_id == seat.user_id and found.attempts == 0:
        note(seat, "study_asked", study=study.title)
    return found


def may_stop(seat: Seat, job: Job) -> bool:
    """Say whether a job is the seat's own party's to stop."""
    return job.party_id == seat.party_id


def as_given(value: Any) -> Any:
    """Return a value of JSON as a form is given it: numbers as texts.

    >>> as_given(10**400)[:3], as_given([1, "a"]), as_given(True)
    ('100', ['1', 'a'], True)
    """
    if isinstance(value, list):
        return [as_given(each) for each in value]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def findings_of(
    form: forms.BaseForm, given: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> list[FindingOut]:
    """Return what a form refuses, by the names that the API gives its fields."""
    return [
        FindingOut(
            message=str(message),
            column=None if name == "__all__" else (names or {}).get(name, name),
            value=None if given.get(name) is None else str(given[name])[:200],
        )
        for name, messages in form.errors.items()
        for message in messages
    ]
