"""The filter of charts: ``{% load drawings %}``."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
_SIZE = re.compile(r'<svg[^>]*?\swidth="(\d+)(?:\.\d+)?"[^>]*?\sheight="(\d+)(?:\.\d+)?"')


@register.filter
def svg_size(svg: str) -> SafeString:
    """Return width and height of a drawing as attributes, so that a page does not jump when it arrives."""
    found = _SIZE.search(svg[:400])
    if found is None:
        return SafeString("")
    return format_html(' width="{}" height="{}"', found[1], found[2])
