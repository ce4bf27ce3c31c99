"""Filters of the settlement pages: ``{% load settlement_words %}``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from django import template

from kuajie.domain.money import Money
from kuajie.present.reader import Reader
from kuajie.present.statement_rows import exact
from kuajie_site.words import CLDR, locale_now

register = template.Library()


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """Return what stands under a key, or nothing."""
    return values.get(key)


@register.filter
def iso_day(text: str) -> str:
    """Return a day written 2026-10-31 as the reader's language writes it."""
    return str(format_date(date.fromisoformat(text), format="medium", locale=CLDR[locale_now()]))


@register.filter
def money(minor: int, currency: str) -> str:
    """Return an amount in minor units, to the minor unit."""
    return exact(minor, currency, Reader(locale_now(), currency))


@register.filter
def major(minor: int, currency: str) -> str:
    """Return an amount as forms write it."""
    return f"{Money(minor, currency).amount:f}"
