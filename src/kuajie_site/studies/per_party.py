"""Fields that ask one number of every party."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from kuajie.messages import Text
from kuajie_site.studies.forms import StudyForm
from kuajie_site.studies.study import Options
from kuajie_site.words import lazily, said

ALL_OR_NONE = Text(en="Give a number for every party, or for none.", zh="请为每一方填写，或全部留空。")


def add_number_of_each(form: StudyForm, prefix: str, label: Text, help_text: Text, **bounds: Any) -> None:
    """Add a field for every party: ``label`` names the ``{party}``; the meaning stands at the first."""
    for place, party in enumerate(form.about.parties if form.about else ()):
        name = f"{prefix}_{party.id}"
        form.fields[name] = forms.FloatField(
            label=lazily(label, party=party.name),
            help_text=lazily(help_text) if place == 0 else "",
            required=False,
            **bounds,
        )
        form.rarer.add(name)


def numbers_given(options: Options, prefix: str) -> Mapping[str, float]:
    """Return the numbers that were given, by party."""
    start = f"{prefix}_"
    return {
        name.removeprefix(start): float(value)
        for name, value in options.items()
        if name.startswith(start) and value not in (None, "")
    }


def require_all_or_none(form: StudyForm, cleaned: Mapping[str, Any], prefix: str) -> None:
    """Refuse numbers for some parties only, at the first that is missing."""
    given = numbers_given(cleaned, prefix)
    names = [name for name in form.fields if name.startswith(f"{prefix}_")]
    missing = [name for name in names if name.removeprefix(f"{prefix}_") not in given]
    if given and missing:
        form.add_error(missing[0], said(ALL_OR_NONE))


def pairs_text(numbers: Mapping[str, float]) -> str | None:
    """Return numbers as the library reads them; nothing where there are none.

    >>> pairs_text({"a": 0.6, "b": 0.4})
    'a=0.6,b=0.4'
    """
    return ",".join(f"{party}={_exact(value)}" for party, value in numbers.items()) or None


def _exact(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
