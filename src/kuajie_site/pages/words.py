"""Texts of pages, in the language of the request."""

from __future__ import annotations

from django.utils.functional import lazy

from kuajie.messages import Text
from kuajie_site.accounts.language import locale_now


def said(text: Text, **facts: object) -> str:
    """Return a text in the language of the present request."""
    return text.say(locale_now(), **facts)


lazily = lazy(said, str)
"""A text said when it is shown, for labels that are made once and read in two languages."""
