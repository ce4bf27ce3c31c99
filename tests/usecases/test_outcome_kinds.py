"""Which distribution a course gets when the data decide."""

from __future__ import annotations

import numpy as np
import pytest
from small_worlds import panel_of, spec_of, spending

from kuajie.response.codes import LOG_NORMAL, NEGATIVE_BINOMIAL, NORMAL
from kuajie.usecases.outcome_kinds import outcome_kinds

WEEKS = 104


def kind_of(weeks, **choices):
    spec = spec_of(**choices)
    panel = panel_of(spec, weeks[None], inputs=spending(np.random.default_rng(1), 2, WEEKS))
    return int(outcome_kinds(spec, panel)[0])


def poisson(mean):
    return np.random.default_rng(2).poisson(mean, WEEKS).astype(float)


def with_zeros(weeks, count):
    return np.where(np.arange(WEEKS) % (WEEKS // count) == 3, 0.0, weeks)


def smooth(mean):
    """Whole numbers that scatter far less than chance."""
    return np.round(mean + 2 * np.sin(np.arange(WEEKS)))


@pytest.mark.parametrize(
    ("weeks", "kind"),
    [
        (poisson(15.0), NEGATIVE_BINOMIAL),
        (poisson(200.0), LOG_NORMAL),
        (poisson(15.0) + 0.5, LOG_NORMAL),
        (with_zeros(poisson(200.0), 4), LOG_NORMAL),
        (with_zeros(poisson(200.0), 26), NEGATIVE_BINOMIAL),
        (with_zeros(poisson(25.0), 4), NEGATIVE_BINOMIAL),
        (smooth(20.0), LOG_NORMAL),
        (smooth(8.0), NEGATIVE_BINOMIAL),
        (np.where(np.arange(WEEKS) < 60, np.nan, poisson(15.0)), NEGATIVE_BINOMIAL),
    ],
    ids=[
        "small",
        "large",
        "not whole",
        "rare zeros",
        "often zero",
        "small with zeros",
        "smooth",
        "tiny",
        "late",
    ],
)
def test_whole_numbers_are_counted_where_chance_shows(weeks, kind):
    assert kind_of(weeks) == kind


def test_what_is_stated_is_obeyed_and_a_sum_is_normal():
    assert kind_of(poisson(15.0), outcome="log_normal") == LOG_NORMAL
    assert kind_of(poisson(500.0), outcome="negative_binomial") == NEGATIVE_BINOMIAL
    assert kind_of(poisson(15.0), coupling="sum") == NORMAL
