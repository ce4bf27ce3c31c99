"""Light or dark: as the reader's system asks, or as chosen, in a cookie."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kuajie_site.access.views import open_to_all

COOKIE: Final = "kuajie_theme"
THEMES: Final = ("light", "dark")
A_YEAR: Final = 31_536_000


def theme_of(request: HttpRequest) -> str:
    """Return the colours somebody chose, or an empty text where the system decides."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else ""


def way_back(request: HttpRequest) -> str:
    """Return the page of this site that a form asks to return to, else the home page."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@open_to_all
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Choose light, dark or the system's colours."""
    asked = request.POST.get("theme", "")
    answer = HttpResponseRedirect(way_back(request))
    if asked in THEMES:
        answer.set_cookie(COOKIE, asked, max_age=A_YEAR, samesite="Lax", httponly=True)
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer
