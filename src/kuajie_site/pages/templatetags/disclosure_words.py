"""Template filters of disclosure."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template

from kuajie_site.disclosure.fields import FIELD_NAMES, Field
from kuajie_site.pages.templatetags.words import day
from kuajie_site.words import said

register = template.Library()


@register.filter
def field_name(field: str) -> str:
    """Return what a field is called."""
    return said(FIELD_NAMES[Field(field)])


@register.filter
def last_day(ends: datetime) -> str:
    """Return the last day on which something holds that ends at a moment."""
    return day(ends - timedelta(microseconds=1))
