"""From a panel to a model a sampler can take: baseline design, priors from the data's scale, refusals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kuajie.domain.panel import Floats, Panel
from kuajie.messages import CannotFit, Finding, Notice, Severity
from kuajie.messages.notices import fitting as notices
from kuajie.response.baseline import Baseline
from kuajie.response.defaults import SIGMA, lever_priors, usual_input
from kuajie.response.model import ResponseModel
from kuajie.usecases.response_spec import CourseSpec, ResponseSpec

LEAST_WEEKS = 26
"""Half a year: with fewer weeks a season cannot be told from a trend."""

MOST_ZERO_SHARE = 0.1
START_WEEKS = 8
"""The constant input before the first week is taken as the mean of the first weeks."""

ALMOST_ONE = 0.97
"""Correlation of two levers' inputs above which their effects cannot be told apart."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuiltModel:
    """A model with the baseline it was built on and what a person should know about its data."""

    model: ResponseModel
    baseline: Baseline
    warnings: tuple[Finding, ...]


def build_model(spec: ResponseSpec, panel: Panel) -> BuiltModel:
    """Return the model of a panel.

    Raises ``CannotFit`` for fewer than 26 weeks, a course without enrolments, too many zero weeks, or
    levers and courses that do not match the panel's labels.
    """
    _require_labels(spec, panel)
    _require_enough(spec, panel)
    observed = _observed_outcome(panel)
    baseline = _baseline(spec, panel)
    capped = np.where(panel.full, panel.seats, observed)
    log_outcome = np.log(np.where(np.isnan(capped), 1.0, capped))
    log_outcome[np.isnan(capped)] = np.nan
    location, spread = baseline.prior(np.nanmean(log_outcome, axis=1))
    typical = np.array([lever.typical_input for lever in spec.levers])
    usual = usual_input(panel.inputs, typical=typical)
    model = ResponseModel(
        courses=spec.course_ids,
        levers=spec.lever_ids,
        terms=baseline.terms,
        log_outcome=log_outcome,
        full=panel.full,
        design=baseline.design(panel.weeks, price=panel.price, controls=panel.control_values),
        coefficient_location=location,
        coefficient_spread=spread,
        inputs=panel.inputs,
        start=panel.inputs[:, :START_WEEKS].mean(axis=1),
        usual=usual,
        acts=spec.acts,
        training=spec.training,
        carry_kinds=spec.carry_kinds,
        saturation_kinds=spec.saturation_kinds,
        lever_priors=lever_priors(
            carry_overs=tuple(lever.carry_over for lever in spec.levers),
            saturations=tuple(lever.saturation for lever in spec.levers),
            usual=usual,
            spend=panel.spend.sum(axis=1),
        ),
        sigma_prior=SIGMA,
    )
    return BuiltModel(model=model, baseline=baseline, warnings=tuple(_data_warnings(spec, panel)))


def _require_labels(spec: ResponseSpec, panel: Panel) -> None:
    if spec.course_ids != panel.courses or spec.lever_ids != panel.levers:
        raise ValueError(
            f"labels differ: {spec.course_ids}, {spec.lever_ids} and {panel.courses}, {panel.levers}"
        )


def _require_enough(spec: ResponseSpec, panel: Panel) -> None:
    findings = []
    short = len(panel.weeks) < LEAST_WEEKS
    if short:
        facts: dict[str, object] = {"weeks": len(panel.weeks), "least": LEAST_WEEKS}
        findings.append(Finding(notice=notices.TOO_FEW_WEEKS, facts=facts))
    for place, course in enumerate(spec.courses):
        refusals = _course_refusals(course, panel, place)
        # No course can have more weeks than the whole history: one cause, one finding.
        findings += [each for each in refusals if not (short and each.notice is notices.COURSE_TOO_SHORT)]
    if findings:
        raise CannotFit(findings)


def _course_refusals(course: CourseSpec, panel: Panel, place: int) -> list[Finding]:
    """Return why a course cannot be fitted, at most one reason."""
    sold = panel.enrolments[place][panel.on_sale[place]]
    zeros = int((sold == 0).sum())
    if not sold.size or not sold.any():
        return [Finding(notice=notices.ALL_ZERO, facts={"course": course.title})]
    if zeros > MOST_ZERO_SHARE * sold.size:
        facts: dict[str, object] = {"course": course.title, "count": zeros, "weeks": sold.size}
        return [Finding(notice=notices.TOO_MANY_ZEROS, facts=facts)]
    if sold.size < LEAST_WEEKS:
        facts = {"course": course.title, "weeks": sold.size, "least": LEAST_WEEKS}
        return [Finding(notice=notices.COURSE_TOO_SHORT, facts=facts)]
    if course.elastic and not panel.price[place].all():
        facts = {"course": course.title, "week": panel.weeks[int(np.argmin(panel.price[place]))]}
        return [Finding(notice=notices.PRICE_ZERO, facts=facts)]
    return []


def _observed_outcome(panel: Panel) -> Floats:
    """Return enrolments with zero weeks left out: a log-normal outcome has no zero."""
    return np.where(panel.enrolments > 0, panel.enrolments, np.nan)


def _baseline(spec: ResponseSpec, panel: Panel) -> Baseline:
    values = panel.control_values
    spread = values.std(axis=1) if values.size else np.zeros(0)
    reference = [
        float(np.exp(np.log(panel.price[place]).mean())) if course.elastic else 0.0
        for place, course in enumerate(spec.courses)
    ]
    return Baseline(
        origin=panel.weeks[0],
        history_weeks=len(panel.weeks),
        harmonics=spec.harmonics,
        country=spec.country,
        reference_price=tuple(reference),
        controls=panel.controls,
        control_mean=tuple(values.mean(axis=1).tolist()) if values.size else (),
        control_spread=tuple(np.where(spread > 0, spread, 1.0).tolist()),
    )


def _data_warnings(spec: ResponseSpec, panel: Panel) -> list[Finding]:
    found = []
    titles = {lever.id: lever.title for lever in spec.levers}
    varied = panel.inputs.std(axis=1) > 0
    for place, lever in enumerate(panel.levers):
        if not panel.inputs[place].any():
            found.append(_warning(notices.LEVER_NEVER_USED, lever=titles[lever]))
        elif not varied[place]:
            found.append(_warning(notices.LEVER_CONSTANT, lever=titles[lever]))
    for place, course in enumerate(spec.courses):
        zeros = int((panel.enrolments[place] == 0).sum())
        if zeros:
            found.append(_warning(notices.ZERO_WEEKS, course=course.title, count=zeros))
        if panel.full[place].any():
            found.append(
                _warning(notices.FULL_WEEKS, course=course.title, count=int(panel.full[place].sum()))
            )
        if course.elastic and np.ptp(panel.price[place]) == 0:
            found.append(_warning(notices.PRICE_CONSTANT, course=course.title))
    places = np.flatnonzero(varied)
    correlation = np.atleast_2d(np.corrcoef(panel.inputs[places])) if places.size > 1 else np.zeros((0, 0))
    for row, column in np.argwhere(np.triu(np.abs(correlation), k=1) > ALMOST_ONE):
        first, second = panel.levers[places[row]], panel.levers[places[column]]
        found.append(_warning(notices.LEVERS_TOGETHER, first=titles[first], second=titles[second]))
    return found


def _warning(notice: Notice, **facts: object) -> Finding:
    return Finding(notice=notice, severity=Severity.WARNING, facts=facts)
