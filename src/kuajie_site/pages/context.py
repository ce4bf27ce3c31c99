"""What every page's frame needs."""

from __future__ import annotations

from django.http import HttpRequest

from kuajie_site.pages.theme import theme_of
from kuajie_site.words import locale_now


def page(request: HttpRequest) -> dict[str, object]:
    """Return the language, the colours, and the seat where a page belongs to a programme."""
    return {"locale": locale_now(), "theme": theme_of(request), "seat": getattr(request, "seat", None)}
