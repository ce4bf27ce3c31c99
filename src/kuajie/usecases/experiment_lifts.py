"""What a fit implies for past experiments beside what they measured, and where the two are apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kuajie.domain.experiment import ENROLMENTS, Experiment
from kuajie.domain.panel import Floats
from kuajie.messages import Finding, Severity, Text
from kuajie.messages.notices.experiments import EXPERIMENT_AGAINST_DATA
from kuajie.response import codes
from kuajie.response.draws import replay_series
from kuajie.response.model import SHARE_OF_ENROLMENTS
from kuajie.response.packing import lever_facts
from kuajie.response.prior import SLOTS
from kuajie.usecases.fit_answer import ExperimentLift, Interval
from kuajie.usecases.fit_summary import Replay

NINETY, NINETY_NINE = 1.6448536269514722, 2.5758293035489004
"""Ends of central 90 % and 99 % intervals, in standard errors."""

EXCLUDED = (0.005, 0.995)


def implied_lifts(history: Replay) -> Floats:
    """Return the lift that each draw implies for each experiment of the model, ``(draw, experiment)``.

    In the unit of its measurement. Under the product coupling the enrolments seen stand for those expected,
    as in the likelihood.
    """
    count = len(history.model.experiments)
    found = [_implied(history, place) for place in range(count)]
    return np.stack(found, axis=1) if found else np.zeros((history.posterior.draws, 0))


def _implied(history: Replay, place: int) -> Floats:
    model, weeks = history.model, history.weeks
    table = model.experiments
    lever, course = int(table.lever[place]), int(table.course[place])
    window = slice(int(table.first[place]), int(table.last[place]) + 1)
    gain = (weeks.lever_lift[:, lever] - _lift_without(history, place))[:, window]
    sold = np.nan_to_num(model.outcome[course, window])
    if model.coupling == codes.SUM:
        per_lift = (
            model.unit[course] * np.exp(weeks.log_price[:, course, window]) * model.observed[course, window]
        )
    else:
        side = weeks.sides[:, course, int(model.training[lever]), window]
        per_lift = sold / (1.0 + side)
    brought = weeks.reach[:, course, lever] * (gain * per_lift).sum(axis=1)
    if table.unit[place] == SHARE_OF_ENROLMENTS:
        return np.asarray(brought / np.maximum(sold.sum() - brought, 1e-12))
    return np.asarray(brought)


def _lift_without(history: Replay, place: int) -> Floats:
    """Return the weekly lift of an experiment's lever had the experiment not been, ``(draw, week)``."""
    model, draws = history.model, history.posterior
    lever = [int(model.experiments.lever[place])]
    values = np.stack([draws.get(slot, model.levers)[:, lever] for slot in SLOTS], axis=2)
    lifts = np.empty((draws.draws, 1, model.weeks))
    replay_series(
        lever_facts(model)[lever],
        values,
        np.ascontiguousarray(draws.get("strength", model.levers)[:, lever]),
        np.ascontiguousarray(model.experiments.without[[place]]),
        np.nan_to_num(model.frequency[lever]),
        lifts,
    )
    return lifts[:, 0]


def compare_lifts(
    experiments: Sequence[Experiment], *, calibrated: Replay, data_only: Replay
) -> tuple[tuple[ExperimentLift, ...], tuple[Finding, ...]]:
    """Return experiments beside the fits with and without them, and a warning for those the data exclude.

    Both replays are of the model that holds the experiments. Measurement and data are apart where their 99 %
    intervals do not meet.
    """
    with_them, without = implied_lifts(calibrated), implied_lifts(data_only)
    lifts, warnings = [], []
    for place, each in enumerate(experiments):
        reach = NINETY_NINE * each.standard_error
        lower, upper = np.quantile(without[:, place], EXCLUDED).tolist()
        apart = each.lift + reach < lower or each.lift - reach > upper
        lifts.append(
            ExperimentLift(
                lever=each.lever,
                course=each.course,
                first_day=each.first_day,
                last_day=each.last_day,
                unit=each.unit,
                measured=_measured(each),
                data_only=Interval.of(without[:, place]),
                calibrated=Interval.of(with_them[:, place]),
                apart=apart,
            )
        )
        if apart:
            warnings.append(_clash(calibrated, each, (each.lift - reach, each.lift + reach), (lower, upper)))
    return tuple(lifts), tuple(warnings)


def _measured(each: Experiment) -> Interval:
    reach = NINETY * each.standard_error
    return Interval(mean=each.lift, lower=each.lift - reach, median=each.lift, upper=each.lift + reach)


def _clash(
    history: Replay, each: Experiment, measured: tuple[float, float], implied: tuple[float, float]
) -> Finding:
    spec = history.spec
    facts: dict[str, object] = {
        "lever": spec.levers[spec.lever_ids.index(each.lever)].title,
        "course": spec.courses[spec.course_ids.index(each.course)].title,
        "first": each.first_day,
        "last": each.last_day,
        "measured": _range(measured, each.unit),
        "implied": _range(implied, each.unit),
    }
    return Finding(notice=EXPERIMENT_AGAINST_DATA, severity=Severity.WARNING, facts=facts)


def _range(ends: tuple[float, float], unit: str) -> Text:
    low, high = ends
    if unit == ENROLMENTS:
        said = f"{low:,.0f} … {high:,.0f}"
        return Text(en=f"a lift of {said}", zh=f"增量 {said}")
    said = f"{low:.1%} … {high:.1%}"
    return Text(en=f"a lift of {said}", zh=f"增量 {said}")
