"""Weeks in which few enrolled: seen in a fit by whose orders they are, and by nobody else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kuajie.domain.withheld import Withheld
from kuajie.wiring import read
from kuajie_site.disclosure.thresholds import thresholds_of
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.studies.few import Few
from kuajie_site.studies.few_orders import fit_without_few
from kuajie_site.studies.models import Answer
from kuajie_site.studies.seen import parts_for, record_for
from kuajie_site.studies.steps import fit_as_asked
from kuajie_site.studies.table import STUDIES

COURSE = "J2"


def silent(step: object, done: float) -> None:
    del step, done


def seat_of(programme: Programme, name: str) -> Seat:
    return Seat.objects.select_related("party").get(programme=programme, user__name=name)


def test_weeks_of_few_enrolments_are_in_no_chart_and_no_record_of_others(
    programme: Programme,
) -> None:
    answer = Answer.objects.filter(programme=programme, study="fit").first()
    assert answer is not None
    courses = [each["id"] for each in answer.record["courses"]]
    seen = {
        name: record_for(seat_of(programme, name), answer)["weekly"]["observed"]  # type: ignore[index]
        for name in ("analyst", "mingde", "yuanhang", "mediator")
    }
    sellers = {course: "mingde" if course in {"M1", "own-sales:mingde"} else "zhihai" for course in courses}
    sellers["own-sales:yuanhang"] = "yuanhang"
    own_seat = {"analyst": "zhihai", "mingde": "mingde", "yuanhang": "yuanhang", "mediator": ""}
    for name, rows in seen.items():
        for course, row in zip(courses, rows, strict=True):
            small = [week for week in row if week is not None and 0 < week < 10]
            if sellers[course] == own_seat[name]:
                continue
            assert small == [], (name, course)
    assert any(0 < week < 10 for row in seen["analyst"] for week in row if week is not None)
    assert dots(seat_of(programme, "analyst"), answer) > dots(seat_of(programme, "mediator"), answer) > 0


def dots(seat: Seat, answer: Answer) -> int:
    """Count what is drawn in the charts that a seat is shown."""
    drawn = "".join(part.get("svg", "") for part in parts_for(seat, answer, "en"))
    return drawn.count("<path")


def test_a_course_that_hardly_sold_has_no_weeks_at_all_in_a_fit_of_others(programme: Programme) -> None:
    assert programme.latest is not None
    answer = Answer.objects.filter(programme=programme, study="fit").first()
    assert answer is not None
    fit = fit_as_asked(read(programme.latest.folder), answer.options, progress=silent)
    place = fit.panel.courses.index(COURSE)
    enrolments = fit.panel.enrolments.copy()
    enrolments[place] = 0.0
    enrolments[place, [3, 5, 9]] = 1.0
    weekly = type(fit.weekly)(
        **{name: getattr(fit.weekly, name) for name in ("organic", "mean", "lower", "upper")},
        observed=enrolments,
    )
    lines = tuple(replace(each, enrolments=3.0) if each.id == COURSE else each for each in fit.courses)
    fit = replace(
        fit, panel=replace(fit.panel, enrolments=enrolments), weekly=weekly, courses=lines, holdout=None
    )
    few = Few(fewest=thresholds_of(programme), sellers={COURSE: "zhihai"})
    told = fit_without_few(fit, few)
    for values in (told.weekly.observed, told.panel.enrolments):
        assert np.isnan(values[place, [3, 5, 9]]).all()
    assert np.isnan(told.weekly.mean[place]).all()
    assert isinstance(told.courses[place].enrolments, Withheld)
    assert COURSE not in {each.course for each in told.predictive}
    own = fit_without_few(fit, Few(fewest=few.fewest, sellers=few.sellers, reader="zhihai"))
    assert own.weekly.observed[place, 3] == 1.0
    for locale, words in (("zh", "少于 10"), ("en", "fewer than 10")):
        assert words in str([list(map(str, STUDIES["fit"].parts(told, locale)))])  # type: ignore[arg-type]
