"""What a fit found, as tables: forecasts in their weeks, experiments side by side, the form in words."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from answers import HISTORY, answers, hold_out, table_fit

from kuajie.domain.beliefs import FitChoices
from kuajie.messages import LOCALES, Locale
from kuajie.present.arrow_tables import calibration_table as calibration_columns
from kuajie.present.arrow_tables import contributions_table, returns_table
from kuajie.present.calibration import calibration_table, experiment_table
from kuajie.present.charts.panels import MOST_PANELS, leading_levers
from kuajie.present.check_tables import check_table, forecast_table, placed_windows
from kuajie.present.fit_tables import course_fit_table, lever_table, next_table
from kuajie.present.form import form_sentences
from kuajie.present.likeness import predictive_table
from kuajie.present.reader import Reader
from kuajie.response import codes
from kuajie.usecases.fit_answer import FitAnswer

ENGLISH = Reader("en", "CNY")


def test_forecasts_stand_in_the_weeks_they_hid() -> None:
    fit = answers("en").fit
    assert [place for place, _ in placed_windows(fit)] == [HISTORY - 13, HISTORY - 26, HISTORY - 39]
    without_middle = replace(fit, earlier_holdouts=(hold_out(26),))
    assert [place for place, _ in placed_windows(without_middle)] == [HISTORY - 13, HISTORY - 39]
    rows = forecast_table(without_middle, ENGLISH).rows
    # By hand: the last 13 of 60 weeks up to 23 November 2026 begin on 31 August, those 26 before on 2 March.
    assert [row[0] for row in rows] == ["Aug 31, 2026", "Mar 2, 2026"]
    assert [row[1] for row in rows] == ["13", "13"]


def test_experiments_stand_beside_what_was_believed_and_what_the_data_said() -> None:
    # By hand: data alone 1.6 within 0.96 and 2.4, with experiments 1.28 and 2.0: half as wide.
    fit = answers("en").fit
    (row,) = calibration_table(fit, ENGLISH).rows
    assert row == (
        "Search ads",
        "0.40 to 2.90",
        "1.57\n(0.96 to 2.40)",
        "1.57\n(1.28 to 2.00)",
        "50.0% narrower",
    )
    wider = replace(fit.calibration[0], calibrated=replace(fit.calibration[0].data_only, upper=3.12))
    ((*_, width),) = calibration_table(replace(fit, calibration=(wider,)), ENGLISH).rows
    assert width == "50.0% wider"
    (tested,) = experiment_table(fit, ENGLISH).rows
    assert tested[2:6] == ("Mar 2, 2026", "Mar 29, 2026", "+CN¥24,000", "+90\n(+30 to +150)")
    assert len(tested) == 8
    (bare,) = experiment_table(replace(fit, experiment_lifts=()), ENGLISH).rows
    assert bare == tested[:6]


def test_lifts_told_as_shares_stay_shares() -> None:
    fit = answers("en").fit
    share = replace(fit.experiments[0], unit="share", lift=0.08, lower=0.02, upper=0.14)
    (row,) = experiment_table(replace(fit, experiments=(share,), experiment_lifts=()), ENGLISH).rows
    assert row[5] == "8.0%\n(2.0% to 14.0%)"


def test_returns_stand_beside_what_was_believed() -> None:
    for row in lever_table(answers("en").fit, ENGLISH).rows:
        assert row[-1] == "0.40 to 2.90"
    first = next_table(answers("en").fit, ENGLISH).rows[0]
    # By hand: 0.7 times 2.1 is 1.47, its median 98 % of that; half-life 1.2 within 0.96 and 1.5.
    assert first == ("Short video ads", "1.44", "1.18 to 1.84", "1.18", "0.96 to 1.50", "60.0%")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_form_is_told_in_words(locale: Locale) -> None:
    fit, reader = answers(locale).fit, Reader(locale, "CNY")
    product = list(form_sentences(fit, reader))
    choices = FitChoices(coupling="sum", outcome="normal", trend="linear", pooled=True)
    normal = cast("Any", SimpleNamespace(outcome_kinds=np.full(3, codes.NORMAL)))
    summed = replace(fit, spec=replace(fit.spec, choices=choices), model=normal, experiments=())
    other = list(form_sentences(summed, reader))
    assert len(product) == len(other) == 4
    assert not set(product) & set(other)
    assert fit.courses[2].title in product[1], "the course of counts is named"
    pooled = {"en": "learn from one another", "zh": "互相借鉴"}[locale]
    assert pooled in other[-1]
    assert "1" in product[-1] or "One" in product[-1], "one experiment"


def test_a_partys_other_courses_are_called_so() -> None:
    fit = answers("en").fit
    own = replace(fit.spec.courses[1], title="Seaknow", own_sales=True)
    spec = replace(fit.spec, courses=(fit.spec.courses[0], own, fit.spec.courses[2]))
    courses = (fit.courses[0], replace(fit.courses[1], title="Seaknow"), fit.courses[2])
    table = course_fit_table(replace(fit, spec=spec, courses=courses), ENGLISH)
    assert [row[0] for row in table.rows][1] == "Seaknow: its other courses"


def test_weeks_that_the_model_hardly_makes_are_marked() -> None:
    fit = answers("en").fit
    rows = predictive_table(fit, ENGLISH).rows
    assert [sum("▲" in cell for cell in row) for row in rows] == [1, 0, 0]
    # By hand: a jump of 0.9 in logs is a factor of e^0.9 = 2.46.
    assert rows[0][3] == "2.46 ▲\n(1.35 to 1.65)"
    assert "14 of 15" in [row[1] for row in check_table(fit, ENGLISH).rows]


def many(fit: FitAnswer, count: int) -> FitAnswer:
    levers = tuple(
        replace(
            fit.levers[0], id=f"l{place}", enrolments=replace(fit.levers[0].enrolments, median=float(place))
        )
        for place in range(count)
    )
    return replace(fit, levers=levers)


def test_of_many_levers_those_that_brought_most_are_drawn() -> None:
    fit = answers("en").fit
    assert leading_levers(fit) == [0, 1, 2, 3]
    assert leading_levers(many(fit, 30)) == list(range(30 - MOST_PANELS, 30))


def test_tables_for_further_work_hold_every_number() -> None:
    fit = answers("en").fit
    returns = returns_table(fit).to_pylist()
    assert [row["lever"] for row in returns] == ["video", "search", "tutor", "referral"]
    assert returns[1]["return_on_spend_upper"] == 2.0
    assert returns[1]["prior_return_lower"] == 0.4
    weekly = contributions_table(fit)
    assert weekly.num_rows == 4 * HISTORY
    by_lever = np.array(weekly["mean"].to_pylist()).reshape(4, HISTORY)
    assert np.array_equal(by_lever, fit.contributions.mean)
    assert weekly["week"].to_pylist()[:HISTORY] == list(fit.panel.weeks)
    (row,) = calibration_columns(fit).to_pylist()
    found = fit.calibration[0].calibrated
    assert (row["lever"], row["prior"], row["calibrated_lower"]) == ("search", 1.0, found.lower)
    assert calibration_columns(table_fit("en")).num_rows == 0
    unknown = replace(fit, levers=(replace(fit.levers[0], return_on_spend=None, prior_return=None),))
    assert returns_table(unknown).to_pylist()[0]["return_on_spend"] is None
