"""A bilingual glossary: Chinese terms and abbreviations as English terms, so that both languages compare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from kuajie.knowledge.text.glossary_terms import TERMS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Glossary:
    """``english`` has by every Chinese term or abbreviation (normal: lower case, narrow) its English term."""

    english: Mapping[str, str]
    _han: re.Pattern[str] | None = field(init=False, repr=False)
    _latin: re.Pattern[str] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compile the terms, the longest first, so that a longer one is not taken for a part of it."""
        han = [term for term in self.english if not term.isascii()]
        latin = [term for term in self.english if term.isascii()]
        object.__setattr__(self, "_han", _any_of(han, "{}"))
        object.__setattr__(self, "_latin", _any_of(latin, r"(?<![a-z0-9]){}(?![a-z0-9+#])"))

    def in_english(self, plain: str) -> str:
        """Return a normal text with English terms in place of those known; the rest stays.

        >>> usual_glossary().in_english("机器学习导论")
        ' machine learning  introduction '
        """
        if self._latin is not None:
            plain = self._latin.sub(self._english, plain)
        return plain if self._han is None or plain.isascii() else self._han.sub(self._english, plain)

    def _english(self, found: re.Match[str]) -> str:
        return f" {self.english[found[0]]} "

    def extended(self, terms: Mapping[str, str]) -> Glossary:
        """Return the glossary with further terms, which come before its own."""
        return Glossary(english={**self.english, **terms})


def _any_of(terms: Iterable[str], form: str) -> re.Pattern[str] | None:
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile(form.format(f"(?:{'|'.join(map(re.escape, ordered))})")) if ordered else None


@cache
def usual_glossary() -> Glossary:
    """Return the glossary of usual terms of education."""
    return Glossary(english=parsed_terms(TERMS))


def parsed_terms(text: str) -> dict[str, str]:
    """Return terms written as ``中文/另一说法=english term; ...``.

    >>> parsed_terms("微积分=calculus; 导论/引论=introduction")
    {'微积分': 'calculus', '导论': 'introduction', '引论': 'introduction'}
    """
    found: dict[str, str] = {}
    for entry in re.split(r"[;\n]", text):
        names, _, english = entry.strip().partition("=")
        found.update({name.strip(): english.strip() for name in names.split("/") if english})
    return found
