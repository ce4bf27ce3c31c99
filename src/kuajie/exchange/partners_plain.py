"""Plain partners files: one matrix of scores or of judgements, without candidates and criteria by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kuajie.exchange.partners_criteria import plain
from kuajie.exchange.partners_judgements import cell_place, read_best_worst, read_matrix
from kuajie.exchange.partners_preference import read_preference
from kuajie.exchange.partners_values import LIST, Entry, as_number, as_ratio, is_unknown
from kuajie.exchange.partners_weights import ALL_CRITERIA, as_weights
from kuajie.matching.normalisation import LESS, MORE, NORMALISATIONS, Floats
from kuajie.matching.pairwise import RANDOM_INDEX
from kuajie.matching.promethee import USUAL, Preference
from kuajie.matching.scorecard import Candidate, Criterion, Scorecard
from kuajie.messages import Place, Text
from kuajie.messages.notices.partners import (
    NEGATIVE_WEIGHT,
    NOT_A_NUMBER,
    NOT_A_TABLE,
    REPEATED_ID,
    UNKNOWN_CHOICE,
    WRONG_LENGTH,
)
from kuajie.usecases.partners_question import (
    CRITERIA_GROUP,
    PROMETHEE,
    TOPSIS,
    JudgedBestWorst,
    JudgedMatrix,
    PartnersQuestion,
    Source,
    SourceKind,
    WeightGroup,
)
from kuajie.usecases.weigh_judgements import JudgementsQuestion

NAMES = ("id", "name", "title", "notes", "candidates", "criteria")
OF_SCORES = ("matrix", "weights", "types", "normalization", "preference", "preference_args", *NAMES)
OF_PAIRS = ("matrix", "RI", "judge", *NAMES)
OF_BEST_WORST = ("best_to_others", "others_to_worst", "best", "worst", "consistency_index", "judge", *NAMES)
DIRECTIONS: Mapping[object, int] = {
    1: MORE,
    -1: LESS,
    "max": MORE,
    "min": LESS,
    "benefit": MORE,
    "cost": LESS,
    "more": MORE,
    "less": LESS,
}


def is_plain(top: Entry) -> bool:
    """Say whether a file is of a plain form."""
    return "matrix" in top.held or "best_to_others" in top.held


def read_plain(top: Entry) -> PartnersQuestion | JudgementsQuestion | None:
    """Return the question of a plain file, or ``None``, noted, where it cannot be taken."""
    if "best_to_others" in top.held:
        return _best_worst(top)
    if {"weights", "types", "normalization", "preference"} & set(top.held):
        return _scores(top)
    return _pairs(top)


def _names(top: Entry, key: str, letter: str, count: int) -> tuple[str, ...]:
    """Return the names of rows or columns: those given, else a letter and a number from 1."""
    if key not in top.held:
        return tuple(f"{letter}{place}" for place in range(1, count + 1))
    named = tuple(str(each) for each in top.items(key) or ())
    if len(named) != count:
        top.fault(WRONG_LENGTH, key, count=len(named), wanted=count)
        return tuple(f"{letter}{place}" for place in range(1, count + 1))
    if len(set(named)) < count:
        top.fault(REPEATED_ID, key)
    return named


def _size(top: Entry, key: str) -> int:
    value = top.held.get(key)
    return len(value) if isinstance(value, list | Mapping) else 0


def _pairs(top: Entry) -> JudgementsQuestion | None:
    top.only(OF_PAIRS)
    things = _names(top, "criteria", "C", _size(top, "matrix"))
    matrix = read_matrix(top, "matrix", things) if things else None
    if not things:
        top.fault(NOT_A_TABLE, "matrix", expected=LIST)
    index = {**RANDOM_INDEX, **{int(size): value for size, value in _table(top, "RI").items()}}
    if matrix is None:
        return None
    judged = JudgedMatrix(judge=_judge(top), matrix=matrix, place=Place(file=top.file, column="matrix"))
    return JudgementsQuestion(
        group=_group(things, judged), judged=judged, names=_called(things), random_index=index
    )


def _best_worst(top: Entry) -> JudgementsQuestion | None:
    top.only(OF_BEST_WORST)
    things = _names(top, "criteria", "C", _size(top, "best_to_others"))
    held = read_best_worst(top, things)
    index = _table(top, "consistency_index")
    if held is None:
        return None
    place = Place(file=top.file, column="best_to_others")
    judged = JudgedBestWorst(judge=_judge(top), judged=held, place=place)
    return JudgementsQuestion(group=_group(things, judged), judged=judged, names=_called(things), index=index)


def _judge(top: Entry) -> str:
    return top.text("judge", default="")


def _group(things: tuple[str, ...], judged: JudgedMatrix | JudgedBestWorst) -> WeightGroup:
    return WeightGroup(id=CRITERIA_GROUP, name=ALL_CRITERIA, members=things, judged=(judged,))


def _called(things: Sequence[str]) -> dict[str, Text]:
    return {each: plain(each) for each in things}


def _table(top: Entry, key: str) -> dict[float, float]:
    """Return a table of numbers by number, without entries that are none, which are noted."""
    inner = top.inner(key)
    found = {}
    for name, value in inner.held.items():
        at, number = as_ratio(name), as_number(value)
        if at is None or number is None:
            inner.fault(NOT_A_NUMBER, name)
        else:
            found[at] = number
    return found


def _scores(top: Entry) -> PartnersQuestion | None:
    top.only(OF_SCORES)
    rows = top.items("matrix") or []
    width = len(rows[0]) if rows and isinstance(rows[0], list) else 0
    if not width or not all(isinstance(row, list) and len(row) == width for row in rows):
        top.fault(NOT_A_TABLE, "matrix", expected=ROWS)
        return None
    candidates = _names(top, "candidates", "A", len(rows))
    criteria = _names(top, "criteria", "C", width)
    scores = _numbers(top, rows)
    weights = _weights(top, criteria)
    types = _types(top, width)
    preferences = _preferences(top, width)
    card = Scorecard(
        candidates=tuple(Candidate(id=each, name=each) for each in candidates),
        criteria=tuple(
            Criterion(id=each, name=plain(each), better=better, preference=preference)
            for each, better, preference in zip(criteria, types, preferences, strict=True)
        ),
        scores=scores,
    )
    stated = Source(kind=SourceKind.STATED, files=(top.file,))
    known = np.argwhere(~np.isnan(scores)).tolist()
    return PartnersQuestion(
        title=_title(top),
        card=card,
        sources={(candidates[row], criteria[column]): stated for row, column in known},
        factors={},
        groups=(WeightGroup(id=CRITERIA_GROUP, name=ALL_CRITERIA, members=criteria, stated=weights),),
        normalization=top.choice("normalization", tuple(NORMALISATIONS), default="vector"),
        methods=(PROMETHEE,) if "preference" in top.held else (TOPSIS,),
        file=top.file,
    )


def _title(top: Entry) -> Text | None:
    called = top.text("title", default="") or top.text("name", default="")
    return plain(called) if called else None


ROWS = Text(en="rows of equal length", zh="若干长度相同的行")


def _numbers(top: Entry, rows: list[object]) -> Floats:
    """Return scores, NaN where nothing is known."""
    scores = np.full((len(rows), _width(rows)), np.nan)
    for row, values in enumerate(rows):
        for column, value in enumerate(values if isinstance(values, list) else ()):
            number = None if is_unknown(value) else as_ratio(value)
            if number is not None:
                scores[row, column] = number
            elif not is_unknown(value):
                top.findings.error(NOT_A_NUMBER, cell_place(top, "matrix", row, column, value))
    return scores


def _width(rows: list[object]) -> int:
    return len(rows[0]) if isinstance(rows[0], list) else 0


def _listed(top: Entry, key: str, width: int) -> list[object] | None:
    """Return a list with one entry per criterion, or ``None``, noted."""
    values = top.items(key)
    if values is not None and len(values) != width:
        top.fault(WRONG_LENGTH, key, count=len(values), wanted=width)
        return None
    return values


def _weights(top: Entry, criteria: tuple[str, ...]) -> Floats:
    """Return the criteria's weights; equal ones, noted, where they cannot be taken."""
    values = _listed(top, "weights", len(criteria))
    if values is None:
        return np.full(len(criteria), 1.0 / len(criteria))
    weights = np.zeros(len(criteria))
    for place, value in enumerate(values):
        number = as_ratio(value)
        where = Place(file=top.file, column=f"weights[{criteria[place]}]", value=str(value))
        if number is None:
            top.findings.error(NOT_A_NUMBER, where)
        elif number < 0.0:
            top.findings.error(NEGATIVE_WEIGHT, where)
        else:
            weights[place] = number
    return as_weights(top, weights, criteria, Place(file=top.file, column="weights"))


def _types(top: Entry, width: int) -> list[int]:
    values = _listed(top, "types", width)
    if values is None:
        return [MORE] * width
    types = []
    for place, value in enumerate(values):
        known = value if isinstance(value, str) else as_number(value)
        if known not in DIRECTIONS:
            where = Place(file=top.file, column=f"types[{place + 1}]", value=str(value))
            top.findings.error(UNKNOWN_CHOICE, where, known="1, -1, max, min, more, less")
        types.append(DIRECTIONS.get(known, MORE))
    return types


def _preferences(top: Entry, width: int) -> list[Preference]:
    if "preference" not in top.held:
        return [USUAL] * width
    values = _listed(top, "preference", width)
    return [
        read_preference(top, value, Place(file=top.file, column=f"preference[{place}]", value=str(value)))
        for place, value in enumerate(values or [], start=1)
    ] or [USUAL] * width
