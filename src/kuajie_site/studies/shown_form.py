"""The form of a study for a seat, and what was asked in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms

from kuajie.messages import BadInput, Text
from kuajie.wiring.outlines import outline
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.forms import StudyForm
from kuajie_site.studies.study import Options, Study
from kuajie_site.words import said

if TYPE_CHECKING:
    from kuajie.exchange.outline import Outline

YES = Text(en="yes", zh="是")
JOINED = Text(en=", ", zh="、")


def form_for(
    study: Study, programme: Programme, data: Any = None, *, initial: Mapping[str, Any] | None = None
) -> StudyForm:
    """Return a study's form with the choices that the latest files leave; ``data`` is what was given."""
    return study.form(data, about=outline_of(programme), initial=initial)


def outline_of(programme: Programme) -> Outline | None:
    """Return who takes part in a programme and what it decides on; ``None`` where that cannot be read.

    Only programme.toml is read, once for every version.
    """
    latest = programme.latest
    return None if latest is None else _outline(str(latest.folder), latest.digest)


@lru_cache(maxsize=256)
def _outline(folder: str, digest: str) -> Outline | None:
    del digest
    try:
        return outline(Path(folder))
    except (BadInput, OSError):
        return None


def said_options(form: StudyForm, options: Options) -> Iterator[tuple[str, str]]:
    """Yield label and value of every option that is not as usual, in the reader's language."""
    for name, field in form.fields.items():
        value = options.get(name)
        if value in (None, "", [], False) or value == field.initial:
            continue
        yield str(field.label), _said(field, value)


def _said(field: forms.Field, value: Any) -> str:
    if value is True:
        return said(YES)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        named = {key: str(label) for key, label in choices}
        values = value if isinstance(value, list) else [value]
        return said(JOINED).join(named.get(each, str(each)) for each in values)
    return str(value)
