"""Which language a person at the command line reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from kuajie.messages import LOCALES, Locale

CURRENT_LOCALE: ContextVar[Locale] = ContextVar("CURRENT_LOCALE", default="en")


def choose_locale(arguments: Sequence[str], environment: Mapping[str, str]) -> Locale:
    """Return the language of ``--lang``, else of KUAJIE_LANG, else of the system.

    The arguments are only scanned, not parsed, so that help and complaints about arguments are said in the
    language that the same arguments ask for.

    >>> choose_locale(["brief", "--lang", "zh"], {"LANG": "en_GB.UTF-8"})
    'zh'
    >>> choose_locale([], {"LANG": "zh_CN.UTF-8"})
    'zh'
    """
    asked = _asked(arguments) or environment.get("KUAJIE_LANG", "")
    for locale in LOCALES:
        if asked == locale:
            return locale
    system = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG", "")
    return "zh" if system.lower().startswith("zh") else "en"


def _asked(arguments: Sequence[str]) -> str | None:
    """Return the last ``--lang``, which is the one that counts."""
    asked = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(arguments):
            asked = arguments[place + 1]
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked
