"""What the API says when it cannot do something: problem+json (RFC 9457), in the language asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from django.http import HttpResponse

from kuajie.messages import BadInput, Text
from kuajie_site.words import locale_now, said

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingOut:
    """One thing wrong with what was sent: in which file, row and column, with which value, and what to do."""

    message: str
    remedy: str = ""
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A kind of problem: its status and its texts."""

    code: str
    status: int
    text: Text


@dataclass(eq=False)
class Problem(Exception):
    """What ends a request; ``facts`` fill the fault's text."""

    fault: Fault
    findings: tuple[FindingOut, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.fault.code


NO_CREDENTIAL: Final = Fault(
    code="not_signed_in",
    status=401,
    text=Text(
        en="Send a valid key or access token: “Authorization: Bearer …”. It may be missing, mistyped, "
        "expired or revoked. Cookies are not accepted here.",
        zh="请提供有效的密钥或访问令牌：“Authorization: Bearer …”。可能未提供、有误、已过期或已吊销。"
        "此处不接受 Cookie。",
    ),
)
NOT_ALLOWED: Final = Fault(
    code="role_not_allowed",
    status=403,
    text=Text(
        en="The role of this key does not allow this ({action}). Nothing was changed.",
        zh="该密钥的角色无权进行此操作（{action}）。没有任何内容被改动。",
    ),
)
READ_ONLY: Final = Fault(
    code="insufficient_scope",
    status=403,
    text=Text(
        en="This key may only read; this needs the scope “write”. Nothing was changed.",
        zh="该密钥只能读取，此操作需要“write”权限。没有任何内容被改动。",
    ),
)
NOT_DISCLOSED: Final = Fault(
    code="not_disclosed",
    status=403,
    text=Text(
        en="Other parties have not disclosed what this shows: {fields}.",
        zh="其他合作方尚未公开所涉内容：{fields}。",
    ),
)
NOT_FOUND: Final = Fault(
    code="not_found",
    status=404,
    text=Text(
        en="There is no such thing here, or it is not for this key.", zh="没有该内容，或该密钥无权知晓。"
    ),
)
NO_SUCH_METHOD: Final = Fault(
    code="method_not_allowed",
    status=405,
    text=Text(en="This address does not take this method.", zh="该地址不支持此方法。"),
)
UNDER_WAY: Final = Fault(
    code="in_progress",
    status=409,
    text=Text(
        en="A request with this Idempotency-Key is being answered. Ask again in a moment.",
        zh="带有该 Idempotency-Key 的请求正在处理，请稍后重试。",
    ),
)
CONFLICT: Final = Fault(code="conflict", status=409, text=Text(en="{why}", zh="{why}"))
STALE: Final = Fault(
    code="changed_meanwhile",
    status=412,
    text=Text(
        en="This was changed meanwhile; read it again, decide, and send the new ETag. Nothing was changed.",
        zh="期间内容已有变动。请重新读取后决定，并附上新的 ETag。没有任何内容被改动。",
    ),
)
TOO_LARGE: Final = Fault(
    code="too_large",
    status=413,
    text=Text(
        en="The body is larger than {limit} bytes, which is the limit here. Nothing was kept.",
        zh="请求内容超过此处 {limit} 字节的上限。未保存任何内容。",
    ),
)
INVALID: Final = Fault(
    code="invalid",
    status=422,
    text=Text(
        en="What was sent cannot be taken: see findings. Nothing was changed.",
        zh="无法接受所发送的内容，详见 findings。没有任何内容被改动。",
    ),
)
KEY_REUSED: Final = Fault(
    code="idempotency_key_reused",
    status=422,
    text=Text(
        en="This Idempotency-Key was used for another request. Use a new one for every request.",
        zh="该 Idempotency-Key 已用于另一请求。请为每个请求使用新的键。",
    ),
)
NO_MATCH: Final = Fault(
    code="etag_needed",
    status=428,
    text=Text(
        en="Send the ETag of what you read as If-Match, so that nothing else is changed than that.",
        zh="请在 If-Match 中附上所读内容的 ETag，以确保只改动所读的内容。",
    ),
)
TOO_OFTEN: Final = Fault(
    code="too_many_requests",
    status=429,
    text=Text(
        en="More than {limit} requests in a minute. Wait {seconds} seconds.",
        zh="一分钟内请求超过 {limit} 次，请等待 {seconds} 秒。",
    ),
)
UNREADABLE: Final = Fault(
    code="unreadable",
    status=400,
    text=Text(
        en="The request cannot be read: not valid JSON or form data, or a header it lacks. "
        "Nothing was changed.",
        zh="无法读取该请求：不是有效的 JSON 或表单数据，或缺少请求头。没有任何内容被改动。",
    ),
)
OURS: Final = Fault(
    code="server_error",
    status=500,
    text=Text(
        en="An error that is ours, not yours. It has been logged; nothing was half done.",
        zh="站点自身出现错误，与你的请求无关，已记入日志；不会留下只完成一半的改动。",
    ),
)
BY_STATUS: Final[Mapping[int, Fault]] = MappingProxyType(
    {
        fault.status: fault
        for fault in (
            UNREADABLE,
            NO_CREDENTIAL,
            NOT_ALLOWED,
            NOT_FOUND,
            NO_SUCH_METHOD,
            CONFLICT,
            STALE,
            TOO_LARGE,
            INVALID,
            NO_MATCH,
            TOO_OFTEN,
            OURS,
        )
    }
)
"""What is said of an answer that Django gave before the API was reached."""


def findings_told(error: BadInput) -> tuple[FindingOut, ...]:
    """Return what the library refuses, as findings in the language of the request."""
    locale = locale_now()
    return tuple(
        FindingOut(
            message=each.problem(locale),
            remedy=each.remedy(locale),
            file=each.place.file,
            row=each.place.row,
            column=each.place.column,
            value=each.place.value,
        )
        for each in error.findings
    )


def answer_of(problem: Problem) -> HttpResponse:
    """Return the answer that says a problem, in the language of the request."""
    fault = problem.fault
    return told(
        fault.status, fault.code, said(fault.text, **problem.facts), problem.findings, headers=problem.headers
    )


def told(
    status: int,
    code: str,
    detail: str,
    findings: Iterable[FindingOut] = (),
    *,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return an answer with a problem in it."""
    body: dict[str, object] = {
        "type": f"urn:kuajie:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    listed = [asdict(each) for each in findings]
    if listed:
        body["findings"] = listed
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=f"{MEDIA_TYPE}; charset=utf-8"
    )
    for name, value in (headers or {}).items():
        response[name] = value
    return response
