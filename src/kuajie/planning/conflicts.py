"""The smallest set of limits that contradict each other, by leaving one out at a time.

A deletion filter (Chinneck and Dravnieks 1991) over what a linear programme of spends must keep: what can be
left out while the contradiction stands is left out for good; the rest is a set of which every part matters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import Text
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.side_limits import CHANGE
from kuajie.planning.spend_limits import SpendLimits

Floats = NDArray[np.float64]
Kept = dict[tuple[str, int], bool]

LEAST, GROUP, TOTAL, RULE, STEADY = "least", "group", "total", "rule", "steady"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Limits, in words, of which any one could be relaxed to let a plan exist."""

    limits: tuple[Text, ...]

    def listed(self) -> Text:
        """Return the limits in one line."""
        return Text(
            en="; ".join(limit.say("en") for limit in self.limits),
            zh="；".join(limit.say("zh") for limit in self.limits),
        )


def smallest_conflict(problem: PlanningProblem, limits: SpendLimits) -> Conflict:
    """Return a set of limits that no spend keeps together, each of them needed for that.

    Raises ``ValueError`` when some spend keeps all of them.
    """
    if limits.feasible():
        raise ValueError("these limits do not contradict each other")
    kept: Kept = dict.fromkeys(_candidates(limits), True)
    for key in kept:
        kept[key] = False
        if _with(limits, kept).feasible():
            kept[key] = True
    return Conflict(limits=tuple(_words(problem, limits, *key) for key, stays in kept.items() if stays))


def _candidates(limits: SpendLimits) -> list[tuple[str, int]]:
    """Return what could be relaxed: those that people set last come last, and so are blamed first."""
    levers = range(limits.least.size)
    rules: set[int] = set()
    steady: set[int] = set()
    if limits.side is not None:
        rules = {int(rule) for rule in limits.side.rule if rule != CHANGE}
        steady = {int(lever) for lever in limits.side.levers_of(CHANGE)}
    least = [(LEAST, k) for k in levers if limits.least[k] > 0.0 or limits.lower[k].sum() > 0.0]
    groups = [(GROUP, g) for g in range(limits.group_limits.size)]
    return [(TOTAL, 0), *groups, *((RULE, r) for r in sorted(rules)), *((STEADY, k) for k in steady), *least]


def _with(limits: SpendLimits, kept: Kept) -> SpendLimits:
    """Return the limits without those left out."""
    levers = np.arange(limits.least.size)
    held = np.array([kept.get((LEAST, int(k)), True) for k in levers])
    side = limits.side
    if side is not None:
        side = side.only(
            np.array(
                [
                    kept[(RULE, int(rule))] if rule != CHANGE else kept[(STEADY, int(lever))]
                    for rule, lever in zip(side.rule, side.lever, strict=True)
                ],
                dtype=np.bool_,
            )
        )
    return replace(
        limits,
        lower=np.where(held[:, None], limits.lower, 0.0),
        least=np.where(held, limits.least, 0.0),
        group_limits=np.where(
            [kept[(GROUP, g)] for g in range(limits.group_limits.size)], limits.group_limits, np.inf
        ),
        total=limits.total if kept[(TOTAL, 0)] else np.inf,
        side=side,
    )


def _words(problem: PlanningProblem, limits: SpendLimits, kind: str, place: int) -> Text:
    """Return one limit in words."""
    if kind == TOTAL:
        return _say(TOTAL_WORDS, limit=limits.total)
    if kind == GROUP:
        return _say(GROUP_WORDS, name=problem.budget_groups[place].name, limit=limits.group_limits[place])
    if kind == RULE:
        rule = problem.linear_limits[place]
        return _say(RULE_WORDS, name=rule.name, limit=rule.limit)
    if kind == STEADY and problem.largest_change is not None:
        change = problem.largest_change[place]
        return _say(STEADY_WORDS, name=problem.lever_name(place), limit=change)
    needed = max(float(limits.lower[place].sum()), float(limits.least[place]))
    return _say(LEAST_WORDS, name=problem.lever_name(place), limit=needed)


def _say(words: Text, *, name: Text | str = "", limit: float) -> Text:
    named = name if isinstance(name, Text) else Text(en=name, zh=name)
    return Text(
        en=words.say("en", name=named.en, limit=limit), zh=words.say("zh", name=named.zh, limit=limit)
    )


TOTAL_WORDS = Text(en="the total budget of {limit:,.2f}", zh="总预算 {limit:,.2f}")
GROUP_WORDS = Text(en="the budget of “{name}”, {limit:,.2f}", zh="“{name}”的预算 {limit:,.2f}")
RULE_WORDS = Text(en="the limit “{name}”, {limit:,.2f}", zh="限额“{name}” {limit:,.2f}")
STEADY_WORDS = Text(
    en="the largest weekly change of lever “{name}”, {limit:,.2f}",
    zh="杠杆“{name}”的每周最大变动 {limit:,.2f}",
)
LEAST_WORDS = Text(
    en="the least that lever “{name}” must spend, {limit:,.2f}",
    zh="杠杆“{name}”必须的最低投入 {limit:,.2f}",
)
