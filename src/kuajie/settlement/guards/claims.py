"""Claims in marketing copy, each with its line and column, by a country's lists of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kuajie.settlement.guards.negation import denied, quoted
from kuajie.settlement.guards.rules import ClaimList, GuardRules

_HAN = re.compile(r"[\u3400-\u9fff]")
_FILLING = frozenset("*_·・‧•~ \t\u3000")
_INVISIBLE = "Cf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A claim found: its list, the words as written, where (both from 1), whether merely quoted."""

    claims: ClaimList
    words: str
    line: int
    column: int
    quoted: bool


def fields_of(lines: Sequence[str], rules: GuardRules) -> frozenset[str]:
    """Return the fields of training that a copy shows it is about."""
    whole = "\n".join(_normal(line)[0] for line in lines)
    return frozenset(field for field, signs in rules.signs if any(sign in whole for sign in signs))


def claims_in(lines: Sequence[str], rules: GuardRules, *, fields: Collection[str] = ()) -> tuple[Hit, ...]:
    """Return every claim in lines of copy that is not denied, in order of line and column.

    ``fields`` are kinds of training the copy is known to be about; those it shows itself are added.
    """
    about = {"", *fields, *fields_of(lines, rules)}
    lists = [each for each in rules.claims if each.field in about]
    return tuple(hit for number, line in enumerate(lines, start=1) for hit in _in_line(line, number, lists))


def _in_line(line: str, number: int, lists: Sequence[ClaimList]) -> Iterator[Hit]:
    text, places = _normal(line)
    last_denied: int | None = None
    for start, end, claims in _longest(text, lists):
        if denied(text, start, end, denied_before=last_denied):
            last_denied = end
            continue
        first, last = places[start], places[end - 1]
        yield Hit(
            claims=claims,
            words=line[first : last + 1],
            line=number,
            column=first + 1,
            quoted=quoted(text, start, end),
        )


def _longest(text: str, lists: Sequence[ClaimList]) -> list[tuple[int, int, ClaimList]]:
    """Return what matches, without what overlaps something that begins earlier or is longer."""
    found = [
        (match.start(), match.end(), claims)
        for claims in lists
        for match in _pattern(claims).finditer(text)
        if not _is_exception(text, match.span(), claims)
    ]
    kept: list[tuple[int, int, ClaimList]] = []
    for each in sorted(found, key=lambda it: (it[0], -it[1], not it[2].grave, it[2].id)):
        if not kept or each[0] >= kept[-1][1]:
            kept.append(each)
    return kept


def _is_exception(text: str, span: tuple[int, int], claims: ClaimList) -> bool:
    return any(
        match.start() <= span[0] and span[1] <= match.end()
        for exception in claims.exceptions
        for match in re.finditer(exception, text)
    )


@cache
def _pattern(claims: ClaimList) -> re.Pattern[str]:
    return re.compile("|".join([*claims.patterns, *(_of_word(word) for word in claims.words)]))


def _of_word(word: str) -> str:
    if _HAN.search(word):
        return re.escape(word)
    spaced = r"[\s\-]+".join(re.escape(part) for part in word.split())
    return rf"(?<![a-z0-9]){spaced}(?![a-z0-9])"


def _normal(line: str) -> tuple[str, list[int]]:
    """Return a line half-width and lower-case, without what hides words, and where each character stood.

    Dropped are invisible characters, and marks or blanks between two Chinese characters (包·过, 包 过).
    """
    pairs = [
        (char, place)
        for place, written in enumerate(line)
        if unicodedata.category(written) != _INVISIBLE
        for char in unicodedata.normalize("NFKC", written).casefold()
    ]
    before = _nearest(char for char, _ in pairs)
    after = _nearest(char for char, _ in reversed(pairs))[::-1]
    kept = [
        pair
        for pair, left, right in zip(pairs, before, after, strict=True)
        if not (pair[0] in _FILLING and _HAN.match(left) and _HAN.match(right))
    ]
    return "".join(char for char, _ in kept), [place for _, place in kept]


def _nearest(chars: Iterable[str]) -> list[str]:
    """Return for each character the last one up to it that is no filling, empty before the first."""
    nearest, last = [], ""
    for char in chars:
        last = last if char in _FILLING else char
        nearest.append(last)
    return nearest
