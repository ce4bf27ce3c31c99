"""Naming the columns of an upload: what headers were taken for, and what they are."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from ninja import Query, Router, Schema, Status
from pydantic import Field

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.api.callers import ApiRequest
from kuajie_site.api.etags import require_match
from kuajie_site.api.operations.data import UPLOADS, UploadOut, tag_of, upload_told
from kuajie_site.api.pages import TEXT, Page, PageQuery, Strict, page_of
from kuajie_site.api.problems import CONFLICT, INVALID, FindingOut, Problem
from kuajie_site.api.site_api import operation
from kuajie_site.uploads.accept import name_columns
from kuajie_site.uploads.columns import ColumnsForm, Table, tables_to_map
from kuajie_site.uploads.models import Stage
from kuajie_site.uploads.views import upload_of
from kuajie_site.words import said

router = Router(tags=["data"])
Name = Annotated[str, Field(min_length=1, max_length=300, pattern=TEXT)]
Header = Annotated[str, Field(max_length=300, pattern=TEXT)]
Column = Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9_]*$")]
NO_FILE = Text(en="The upload holds no such table.", zh="该上传中没有此表格。")
NO_HEADER = Text(en="The table has no such header.", zh="表中没有此列名。")
NOT_NOW = Text(
    en="This upload does not wait for columns to be named (it is “{stage}”).",
    zh="该上传无需指定列（状态“{stage}”）。",
)


ONLY = Field(json_schema_extra={"additionalProperties": False})
"""Of a table whose keys have a pattern: other keys are refused."""


class HeaderOut(Schema):
    """A header and its first cells; ``column`` is what it was taken for, where it was."""

    header: str
    cells: list[str]
    column: str
    known: bool
    ignored: bool


class TableOut(Schema):
    """A table handed in: taken for which record file, and which of its columns nothing stands for."""

    file: str
    record: str
    mapped: bool
    headers: list[HeaderOut]
    missing: list[str]


class TableIn(Strict):
    """What a table is: ``columns`` by header (those not named are left out), and what it leaves unsaid.

    ``minor`` names headers in the currency's minor unit, ``constant`` gives a column one value for all rows.
    """

    file: Name
    record: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]
    columns: Annotated[dict[Header, Column], ONLY]
    minor: Annotated[list[Name], Field(max_length=100)] = []
    constant: Annotated[dict[Column, Annotated[str, Field(max_length=100, pattern=TEXT)]], ONLY] = {}


class ColumnsIn(Strict):
    """Tables by file; those not named stay as they were understood."""

    tables: Annotated[list[TableIn], Field(min_length=1, max_length=100)]


@operation(
    router,
    "GET",
    f"{UPLOADS}/{{upload}}/columns",
    action=Action.SEE_OWN_DATA,
    title=Text(en="List the columns of an upload", zh="列出上传的列"),
    response=Page[TableOut],
)
def list_columns(request: ApiRequest, programme: UUID, upload: UUID, page: Query[PageQuery]) -> Any:
    """List the tables of an upload whose columns wait to be named, as they were understood."""
    found = upload_of(request.auth.seat, upload)
    return page_of(tables_to_map(found), page, _table)


@operation(
    router,
    "POST",
    f"{UPLOADS}/{{upload}}/columns",
    action=Action.UPLOAD,
    title=Text(en="Name the columns of an upload", zh="指定上传的列"),
    response={202: UploadOut},
    refusals=(409, 412),
)
def name_upload_columns(
    request: ApiRequest, programme: UUID, upload: UUID, payload: ColumnsIn, response: HttpResponse
) -> Any:
    """Say which column each header is; the upload is looked at again then."""
    seat = request.auth.seat
    found = upload_of(seat, upload)
    require_match(request, tag_of(found))
    if found.stage != Stage.COLUMNS:
        raise Problem(CONFLICT, facts={"why": said(NOT_NOW, stage=str(found.stage))})
    tables = tables_to_map(found)
    form = ColumnsForm(tables, _as_form(tables, {each.file: each for each in payload.tables}))
    if not form.is_valid():
        raise Problem(INVALID, findings=tuple(_refused(form, tables)))
    name_columns(found, sections=form.sections(), files=form.chosen_files(found))
    now = upload_of(seat, upload)
    response["ETag"] = tag_of(now)
    return Status(202, upload_told(now))


def _table(table: Table) -> dict[str, Any]:
    return {
        "file": table["given"],
        "record": table["record"],
        "mapped": table["mapped"],
        "headers": table["columns"],
        "missing": table["missing"],
    }


def _as_form(tables: list[Table], told: dict[str, TableIn]) -> QueryDict:
    """Return what the page's form would send; raises ``Problem`` for tables and headers there are not."""
    _require_known(tables, told)
    sent = QueryDict(mutable=True)
    for place, table in enumerate(tables):
        given = told.get(table["given"])
        sent[f"{place}-record"] = table["record"] if given is None else given.record
        for number, column in enumerate(table["columns"]):
            likely = "" if column["ignored"] else column["column"]
            header = column["header"]
            sent[f"{place}-{number}"] = likely if given is None else given.columns.get(header, "")
            if given is not None and header in given.minor:
                sent[f"{place}-{number}-minor"] = "on"
        for name, value in ({} if given is None else given.constant).items():
            sent[f"{place}-constant-{name}"] = value
    return sent


def _require_known(tables: list[Table], told: dict[str, TableIn]) -> None:
    headers = {table["given"]: {column["header"] for column in table["columns"]} for table in tables}
    findings = [
        FindingOut(message=said(NO_FILE), file=name[:100], column="file")
        for name in told
        if name not in headers
    ]
    findings += [
        FindingOut(message=said(NO_HEADER), file=name, column=header[:100])
        for name, given in told.items()
        if name in headers
        for header in (*given.columns, *given.minor)
        if header not in headers[name]
    ]
    if findings:
        raise Problem(INVALID, findings=tuple(findings))


def _refused(form: ColumnsForm, tables: list[Table]) -> list[FindingOut]:
    findings = []
    for name, messages in form.errors.items():
        place, _, field = name.partition("-")
        table = tables[int(place)] if place.isdigit() else None
        column = field.removeprefix("constant-")
        if table is not None and column.isdigit():
            column = table["columns"][int(column)]["header"]
        file = None if table is None else table["given"]
        findings += [FindingOut(message=str(each), file=file, column=column or None) for each in messages]
    return findings
