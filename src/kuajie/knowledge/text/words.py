"""The words of a text in Chinese, English or both: widths, case and accents alike, stop words left out."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import rjieba

from kuajie.knowledge.text.glossary import Glossary
from kuajie.knowledge.text.numbering import arabic

_LATIN_ACCENT = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_APOSTROPHE = re.compile(r"(?<=[a-z])['’](?=[a-z])")
_TOKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\W_]+(?:\+\+|#)?")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")

_ENGLISH_STOPS = (
    "a an and are as at be by can do for from how i in into is its not of off on or our out that the their"
    " this to up upon via was we what when where which who why will with you your"
)
# Not "it": in titles it stands for information technology.
_CHINESE_STOPS = "的 了 与 和 及 之 在 是 或 等 对 中的 以及 如何 怎样 什么 一个 我们"
STOP_WORDS: Final = frozenset(_ENGLISH_STOPS.split()) | frozenset(_CHINESE_STOPS.split())
"""Words that say nothing of what a text is about."""


def normal(text: str) -> str:
    """Return a text with widths, case and accents made alike, and blanks joined.

    >>> normal("Ｉntroducción  à l’IA")
    'introduccion a lia'
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFC", _LATIN_ACCENT.sub("", folded))
    return " ".join(_APOSTROPHE.sub("", plain).split())


def has_han(text: str) -> bool:
    """Say whether a text has a Chinese character."""
    return _HAN.search(text) is not None


def words(text: str, glossary: Glossary | None = None) -> tuple[str, ...]:
    """Return the words of a text in order, Chinese as jieba cuts it for search, English in the singular.

    A ``glossary`` puts English terms in place of Chinese ones and of abbreviations, so that texts in both
    languages share words; numerals of any kind become digits.

    >>> words("Introduction to Data Structures (II)")
    ('introduction', 'data', 'structure', '2')
    """
    plain = arabic(normal(text))
    if glossary is not None:
        plain = glossary.in_english(plain)
    found: list[str] = []
    for token in _TOKEN.findall(plain):
        if has_han(token):
            found.extend(rjieba.cut_for_search(token))
        else:
            found.append(singular(token))
    kept = tuple(word for word in found if word not in STOP_WORDS)
    return kept or tuple(found)


def singular(word: str) -> str:
    """Return an English word without the ending of the plural; a rule of thumb, alike on both sides.

    >>> [singular(word) for word in ("databases", "studies", "statistics", "business", "analysis", "sql")]
    ['database', 'study', 'statistics', 'business', 'analysis', 'sql']
    """
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "ous")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]
