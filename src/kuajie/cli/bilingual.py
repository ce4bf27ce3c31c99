"""Both languages in one string: Typer wants help texts before the language is known."""

from __future__ import annotations

from kuajie.messages import Locale, Text

_BETWEEN = "\x1e"  # the control character "record separator", which no text contains


def both(text: Text) -> str:
    """Return English and Chinese in one string, to be taken apart by ``said``."""
    return f"{text.en}{_BETWEEN}{text.zh}"


def said(help_text: str, locale: Locale) -> str:
    """Return the half of a string made by ``both`` that ``locale`` reads; other strings as they are.

    >>> said(both(Text(en="week", zh="周")), "zh")
    '周'
    """
    english, _, chinese = help_text.partition(_BETWEEN)
    return (chinese if chinese and locale == "zh" else english).strip()
