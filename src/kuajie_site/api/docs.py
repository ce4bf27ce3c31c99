"""What the API offers: as OpenAPI for programs, as a page for people; both in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from kuajie.messages import Locale, Text
from kuajie_site.access.views import Access, open_to_all
from kuajie_site.api.abouts import ABOUTS
from kuajie_site.api.problems import BY_STATUS, MEDIA_TYPE
from kuajie_site.api.site_api import TAGS
from kuajie_site.words import locale_now

PREFIX: Final = "api/v1/"
ALWAYS: Final = (400, 401, 403, 404, 422, 429)
ABOUT: Final = Text(
    en="The site's questions and answers for programs. A key is for one seat of one programme and may do "
    "what its role may. Errors are problem+json (RFC 9457), in Chinese or English by Accept-Language.",
    zh="供程序使用的站点接口。每个密钥对应一个项目中的一个席位，权限由其角色决定。"
    "错误以 problem+json（RFC 9457）返回，语言由 Accept-Language 决定。",
)
IDEMPOTENCY: Final = Text(
    en="The same key again within 24 hours is answered as the first time, and nothing is done twice.",
    zh="24 小时内以同一键重发，将得到与首次相同的应答，不会重复执行。",
)
IF_MATCH: Final = Text(
    en="The ETag that was read; refused with 412 where the thing has changed since.",
    zh="读取时得到的 ETag；若此后内容已变动，则以 412 拒绝。",
)
PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "findings": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemFinding"}},
    },
}
FINDING: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "message": {"type": "string"},
        "remedy": {"type": "string"},
        "file": {"type": ["string", "null"]},
        "row": {"type": ["integer", "null"]},
        "column": {"type": ["string", "null"]},
        "value": {"type": ["string", "null"]},
    },
}


@open_to_all
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Return the description of the API as OpenAPI 3.1."""
    del request
    return JsonResponse(description(locale_now()), json_dumps_params={"ensure_ascii": False})


@open_to_all
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show what the API offers."""
    told = description(locale_now())
    groups = [(tag, list(_lines(told, tag["name"]))) for tag in told["tags"]]
    facts = {
        "about": told["info"]["description"],
        "groups": [each for each in groups if each[1]],
        "signing": "Authorization: Bearer …",
    }
    return render(request, "api/docs.html", facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An operation on the page."""

    method: str
    path: str
    title: str
    about: str
    action: str
    parameters: list[dict[str, Any]]
    body: list[tuple[str, str]]
    answers: list[tuple[str, str]]


def _lines(told: dict[str, Any], tag: str) -> Iterator[Line]:
    for path, methods in told["paths"].items():
        for method, each in methods.items():
            if tag in each["tags"]:
                yield Line(
                    method=method.upper(),
                    path=path,
                    title=each["summary"],
                    about=each.get("description", ""),
                    action=each["x-action"],
                    parameters=[one for one in each["parameters"] if one["in"] == "query"],
                    body=list(_body(told, each)),
                    answers=[(str(status), one["description"]) for status, one in each["responses"].items()],
                )


def _body(told: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = content["schema"]
        if "$ref" in schema:
            schema = told["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        for name, one in schema.get("properties", {}).items():
            yield name, f"{kind}: {one.get('type') or one.get('title') or 'object'}"


def description(locale: Locale) -> dict[str, Any]:
    """Return the description of the API in a language."""
    return _described(locale)


@cache
def _described(locale: Locale) -> dict[str, Any]:
    from kuajie_site.api.urls import API  # noqa: PLC0415 - the addresses name this page

    told: dict[str, Any] = deepcopy(dict(OpenAPISchema(API, PREFIX)))
    told["info"]["description"] = ABOUT.say(locale)
    told["tags"] = [{"name": name, "description": title.say(locale)} for name, title in TAGS.items()]
    told["components"]["schemas"] |= {"Problem": PROBLEM, "ProblemFinding": FINDING}
    told["components"]["securitySchemes"]["OAuth2"] = {
        "type": "oauth2",
        "flows": {
            "clientCredentials": {"tokenUrl": "/api/v1/oauth/token", "scopes": {"read": "", "write": ""}}
        },
    }
    for path, method, run in operations(API):
        _complete(told["paths"][path][method.lower()], method, run, locale)
    return told


def operations(api: NinjaAPI) -> Iterator[tuple[str, str, Any]]:
    """Yield path, method and function of every operation."""
    for bound in api._get_bound_routers():  # noqa: SLF001 - ninja has no public way to walk operations
        for path, view in bound.path_operations.items():
            for each in view.operations:
                for method in each.methods:
                    yield f"/{PREFIX.rstrip('/')}{_plain(path)}", method, each.view_func


def _plain(path: str) -> str:
    return re.sub(r"\{[^}:]+:", "{", path)


def _complete(told: dict[str, Any], method: str, run: Any, locale: Locale) -> None:
    access: Access = run.access
    told["summary"] = run.title.say(locale)
    told["description"] = ABOUTS[run.__name__].say(locale)
    told["x-action"] = str(access.action)
    told["security"] = [{"Bearer": []}, {"OAuth2": ["read" if method == "GET" else "write"]}]
    refusals = {*ALWAYS, *run.refusals, *((409,) if method == "POST" else ())}
    for status in sorted(refusals):
        told["responses"][status] = {
            "description": BY_STATUS[status].code,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    if method == "POST":
        told["parameters"].append(_header("Idempotency-Key", IDEMPOTENCY.say(locale), maxLength=255))
    if {412, 428} & {*run.refusals}:
        told["parameters"].append(_header("If-Match", IF_MATCH.say(locale), maxLength=200))


def _header(name: str, about: str, **schema: Any) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1, "pattern": "^[\\x21-\\x7e]+$", **schema}
    return {"in": "header", "name": name, "required": False, "description": about, "schema": text}
