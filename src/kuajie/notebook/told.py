"""What all answers in a notebook share: whose programme they are about, and in which language they speak."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuajie.messages import LOCALES, Locale
from kuajie.present.reader import Reader
from kuajie.present.shown import Shown

if TYPE_CHECKING:
    from kuajie.notebook.programmes import Programme


def language(lang: Locale | None) -> Locale:
    """Return the language asked for, else KUAJIE_LANG, else English."""
    asked = lang or os.environ.get("KUAJIE_LANG")
    return next((locale for locale in LOCALES if locale == asked), "en")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ShownOfProgramme(Shown):
    """An answer about a programme, told in the programme's language and currency."""

    programme: Programme

    @property
    def reader(self) -> Reader:
        """Whom the answer is told to."""
        return Reader(self.programme.lang, self.programme.agreed.currency)
