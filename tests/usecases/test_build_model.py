"""From panel to model: what is refused, what is warned of, and what the numbers become."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kuajie.messages import CannotFit
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


def with_inputs(panel, lever, values):
    inputs = panel.inputs.copy()
    inputs[lever] = values
    return replace(panel, inputs=inputs)


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


def test_refuses_many_zero_weeks_and_leaves_out_few(spec, panel):
    some = panel.enrolments[0].copy()
    some[::3] = 0
    with pytest.raises(CannotFit) as refused:
        build_model(spec, with_enrolments(panel, 0, some))
    assert codes(refused.value.findings) == {"fit.too_many_zeros"}
    few = panel.enrolments[0].copy()
    few[:2] = 0
    built = build_model(spec, with_enrolments(panel, 0, few))
    assert "fit.zero_weeks" in codes(built.warnings)
    assert np.isnan(built.model.log_outcome[0, :2]).all()


def test_warns_of_levers_that_cannot_be_told_apart(spec, panel):
    never = build_model(spec, with_inputs(panel, 0, 0.0))
    assert "fit.lever_never_used" in codes(never.warnings)
    constant = build_model(spec, with_inputs(panel, 0, 500.0))
    assert "fit.lever_constant" in codes(constant.warnings)
    together = build_model(spec, with_inputs(panel, 0, 3.0 * panel.inputs[1] + 1.0))
    assert "fit.levers_together" in codes(together.warnings)


def test_a_full_week_is_censored_at_its_seats(spec, panel):
    seats = panel.seats.copy()
    seats[0, 4] = panel.enrolments[0, 4]
    built = build_model(spec, replace(panel, seats=seats))
    assert [0, 4] in built.model.censored.tolist()
    assert built.model.log_outcome[0, 4] == pytest.approx(np.log(panel.enrolments[0, 4]))
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
