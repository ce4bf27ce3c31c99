"""Titles of planted courses: the same course told in English or Chinese, and retold as others write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Rng = np.random.Generator


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """What courses are about: ``pairs`` of a Chinese and an English term, made-up ``brands``, ``schools``."""

    pairs: Sequence[tuple[str, str]]
    brands: Sequence[str]
    schools: Sequence[str]

    @classmethod
    def of(cls, terms: Mapping[str, str], rng: Rng) -> Topics:
        """Return topics of a glossary's Chinese terms, of each English one the first."""
        pairs = {
            english: term
            for term, english in reversed(list(terms.items()))
            if not term.isascii() and not _NO_TOPICS.intersection(english.split())
        }
        brands = [
            "".join(rng.choice(_SYLLABLES.split(), int(rng.integers(2, 4)))).title() for _ in range(300)
        ]
        schools = [
            form.format(brand) for brand in brands[:60] for form in ("University of {}", "{} University")
        ]
        return cls(
            pairs=tuple((term, english) for english, term in pairs.items()), brands=brands, schools=schools
        )


_SYLLABLES = "ba co di fu ga he ka lo mi na or pe ra si tu va xo ze lin mar ton vel dra quin"
_NO_TOPICS = frozenset(
    {"university", "college", "institute", "course", "bootcamp", "masterclass", "specialization", "training"}
    | {"introduction", "beginner", "intermediate", "advanced", "fundamentals", "exam", "certification"}
)
"""Words of a glossary that no course is about."""
_AUDIENCES = (("管理者", "managers"), ("教师", "teachers"), ("工程师", "engineers"), ("医生", "doctors"))
_EN_LEVELS = ("Introduction to {}", "Intermediate {}", "Advanced {}")
_ZH_LEVELS = ("{}导论", "{}中级", "高级{}")
_EN_FORMS = ("{a}", "{a} and {b}", "{a} for {who}", "{a} with {brand}", "{brand}: {a} in {b}")
_ZH_FORMS = ("{a}", "{a}与{b}", "面向{who}的{a}", "{a}：{brand}", "{brand}：{b}中的{a}")
_ROMAN, _HALVES = ("I", "II", "III"), ("上", "下", "三")
_ENDINGS = ("Course", "Online Course", "Masterclass", "(2023 Edition)", "- Complete Guide", "Bootcamp")
_ZH_ENDINGS = ("课程", "（2023版）", "训练营", "公开课", "精讲")
_ABBREVIATIONS = {
    "machine learning": "ML",
    "artificial intelligence": "AI",
    "introduction": "Intro",
    "fundamentals": "Basics",
    "statistics": "Stats",
    "mathematics": "Maths",
    "modeling": "Modelling",
    "user experience": "UX",
    "search engine optimization": "SEO",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What a title says: topics and audience by place, its level if it is ``said``, its part (0: whole)."""

    topic: int
    second: int
    form: int
    brand: int
    who: int
    level: int
    said: bool
    part: int

    @classmethod
    def drawn(cls, topics: Topics, rng: Rng) -> Title:
        """Return a title at random; few subjects have many courses."""
        return cls(
            topic=_skewed(len(topics.pairs), rng),
            second=_skewed(len(topics.pairs), rng),
            form=int(rng.choice(5, p=[0.2, 0.25, 0.15, 0.2, 0.2])),
            brand=_skewed(len(topics.brands), rng),
            who=int(rng.integers(len(_AUDIENCES))),
            level=int(rng.integers(3)),
            said=bool(rng.random() < 0.35),
            part=int(rng.choice(4, p=[0.8, 0.1, 0.07, 0.03])),
        )


def _skewed(size: int, rng: Rng) -> int:
    return int(size * rng.random() ** 2)


def told(title: Title, topics: Topics, *, zh: bool) -> str:
    """Return a title in a language."""
    side = 0 if zh else 1
    said = (_ZH_FORMS if zh else _EN_FORMS)[title.form].format(
        a=_cased(topics.pairs[title.topic][side]),
        b=_cased(topics.pairs[title.second][side]),
        who=_AUDIENCES[title.who][side],
        brand=topics.brands[title.brand],
    )
    if title.said:
        said = (_ZH_LEVELS if zh else _EN_LEVELS)[title.level].format(said)
    if title.part:
        said += f"（{_HALVES[title.part - 1]}）" if zh else f" {_ROMAN[title.part - 1]}"
    return said


def _cased(term: str) -> str:
    return term.title() if term.isascii() else term


def retold(said: str, rng: Rng, *, zh: bool) -> str:
    """Return a title as somebody else writes it."""
    if not zh:
        if rng.random() < 0.3:
            for term, short in _ABBREVIATIONS.items():
                said = said.replace(term.title(), short)
        if rng.random() < 0.15 and " and " in said:
            said = said.replace(" and ", " & ")
        if rng.random() < 0.3:
            said = _digits(said)
        if rng.random() < 0.08:
            said = _slip(said, rng)
        if rng.random() < 0.1:
            said = said.lower()
    if rng.random() < 0.2:
        ending = str(rng.choice(_ZH_ENDINGS if zh else _ENDINGS))
        said += ending if zh else f" {ending}"
    return said


def _digits(said: str) -> str:
    for place, numeral in enumerate(_ROMAN, start=1):
        if said.endswith(f" {numeral}"):
            return f"{said.removesuffix(numeral)}{place}"
    return said


def _slip(said: str, rng: Rng) -> str:
    """Return a text with two neighbouring letters swapped, as typists do."""
    place = int(rng.integers(1, max(2, len(said) - 1)))
    return said[: place - 1] + said[place : place + 1] + said[place - 1 : place] + said[place + 1 :]
