"""Past experiments on the weeks and levers of a panel, ready for the likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.calendar import DAYS_OF_WEEK
from kuajie.domain.experiment import SHARE, Experiment
from kuajie.domain.panel import Floats, Panel
from kuajie.messages import Finding, Severity
from kuajie.messages.notice import Notice
from kuajie.messages.notices import experiments as notices
from kuajie.response.model import SHARE_OF_ENROLMENTS, MeasuredLifts
from kuajie.usecases.response_spec import ResponseSpec

Indices = NDArray[np.int64]

TOLERANCE = 1.01
"""Spend may be cut by this multiple of itself before the records are held to contradict the experiment."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlacedExperiments:
    """Experiments that history can hold, and what is to be known of the others."""

    table: MeasuredLifts
    used: tuple[Experiment, ...]
    warnings: tuple[Finding, ...]


def place_experiments(
    spec: ResponseSpec, panel: Panel, experiments: Sequence[Experiment]
) -> PlacedExperiments:
    """Return the experiments as arrays, those left out named with the reason.

    A window counts every week it touches; its change of spend is spread over them by days.
    """
    found = [(each, _place(spec, panel, each)) for each in experiments]
    rows = [row for _, row in found if not isinstance(row, Notice)]
    left_out = [
        Finding(
            notice=row,
            severity=Severity.WARNING,
            facts={
                "lever": each.lever,
                "course": each.course,
                "first": each.first_day,
                "last": each.last_day,
            },
        )
        for each, row in found
        if isinstance(row, Notice)
    ]
    table = _table(rows) if rows else MeasuredLifts.none(len(panel.weeks))
    used = tuple(each for each, row in found if not isinstance(row, Notice))
    return PlacedExperiments(table=table, used=used, warnings=tuple(left_out))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Row:
    lever: int
    course: int
    first: int
    last: int
    unit: int
    lift: float
    error: float
    without: Floats


def _table(rows: Sequence[_Row]) -> MeasuredLifts:
    return MeasuredLifts(
        lever=np.array([row.lever for row in rows], dtype=np.int64),
        course=np.array([row.course for row in rows], dtype=np.int64),
        first=np.array([row.first for row in rows], dtype=np.int64),
        last=np.array([row.last for row in rows], dtype=np.int64),
        unit=np.array([row.unit for row in rows], dtype=np.int64),
        lift=np.array([row.lift for row in rows]),
        error=np.array([row.error for row in rows]),
        without=np.stack([row.without for row in rows]),
    )


def _place(spec: ResponseSpec, panel: Panel, each: Experiment) -> _Row | Notice:
    if each.lever not in panel.levers or each.course not in panel.courses:
        return notices.EXPERIMENT_ELSEWHERE
    lever, course = panel.levers.index(each.lever), panel.courses.index(each.course)
    if not spec.acts[course, lever]:
        return notices.EXPERIMENT_ELSEWHERE
    days = _days_inside(panel, each)
    weeks = np.flatnonzero(days)
    if not weeks.size or days.sum() < (each.last_day - each.first_day).days + 1:
        return notices.EXPERIMENT_OUTSIDE_HISTORY
    obstacle = _obstacle(panel, each, course, weeks)
    if obstacle is not None:
        return obstacle
    without = _without(panel, lever, days, each.spend_change)
    if without is None:
        return notices.EXPERIMENT_EXCEEDS_SPEND
    return _Row(
        lever=lever,
        course=course,
        first=int(weeks[0]),
        last=int(weeks[-1]),
        unit=SHARE_OF_ENROLMENTS if each.unit == SHARE else 0,
        lift=each.lift,
        error=each.standard_error,
        without=without,
    )


def _obstacle(panel: Panel, each: Experiment, course: int, weeks: Indices) -> Notice | None:
    """Return why a course's weeks can hold no such lift, if so."""
    if not panel.on_sale[course, weeks].all():
        return notices.EXPERIMENT_OFF_SALE
    if each.unit == SHARE and not np.nansum(panel.enrolments[course, weeks]) > 0.0:
        return notices.EXPERIMENT_WITHOUT_ENROLMENTS
    return None


def _days_inside(panel: Panel, each: Experiment) -> Floats:
    """Return how many days of each week lie in the window, ``(week,)``."""
    end = timedelta(days=DAYS_OF_WEEK - 1)
    return np.array(
        [
            max((min(week + end, each.last_day) - max(week, each.first_day)).days + 1, 0)
            for week in panel.weeks
        ],
        dtype=np.float64,
    )


def _without(panel: Panel, lever: int, days: Floats, change: float) -> Floats | None:
    """Return the lever's inputs had the experiment not been; ``None`` where the records contradict it."""
    inputs, spend = panel.inputs[lever], panel.spend[lever]
    total = spend.sum() if spend.any() else inputs.sum()
    if not total or not inputs.any():
        return None
    weeks = days > 0
    paid = float(inputs[weeks].sum() * total / inputs.sum())
    if change > paid * TOLERANCE:
        return None
    without = inputs.copy()
    if change > 0:
        # What was added is taken off in proportion to what was spent: the rest can never be negative.
        without[weeks] *= max(1.0 - change / paid, 0.0)
    else:
        without[weeks] -= change * inputs.sum() / total * days[weeks] / days.sum()
    return np.asarray(without)
