"""Every parameter that a sampler can complain of has words, with titles in place of ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from kuajie.domain.beliefs import FitChoices
from kuajie.response.layout import parameter_names
from kuajie.usecases.build_model import build_model
from kuajie.usecases.fit_checks import sampling_doubts
from kuajie.usecases.parameter_words import OF_LEVERS, parameter_in_words
from kuajie.usecases.ports import Sample
from kuajie.usecases.response_spec import CourseSpec, LeverSpec, ResponseSpec

WEEKS = [date(2026, 1, 5) + timedelta(weeks=place) for place in range(4)]
SPEC = ResponseSpec(
    country=None,
    currency="CNY",
    levers=(LeverSpec(id="ads", title="搜索{广告}", training=False),),
    courses=(CourseSpec(id="J1", title="Data", priced=True), CourseSpec(id="J2", title="Law", priced=True)),
)


@pytest.fixture
def spec(reading):
    return ResponseSpec.of_programme(reading.programme)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("usual_lift[ads]", "the usual effect of lever “搜索{广告}”"),
        ("scale[ads]", "the saturation of lever “搜索{广告}”"),
        ("sigma[J2]", "the weekly scatter of course “Law”"),
        ("unmet[1,3]", "the demand for course “Law” in the full week of 2026-01-26"),
    ],
)
def test_a_parameter_is_told_by_whose_it_is(name: str, words: str) -> None:
    assert parameter_in_words(name, spec=SPEC, weeks=WEEKS).say("en") == words


@pytest.mark.parametrize("name", ["usual_lift[no]", "sigma[ads]", "no", "mu[J1]"])
def test_names_that_no_model_has_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="a parameter is named"):
        parameter_in_words(name, spec=SPEC, weeks=WEEKS)


def test_every_parameter_of_a_model_has_words_of_its_own(spec, panel):
    """Also where courses are pooled, counted and full, prices sampled, and levers act on own sales."""
    seats = panel.seats.copy()
    seats[0, 5] = panel.enrolments[0, 5]
    courses = (
        replace(spec.courses[0], price_factor="logit"),
        *spec.courses[1:3],
        *(replace(course, own_sales=True, elastic=False) for course in spec.courses[3:]),
    )
    choices = FitChoices(outcome="negative_binomial", pooled=True)
    every = replace(spec, courses=courses, choices=choices)
    names = parameter_names(build_model(every, replace(panel, seats=seats)).model)
    kinds = {name.partition("[")[0] for name in names}
    assert {"usual_lift", "reach", "pool", "halo", "concentration", "drift", "price_0", "unmet"} <= kinds
    # A course's baseline has many scores, and its price two parameters: they are told as one thing each.
    told = {name: parameter_in_words(name, spec=every, weeks=panel.weeks) for name in names}
    single = [text for name, text in told.items() if not name.startswith(("baseline", "price"))]
    for locale in ("zh", "en"):
        assert len({text.say(locale) for text in single}) == len(single)


def test_doubts_about_the_sampling_speak_in_words(spec, panel):
    model = build_model(spec, panel).model
    names = parameter_names(model)
    rng = np.random.default_rng(5)
    draws = rng.normal(size=(2, 400, len(names)))
    draws[1, :, 0] += 9  # the chains disagree about the first parameter, and only about it
    sample = Sample(
        unconstrained=draws, names=names, divergences=0, gradients=1, cpu_seconds=0.0, wall_seconds=0.0
    )
    found = sampling_doubts(model, sample, spec=spec, weeks=panel.weeks)
    assert {each.notice.code for each in found} == {"fit.chains_disagree", "fit.few_effective_draws"}
    for finding in found:
        assert spec.levers[0].title in finding.problem("zh")
        assert OF_LEVERS["usual_lift"].zh.format(title=spec.levers[0].title) in finding.problem("zh")
        assert "[" not in finding.problem("en")
