"""What is alike for every request to the API: its language, how large it may be, how errors are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from kuajie_site.api.callers import caller_of
from kuajie_site.api.problems import BY_STATUS, MEDIA_TYPE, TOO_LARGE, Problem, answer_of

BELOW: Final = "/api/"
TAKES_FILES: Final = re.compile(r"^/api/v1/programmes/[^/]+/uploads$")
AROUND_FILES: Final = 1024**2
OWN_ERRORS: Final = frozenset({"/api/v1/oauth/token"})
"""Addresses whose errors have a form of their own (RFC 6749)."""


class UnderApi:
    """Answers below /api/ in the language of the Accept-Language header; every error is problem+json."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        if not request.path_info.startswith(BELOW):
            return self.get_response(request)
        language = language_of(request.headers.get("Accept-Language", ""))
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = _too_large(request) or _as_problem(request, self.get_response(request))
        response.headers.setdefault("Cache-Control", "private, no-store")
        patch_vary_headers(response, ("Accept-Language", "Authorization"))
        return response


def language_of(accepted: str) -> str:
    """Return the first of the site's languages that a header accepts; else the site's own.

    >>> language_of("en-GB,en;q=0.9"), language_of("zh-TW"), language_of("fr"), language_of("")
    ('en', 'zh-hans', 'zh-hans', 'zh-hans')
    """
    for told, _ in parse_accept_lang_header(accepted):
        for code, _ in settings.LANGUAGES:
            if told.split("-")[0] == code.split("-")[0]:
                return str(code)
    return settings.LANGUAGE_CODE


def _too_large(request: HttpRequest) -> HttpResponseBase | None:
    """Refuse by the size told, before anything is read; who takes files is asked for a key first."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    size = int(told) if told.isdecimal() else 0
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if size <= limit:
        return None
    if request.method == "POST" and TAKES_FILES.match(request.path_info):
        try:
            caller_of(request)
        except Problem as problem:
            return answer_of(problem)
        limit = settings.UPLOAD_LIMIT + AROUND_FILES
        request.size_limit = limit  # type: ignore[attr-defined]
    if size <= limit:
        return None
    answer = answer_of(Problem(TOO_LARGE, facts={"limit": limit}))
    answer["Connection"] = "close"
    return answer


def _as_problem(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Return an error that Django answered with a page as a problem."""
    told = answer.headers.get("Content-Type", "")
    if answer.status_code < BAD_REQUEST or told.startswith(MEDIA_TYPE) or request.path_info in OWN_ERRORS:
        return answer
    fault = BY_STATUS.get(answer.status_code, BY_STATUS[BAD_REQUEST])
    kept = {name: answer.headers[name] for name in ("Allow", "Retry-After") if name in answer.headers}
    return answer_of(
        Problem(fault, headers=kept, facts={"action": "", "why": "", "limit": "", "seconds": ""})
    )


BAD_REQUEST: Final = 400
