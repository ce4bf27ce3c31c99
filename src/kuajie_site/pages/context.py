"""What every page's frame needs."""

from __future__ import annotations

from django.http import HttpRequest

from kuajie_site.accounts.language import locale_now


def page(request: HttpRequest) -> dict[str, object]:
    """Return the language, and the seat where a page belongs to a programme."""
    return {"locale": locale_now(), "seat": getattr(request, "seat", None)}
