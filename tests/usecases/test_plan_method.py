"""First-order methods as a way to plan a simulated programme: named, bounded, and their bias told."""

from __future__ import annotations

import pytest

from kuajie.messages import BadInput
from kuajie.planning.methods import Method
from kuajie.present.plan_method import method_sentences
from kuajie.present.reader import Reader
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.plan_method import PlanMethod, method_asked


def planned(reading, fit, method):
    return plan_programme(
        PlanQuestion(programme=reading.programme, fit=fit, draws=20, test_draws=50, method=method)
    )


@pytest.fixture(scope="module")
def automatic(reading, fit):
    return planned(reading, fit, PlanMethod())


def test_auto_takes_the_ascent_and_says_why(automatic):
    assert (automatic.method.name, automatic.method.chosen_by) == ("ascent", "auto")
    assert "chosen because it needs no step size" in method_sentences(automatic, Reader("en", "CNY"))[0]
    assert "选用理由" in method_sentences(automatic, Reader("zh", "CNY"))[0]


@pytest.mark.parametrize("method", [Method.SGD, Method.ADAM])
def test_a_rule_plans_within_the_same_bound(reading, fit, automatic, method):
    answer = planned(reading, fit, PlanMethod(asked=method))
    assert (answer.method.name, answer.method.chosen_by) == (str(method), "asked")
    assert answer.found_with <= automatic.plan.certificate.bound
    assert answer.found_with >= 0.95 * automatic.found_with
    assert answer.plan.certificate.method != "none"
    assert answer.plan.certificate.bound >= answer.found_with


def test_decay_costs_what_is_told(reading, fit):
    plain = planned(reading, fit, PlanMethod(asked=Method.SGD))
    decayed = planned(reading, fit, PlanMethod(asked=Method.SGD, decay=1e-4))
    assert decayed.spend < plain.spend
    assert decayed.method.lost > 0
    assert decayed.found_with + decayed.method.lost == pytest.approx(plain.found_with, rel=0.01)
    assert "Weight decay of 0.0001" in method_sentences(decayed, Reader("en", "CNY"))[1]


def test_questions_that_do_not_fit_together_are_refused():
    assert method_asked("auto").used is Method.ASCENT
    assert method_asked("adam-torch").used.of_torch
    with pytest.raises(BadInput) as caught:
        method_asked("ascent", decay=0.1)
    assert caught.value.findings[0].notice.code == "planning.decay_without_method"
    with pytest.raises(BadInput) as caught:
        method_asked("sgd", risk="cvar")
    assert "cvar" in caught.value.say("zh")
