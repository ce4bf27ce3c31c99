"""A text that exists in Chinese and in English from its first day."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Literal, get_args

Locale = Literal["zh", "en"]
LOCALES: tuple[Locale, ...] = get_args(Locale)


@dataclass(frozen=True, slots=True)
class Text:
    """One whole sentence or label in both languages, with the same named placeholders in each.

    >>> greeting = Text(en="Week {week} is full.", zh="第 {week} 周已满。")
    >>> greeting.say("zh", week=3)
    '第 3 周已满。'
    """

    en: str
    zh: str

    def __post_init__(self) -> None:
        """Refuse a text whose two languages name different facts, or one that is empty."""
        if not self.en or not self.zh:
            raise ValueError(f"a text needs both languages: {self.en!r}, {self.zh!r}")
        if any(not name.isidentifier() for name in placeholders(self.en) | placeholders(self.zh)):
            raise ValueError(f"every fact needs a name: {self.en!r}, {self.zh!r}")
        if placeholders(self.en) != placeholders(self.zh):
            raise ValueError(f"the languages name different facts: {self.en!r}, {self.zh!r}")

    def say(self, locale: Locale, **facts: object) -> str:
        """Return the text in ``locale`` with its facts filled in.

        A fact that is itself a ``Text`` is said in the same locale.
        """
        known = {name: fact.say(locale) if isinstance(fact, Text) else fact for name, fact in facts.items()}
        return (self.zh if locale == "zh" else self.en).format(**known)


def placeholders(template: str) -> frozenset[str]:
    """Return the names of the facts a template asks for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
