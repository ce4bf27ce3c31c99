"""What speaks for and against two entries being the same, as numbers from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes, Flags
from kuajie.knowledge.resolution.candidates import candidate_pairs
from kuajie.knowledge.resolution.entities import Entities, Name
from kuajie.knowledge.text.vectors import TextVectors, character_vectors, rarity, word_vectors

FEATURES = (
    "words",  # cosine of words
    "characters",  # cosine of runs of three characters
    "close",  # by how much the mean of both is over 0.6, from 0 to 1
    "same_name",  # the same words, in whatever order
    "same_and_rare",  # the same, and how rare the words are together: 1 for about five rare ones
    "two_languages",  # one name Chinese, the other not
    "translated",  # cosine of characters where one is Chinese, the other not
    "numbers_differ",  # both have numbers, not the same
    "number_missing",  # only one has numbers
    "years_differ",  # the years are not the same, or only one has any
    "grades_differ",  # beginner against advanced
    "who_shared",  # cosine of teachers and schools
    "who_differ",  # both known, none shared
    "same_and_who",  # the same name, and teachers or schools in common
    "same_but_who",  # the same name, but who is known differs
    "what_shared",  # cosine of concepts, skills and subjects; of other kinds, of all neighbours
    "what_differ",  # both known, none shared
    "level_differs",  # both known, none shared
    "language_differs",  # both known, none shared
    "text",  # cosine of descriptions
    "text_unknown",  # one of them has none
    "rivals",  # of close ones, the logarithm of how many others are as near to one of the two
)
PLACE = {name: place for place, name in enumerate(FEATURES)}
NEARLY, CLOSE = 1e-6, 0.6
RARE = 30.0
"""The rarity of names that hardly two courses bear by chance, see ``rarity``."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """Pairs of entries, ``left`` and ``right`` (pairs,), and ``features`` (pairs, len(FEATURES)) of each.

    ``group`` (pairs,) says between which two providers a pair stands; entries of nobody count as of one.
    """

    left: Codes
    right: Codes
    group: Codes
    features: Floats

    def of(self, feature: str) -> Floats:
        """Return one feature of all pairs."""
        values: Floats = self.features[:, PLACE[feature]]
        return values


def evidence(entities: Entities) -> Evidence:
    """Return the pairs of entries worth comparing, each by its most alike names, and what speaks for them."""
    found = [name.words for name in entities.names]
    by_word, by_character = word_vectors(found), character_vectors(found)
    one, other = candidate_pairs(entities, (by_word, by_character))
    columns = _of_names(entities, one, other) | {
        "words": by_word.cosine(one, other),
        "characters": by_character.cosine(one, other),
    }
    columns |= _of_likeness(columns, rarity(found), one)
    best = _best_names(entities, one, other, columns)
    columns = {name: values[best] for name, values in columns.items()}
    left, right = entities.owner[one[best]], entities.owner[other[best]]
    columns |= _of_entries(entities, left, right)
    rivals = _rivals(left, right, columns["words"] + columns["characters"])
    columns |= {
        "rivals": rivals * columns["close"],
        "same_and_who": columns["same_name"] * (columns["who_shared"] > NEARLY),
        "same_but_who": columns["same_name"] * columns["who_differ"],
    }
    features = (
        np.column_stack([columns[name] for name in FEATURES]) if left.size else np.zeros((0, len(FEATURES)))
    )
    return Evidence(left=left, right=right, group=_groups(entities, left, right), features=features)


def _groups(entities: Entities, left: Codes, right: Codes) -> Codes:
    providers = _codes([key[1] for key in entities.keys])
    return np.asarray(providers[left] * (providers.max(initial=0) + 1) + providers[right], dtype=np.int64)


def _of_names(entities: Entities, one: Codes, other: Codes) -> dict[str, Floats]:
    names = entities.names
    keys, numbers = _codes([name.key for name in names]), _codes([name.numbers.numbers for name in names])
    years, grades = _codes([name.numbers.years for name in names]), _codes([name.grades for name in names])
    chinese = np.array([name.chinese for name in names], dtype=np.bool_)
    has_number = _any(names, "numbers")
    has_grade = np.array([bool(name.grades) for name in names], dtype=np.bool_)
    both_numbers = has_number[one] & has_number[other]
    return {
        "same_name": _number(keys[one] == keys[other]),
        "two_languages": _number(chinese[one] != chinese[other]),
        "numbers_differ": _number(both_numbers & (numbers[one] != numbers[other])),
        "number_missing": _number(has_number[one] != has_number[other]),
        "years_differ": _number(years[one] != years[other]),
        "grades_differ": _number(has_grade[one] & has_grade[other] & (grades[one] != grades[other])),
    }


def _of_likeness(columns: dict[str, Floats], rare: Floats, one: Codes) -> dict[str, Floats]:
    mean = (columns["words"] + columns["characters"]) / 2
    return {
        "close": np.clip((mean - CLOSE) / (1 - CLOSE), 0.0, 1.0),
        "same_and_rare": columns["same_name"] * np.clip(rare[one] / RARE, 0.0, 1.0),
        "translated": columns["two_languages"] * columns["characters"],
    }


def _any(names: tuple[Name, ...], part: str) -> Flags:
    return np.array([bool(getattr(name.numbers, part)) for name in names], dtype=np.bool_)


def _codes(values: list[object]) -> Codes:
    code: dict[object, int] = {}
    return np.array([code.setdefault(value, len(code)) for value in values], dtype=np.int64)


def _number(flags: Flags) -> Floats:
    return flags.astype(np.float64)


def _best_names(entities: Entities, one: Codes, other: Codes, columns: dict[str, Floats]) -> Codes:
    """Return of each pair of entries the place of the pair of their names that is most alike."""
    alike = columns["words"] + columns["characters"] + columns["same_name"] - columns["numbers_differ"]
    pair = entities.owner[one] * entities.size + entities.owner[other]
    order = np.lexsort((-np.round(alike, 9), pair))
    _, first = np.unique(pair[order], return_index=True)
    return np.asarray(order[first], dtype=np.int64)


def _of_entries(entities: Entities, left: Codes, right: Codes) -> dict[str, Floats]:
    shared = {name: _shared(values, left, right) for name, values in entities.beside.items()}
    who = np.maximum(shared["teacher"][0], shared["school"][0])
    who_differ = np.maximum(shared["teacher"][1], shared["school"][1])
    columns = {
        "who_shared": who,
        "who_differ": np.where(who > NEARLY, 0.0, who_differ),
        "what_shared": shared["what"][0],
        "what_differ": shared["what"][1],
        "level_differs": shared["level"][1],
        "language_differs": shared["language"][1],
    }
    texts = word_vectors(entities.texts)
    known = np.array([bool(text) for text in entities.texts], dtype=np.bool_)
    columns["text"] = texts.cosine(left, right)
    columns["text_unknown"] = _number(~(known[left] & known[right]))
    return columns


def _shared(values: csr_matrix, left: Codes, right: Codes) -> tuple[Floats, Floats]:
    """Return the cosine of what two entries have, and whether both have something but nothing in common."""
    known = np.diff(values.indptr) > 0
    cosine = TextVectors(matrix=normalize(values)).cosine(left, right)
    return cosine, _number(known[left] & known[right] & (cosine < NEARLY))


def _rivals(left: Codes, right: Codes, alike: Floats) -> Floats:
    """Return how many other pairs of either entry are at least as alike, the more of both, as a logarithm."""
    alike = np.round(alike, 6)
    counts = [_as_alike(side, alike) for side in (left, right)]
    return np.asarray(np.log1p(np.maximum(*counts)), dtype=np.float64)


def _as_alike(side: Codes, alike: Floats) -> Codes:
    """Return of each pair how many others on the same side are at least as alike."""
    if not side.size:
        return side
    order = np.lexsort((-alike, side))
    sides, sorted_alike = side[order], alike[order]
    fresh = np.ones(side.size, dtype=np.bool_)
    fresh[1:] = (sides[1:] != sides[:-1]) | (sorted_alike[1:] != sorted_alike[:-1])
    group = np.cumsum(fresh) - 1
    last = np.append(np.flatnonzero(fresh)[1:], side.size) - 1
    starts = np.searchsorted(sides, sides)
    ranks = np.zeros(side.size, dtype=np.int64)
    ranks[order] = last[group] - starts
    return ranks
