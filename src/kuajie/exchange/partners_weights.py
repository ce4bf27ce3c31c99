"""Weights and judgements of importance in a partners file, group by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.partners_judgements import THING, read_best_worst, read_matrix
from kuajie.exchange.partners_values import Entry, as_ratio
from kuajie.matching.normalisation import Floats
from kuajie.matching.scorecard import Criterion
from kuajie.messages import Place, Text
from kuajie.messages.notices.partners import (
    JUDGED_AND_STATED,
    MISSING_KEY,
    MIXED_JUDGEMENTS,
    NEGATIVE_WEIGHT,
    NOT_A_NUMBER,
    ROUNDED_WEIGHTS,
    UNKNOWN_CHOICE,
    UNKNOWN_ID,
    WEIGHTS_NOT_ONE,
)
from kuajie.usecases.partners_question import (
    CRITERIA_GROUP,
    FACTORS_GROUP,
    Judged,
    JudgedBestWorst,
    JudgedMatrix,
    WeightGroup,
)

ONE_TO = 1e-9
"""How far weights may be from adding up to 1 and still be exact."""
ROUNDED_TO = 0.011
"""How far weights may be from adding up to 1 because each was rounded."""
ALL_FACTORS, ALL_CRITERIA = Text(en="the factors", zh="各因素"), Text(en="the criteria", zh="各评价项")
WITHIN = Text(en="the criteria of “{factor}”", zh="“{factor}”下的各评价项")
WEIGHT = Text(en="a weight", zh="一个权重")


def read_groups(
    top: Entry, criteria: Sequence[Criterion], factors: Mapping[str, Text]
) -> tuple[WeightGroup, ...]:
    """Return the groups of things weighed against one another, with their judgements or stated weights."""
    members = _members(criteria, factors)
    judged = _judged(top, members)
    stated = top.inner("weights")
    stated.only(members)
    groups = []
    for key, those in members.items():
        group = WeightGroup(
            id=key,
            name=_name(key, factors),
            members=those,
            judged=tuple(judged.get(key, ())),
            stated=_stated(stated.inner(key), those) if key in stated.held else None,
        )
        _refuse_conflict(group, stated)
        groups.append(group)
    return tuple(groups)


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


def _judged(top: Entry, members: Mapping[str, tuple[str, ...]]) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for judge in top.tables("judge"):
        for entry in judge.tables("compares"):
            what = entry.choice("what", tuple(members), default=next(iter(members)))
            found.setdefault(what, []).extend(_judgement(entry, judge.text("name"), members[what]))
    return found


def _judgement(entry: Entry, judge: str, members: tuple[str, ...]) -> Iterator[Judged]:
    order = _order(entry, members)
    if order is None:
        return
    if "best" in entry.held or "worst" in entry.held:
        entry.only(("what", "order", "best", "worst", "best_to_others", "others_to_worst"))
        held = read_best_worst(entry, order)
        if held is not None:
            places = [order.index(each) for each in members]
            yield JudgedBestWorst(judge=judge, judged=held.reordered(places), place=_at(entry))
        return
    entry.only(("what", "order", "matrix"))
    matrix = read_matrix(entry, "matrix", order)
    if matrix is not None:
        places = [order.index(each) for each in members]
        yield JudgedMatrix(judge=judge, matrix=matrix[np.ix_(places, places)], place=_at(entry))


def _at(entry: Entry) -> Place:
    return Place(file=entry.file, column=entry.at)


def _order(entry: Entry, members: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return in which order things are compared: the file's own where it does not say."""
    if "order" not in entry.held:
        return members
    named = [str(each) for each in entry.items("order") or ()]
    for each in named:
        if each not in members:
            hint = did_you_mean(each, members)
            entry.fault(UNKNOWN_ID, "order", what=THING, hint=hint, table="criterion")
    if sorted(named) == sorted(members):
        return tuple(named)
    if set(named) <= set(members):
        entry.fault(UNKNOWN_CHOICE, "order", known=", ".join(members))
    return None


def _stated(entry: Entry, members: tuple[str, ...]) -> Floats:
    """Return stated weights; equal ones, noted, where they cannot be taken."""
    for name in entry.held:
        if name not in members:
            hint = did_you_mean(name, members)
            entry.fault(UNKNOWN_ID, name, what=THING, hint=hint, table="criterion")
    weights = np.array([_weight(entry, name) for name in members])
    return as_weights(entry, weights, members, _at(entry))


def as_weights(entry: Entry, weights: Floats, names: Sequence[str], place: Place) -> Floats:
    """Return weights that add up to 1, or do so by rounding, which is noted; others are refused."""
    total = float(weights.sum())
    if not total > 0.0:
        if not entry.findings.any_error:
            entry.findings.error(WEIGHTS_NOT_ONE, place, total="0", instead=f"1/{len(weights)}")
        return np.ones(len(weights))
    if abs(total - 1.0) <= ONE_TO:
        return weights
    if abs(total - 1.0) <= ROUNDED_TO:
        entry.findings.note(ROUNDED_WEIGHTS, place, total=f"{total:.6g}")
        return weights / total
    pairs = zip(names, weights, strict=True)
    instead = ", ".join(f"{name} = {weight / total:.4g}" for name, weight in pairs)
    entry.findings.error(WEIGHTS_NOT_ONE, place, total=f"{total:.6g}", instead=instead)
    return weights


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


def _refuse_conflict(group: WeightGroup, stated: Entry) -> None:
    if group.judged and group.stated is not None:
        stated.fault(JUDGED_AND_STATED, group.id, group=group.name)
    if len({type(each) for each in group.judged}) > 1:
        stated.findings.error(MIXED_JUDGEMENTS, group.judged[-1].place, group=group.name)
