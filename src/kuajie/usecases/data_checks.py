"""What a panel's data allow: refusals of what no fit can carry, warnings with what to do."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Panel
from kuajie.messages import CannotFit, Finding, Notice, Severity
from kuajie.messages.notices import fitting as notices
from kuajie.response import codes
from kuajie.response.model import Integers
from kuajie.usecases.lever_checks import lever_warnings
from kuajie.usecases.outcome_kinds import MOST_ZERO_SHARE
from kuajie.usecases.response_spec import CourseSpec, ResponseSpec

LEAST_WEEKS = 26
"""Half a year: with fewer weeks a season cannot be told from a trend."""

WEEKS_PER_LEVER = 4.0
"""With fewer weeks of history per lever, priors alone decide: refused; up to twice as many: a warning."""

OWN_WEEKS_PER_LEVER = 2.0
"""Further courses are no further weeks: this many must differ for every lever that one course answers to."""

FEW = 2.0


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
    elif len(panel.levers):
        findings += _crowded(spec, panel)
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


def _crowded(spec: ResponseSpec, panel: Panel) -> list[Finding]:
    room, facts = room_for_levers(spec, panel)
    return [Finding(notice=notices.TOO_MANY_LEVERS, facts=facts)] if room < 1 else []


def _few_weeks(spec: ResponseSpec, panel: Panel) -> list[Finding]:
    room, facts = room_for_levers(spec, panel)
    return [_warning(notices.FEW_WEEKS_PER_LEVER, **facts)] if room < FEW else []


def room_for_levers(spec: ResponseSpec, panel: Panel) -> tuple[float, dict[str, object]]:
    """Return by how much weeks outnumber the fewest that levers need, and weeks and levers where it is least.

    Levers of one family count as one. One that acts on several courses is learned from all their weeks, and
    burdens each of them by its share; but courses share their weeks' inputs, so those must suffice as well.
    """
    names = [lever.family or lever.id for lever in spec.levers]
    acts = np.stack(
        [spec.acts[:, [other == name for other in names]].any(axis=1) for name in dict.fromkeys(names)],
        axis=1,
    )
    weeks = panel.on_sale.sum(axis=1).astype(np.float64)
    known = np.maximum((weeks[:, None] * acts).sum(axis=0), 1.0)
    levers = np.maximum(acts.sum(axis=1), 1e-9)
    burden = np.maximum((acts * weeks[:, None] / known).sum(axis=1), 1e-9)
    shared = weeks / burden / WEEKS_PER_LEVER
    own = len(panel.weeks) / levers / OWN_WEEKS_PER_LEVER
    room = np.minimum(shared, own)
    least = int(np.argmin(np.where(weeks > 0, room, np.inf)))
    return float(room[least]), {"weeks": int(weeks[least]), "levers": int(acts[least].sum())}


def data_warnings(spec: ResponseSpec, panel: Panel, kinds: Integers) -> list[Finding]:
    """Return what a person should know before believing a fit of this panel."""
    return [
        *lever_warnings(spec, panel),
        *_few_weeks(spec, panel),
        *_course_warnings(spec, panel, kinds),
    ]


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
        if course.elastic and np.ptp(panel.price[place][panel.on_sale[place]]) == 0:
            found.append(_warning(notices.PRICE_CONSTANT, course=course.title))
    return found


def _warning(notice: Notice, **facts: object) -> Finding:
    return Finding(notice=notice, severity=Severity.WARNING, facts=facts)
