"""Studies and what they found: what can be asked, asking, jobs, answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.activity.log import note
from kuajie_site.api.asking import ask_again, ask_study, may_stop, study_named
from kuajie_site.api.callers import ApiRequest
from kuajie_site.api.idempotency import only_read
from kuajie_site.api.pages import Page, PageQuery, Strict, page_of
from kuajie_site.api.problems import NOT_ALLOWED, Problem
from kuajie_site.api.site_api import PROGRAMME, operation
from kuajie_site.disclosure.fields import Field as Disclosed
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.jobs.claims import stop
from kuajie_site.jobs.models import Job, State
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.answer_views import readable
from kuajie_site.studies.ask import asked_only
from kuajie_site.studies.job_views import errors_for, job_of
from kuajie_site.studies.keeping import file_of
from kuajie_site.studies.models import Answer
from kuajie_site.studies.seen import hidden_from, is_too_telling, record_for
from kuajie_site.studies.shown_form import form_for
from kuajie_site.studies.study import Study
from kuajie_site.studies.table import STUDIES
from kuajie_site.words import locale_now, said

router = Router(tags=["studies"])
JOBS, ANSWERS = f"{PROGRAMME}/jobs", f"{PROGRAMME}/answers"
AnswerId = Annotated[int, Field(ge=1, le=2**63 - 1)]
Value = str | bool | int | float | list[str] | None


class OptionOut(Schema):
    """An option of a study; ``choices`` are its only values, where there are any."""

    name: str
    label: str
    help: str
    kind: str
    default: Any
    choices: list[str] | None
    least: float | None
    most: float | None


class StudyOut(Schema):
    """A study: what it asks, its options, whether it can be asked now, and what is missing for that."""

    name: str
    title: str
    asks: str
    group: str
    options: list[OptionOut]
    may_ask: bool
    not_disclosed: list[str]


class AskIn(Strict):
    """The options of a study by name; those left out have their defaults."""

    options: dict[str, Value] = {}


class JobOut(Schema):
    """A job: how far it is (``done`` of 1), and what stopped it; ``answer`` is what it found."""

    id: UUID
    study: str
    options: dict[str, Any]
    version: int
    state: State
    step: str
    done: float
    errors: list[str]
    answer: int | None
    created_at: datetime
    ended_at: datetime | None


class AnswerFileOut(Schema):
    """A file that comes with an answer."""

    name: str
    title: str
    media_type: str


class PastOut(Schema):
    """An answer in a list; ``readable`` says whether all it shows is disclosed."""

    id: int
    study: str
    options: dict[str, Any]
    version: int
    created_at: datetime
    readable: bool


class AnswerOut(PastOut):
    """What a study found: ``record`` as values, ``files`` to download."""

    record: Any
    files: list[AnswerFileOut]


class JobsQuery(PageQuery):
    """Which jobs."""

    state: State | None = None


class AnswersQuery(PageQuery):
    """Which answers."""

    study: Annotated[str, Field(max_length=40)] = ""


@operation(
    router,
    "GET",
    f"{PROGRAMME}/studies",
    action=Action.SEE,
    title=Text(en="List studies", zh="列出计算"),
    response=Page[StudyOut],
)
def list_studies(request: ApiRequest, programme: UUID, page: Query[PageQuery]) -> Any:
    """List what can be asked of a programme, with the options of every study."""
    seat = request.auth.seat
    found = [study for study in STUDIES.values() if not (study.private and seat.party is None)]
    return page_of(found, page, lambda study: _study(seat, study))


def _study(seat: Seat, study: Study) -> dict[str, Any]:
    hidden = hidden_from(seat, study)
    return {
        "name": study.name,
        "title": said(study.title),
        "asks": said(study.asks),
        "group": str(study.group),
        "options": [_option(name, field) for name, field in form_for(study, seat.programme).fields.items()],
        "may_ask": seat.may(Action.ASK) and not hidden,
        "not_disclosed": [f"{party.key}.{field}" for party, field in hidden],
    }


def _option(name: str, field: forms.Field) -> dict[str, Any]:
    listed: Any = getattr(field, "choices", None)
    return {
        "name": name,
        "label": str(field.label or name),
        "help": str(field.help_text).strip(),
        "kind": type(field).__name__.removesuffix("Field").lower(),
        "default": field.initial,
        "choices": None if listed is None else [str(value) for value, _ in listed],
        "least": getattr(field, "min_value", None),
        "most": getattr(field, "max_value", None),
    }


@operation(
    router,
    "POST",
    f"{PROGRAMME}/studies/{{name}}/ask",
    action=Action.ASK,
    title=Text(en="Ask a study", zh="发起计算"),
    response={200: AnswerOut, 202: JobOut},
)
def ask(request: ApiRequest, programme: UUID, name: str, payload: AskIn, response: HttpResponse) -> Any:
    """Ask a study of the files in force: the answer where it is known (200), else a job (202)."""
    seat = request.auth.seat
    return _found(request, ask_study(seat, study_named(name), payload.options), response)


def _found(request: ApiRequest, found: Answer | Job, response: HttpResponse) -> Any:
    seat = request.auth.seat
    kind = "jobs" if isinstance(found, Job) else "answers"
    response["Location"] = f"/api/v1/programmes/{seat.programme_id}/{kind}/{found.pk}"
    if isinstance(found, Job):
        return Status(202, _job(seat, found))
    only_read(request)
    return Status(200, _answer(seat, found))


@operation(
    router, "GET", JOBS, action=Action.SEE, title=Text(en="List jobs", zh="列出任务"), response=Page[JobOut]
)
def list_jobs(request: ApiRequest, programme: UUID, page: Query[JobsQuery]) -> Any:
    """List jobs, the newest first."""
    seat = request.auth.seat
    found = Job.objects.filter(programme=seat.programme, study__in=STUDIES).exclude(pk__in=_others(seat, Job))
    if page.state is not None:
        found = found.filter(state=page.state)
    return page_of(found.select_related("version").order_by("-created_at"), page, lambda job: _job(seat, job))


def _others(seat: Seat, model: Any) -> Any:
    """Return the keys of what other parties asked for themselves alone."""
    private = [study.name for study in STUDIES.values() if study.private]
    found = model.objects.filter(programme=seat.programme, study__in=private)
    mine = found.filter(party=seat.party, party__isnull=False)
    return found.exclude(pk__in=mine.values("pk")).values("pk")


def _job(seat: Seat, job: Job) -> dict[str, Any]:
    kept = Answer.objects.filter(programme=seat.programme, key=job.key) if job.state == State.DONE else None
    return {
        "id": job.pk,
        "study": job.study,
        "options": asked_only(job.options),
        "version": job.version.number,
        "state": job.state,
        "step": job.step_zh if locale_now() == "zh" else job.step_en,
        "done": 1.0 if job.state == State.DONE else job.done,
        "errors": errors_for(seat, job),
        "answer": kept.values_list("pk", flat=True).first() if kept is not None else None,
        "created_at": job.created_at,
        "ended_at": job.ended_at,
    }


@operation(
    router,
    "GET",
    f"{JOBS}/{{job}}",
    action=Action.SEE,
    title=Text(en="Read a job", zh="读取任务"),
    response=JobOut,
)
def read_job(request: ApiRequest, programme: UUID, job: UUID) -> Any:
    """Return how far a job is, and the answer it found."""
    return _job(request.auth.seat, job_of(request.auth.seat, job))


@operation(
    router,
    "POST",
    f"{JOBS}/{{job}}/stop",
    action=Action.ASK,
    title=Text(en="Stop a job", zh="停止任务"),
    response=JobOut,
)
def stop_job(request: ApiRequest, programme: UUID, job: UUID) -> Any:
    """Stop a job that one's own party asked for; one that has ended stays as it is."""
    seat = request.auth.seat
    found = job_of(seat, job)
    if not may_stop(seat, found):
        raise Problem(NOT_ALLOWED, facts={"action": str(Action.ASK)})
    if found.open:
        stop(found)
        note(seat, "job_stopped", study=STUDIES[found.study].title)
    return _job(seat, job_of(seat, job))


@operation(
    router,
    "POST",
    f"{JOBS}/{{job}}/retry",
    action=Action.ASK,
    title=Text(en="Ask the same again", zh="重新发起"),
    response={200: AnswerOut, 202: JobOut},
)
def retry_job(request: ApiRequest, programme: UUID, job: UUID, response: HttpResponse) -> Any:
    """Ask the same again, of the files in force."""
    seat = request.auth.seat
    return _found(request, ask_again(seat, job_of(seat, job)), response)


@operation(
    router,
    "GET",
    ANSWERS,
    action=Action.SEE,
    title=Text(en="List answers", zh="列出结果"),
    response=Page[PastOut],
)
def list_answers(request: ApiRequest, programme: UUID, page: Query[AnswersQuery]) -> Any:
    """List answers, the newest first."""
    seat = request.auth.seat
    found = Answer.objects.filter(programme=seat.programme, study__in=STUDIES)
    found = found.exclude(pk__in=_others(seat, Answer)).select_related("version")
    if page.study:
        found = found.filter(study=page.study)
    hidden: dict[frozenset[Disclosed], bool] = {}
    return page_of(
        found.defer("parts", "record", "own", "files"), page, lambda answer: _past(seat, answer, hidden)
    )


def _past(seat: Seat, answer: Answer, hidden: dict[frozenset[Disclosed], bool]) -> dict[str, Any]:
    fields = STUDIES[answer.study].shown_with(answer.options)
    if fields not in hidden:
        hidden[fields] = bool(not_shown(seat, fields, now=timezone.now()))
    return {
        "id": answer.pk,
        "study": answer.study,
        "options": asked_only(answer.options),
        "version": answer.version.number,
        "created_at": answer.created_at,
        "readable": not hidden[fields] and not is_too_telling(seat, STUDIES[answer.study], answer.options),
    }


@operation(
    router,
    "GET",
    f"{ANSWERS}/{{answer}}",
    action=Action.SEE,
    title=Text(en="Read an answer", zh="读取结果"),
    response=AnswerOut,
)
def read_answer(request: ApiRequest, programme: UUID, answer: AnswerId, response: HttpResponse) -> Any:
    """Return what a study found."""
    seat = request.auth.seat
    found = readable(seat, answer)
    response["ETag"] = f'"{found.key[:20]}"'
    return _answer(seat, found)


def _answer(seat: Seat, answer: Answer) -> dict[str, Any]:
    files = [{**each, "title": each["title"][locale_now()]} for each in answer.files]
    return {**_past(seat, answer, {}), "record": record_for(seat, answer), "files": files}


@operation(
    router,
    "GET",
    f"{ANSWERS}/{{answer}}/files/{{name}}",
    action=Action.SEE,
    title=Text(en="Download a file of an answer", zh="下载结果的文件"),
    response=None,
    extra={
        "responses": {
            200: {
                "description": "OK",
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def download_answer_file(request: ApiRequest, programme: UUID, answer: AnswerId, name: str) -> Any:
    """Return a file of an answer."""
    seat = request.auth.seat
    found = readable(seat, answer)
    place = file_of(seat.programme, found.key, name)
    if not any(each["name"] == name for each in found.files) or not place.is_file():
        raise Http404
    sent = FileResponse(
        place.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    sent["X-Content-Type-Options"] = "nosniff"
    return sent
