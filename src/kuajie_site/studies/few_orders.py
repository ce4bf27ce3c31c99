"""Answers of which small counts of orders are withheld: checks, fits, plans under way, whole reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.withheld import Withheld
from kuajie.messages import Finding, Text
from kuajie.messages.notices import fitting
from kuajie.messages.notices import replan as replan_notices
from kuajie.present.check_tables import placed_windows
from kuajie.present.reader import FEWER_THAN
from kuajie.usecases.check import CheckAnswer, CourseLine, PartyLine
from kuajie.usecases.fit_answer import FitAnswer, HoldOut, WeeklyFit
from kuajie.usecases.replan_answer import CourseSoFar, ReplanAnswer
from kuajie.usecases.run import RunAnswer
from kuajie_site.studies.few import Few, is_withheld, weeks_to_withhold
from kuajie_site.studies.few_learners import needs_without_few

ABOUT_PEOPLE: Final = frozenset({"orders", "refunds", "learning", "feedback", "leads", "lessons"})
"""Files of which a row is an order, or something of one learner."""
NOT_TOLD: Final = Withheld()
EMPTY_WEEKS: Final = (fitting.TOO_MANY_ZEROS, fitting.ZERO_WEEKS)
"""Findings that tell in how many weeks a course sold nothing, and so in how many it did."""
SOME: Final = Text(en="some", zh="若干")
Mask = NDArray[np.bool_]


def check_without_few(answer: CheckAnswer, few: Few) -> CheckAnswer:
    """Withhold enrolments of courses that hardly sold, and rows of small files.

    Where a seller's course is withheld, so are its other rows of orders, from which it could be told.
    """
    courses = tuple(_course_line(each, few) for each in answer.courses)
    small = {each.seller for each in courses if is_withheld(each.enrolments)}
    parties = tuple(_party_line(each, few, small) for each in answer.parties)
    titles = {each.title for each in courses if is_withheld(each.enrolments)}
    return replace(
        answer,
        courses=courses,
        parties=parties,
        warnings=vague(answer.warnings, titles, few),
        obstacles=vague(answer.obstacles, titles, few),
    )


def vague(findings: Sequence[Finding], titles: Collection[str], few: Few) -> tuple[Finding, ...]:
    """Return findings that do not tell in how few weeks a course of ``titles``, or any, sold something."""
    return tuple(
        replace(each, facts={**each.facts, "count": SOME}) if _tells_few(each, titles, few) else each
        for each in findings
    )


def _tells_few(finding: Finding, titles: Collection[str], few: Few) -> bool:
    count, weeks = finding.facts.get("count"), finding.facts.get("weeks")
    if finding.notice not in EMPTY_WEEKS or not isinstance(count, int):
        return False
    return finding.facts.get("course") in titles or (isinstance(weeks, int) and weeks - count < few.strictest)


def _course_line(course: CourseLine, few: Few) -> CourseLine:
    return replace(course, enrolments=few.count(course.enrolments, course.seller))


def _party_line(party: PartyLine, few: Few, small: set[str]) -> PartyLine:
    told = {
        name: few.count(rows, party.id) if name in ABOUT_PEOPLE else rows for name, rows in party.rows.items()
    }
    if party.id in small and "orders" in told and not is_withheld(told["orders"]):
        told["orders"] = NOT_TOLD
    return replace(party, rows=told)


def fit_without_few(answer: FitAnswer, few: Few) -> FitAnswer:
    """Withhold weeks in which few enrolled, and all that was seen of courses that hardly sold."""
    panel = answer.panel
    hidden, small = _hidden_weeks(answer, few)
    if not hidden.any():
        return answer
    placed = [(first, held) for first, held in placed_windows(answer)]
    gone = np.array([course in small for course in panel.courses])[:, None]
    held = [_held_out(each, hidden[:, first : first + each.weeks], gone) for first, each in placed]
    seen = np.where(hidden, np.nan, panel.enrolments)
    titles = {each.title for each in answer.courses if each.id in small}
    return replace(
        answer,
        panel=replace(panel, enrolments=seen),
        warnings=vague(answer.warnings, titles, few),
        weekly=_weekly(answer.weekly, hidden, gone),
        courses=tuple(
            replace(each, enrolments=few.count(each.enrolments, few.seller(each.id)))
            for each in answer.courses
        ),
        predictive=tuple(each for each in answer.predictive if each.course not in small),
        holdout=held[0] if answer.holdout is not None and held else answer.holdout,
        earlier_holdouts=tuple(held[1:]) if answer.holdout is not None else tuple(held),
    )


def _hidden_weeks(answer: FitAnswer, few: Few) -> tuple[Mask, set[str]]:
    """Return the weeks of courses that are not told, and the courses of which no week is."""
    enrolments = answer.panel.enrolments
    hidden = np.zeros(enrolments.shape, dtype=np.bool_)
    small = set()
    for place, course in enumerate(answer.panel.courses):
        party = few.seller(course)
        least, total = few.below(party), float(np.nansum(enrolments[place]))
        if 0 < total < least:
            hidden[place] = enrolments[place] > 0
            small.add(course)
        else:
            hidden[place] = weeks_to_withhold(enrolments[place], least)
        if hidden[place].any():
            few.hid.add(party)
    return hidden, small


def _weekly(weekly: WeeklyFit, hidden: Mask, gone: Mask) -> WeeklyFit:
    """Return what was seen without hidden weeks, and nothing at all of courses that hardly sold."""
    return replace(
        weekly,
        observed=np.where(hidden, np.nan, weekly.observed),
        organic=np.where(gone, np.nan, weekly.organic),
        mean=np.where(gone, np.nan, weekly.mean),
        lower=np.where(gone, np.nan, weekly.lower),
        upper=np.where(gone, np.nan, weekly.upper),
    )


def _held_out(held: HoldOut, hidden: Mask, gone: Mask) -> HoldOut:
    return replace(
        held,
        observed=np.where(hidden, np.nan, held.observed),
        mean=np.where(gone, np.nan, held.mean),
        lower=np.where(gone, np.nan, held.lower),
        upper=np.where(gone, np.nan, held.upper),
    )


def replan_without_few(answer: ReplanAnswer, few: Few) -> ReplanAnswer:
    """Withhold how few enrolled so far in a course, and then the sum that would tell it."""
    sellers = {course.id: course.seller for course in answer.programme.courses}
    courses = tuple(_so_far(each, sellers, few) for each in answer.courses)
    small = {each.title for each in courses if is_withheld(each.enrolled)}
    if not small:
        return answer
    warnings = tuple(_warned(each, small, few) for each in answer.warnings)
    return replace(answer, courses=courses, enrolled=NOT_TOLD, warnings=warnings)


def _so_far(course: CourseSoFar, sellers: dict[str, str], few: Few) -> CourseSoFar:
    return replace(course, enrolled=few.count(course.enrolled, sellers.get(course.id, "")))


def _warned(finding: Finding, small: set[str], few: Few) -> Finding:
    if finding.notice is not replan_notices.OFF_COURSE or finding.facts.get("course") not in small:
        return finding
    said = {locale: FEWER_THAN.say(locale, limit=few.strictest) for locale in ("en", "zh")}
    return replace(finding, facts={**finding.facts, "enrolled": Text(en=said["en"], zh=said["zh"])})


def run_without_few(answer: RunAnswer, few: Few) -> RunAnswer:
    """Withhold in every step what that step alone withholds."""
    return replace(
        answer,
        check=check_without_few(answer.check, few),
        needs=needs_without_few(answer.needs, few),
        fit=fit_without_few(answer.fit, few),
    )


def of_part(name: str, without_few: Any) -> Any:
    """Return how few are withheld of an answer that holds the library's under a name."""

    def found(answer: Any, few: Few) -> Any:
        return replace(answer, **{name: without_few(getattr(answer, name), few)})

    return found
