"""Forms that ask for a study's options, made of the options of the command line.

A command says once what it can be asked: the kind of value, its bounds, its default, what it means in both
languages. A form takes all that from the command's signature and adds only what pages need: a short label,
and words for choices. Cleaned values are plain JSON, and an option left out has its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from kuajie.messages import KuajieError, Text
from kuajie_site.studies.commands import Asked, options_of
from kuajie_site.words import lazily, locale_now

if TYPE_CHECKING:
    from kuajie.exchange.outline import Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """How a form asks for one option of a command.

    ``help`` stands in place of the command's where that speaks of other options by their flags; an empty text
    in its place shows none. ``choices`` name the values; ``more`` puts it among the rarer options.
    """

    label: Text
    help: Text | None = None
    choices: Mapping[str, Text] = field(default_factory=dict)
    more: bool = False
    lines: bool = False
    default: Any = None


class StudyForm(forms.Form):
    """Asks for the options of a study; ``COMMAND`` and ``ASKS`` say which, of which command.

    ``LEFT_OUT`` names the command's other parameters, with the reason why a page does not ask for them.
    """

    COMMAND: ClassVar[str] = ""
    ASKS: ClassVar[Mapping[str, Ask]] = MappingProxyType({})
    LEFT_OUT: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def __init__(
        self, data: Any = None, *, about: Outline | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.about = about
        if self.COMMAND:
            told = options_of(self.COMMAND)
            for name, asks in self.ASKS.items():
                self.fields[name] = _field(asks, told[name])
        self.rarer = {name for name, asks in self.ASKS.items() if asks.more}
        self.add_fields()

    def add_fields(self) -> None:
        """Add fields that depend on the programme (``self.about``); ``self.rarer`` names the rarer ones."""

    def clean(self) -> dict[str, Any]:
        """Return plain values, the default for what was left out."""
        cleaned = super().clean() or {}
        for name, each in self.fields.items():
            if cleaned.get(name) in (None, "") and name not in self.errors:
                cleaned[name] = each.initial
            if isinstance(cleaned.get(name), date):
                cleaned[name] = cleaned[name].isoformat()
        if not self.errors:
            self.check_together(cleaned)
        return cleaned

    def check_together(self, cleaned: dict[str, Any]) -> None:
        """Refuse options that do not go together, by ``add_error`` at the field to change."""

    def refuse(self, name: str, error: KuajieError) -> None:
        """Tell at a field why the library cannot take what was given."""
        self.add_error(name, [finding.say(locale_now()) for finding in error.findings])

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that everybody sees."""
        return [self[name] for name in self.fields if name not in self.rarer]

    @property
    def more(self) -> list[forms.BoundField]:
        """The rarer options."""
        return [self[name] for name in self.fields if name in self.rarer]

    @property
    def more_is_open(self) -> bool:
        """Whether one of the rarer options needs attention."""
        return any(name in self.errors for name in self.rarer)


class NoOptions(StudyForm):
    """A study that asks nothing more."""


def _field(asks: Ask, told: Asked) -> forms.Field:
    """Return a field for an option, by the kind of its value."""
    meaning = told.help if asks.help is None else asks.help
    initial = told.default if asks.default is None else asks.default
    common: dict[str, Any] = {
        "label": lazily(asks.label),
        "help_text": lazily(meaning),
        "required": False,
        "initial": initial,
    }
    if asks.choices:
        named = [(value, lazily(text)) for value, text in asks.choices.items() if value]
        if initial is None:
            named.insert(0, ("", lazily(asks.choices.get("", UNDECIDED))))
        return forms.ChoiceField(choices=named, **common)
    if told.kind is bool:
        return forms.BooleanField(**common)
    if told.kind is int:
        least, most = (None if bound is None else int(bound) for bound in (told.least, told.most))
        return forms.IntegerField(min_value=least, max_value=most, **common)
    if told.kind is float:
        return forms.FloatField(min_value=told.least, max_value=told.most, **common)
    if told.kind is date:
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **common)
    widget = forms.Textarea(attrs={"rows": 3}) if asks.lines else forms.TextInput()
    return forms.CharField(max_length=4000, widget=widget, **common)


UNDECIDED = Text(en="As the programme says", zh="按项目设定")
NO_HELP = Text(en=" ", zh=" ")
"""Where the label says it all."""
