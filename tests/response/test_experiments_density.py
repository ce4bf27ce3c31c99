"""Experiments in the likelihood: what the model implies for them, by hand, and what a table may hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm
from small_models import small_model

from kuajie.response import codes
from kuajie.response.defaults import lever_priors
from kuajie.response.density import log_density
from kuajie.response.layout import parameter_names
from kuajie.response.model import SHARE_OF_ENROLMENTS, MeasuredLifts, Prior
from kuajie.response.packing import pack

ROUNDING = 1e-9
ENROLMENTS = 0
LIFTS = np.array([0.2, 0.1, 0.3, 0.1, 0.1])
"""Usual lifts at prior scores of zero: no carry-over, proportional response: the lifts of an input of 5."""


def plain_levers(outcome, *, used=(True, True, True, True, False), price="absent"):
    """Return a model of five levers without carry-over and saturation, each at an input of 5 all the time."""
    model = small_model(outcome=outcome, price=price, weeks=20, full_weeks=0, hidden_weeks=0)
    priors = lever_priors(
        carry_overs=("none",) * 5, saturations=("identity",) * 5, usual=np.full(5, 5.0), lifts=LIFTS
    )
    sold = np.broadcast_to(np.arange(100.0, 120.0), (2, 20))
    return replace(
        model,
        outcome=sold.copy(),
        inputs=np.where(np.array(used)[:, None], 5.0, 0.0) * np.ones((5, 20)),
        start=np.zeros(5),
        usual=np.full(5, 5.0),
        carry_kinds=np.zeros(5, dtype=np.int64),
        saturation_kinds=np.full(5, codes.IDENTITY),
        lever_priors=priors,
    )


def table(model, lever, course, window, without, *, unit=ENROLMENTS, lift=3.0, error=2.0):
    inputs = model.inputs[lever].copy()
    inputs[window[0] : window[1] + 1] = without
    return MeasuredLifts(
        lever=np.array([lever]),
        course=np.array([course]),
        first=np.array([window[0]]),
        last=np.array([window[1]]),
        unit=np.array([unit]),
        lift=np.array([lift]),
        error=np.array([error]),
        without=inputs[None],
    )


def evidence(model, experiments, z=None):
    """Return what an experiment adds to the log density."""
    z = np.zeros(len(parameter_names(model))) if z is None else z
    with_it = replace(model, experiments=experiments)
    scratch = np.empty_like(z)
    return log_density(pack(with_it), z, scratch) - log_density(pack(model), z, scratch)


def test_spend_raised_under_the_product_coupling():
    """Lever a (marketing, 0.2) beside c (marketing, 0.3): 2 of 5 were added while 103 and 104 were sold.

    The lift of its side is 1.5, without the test 1.42: 0.08 / 1.5 of what was sold is due to it.
    """
    model = plain_levers("log_normal")
    brought = (103 + 104) * 0.08 / 1.5
    found = evidence(model, table(model, 0, 0, (3, 4), 3.0))
    assert found == pytest.approx(norm.logpdf(3.0, brought, 2.0), rel=ROUNDING)
    share = brought / (207 - brought)
    found = evidence(model, table(model, 0, 0, (3, 4), 3.0, unit=SHARE_OF_ENROLMENTS, lift=0.1, error=0.02))
    assert found == pytest.approx(norm.logpdf(0.1, share, 0.02), rel=ROUNDING)


def test_spend_cut_under_the_product_coupling():
    """Lever b (training, 0.1) beside d (training, 0.1) on J2 was cut from 10 to 5 while 107 were sold."""
    model = plain_levers("negative_binomial")
    sides = 1.0 + 0.1 + 0.1  # the idle lever trains too, but history never saw it
    brought = -107 * 0.1 / sides
    found = evidence(model, table(model, 1, 1, (7, 7), 10.0, lift=-9.0))
    assert found == pytest.approx(norm.logpdf(-9.0, brought, 2.0), rel=ROUNDING)
    share = brought / (107 - brought)
    found = evidence(model, table(model, 1, 1, (7, 7), 10.0, unit=SHARE_OF_ENROLMENTS, lift=-0.1, error=0.02))
    assert found == pytest.approx(norm.logpdf(-0.1, share, 0.02), rel=ROUNDING)


@pytest.mark.parametrize(("without", "sign"), [(0.0, 1.0), (10.0, -1.0)])
def test_spend_raised_and_cut_under_the_sum_coupling(without, sign):
    """Lever c (0.3 units of 90 enrolments on J1) was switched on, or halved, in weeks 5 to 8."""
    model = plain_levers("normal")
    brought = sign * 4 * 0.3 * 90
    found = evidence(model, table(model, 2, 0, (5, 8), without, lift=sign * 100.0, error=30.0))
    assert found == pytest.approx(norm.logpdf(sign * 100.0, brought, 30.0), rel=ROUNDING)
    sold = 105 + 106 + 107 + 108
    found = evidence(
        model, table(model, 2, 0, (5, 8), without, unit=SHARE_OF_ENROLMENTS, lift=sign * 0.4, error=0.1)
    )
    assert found == pytest.approx(norm.logpdf(sign * 0.4, brought / (sold - brought), 0.1), rel=ROUNDING)


def test_the_price_scales_what_an_experiment_brings_under_the_sum_coupling():
    """At prior scores of zero the elasticity is 1.5: a price of twice the reference leaves 2^-1.5."""
    model = plain_levers("normal", price="constant_elasticity")
    reference = model.price_priors[0][1]
    model = replace(model, price=np.full((2, 20), 2.0 * reference))
    brought = 0.3 * 90 * 2.0**-1.5
    found = evidence(model, table(model, 2, 0, (5, 5), 0.0, lift=8.0))
    assert found == pytest.approx(norm.logpdf(8.0, brought, 2.0), rel=ROUNDING)


@pytest.mark.parametrize("outcome", ["log_normal", "normal"])
def test_a_week_not_observed_counts_nothing(outcome):
    model = plain_levers(outcome, price="logit")
    hidden = model.outcome.copy()
    hidden[0, 4] = np.nan
    model = replace(model, outcome=hidden)
    both = evidence(model, table(model, 0, 0, (3, 4), 3.0))
    assert both == pytest.approx(evidence(model, table(model, 0, 0, (3, 3), 3.0)), rel=ROUNDING)


def test_a_lever_that_history_never_saw_is_known_by_its_experiment_alone():
    """The idle lever (training, 0.1 at its usual input of 5) was off for a week, where 10 were meant."""
    model = plain_levers("normal")
    found = evidence(model, table(model, 4, 1, (9, 9), 10.0, lift=-20.0, error=10.0))
    assert found == pytest.approx(norm.logpdf(-20.0, -0.2 * 140, 10.0), rel=ROUNDING)


def test_more_than_all_that_was_sold_is_impossible_as_a_share():
    model = plain_levers("normal")
    certain = table(model, 2, 0, (5, 5), 0.0, unit=SHARE_OF_ENROLMENTS, lift=0.1, error=0.02)
    z = np.zeros(len(parameter_names(model)))
    assert np.isfinite(evidence(model, certain, z))
    z[parameter_names(model).index("usual_lift[c]")] = 5.0
    assert evidence(model, certain, z) == -np.inf


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lever": np.array([5])}, "must act on its course"),
        ({"lever": np.array([-1])}, "must act on its course"),
        ({"course": np.array([2])}, "must act on its course"),
        ({"lever": np.array([3])}, "must act on its course"),  # d does not act on J1
        ({"last": np.array([20])}, "inside history"),
        ({"first": np.array([-1])}, "inside history"),
        ({"first": np.array([6])}, "inside history"),
        ({"error": np.zeros(1)}, "positive errors"),
        ({"lift": np.full(1, np.nan)}, "finite lifts"),
        ({"without": np.zeros((1, 19))}, "without must have shape"),
        ({"without": np.full((1, 20), np.nan)}, "without must be finite"),
    ],
)
def test_a_model_refuses_experiments_that_cannot_be(change, said):
    model = plain_levers("log_normal")
    good = table(model, 0, 0, (3, 5), 3.0)
    assert len(replace(model, experiments=good).experiments) == 1
    with pytest.raises(ValueError, match=said):
        replace(model, experiments=replace(good, **change))


def test_a_sure_experiment_outweighs_any_prior():
    """With an error of next to nothing, the density peaks where the lift implied is the one measured."""
    model = plain_levers("normal")
    z = np.zeros(len(parameter_names(model)))
    place, prior = parameter_names(model).index("usual_lift[c]"), model.lever_priors[2].usual_lift
    sure = table(model, 2, 0, (5, 5), 0.0, lift=45.0, error=1e-4)
    model = replace(model, experiments=sure)
    scores = np.linspace(-2, 2, 4001)
    values = []
    for score in scores:
        z[place] = score
        values.append(log_density(pack(model), z, np.empty_like(z)))
    best = prior.value(scores[int(np.argmax(values))])
    assert best * 90 == pytest.approx(45.0, rel=1e-3)
    assert isinstance(prior, Prior)
