"""Judgements of importance in a partners file: by pairs, or with the best and the worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.partners_values import LIST, Entry, as_number, as_ratio, shown
from kuajie.matching.best_worst import BestWorst
from kuajie.matching.normalisation import Floats
from kuajie.matching.pairwise import RECIPROCAL_TO
from kuajie.messages import Place, Text
from kuajie.messages.notices.partners import (
    BEST_AND_WORST,
    MISSING_KEY,
    NOT_A_JUDGEMENT,
    NOT_RECIPROCAL,
    NOT_SQUARE,
    ROUNDED_JUDGEMENTS,
    UNKNOWN_ID,
    WRONG_LENGTH,
)

LARGEST = 1e6
"""No judgement is larger, or smaller than its inverse; more is surely a slip."""
EXACT_TO = 1e-9
"""How far the product of opposite judgements is from 1 when both are written as fractions."""
THING = Text(en="thing compared", zh="比较项")
PLACE = Text(en="the id of one of the things compared", zh="某个比较项的编号")
NAMED_TWICE = Text(en="The best and the worst are the same thing.", zh="best 与 worst 是同一项，无法比较。")
NOT_ITSELF = Text(en="{name} against itself is not 1.", zh="“{name}”与自身比较不为 1。")
BELOW_ONE = Text(en="The judgement on {name} is below 1.", zh="对“{name}”的判断小于 1。")
TWO_SPANS = Text(
    en="The best against the worst is {one} in best_to_others and {other} in others_to_worst.",
    zh="best 比 worst 在 best_to_others 中为 {one}，在 others_to_worst 中为 {other}，两处不一致。",
)


def read_matrix(entry: Entry, name: str, things: Sequence[str]) -> Floats | None:
    """Return a matrix of judgements on things in order, or ``None``, noted, where it cannot be taken."""
    rows = entry.items(name)
    if rows is None:
        return None
    count = len(things)
    if len(rows) != count or not all(isinstance(row, list) and len(row) == count for row in rows):
        entry.fault(NOT_SQUARE, name, count=count)
        return None
    written = [list(row) for row in rows if isinstance(row, list)]
    matrix = np.array([[_judgement(as_ratio(value)) for value in row] for row in written])
    for row, column in np.argwhere(matrix == 0.0).tolist():
        place = cell_place(entry, name, row, column, written[row][column])
        entry.findings.error(NOT_A_JUDGEMENT, place)
    if (matrix == 0.0).any():
        return None
    return matrix if _reciprocal(entry, name, things, matrix, written) else None


def _judgement(number: float | None) -> float:
    """Return a judgement, or zero for what is none."""
    return number if number is not None and 1.0 / LARGEST <= number <= LARGEST else 0.0


def cell_place(entry: Entry, name: str, row: int, column: int, value: object) -> Place:
    """Return where a cell of a matrix stands; rows and columns are counted from 1."""
    whole = f"{entry.at}.{name}" if entry.at else name
    return Place(file=entry.file, column=f"{whole}[{row + 1}][{column + 1}]", value=shown(value))


def _reciprocal(
    entry: Entry, name: str, things: Sequence[str], matrix: Floats, written: list[list[object]]
) -> bool:
    """Say whether opposite judgements are reciprocal, and note where they are not, or only by rounding."""
    good = True
    for row, column in np.argwhere(np.tril(np.abs(matrix * matrix.T - 1.0)) > EXACT_TO).tolist():
        place = cell_place(entry, name, row, column, written[row][column])
        facts = {
            "first": things[column],
            "second": things[row],
            "value": shown(written[column][row]),
            "opposite": shown(written[row][column]),
        }
        if abs(matrix[row, column] * matrix[column, row] - 1.0) <= RECIPROCAL_TO:
            entry.findings.note(ROUNDED_JUDGEMENTS, place, **facts)
        else:
            entry.findings.error(NOT_RECIPROCAL, place, wanted=inverse(matrix[column, row]), **facts)
            good = False
    return good


def inverse(value: float) -> str:
    """Return one over a judgement as people write it.

    >>> inverse(3.0), inverse(1 / 3), inverse(1.0), inverse(2.5)
    ('1/3', '3', '1', '1/2.5')
    """
    if value >= 1.0:
        return "1" if value == 1.0 else f"1/{value:.4g}"
    return f"{1.0 / value:.4g}"


def read_best_worst(entry: Entry, things: Sequence[str]) -> BestWorst | None:
    """Return comparisons with the best and the worst, or ``None``, noted, where they cannot be taken."""
    best, worst = _place_of(entry, "best", things), _place_of(entry, "worst", things)
    to_others = _vector(entry, "best_to_others", things)
    to_worst = _vector(entry, "others_to_worst", things)
    if best is None or worst is None or to_others is None or to_worst is None:
        return None
    broken = [*_broken(things, best, worst, to_others, to_worst)]
    for key, rule in broken:
        entry.fault(BEST_AND_WORST, key, rule=rule)
    if broken:
        return None
    return BestWorst(best=best, worst=worst, best_to_others=to_others, others_to_worst=to_worst)


def _place_of(entry: Entry, key: str, things: Sequence[str]) -> int | None:
    """Return which thing is meant: by its id, or its place from 0."""
    value = entry.held.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and str(value) not in things:
        value = things[value] if 0 <= value < len(things) else value
    if value is None:
        entry.fault(MISSING_KEY, key, expected=PLACE)
    elif str(value) not in things:
        hint = did_you_mean(str(value), things)
        entry.fault(UNKNOWN_ID, key, what=THING, hint=hint, table="criterion")
    else:
        return things.index(str(value))
    return None


def _vector(entry: Entry, key: str, things: Sequence[str]) -> Floats | None:
    """Return one judgement per thing, given as a list in order or by id."""
    value = entry.held.get(key)
    if isinstance(value, Mapping):
        value = [value.get(each) for each in things]
    if not isinstance(value, list):
        entry.fault(MISSING_KEY, key, expected=LIST)
        return None
    if len(value) != len(things):
        entry.fault(WRONG_LENGTH, key, count=len(value), wanted=len(things))
        return None
    numbers = [_judgement(as_number(each)) for each in value]
    for place, (number, each) in enumerate(zip(numbers, value, strict=True)):
        if not number:
            whole = f"{entry.at}.{key}" if entry.at else key
            where = Place(file=entry.file, column=f"{whole}[{things[place]}]", value=shown(each))
            entry.findings.error(NOT_A_JUDGEMENT, where)
    return np.array(numbers, dtype=np.float64) if all(numbers) else None


def _broken(
    things: Sequence[str], best: int, worst: int, to_others: Floats, to_worst: Floats
) -> list[tuple[str, Text]]:
    """Return which rules of the method judgements break, by key."""
    found = [("worst", NAMED_TWICE)] if best == worst else []
    for key, judged, itself in (("best_to_others", to_others, best), ("others_to_worst", to_worst, worst)):
        if judged[itself] != 1.0:
            found.append((key, _said(NOT_ITSELF, name=things[itself])))
        found += [
            (key, _said(BELOW_ONE, name=things[each])) for each in np.flatnonzero(judged < 1.0).tolist()
        ]
    if best != worst and to_others[worst] != to_worst[best]:
        facts = {"one": f"{to_others[worst]:g}", "other": f"{to_worst[best]:g}"}
        found.append(("others_to_worst", _said(TWO_SPANS, **facts)))
    return found


def _said(text: Text, **facts: object) -> Text:
    """Return a text with its facts filled in, still in both languages."""
    filled = (text.say(locale, **facts).replace("{", "{{").replace("}", "}}") for locale in ("en", "zh"))
    return Text(*filled)
