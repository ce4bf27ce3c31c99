"""Versions of a programme's files, and the files of one's own party: read, handed in, taken over."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from django.http import FileResponse, Http404, HttpResponse
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.activity.log import note as noted
from kuajie_site.api.callers import ApiRequest
from kuajie_site.api.etags import etag, require_match
from kuajie_site.api.pages import Page, PageQuery, Strict, page_of
from kuajie_site.api.problems import CONFLICT, Problem
from kuajie_site.api.site_api import PROGRAMME, operation
from kuajie_site.programmes.models import Seat, Version
from kuajie_site.uploads.accept import AlreadyDone, Outdated, accept
from kuajie_site.uploads.check import own_files
from kuajie_site.uploads.history import HistoryLine, history_of
from kuajie_site.uploads.models import Stage, Upload
from kuajie_site.uploads.receive import receive
from kuajie_site.uploads.record_names import record_name
from kuajie_site.uploads.views import ENDED, MEANWHILE, upload_of
from kuajie_site.uploads.work import conclude
from kuajie_site.words import locale_now, said

router = Router(tags=["data"])
VERSIONS = f"{PROGRAMME}/versions"
UPLOADS = f"{PROGRAMME}/uploads"
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
BINARY = {
    "responses": {
        200: {
            "description": "OK",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class VersionOut(Schema):
    """A version of the files: what it changed of one's own; of others' only the names of files."""

    number: int
    created_at: datetime
    party: str | None
    by: str
    note: str
    changed: list[str]
    others_changed: list[str]
    in_force: bool


class FileOut(Schema):
    """A file of one's own party."""

    name: str
    size: int


class FindingOut(Schema):
    """One thing wrong with an upload: where, with which value, and what to do."""

    message: str
    remedy: str
    file: str | None
    row: int | None
    column: str | None
    value: str | None


class UploadOut(Schema):
    """Files handed in: ``stage`` says where they stand, ``changes`` what taking them over would change."""

    id: UUID
    stage: Stage
    note: str
    files: list[str]
    findings: list[FindingOut]
    changes: list[dict[str, Any]]
    version: int | None
    created_at: datetime
    ended_at: datetime | None


class AcceptIn(Strict):
    """A note for the history."""

    note: Annotated[str, Field(max_length=300)] = ""


@operation(
    router,
    "GET",
    VERSIONS,
    action=Action.SEE_OWN_DATA,
    title=Text(en="List versions", zh="列出版本"),
    response=Page[VersionOut],
)
def list_versions(request: ApiRequest, programme: UUID, page: Query[PageQuery]) -> Any:
    """List the latest versions of the programme's files, the newest first."""
    return page_of(history_of(request.auth.seat), page, _version)


def _version(line: HistoryLine) -> dict[str, Any]:
    version = line.version
    return {
        "number": version.number,
        "created_at": version.created_at,
        "party": version.party.key if version.party else None,
        "by": line.by,
        "note": version.note if line.own else "",
        "changed": line.changed,
        "others_changed": line.others,
        "in_force": line.latest,
    }


@operation(
    router,
    "GET",
    f"{VERSIONS}/{{number}}/files",
    action=Action.SEE_OWN_DATA,
    title=Text(en="List own files", zh="列出本方文件"),
    response=Page[FileOut],
)
def list_own_files(request: ApiRequest, programme: UUID, number: Number, page: Query[PageQuery]) -> Any:
    """List the files of one's own party in a version."""
    files = _own(request.auth.seat, number)
    return page_of(files, page, lambda path: {"name": path.name, "size": path.stat().st_size})


@operation(
    router,
    "GET",
    f"{VERSIONS}/{{number}}/files/{{name}}",
    action=Action.SEE_OWN_DATA,
    title=Text(en="Download an own file", zh="下载本方文件"),
    response=None,
    extra=BINARY,
)
def download_own_file(request: ApiRequest, programme: UUID, number: Number, name: str) -> Any:
    """Return a file of one's own party as it was in a version."""
    found = next((path for path in _own(request.auth.seat, number) if path.name == name), None)
    if found is None:
        raise Http404
    answer = FileResponse(
        found.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _own(seat: Seat, number: int) -> Any:
    version = Version.objects.filter(programme=seat.programme, number=number).first()
    if version is None or seat.party is None:
        raise Http404
    return own_files(version, seat.party.key)


@operation(
    router,
    "GET",
    UPLOADS,
    action=Action.SEE_OWN_DATA,
    title=Text(en="List uploads", zh="列出上传"),
    response=Page[UploadOut],
)
def list_uploads(request: ApiRequest, programme: UUID, page: Query[PageQuery]) -> Any:
    """List what one's own party handed in, the newest first."""
    seat = request.auth.seat
    found = Upload.objects.filter(programme=seat.programme, party=seat.party, whole=False)
    return page_of(found.select_related("version"), page, upload_told)


@operation(
    router,
    "POST",
    UPLOADS,
    action=Action.UPLOAD,
    title=Text(en="Hand files in", zh="上传文件"),
    response={202: UploadOut},
    refusals=(413,),
)
def hand_in(
    request: ApiRequest,
    programme: UUID,
    response: HttpResponse,
    files: File[list[UploadedFile]],
    note: Annotated[str, Form(max_length=300)] = "",
) -> Any:
    """Hand files in for one's own party: CSV, XLSX or a ZIP of them, with columns.toml where headers differ.

    They are looked at in the background; nothing is in force before it is accepted.
    """
    seat = request.auth.seat
    upload = receive(seat, seat.user, files, key=uuid4(), note=note)
    response["Location"] = f"{request.path}/{upload.pk}"
    response["ETag"] = tag_of(upload)
    return Status(202, upload_told(upload))


@operation(
    router,
    "GET",
    f"{UPLOADS}/{{upload}}",
    action=Action.SEE_OWN_DATA,
    title=Text(en="Read an upload", zh="读取上传"),
    response=UploadOut,
)
def read_upload(request: ApiRequest, programme: UUID, upload: UUID, response: HttpResponse) -> Any:
    """Return where an upload stands: what is wrong with it, or what it would change."""
    found = upload_of(request.auth.seat, upload)
    response["ETag"] = tag_of(found)
    return upload_told(found)


@operation(
    router,
    "POST",
    f"{UPLOADS}/{{upload}}/accept",
    action=Action.UPLOAD,
    title=Text(en="Accept an upload", zh="采用上传"),
    response=UploadOut,
    refusals=(409, 412),
)
def accept_upload(request: ApiRequest, programme: UUID, upload: UUID, payload: AcceptIn) -> Any:
    """Put an upload in force as the next version, all of it or nothing; send the ETag read as If-Match."""
    seat = request.auth.seat
    found = upload_of(seat, upload)
    require_match(request, tag_of(found))
    if found.stage != Stage.READY:
        raise Problem(CONFLICT, facts={"why": said(NOT_READY, stage=str(found.stage))})
    try:
        version = accept(found, seat.user, payload.note or found.note)
    except Outdated as error:
        raise Problem(CONFLICT, facts={"why": said(MEANWHILE)}) from error
    except AlreadyDone as error:
        raise Problem(CONFLICT, facts={"why": said(ENDED)}) from error
    noted(seat, "files_changed", shared=True, files=_kinds(found), number=version.number)
    return upload_told(upload_of(seat, upload))


NOT_READY = Text(
    en="This upload is not ready to be accepted (it is “{stage}”).", zh="该上传尚不能采用（状态“{stage}”）。"
)


@operation(
    router,
    "POST",
    f"{UPLOADS}/{{upload}}/drop",
    action=Action.UPLOAD,
    title=Text(en="Drop an upload", zh="放弃上传"),
    response=UploadOut,
    refusals=(409,),
)
def drop_upload(request: ApiRequest, programme: UUID, upload: UUID) -> Any:
    """Drop an upload; nothing of it is kept."""
    seat = request.auth.seat
    if not conclude(upload_of(seat, upload), Stage.DROPPED):
        raise Problem(CONFLICT, facts={"why": said(ENDED)})
    return upload_told(upload_of(seat, upload))


def _kinds(found: Upload) -> Text:
    names = [record_name(change["record"]) for change in found.changes]
    en, zh = ", ".join(name.en for name in names), "、".join(name.zh for name in names)
    return Text(en=en.replace("{", "").replace("}", ""), zh=zh.replace("{", "").replace("}", ""))


def tag_of(upload: Upload) -> str:
    """Return the ETag of an upload."""
    return etag(str(upload.pk), str(upload.stage), upload.base_id, upload.columns)


def upload_told(upload: Upload) -> dict[str, Any]:
    """Return how an upload stands."""
    return {
        "id": upload.pk,
        "stage": upload.stage,
        "note": upload.note,
        "files": [file["given"] for file in upload.files],
        "findings": [_finding(each) for each in upload.problems],
        "changes": upload.changes,
        "version": upload.version.number if upload.version else None,
        "created_at": upload.created_at,
        "ended_at": upload.ended_at,
    }


def _finding(told: dict[str, Any]) -> dict[str, Any]:
    message, remedy = told[locale_now()]
    place = {name: told[name] or None for name in ("file", "row", "column", "value")}
    return {"message": message, "remedy": remedy, **place}
