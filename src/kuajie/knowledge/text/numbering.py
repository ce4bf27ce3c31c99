"""Numbers in titles, in digits, Roman or Chinese numerals: parts, editions and years tell siblings apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CHINESE: Final = {numeral: str(place) for place, numeral in enumerate("〇一二三四五六七八九")} | {"十": "10"}
_ROMANS, _SPELT = "i ii iii iv v vi vii viii ix x xi xii", "one two three four five six"
_ROMAN: Final = {numeral: str(place) for place, numeral in enumerate(_ROMANS.split(), start=1)}
_ENGLISH: Final = {word: str(place) for place, word in enumerate(_SPELT.split(), start=1)}
# Single letters are words more often than numerals, so they count only where a numeral would end a part.
_ROMAN_ALONE = re.compile(r"(?<![\w'.&+-])(i|v|x)(?=\s*(?:[):：,\]–—-]|\.?\s*$))")
_ROMAN_LONG = re.compile(r"(?<![a-z0-9])(xii|xi|viii|vii|vi|iv|ix|iii|ii)(?![a-z0-9])")
_PART_WORD = re.compile(
    r"(?<=\b(?:part|book|unit|term))\s+(one|two|three|four|five|six)\b|(?<=\blevel)\s+(one|two|three)\b"
)
_ORDINAL = re.compile(r"第\s*([一二三四五六七八九十]|\d+)\s*(?=[章节部册卷期版季讲学阶级]|部分|单元)")
_BRACKETED = re.compile(
    r"[(（\[【]\s*([上中下一二三四五六七八九十])\s*(?:册|篇|部|卷|半部|学期)?\s*[)）\]】]"
)
_CLOSING = re.compile(r"(?<=[\u4e00-\u9fff])\s*([上下一二三四五六])\s*(?:册|篇|卷|学期)?\s*(?=$|[:：,，\-—])")
_HALVES: Final = {"上": "1", "中": "2", "下": "2"}
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)*|(?<=[a-z\u4e00-\u9fff])\d+(?:\.\d+)*")
_YEAR = re.compile(r"(?:19[5-9]\d|20[0-4]\d)")


def arabic(text: str) -> str:
    """Return a normal text with Roman, Chinese and spelt numerals of parts as digits; 上 is 1 and 下 is 2.

    >>> arabic("calculus ii"), arabic("大学物理(上)"), arabic("第三章 极限"), arabic("how i learned")
    ('calculus 2', '大学物理 1 ', ' 3 章 极限', 'how i learned')
    """
    text = _ORDINAL.sub(lambda found: f" {_digit(found[1])} ", text)
    text = _BRACKETED.sub(lambda found: f" {_digit(found[1])} ", text)
    text = _CLOSING.sub(lambda found: f" {_digit(found[1])} ", text)
    text = _PART_WORD.sub(lambda found: f" {_digit(found[1] or found[2])}", text)
    text = _ROMAN_LONG.sub(lambda found: _ROMAN[found[1]], text)
    return _ROMAN_ALONE.sub(lambda found: _ROMAN[found[1]], text)


def _digit(numeral: str) -> str:
    for known in (_HALVES, _CHINESE, _ENGLISH):
        if numeral in known:
            return known[numeral]
    return numeral


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers in a title, other than years, and the years, each sorted."""

    numbers: tuple[str, ...]
    years: tuple[str, ...]


def numbering(plain: str) -> Numbering:
    """Return the numbers of a text in which numerals are digits, see ``arabic``.

    >>> numbering("python 3.10 bootcamp 2024")
    Numbering(numbers=('3.10',), years=('2024',))
    """
    found = {number.lstrip("0") or "0" for number in _NUMBER.findall(plain)}
    years = {number for number in found if _YEAR.fullmatch(number)}
    return Numbering(tuple(sorted(found - years)), tuple(sorted(years)))
