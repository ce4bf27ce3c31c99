"""What the first page of a process would wait for, done before anybody asks for a page.

Imported after Django has been set up.
"""

from __future__ import annotations

import gc
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from babel.dates import format_date, format_datetime
from django.conf import settings
from django.db import connections
from django.template import Engine
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation

from kuajie_site.studies.table import STUDIES
from kuajie_site.words import CLDR, locale_now

READ_LATER: Final = ("kuajie.exchange.outline", "kuajie.exchange.agreement_of_files")
"""Modules that functions of views import when they are called."""


@cache
def warm() -> None:
    """Read ahead, once in a process; workers forked later share all that was read."""
    read_ahead()
    connections.close_all()  # a connection is never shared by two processes
    # All of this stays for good. The collector of garbage passes over it from now on, which otherwise takes
    # it a third of a second each time.
    gc.collect()
    gc.freeze()


def read_ahead() -> None:
    """Load addresses, templates, forms and words."""
    for module in READ_LATER:
        import_module(module)
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            _read_what_depends_on_language()
    for folder in Engine.get_default().dirs:
        for place in Path(folder).rglob("*.html"):
            get_template(place.relative_to(folder).as_posix())


def _read_what_depends_on_language() -> None:
    reverse("home")
    format_date(date(2026, 1, 1), locale=CLDR[locale_now()])
    format_datetime(timezone.now(), locale=CLDR[locale_now()])
    for study in STUDIES.values():
        study.form()
