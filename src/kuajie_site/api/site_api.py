"""The API itself: how its operations are declared and checked, and how what goes wrong is told."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.decorators import decorate_view
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from kuajie.messages import Text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import Access
from kuajie_site.api import problems
from kuajie_site.api.callers import Caller, caller_of, not_signed_in
from kuajie_site.api.idempotency import once
from kuajie_site.api.problems import FindingOut, Problem, answer_of, told
from kuajie_site.uploads.refusals import NotTaken
from kuajie_site.words import said

log = logging.getLogger(__name__)
Run = Callable[..., Any]
PROGRAMME: Final = "/programmes/{uuid:programme}"
TAGS: Final[dict[str, Text]] = {
    "programmes": Text(en="Programmes", zh="项目"),
    "data": Text(en="Versions and own files", zh="版本与本方文件"),
    "studies": Text(en="Studies, jobs and answers", zh="计算、任务与结果"),
    "grants": Text(en="Disclosure", zh="信息公开"),
    "plans": Text(en="Proposals", zh="提案"),
    "settlement": Text(en="Settlement", zh="结算"),
    "activity": Text(en="Activity", zh="动态"),
}


class Bearer(HttpBearer):
    """Lets in who may do an action in the programme of the address."""

    openapi_bearerFormat = "an API key (kj_…) or an access token"  # noqa: N815 - the name in OpenAPI

    def __init__(self, action: Action, *, write: bool) -> None:
        super().__init__()
        self.action, self.write = action, write

    def __call__(self, request: HttpRequest) -> Caller:
        """Return who calls; raises ``Problem`` for whom this is not for."""
        caller = caller_of(request)
        match = request.resolver_match
        programme = match.kwargs.get("programme") if match else None
        if programme is not None and str(programme) != str(caller.seat.programme_id):
            raise Problem(problems.NOT_FOUND)
        if not caller.seat.may(self.action):
            raise Problem(problems.NOT_ALLOWED, facts={"action": str(self.action)})
        if self.write and not caller.write:
            raise Problem(problems.READ_ONLY)
        return caller

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return who calls (the header has been read already)."""
        del token
        return self(request)


def operation(
    router: Router,
    method: str,
    path: str,
    *,
    action: Action,
    title: Text,
    response: Any,
    refusals: tuple[int, ...] = (),
    extra: Mapping[str, Any] | None = None,
) -> Callable[[Run], Run]:
    """Declare an operation: who may do it (as views declare it), what it answers, what it may refuse with.

    Whatever changes something needs the scope ``write`` and takes an Idempotency-Key.
    """

    def declare(run: Run) -> Run:
        run.access = Access(action=action)  # type: ignore[attr-defined]
        run.title = title  # type: ignore[attr-defined]
        run.refusals = refusals  # type: ignore[attr-defined]
        bearer = Bearer(action, write=method != "GET")
        declared = decorate_view(once(bearer))(run) if method == "POST" else run
        router.add_api_operation(
            path,
            [method],
            declared,
            auth=bearer,
            response=response,
            summary=title.en,
            description=(run.__doc__ or "").strip(),
            operation_id=run.__name__,
            openapi_extra=dict(extra) if extra else None,
        )
        return run

    return declare


class StrictParser(Parser):
    """Reads JSON bodies: a number too large for JSON (NaN, Infinity) is no JSON."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body; raises ``Problem`` for what is not JSON."""
        try:
            found = json.loads(request.body, parse_constant=_no_constant)
            _require_sound(found)
        except (ValueError, RecursionError) as error:
            raise Problem(problems.UNREADABLE) from error
        return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _require_sound(value: Any) -> None:
    """Refuse texts that no database takes: with NUL, or halves of surrogate pairs."""
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("NUL")
        value.encode()  # fails for half a pair
    elif isinstance(value, list):
        for each in value:
            _require_sound(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            _require_sound(name)
            _require_sound(each)


def make_api() -> NinjaAPI:
    """Return the API without its operations."""
    api = NinjaAPI(
        title="Kuajie",
        version="1",
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        parser=StrictParser(),
        renderer=JSONRenderer(),
    )
    for kind, tell in HANDLERS.items():
        api.add_exception_handler(kind, tell)
    return api


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    del request
    findings = tuple(_finding(each) for each in error.errors)
    return answer_of(Problem(problems.INVALID, findings=findings))


def _finding(error: Mapping[str, Any]) -> FindingOut:
    place = [str(part) for part in error["loc"] if part not in {"body", "query", "path", "form", "file"}]
    given = error.get("input")
    value = given if isinstance(given, str | int | float) else None
    return FindingOut(
        message=said(PYDANTIC.get(error["type"], OTHERWISE), **_bounds(error), kind=error["msg"]),
        column=".".join(place[1:] if place[:1] in (["payload"], ["page"]) else place) or None,
        value=None if value is None else str(value)[:200],
    )


def _bounds(error: Mapping[str, Any]) -> dict[str, object]:
    context = error.get("ctx") or {}
    return {"bound": next((context[name] for name in BOUNDS if name in context), "")}


BOUNDS: Final = ("ge", "le", "gt", "lt", "min_length", "max_length", "expected")
OTHERWISE: Final = Text(en="Not what is asked for here: {kind}.", zh="与此处要求不符（{kind}）。")
PYDANTIC: Final[Mapping[str, Text]] = {
    "missing": Text(en="This is missing.", zh="缺少该项。"),
    "extra_forbidden": Text(en="There is no such field.", zh="没有该字段。"),
    "string_type": Text(en="Give a text.", zh="请提供文本。"),
    "string_too_short": Text(en="Give at least {bound} characters.", zh="至少 {bound} 个字符。"),
    "string_too_long": Text(en="Give at most {bound} characters.", zh="最多 {bound} 个字符。"),
    "greater_than_equal": Text(en="At least {bound}.", zh="不得小于 {bound}。"),
    "less_than_equal": Text(en="At most {bound}.", zh="不得大于 {bound}。"),
    "int_parsing": Text(en="Give a whole number.", zh="请提供整数。"),
    "int_type": Text(en="Give a whole number.", zh="请提供整数。"),
    "enum": Text(en="One of: {bound}.", zh="只能是：{bound}。"),
    "literal_error": Text(en="One of: {bound}.", zh="只能是：{bound}。"),
    "date_from_datetime_parsing": Text(en="Give a day as 2026-11-30.", zh="请按 2026-11-30 的形式提供日期。"),
    "date_parsing": Text(en="Give a day as 2026-11-30.", zh="请按 2026-11-30 的形式提供日期。"),
    "uuid_parsing": Text(en="Give a UUID.", zh="请提供 UUID。"),
}


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    del request
    return told(error.status, "refused", said(error.text, **error.facts))


def _not_taken(request: HttpRequest, error: NotTaken) -> HttpResponse:
    del request
    finding = FindingOut(message=said(error.text, **error.facts), file=_as_name(error.facts.get("file")))
    return told(error.status, "not_taken", finding.message, (finding,))


def _as_name(fact: object) -> str | None:
    return fact if isinstance(fact, str) else None


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    del request
    if isinstance(error, AuthenticationError):
        return answer_of(not_signed_in())
    return answer_of(Problem(problems.BY_STATUS.get(error.status_code, problems.UNREADABLE)))


def _ours(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return answer_of(Problem(problems.OURS))


HANDLERS: Final[dict[type[Exception], Callable[..., HttpResponse]]] = {
    Exception: _ours,
    Problem: lambda _, error: answer_of(error),
    Http404: lambda *_: answer_of(Problem(problems.NOT_FOUND)),
    PermissionDenied: lambda *_: answer_of(Problem(problems.NOT_ALLOWED, facts={"action": "—"})),
    ValidationError: _invalid,
    HttpError: _http_error,
    Refused: _refused,
    NotTaken: _not_taken,
}
