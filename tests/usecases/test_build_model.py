"""From panel to model: what is refused, what is warned of, and what the numbers become."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kuajie.domain.beliefs import FitChoices
from kuajie.messages import CannotFit
from kuajie.response.codes import NEGATIVE_BINOMIAL
from kuajie.usecases.build_model import build_model
from kuajie.usecases.holdout import without_last_weeks
from kuajie.usecases.response_spec import ResponseSpec


@pytest.fixture(scope="module")
def spec(reading):
    return ResponseSpec.of_programme(reading.programme)


def with_enrolments(panel, course, values):
    enrolments = panel.enrolments.copy()
    enrolments[course] = values
    return replace(panel, enrolments=enrolments)


def codes(findings):
    return {finding.notice.code for finding in findings}


def test_refuses_fewer_than_26_weeks(spec, panel):
    with pytest.raises(CannotFit) as refused:
        build_model(spec, without_last_weeks(panel, len(panel.weeks) - 25))
    assert [finding.notice.code for finding in refused.value.findings] == ["fit.too_few_weeks"]
    build_model(spec, without_last_weeks(panel, len(panel.weeks) - 26))


def test_refuses_a_course_without_enrolments_and_names_it(spec, panel):
    with pytest.raises(CannotFit) as refused:
        build_model(spec, with_enrolments(panel, 1, 0.0))
    assert codes(refused.value.findings) == {"fit.all_zero"}
    assert spec.courses[1].title in refused.value.say("zh")


def test_a_log_normal_refuses_many_zero_weeks_and_leaves_out_few(spec, panel):
    logged = replace(spec, choices=FitChoices(outcome="log_normal"))
    some = panel.enrolments[0].copy()
    some[::3] = 0
    with pytest.raises(CannotFit) as refused:
        build_model(logged, with_enrolments(panel, 0, some))
    assert codes(refused.value.findings) == {"fit.too_many_zeros"}
    few = panel.enrolments[0].copy()
    few[:2] = 0
    built = build_model(logged, with_enrolments(panel, 0, few))
    assert "fit.zero_weeks" in codes(built.warnings)
    assert np.isnan(built.model.outcome[0, :2]).all()


def test_many_zero_weeks_are_counted_when_the_data_decide(spec, panel):
    some = panel.enrolments[0].copy()
    some[::3] = 0
    built = build_model(spec, with_enrolments(panel, 0, some))
    assert built.model.outcome_kinds[0] == NEGATIVE_BINOMIAL
    assert (built.model.outcome[0, ::3] == 0).all()
    assert "fit.zero_weeks" not in codes(built.warnings)


def test_counting_refuses_what_is_no_count(spec, panel):
    counted = replace(spec, choices=FitChoices(outcome="negative_binomial"))
    with pytest.raises(CannotFit) as refused:
        build_model(counted, with_enrolments(panel, 0, panel.enrolments[0] + 0.5))
    assert codes(refused.value.findings) == {"fit.not_counts"}


def test_missing_weeks_are_unobserved_not_zero(spec, panel):
    gaps = panel.enrolments[0].copy()
    gaps[10:14] = np.nan
    model = build_model(spec, with_enrolments(panel, 0, gaps)).model
    assert np.isnan(model.outcome[0, 10:14]).all()
    assert model.observed[0].sum() == len(panel.weeks) - 4


def test_refuses_a_course_that_started_too_late_and_names_it(spec, panel):
    late = panel.enrolments[0].copy()
    late[:-25] = np.nan
    with pytest.raises(CannotFit) as refused:
        build_model(spec, with_enrolments(panel, 0, late))
    assert codes(refused.value.findings) == {"fit.course_too_short"}
    assert spec.courses[0].title in refused.value.say("zh")


def test_a_full_week_is_censored_at_its_seats(spec, panel):
    seats = panel.seats.copy()
    seats[0, 4] = panel.enrolments[0, 4]
    built = build_model(spec, replace(panel, seats=seats))
    assert [0, 4] in built.model.censored.tolist()
    assert built.model.outcome[0, 4] == seats[0, 4]
    assert "fit.full_weeks" in codes(built.warnings)


def test_labels_that_differ_are_a_programmers_mistake(spec, panel):
    with pytest.raises(ValueError, match="labels differ"):
        build_model(replace(spec, levers=spec.levers[::-1]), panel)


def test_a_priced_course_cannot_have_a_week_at_price_zero(spec, panel):
    price = panel.price.copy()
    price[0, 3] = 0.0
    with pytest.raises(CannotFit) as refused:
        build_model(spec, replace(panel, price=price))
    assert codes(refused.value.findings) == {"fit.price_zero"}
    assert str(panel.weeks[3]) in refused.value.say("en")
