"""Texts of pages, in the language of the request."""

from __future__ import annotations

from babel import Locale as CldrLocale
from django.utils import translation
from django.utils.functional import lazy

from kuajie.messages import Locale, Text

CLDR = {"zh": CldrLocale.parse("zh_Hans_CN"), "en": CldrLocale.parse("en")}
"""By language, how numbers and dates are written."""


def locale_now() -> Locale:
    """Return the language in which the present request is answered."""
    return "zh" if (translation.get_language() or "zh").startswith("zh") else "en"


def said(text: Text, **facts: object) -> str:
    """Return a text in the language of the present request."""
    return text.say(locale_now(), **facts)


lazily = lazy(said, str)
"""A text said when it is shown, for labels that are made once and read in two languages."""
