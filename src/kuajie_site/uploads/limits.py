"""How large a request may be: decided by what it says of itself, before anything of it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve

from kuajie_site.uploads import refusals
from kuajie_site.words import said

SMALL = 5 * 1024**2
ROUND_IT = 1024**2
"""What a form adds to the files in it, at most."""


def takes_files(view: Callable[..., Any]) -> Callable[..., Any]:
    """Declare that a view may be sent files; every other page takes only small forms."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


class UploadLimit:
    """Refuses what is too large with 413, before the body is read; nobody signed out sends much at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        size = _size(request)
        if size > SMALL and size > _limit(request):
            return too_large(request)
        return self.get_response(request)


def _size(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else 0


def _limit(request: HttpRequest) -> int:
    decided: int | None = getattr(request, "size_limit", None)  # by the API, for whom it let in by a key
    if decided is not None:
        return decided
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return SMALL
    takes = getattr(view, "takes_files", False) and request.user.is_authenticated
    return settings.UPLOAD_LIMIT + ROUND_IT if takes else SMALL


def too_large(request: HttpRequest) -> HttpResponse:
    """Return the page that says how much may be sent at once."""
    text = said(refusals.TOO_LARGE, limit=settings.UPLOAD_LIMIT // 1024**2)
    answer = render(request, "uploads/too_large.html", {"text": text, "back": request.path}, status=413)
    answer["Connection"] = "close"
    return answer
