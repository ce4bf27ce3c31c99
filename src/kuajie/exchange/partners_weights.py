"""Weights and judgements of importance in a partners file, group by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.partners_criteria import ReadCard
from kuajie.exchange.partners_judgements import THING, read_best_worst, read_matrix
from kuajie.exchange.partners_values import Entry, as_ratio
from kuajie.matching.best_worst import BestWorst
from kuajie.matching.normalisation import Floats
from kuajie.messages import Place, Text
from kuajie.messages.notices.partners import (
    BEST_AND_WORST,
    JUDGED_AND_STATED,
    LEFT_OUT,
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
END_GONE = Text(en="There is no score on {name}.", zh="“{name}”没有任何得分。")
WEIGHT = Text(en="a weight", zh="一个权重")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """Things weighed against one another; ``known`` are also those left out, of which there is no score."""

    members: tuple[str, ...]
    known: tuple[str, ...]


def read_groups(top: Entry, read: ReadCard) -> tuple[WeightGroup, ...]:
    """Return the groups of things weighed against one another, with their judgements or stated weights."""
    weighed = _weighed(read)
    judged = _judged(top, weighed)
    stated = top.inner("weights")
    stated.only(weighed)
    groups = []
    for key, those in weighed.items():
        if not those.members:
            if key in stated.held:
                top.findings.note(LEFT_OUT, stated.place(key), names=key)
            continue
        group = WeightGroup(
            id=key,
            name=_name(key, read.factors),
            members=those.members,
            judged=tuple(judged.get(key, ())),
            stated=_stated(stated.inner(key), those) if key in stated.held else None,
        )
        _refuse_conflict(group, stated)
        groups.append(group)
    return tuple(groups)


def _weighed(read: ReadCard) -> dict[str, _Weighed]:
    """Return the groups by id; those of factors without criteria have no members."""
    criteria, factors = read.card.criteria, tuple(read.factors)
    if not factors:
        every = tuple(each.id for each in criteria)
        return {CRITERIA_GROUP: _Weighed(members=every, known=every)}
    groups = {FACTORS_GROUP: _Weighed(members=factors, known=read.known_factors)}
    for factor in read.known_factors:
        members = tuple(each.id for each in criteria if each.factor == factor)
        without = tuple(each.id for each in read.left_out if each.factor == factor)
        groups[factor] = _Weighed(members=members, known=(*members, *without))
    return groups


def _name(key: str, factors: Mapping[str, Text]) -> Text:
    if key in factors:
        facts = {"factor": factors[key]}
        return Text(en=WITHIN.say("en", **facts), zh=WITHIN.say("zh", **facts))
    return ALL_FACTORS if key == FACTORS_GROUP else ALL_CRITERIA


def _judged(top: Entry, weighed: Mapping[str, _Weighed]) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for judge in top.tables("judge"):
        for entry in judge.tables("compares"):
            what = entry.choice("what", tuple(weighed), default=next(iter(weighed)))
            those = weighed[what]
            if those.members:
                found.setdefault(what, []).extend(_judgement(entry, judge.text("name"), those))
            else:
                entry.findings.note(LEFT_OUT, _at(entry), names=what)
    return found


def _judgement(entry: Entry, judge: str, those: _Weighed) -> Iterator[Judged]:
    by_best = "best" in entry.held or "worst" in entry.held
    keys = ("best", "worst", "best_to_others", "others_to_worst") if by_best else ("matrix",)
    entry.only(("what", "order", *keys))
    order = _order(entry, those, keys[-1])
    if order is None:
        return
    places = [order.index(each) for each in those.members]
    if by_best:
        held = read_best_worst(entry, order)
        if held is not None and _keeps_ends(entry, held, places, order):
            yield JudgedBestWorst(judge=judge, judged=held.reordered(places), place=_at(entry))
        return
    matrix = read_matrix(entry, "matrix", order)
    if matrix is not None:
        yield JudgedMatrix(judge=judge, matrix=matrix[np.ix_(places, places)], place=_at(entry))


def _keeps_ends(entry: Entry, held: BestWorst, places: Sequence[int], order: Sequence[str]) -> bool:
    """Say whether the best and the worst are among those with scores, and note it where not."""
    gone = [order[each] for each in (held.best, held.worst) if each not in places]
    for name in gone:
        rule = Text(en=END_GONE.say("en", name=name), zh=END_GONE.say("zh", name=name))
        entry.fault(BEST_AND_WORST, "best" if order[held.best] == name else "worst", rule=rule)
    return not gone


def _at(entry: Entry) -> Place:
    return Place(file=entry.file, column=entry.at)


def _order(entry: Entry, those: _Weighed, key: str) -> tuple[str, ...] | None:
    """Return in which order things are compared; it may hold things left out, which is noted.

    Where the file does not say, it is the usual order, of all that are known if there are so many.
    """
    if "order" not in entry.held:
        held = entry.held.get(key)
        given = tuple(each for each in those.known if each in held) if isinstance(held, Mapping) else ()
        whole = isinstance(held, list) and len(held) == len(those.known)
        order = given if set(those.members) <= set(given) else those.known if whole else those.members
    else:
        order = tuple(str(each) for each in entry.items("order") or ())
        for each in order:
            if each not in those.known:
                hint = did_you_mean(each, those.known)
                entry.fault(UNKNOWN_ID, "order", what=THING, hint=hint, table="criterion")
        if not set(order) <= set(those.known):
            return None
        if not set(those.members) <= set(order) or len(set(order)) < len(order):
            entry.fault(UNKNOWN_CHOICE, "order", known=", ".join(those.members))
            return None
    _note_left_out(entry, order, those)
    return order


def _note_left_out(entry: Entry, named: Sequence[str], those: _Weighed) -> None:
    gone = [each for each in named if each not in those.members]
    if gone:
        entry.findings.note(LEFT_OUT, _at(entry), names=", ".join(gone))


def _stated(entry: Entry, those: _Weighed) -> Floats:
    """Return stated weights of the members; equal ones, noted, where they cannot be taken."""
    for name in entry.held:
        if name not in those.known:
            hint = did_you_mean(name, those.known)
            entry.fault(UNKNOWN_ID, name, what=THING, hint=hint, table="criterion")
    names = [name for name in those.known if name in those.members or name in entry.held]
    weights = as_weights(entry, np.array([_weight(entry, name) for name in names]), names, _at(entry))
    _note_left_out(entry, names, those)
    kept = weights[[names.index(name) for name in those.members]]
    return kept if kept.sum() > 0.0 else np.ones(len(kept))


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
