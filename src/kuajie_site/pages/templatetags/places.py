"""The tag of navigation: ``{% place "study" "Plan" "方案" "plan" %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kuajie.messages import Text
from kuajie_site.words import said

register = template.Library()


@register.simple_tag(takes_context=True)
def place(context: template.Context, name: str, en: str, zh: str, *more: object, **facts: Any) -> SafeString:
    """Return a list item that leads to a page of the programme, marked where the reader is in it.

    ``more`` are the arguments of the address beyond the programme; ``count=n`` adds how many things wait.
    """
    address = reverse(name, args=[context["seat"].programme_id, *more])
    here = _here(context["request"], address)
    waiting = facts.get("count")
    badge = format_html(' <span class="badge calm">{}</span>', waiting) if waiting else ""
    return format_html('<li><a href="{}"{}>{}{}</a></li>', address, here, said(Text(en=en, zh=zh)), badge)


def _here(request: HttpRequest, address: str) -> SafeString:
    """Mark the page itself, and the section that a deeper page lies in."""
    if request.path == address:
        return SafeString(' aria-current="page"')
    if not address.endswith("/") and request.path.startswith(f"{address}/"):
        return SafeString(' aria-current="true"')
    return SafeString("")
