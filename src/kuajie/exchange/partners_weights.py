"""Weights and judgements of importance in a partners file, group by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.partners_criteria import CRITERION, FACTOR
from kuajie.exchange.partners_judgements import read_matrix
from kuajie.exchange.partners_values import Entry, as_ratio
from kuajie.matching.normalisation import Floats
from kuajie.matching.scorecard import Criterion
from kuajie.messages import Place, Text
from kuajie.messages.notices.partners import (
    MISSING_KEY,
    NEGATIVE_WEIGHT,
    NOT_A_NUMBER,
    UNKNOWN_CHOICE,
    UNKNOWN_ID,
    WEIGHTS_NOT_ONE,
)
from kuajie.usecases.partners_question import CRITERIA_GROUP, FACTORS_GROUP, JudgedMatrix, WeightGroup

ONE_TO = 1e-6
"""How far weights may be from adding up to 1."""
ALL_FACTORS, ALL_CRITERIA = Text(en="the factors", zh="各因素"), Text(en="the criteria", zh="各评价项")
WITHIN = Text(en="the criteria of “{factor}”", zh="“{factor}”下的各评价项")
WEIGHT = Text(en="a weight for each", zh="每一项的权重")


def read_groups(
    top: Entry, criteria: Sequence[Criterion], factors: Mapping[str, Text]
) -> tuple[WeightGroup, ...]:
    """Return the groups of things weighed against one another, with their judgements or stated weights."""
    members = _members(criteria, factors)
    judged: dict[str, list[JudgedMatrix]] = {}
    for judge in top.tables("judge"):
        for entry in judge.tables("compares"):
            what = entry.choice("what", tuple(members), default=next(iter(members), ""))
            if what in members:
                judged.setdefault(what, []).extend(_judgement(entry, judge.text("name"), members[what]))
    stated = top.inner("weights")
    stated.only(members)
    return tuple(
        WeightGroup(
            id=key,
            name=_name(key, factors),
            members=those,
            judged=tuple(judged.get(key, ())),
            stated=_stated(stated.inner(key), those) if key in stated.held else None,
        )
        for key, those in members.items()
    )


def _members(criteria: Sequence[Criterion], factors: Mapping[str, Text]) -> dict[str, tuple[str, ...]]:
    if not factors:
        return {CRITERIA_GROUP: tuple(each.id for each in criteria)}
    within = {key: tuple(each.id for each in criteria if each.factor == key) for key in factors}
    return {FACTORS_GROUP: tuple(factors), **within}


def _name(key: str, factors: Mapping[str, Text]) -> Text:
    if key in factors:
        facts = {"factor": factors[key]}
        return Text(en=WITHIN.say("en", **facts), zh=WITHIN.say("zh", **facts))
    return ALL_FACTORS if key == FACTORS_GROUP else ALL_CRITERIA


def _judgement(entry: Entry, judge: str, members: tuple[str, ...]) -> Iterator[JudgedMatrix]:
    entry.only(("what", "order", "matrix"))
    order = _order(entry, members)
    matrix = read_matrix(entry, "matrix", order)
    if matrix is not None:
        places = [order.index(each) for each in members]
        yield JudgedMatrix(judge=judge, matrix=matrix[np.ix_(places, places)], place=entry.place("matrix"))


def _order(entry: Entry, members: tuple[str, ...]) -> tuple[str, ...]:
    """Return in which order a matrix compares its things; the file's own order where it does not say."""
    if "order" not in entry.held:
        return members
    named = [str(each) for each in entry.items("order") or ()]
    for each in named:
        if each not in members:
            hint = did_you_mean(each, members)
            entry.fault(UNKNOWN_ID, "order", what=CRITERION, hint=hint, table="criterion")
    if sorted(named) != sorted(members):
        entry.fault(UNKNOWN_CHOICE, "order", known=", ".join(members))
        return members
    return tuple(named)


def _stated(entry: Entry, members: tuple[str, ...]) -> Floats:
    """Return stated weights; equal ones, noted, where they cannot be taken."""
    for name in entry.held:
        if name not in members:
            hint = did_you_mean(name, members)
            entry.fault(UNKNOWN_ID, name, what=CRITERION, hint=hint, table="criterion")
    weights = np.array([_weight(entry, name) for name in members])
    total = float(weights.sum())
    if total > 0.0 and abs(total - 1.0) > ONE_TO:
        instead = ", ".join(
            f"{name} = {weight / total:.4g}" for name, weight in zip(members, weights, strict=True)
        )
        whole = Place(file=entry.file, column=entry.at)
        entry.findings.error(WEIGHTS_NOT_ONE, whole, total=f"{total:.6g}", instead=instead)
    return weights if total > 0.0 else np.ones(len(members))


def _weight(entry: Entry, name: str) -> float:
    if name not in entry.held:
        entry.fault(MISSING_KEY, name, expected=WEIGHT)
        return 0.0
    number = as_ratio(entry.held[name])
    if number is None:
        entry.fault(NOT_A_NUMBER, name)
    elif number < 0.0:
        entry.fault(NEGATIVE_WEIGHT, name)
    return 0.0 if number is None or number < 0.0 else number
