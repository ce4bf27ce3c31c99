"""Words of the command line in the words of pages: options by their labels, commands by their titles.

What the library tells a person names options as the command line has them (``--draws``). On a page the same
option has a label, and a command is a study.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from kuajie.messages import Locale, Text
from kuajie.messages.notices.replan import AGREED_UNKNOWN
from kuajie_site.studies.commands import options_of
from kuajie_site.studies.table import STUDIES

FLAG: Final = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z]")
COMMAND: Final = re.compile(r"(?<![.\w])kuajie ([a-z]+)\b(?: --[a-z-]+)?")
QUOTED: Final = Text(en="“{label}”", zh="“{label}”")
JSON: Final = Text(en="JSON", zh="JSON")
INSTEAD: Final = (
    (
        AGREED_UNKNOWN.remedy,
        Text(
            en="A plan counts as agreed on when all parties approve it as a proposal.",
            zh="各方都批准提案后，该方案即视为约定的方案。",
        ),
    ),
)
"""What to do in a folder, and what to do on a page instead."""
FIRST: Final = "fit"
"""Findings about a fit stand in every answer that rests on one, so its options come first."""


def in_page_words(value: Any, study: str, locale: Locale) -> Any:
    """Return plain values whose texts name options and commands as pages do."""
    if isinstance(value, str):
        return _said(value, study, locale) if "--" in value or "kuajie" in value else value
    if isinstance(value, Mapping):
        return {
            key: held if key == "svg" else in_page_words(held, study, locale) for key, held in value.items()
        }
    if isinstance(value, list):
        return [in_page_words(held, study, locale) for held in value]
    return value


def _said(text: str, study: str, locale: Locale) -> str:
    for told, instead in INSTEAD:
        text = text.replace(told.say(locale), instead.say(locale))
    named = COMMAND.sub(lambda found: _title(found, locale), text)
    return FLAG.sub(lambda found: _label(found, study, locale), named)


def _title(found: re.Match[str], locale: Locale) -> str:
    study = STUDIES.get(found[1])
    return found[0] if study is None else QUOTED.say(locale, label=study.title.say(locale))


def _label(found: re.Match[str], study: str, locale: Locale) -> str:
    known = labels_of(FIRST) | labels_of(study) if study == FIRST else labels_of(study) | labels_of(FIRST)
    label = known.get(found[0])
    return found[0] if label is None else QUOTED.say(locale, label=label.say(locale))


@cache
def labels_of(study: str) -> dict[str, Text]:
    """Return the label of every option of a study, by the flag of the command line."""
    form = STUDIES[study].form
    told = options_of(form.COMMAND) if form.COMMAND else {}
    return {"--json": JSON, **{told[name].flag: asks.label for name, asks in form.ASKS.items()}}
