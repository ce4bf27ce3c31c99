"""A study: a question that can be asked of a programme folder on the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django import forms

from kuajie.messages import Locale, Text
from kuajie.present.page import Part
from kuajie.usecases.progress import Progress
from kuajie_site.disclosure.fields import Field

Options = Mapping[str, Any]


class NoOptions(forms.Form):
    """A study that asks nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One row of the table of studies.

    ``answer`` asks the use case through ``kuajie.wiring``; ``parts`` makes of the answer what a page shows;
    ``record`` what the API tells. ``shows`` are the fields of every party that the answer gives away.
    ``form`` asks for options; its cleaned values are JSON.
    """

    name: str
    title: Text
    asks: Text
    answer: Callable[[Path, Options, Progress], Any]
    parts: Callable[[Any, Locale], Iterable[Part]]
    record: Callable[[Any, Locale], object]
    shows: frozenset[Field]
    form: type[forms.Form] = NoOptions
    after: tuple[str, ...] = field(default=())
