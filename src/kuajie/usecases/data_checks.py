"""What a panel's data allow: refusals of what no fit can carry, warnings with what to do."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Panel
from kuajie.messages import CannotFit, Finding, Notice, Severity
from kuajie.messages.notices import fitting as notices
from kuajie.response import codes
from kuajie.response.model import Integers
from kuajie.usecases.outcome_kinds import MOST_ZERO_SHARE
from kuajie.usecases.response_spec import CourseSpec, ResponseSpec

LEAST_WEEKS = 26
"""Half a year: with fewer weeks a season cannot be told from a trend."""

ALMOST_ONE = 0.97
"""Correlation of two levers' inputs above which their effects cannot be told apart."""

WEEKS_PER_LEVER = 4
"""With fewer weeks of history per lever, priors alone decide: refused."""


def require_fittable(spec: ResponseSpec, panel: Panel, kinds: Integers) -> None:
    """Refuse, with every reason, what cannot be fitted; raises ``CannotFit``, ``ValueError`` for labels."""
    if spec.course_ids != panel.courses or spec.lever_ids != panel.levers:
        raise ValueError(
            f"labels differ: {spec.course_ids}, {spec.lever_ids} and {panel.courses}, {panel.levers}"
        )
    findings = []
    short = len(panel.weeks) < LEAST_WEEKS
    if short:
        facts: dict[str, object] = {"weeks": len(panel.weeks), "least": LEAST_WEEKS}
        findings.append(Finding(notice=notices.TOO_FEW_WEEKS, facts=facts))
    elif len(panel.weeks) < WEEKS_PER_LEVER * len(panel.levers):
        facts = {"weeks": len(panel.weeks), "levers": len(panel.levers)}
        findings.append(Finding(notice=notices.TOO_MANY_LEVERS, facts=facts))
    for place, course in enumerate(spec.courses):
        refusals = _course_refusals(course, panel, place, int(kinds[place]))
        # No course can have more weeks than the whole history: one cause, one finding.
        findings += [each for each in refusals if not (short and each.notice is notices.COURSE_TOO_SHORT)]
    if findings:
        raise CannotFit(findings)


def _course_refusals(course: CourseSpec, panel: Panel, place: int, kind: int) -> list[Finding]:
    """Return why a course cannot be fitted, at most one reason."""
    sold = panel.enrolments[place][panel.on_sale[place]]
    zeros = int((sold == 0).sum())
    if not sold.size or not sold.any():
        return [Finding(notice=notices.ALL_ZERO, facts={"course": course.title})]
    if kind == codes.LOG_NORMAL and zeros > MOST_ZERO_SHARE * sold.size:
        facts: dict[str, object] = {"course": course.title, "count": zeros, "weeks": sold.size}
        return [Finding(notice=notices.TOO_MANY_ZEROS, facts=facts)]
    if kind == codes.NEGATIVE_BINOMIAL and (sold != np.round(sold)).any():
        facts = {"course": course.title, "value": float(sold[sold != np.round(sold)][0])}
        return [Finding(notice=notices.NOT_COUNTS, facts=facts)]
    if sold.size < LEAST_WEEKS:
        facts = {"course": course.title, "weeks": sold.size, "least": LEAST_WEEKS}
        return [Finding(notice=notices.COURSE_TOO_SHORT, facts=facts)]
    if course.elastic and not panel.price[place].all():
        facts = {"course": course.title, "week": panel.weeks[int(np.argmin(panel.price[place]))]}
        return [Finding(notice=notices.PRICE_ZERO, facts=facts)]
    return []


def data_warnings(spec: ResponseSpec, panel: Panel, kinds: Integers) -> list[Finding]:
    """Return what a person should know before believing a fit of this panel."""
    return [
        *_lever_warnings(spec, panel),
        *_course_warnings(spec, panel, kinds),
        *_together_warnings(spec, panel),
    ]


def _lever_warnings(spec: ResponseSpec, panel: Panel) -> list[Finding]:
    found = []
    for place, lever in enumerate(spec.levers):
        if not panel.inputs[place].any():
            found.append(_warning(notices.LEVER_NEVER_USED, lever=lever.title))
        elif np.ptp(panel.inputs[place]) == 0:
            found.append(_warning(notices.LEVER_CONSTANT, lever=lever.title))
    return found


def _course_warnings(spec: ResponseSpec, panel: Panel, kinds: Integers) -> list[Finding]:
    found = []
    for place, course in enumerate(spec.courses):
        zeros = int((panel.enrolments[place] == 0).sum())
        if zeros and kinds[place] == codes.LOG_NORMAL:
            found.append(_warning(notices.ZERO_WEEKS, course=course.title, count=zeros))
        if panel.full[place].any():
            found.append(
                _warning(notices.FULL_WEEKS, course=course.title, count=int(panel.full[place].sum()))
            )
        if course.elastic and np.ptp(panel.price[place]) == 0:
            found.append(_warning(notices.PRICE_CONSTANT, course=course.title))
    return found


def _together_warnings(spec: ResponseSpec, panel: Panel) -> list[Finding]:
    """Name levers that always moved together on a course that both act on."""
    varied = np.flatnonzero(np.ptp(panel.inputs, axis=1) > 0)
    if varied.size < 2:
        return []
    correlation = np.corrcoef(panel.inputs[varied])
    found = []
    for row, column in np.argwhere(np.triu(np.abs(correlation), k=1) > ALMOST_ONE):
        first, second = spec.levers[varied[row]], spec.levers[varied[column]]
        if (spec.acts[:, varied[row]] & spec.acts[:, varied[column]]).any():
            found.append(_warning(notices.LEVERS_TOGETHER, first=first.title, second=second.title))
    return found


def _warning(notice: Notice, **facts: object) -> Finding:
    return Finding(notice=notice, severity=Severity.WARNING, facts=facts)
