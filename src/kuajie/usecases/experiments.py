"""What did past experiments find? Turns the tests of all parties into values, and says where they clash."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import hypot

from kuajie.domain.experiment import ENROLMENTS, Experiment
from kuajie.domain.records import Events
from kuajie.messages import Finding, Severity, Text
from kuajie.messages.notices.experiments import EXPERIMENTS_CONTRADICT

SURE = 3.29
"""Standard errors between two results that agree: chance alone parts them further once in a thousand."""

SATURATION = 2.0
"""Returns that differ by less than this factor may both be right: the next unit of money brings less."""


def experiments_of(events: Events) -> tuple[Experiment, ...]:
    """Return every test of all parties, by lever, course and window; one that two parties give is one.

    Raises ``ValueError`` for rows that reading a folder refuses.
    """
    found = {
        Experiment(
            lever=row["lever"],
            course=row["course_id"],
            first_day=row["from"],
            last_day=row["to"],
            spend_change=row["spend_change"],
            lift=row["lift"],
            lower=row["lower"],
            upper=row["upper"],
            level=row["level"],
            unit=row["unit"],
        )
        for row in events.tables["tests"].to_pylist()
    }
    return tuple(sorted(found, key=_order))


def _order(each: Experiment) -> tuple[object, ...]:
    window = (each.lever, each.course, each.first_day, each.last_day)
    return (*window, each.unit, each.spend_change, each.lift, each.lower, each.upper, each.level)


def contradictions(experiments: Sequence[Experiment]) -> tuple[Finding, ...]:
    """Return a warning for every two experiments that cannot both be right, in the order given.

    Only experiments of the same lever, course and unit are compared, by their lift per unit of money. They
    agree when the true returns may lie within a factor ``SATURATION`` of each other, that is when the two
    lines that bound such pairs are no more than ``SURE`` standard errors away.
    """
    return tuple(
        _clash(first, second)
        for first, second in combinations(experiments, 2)
        if _same_matter(first, second) and _errors_apart(first, second) > SURE
    )


def _same_matter(first: Experiment, second: Experiment) -> bool:
    return (first.lever, first.course, first.unit) == (second.lever, second.course, second.unit)


def _errors_apart(first: Experiment, second: Experiment) -> float:
    """Return by how many standard errors two returns miss the pairs that may both be right."""
    beyond = _return(first) - SATURATION * _return(second), _return(second) - SATURATION * _return(first)
    if beyond[0] * beyond[1] >= 0:  # between the two lines
        return 0.0
    return min(
        abs(beyond[0]) / hypot(_error(first), SATURATION * _error(second)),
        abs(beyond[1]) / hypot(_error(second), SATURATION * _error(first)),
    )


def _return(each: Experiment) -> float:
    return each.lift / each.spend_change


def _error(each: Experiment) -> float:
    return each.standard_error / abs(each.spend_change)


def _clash(first: Experiment, second: Experiment) -> Finding:
    facts: dict[str, object] = {
        "lever": first.lever,
        "course": first.course,
        "first_from": first.first_day,
        "first_to": first.last_day,
        "first_return": _in_words(first),
        "second_from": second.first_day,
        "second_to": second.last_day,
        "second_return": _in_words(second),
    }
    return Finding(notice=EXPERIMENTS_CONTRADICT, severity=Severity.WARNING, facts=facts)


def _in_words(each: Experiment) -> Text:
    """Return an experiment's return for a thousand units of money, which reads better than for one."""
    thousand = 1000 * _return(each)
    if each.unit == ENROLMENTS:
        return Text(
            en=f"{thousand:.3g} enrolments per 1,000 of spend", zh=f"每投入 1000 带来 {thousand:.3g} 个报名"
        )
    percent = f"{100 * thousand:.3g} %"
    return Text(
        en=f"a change in enrolments of {percent} per 1,000 of spend", zh=f"每投入 1000 使报名变化 {percent}"
    )
