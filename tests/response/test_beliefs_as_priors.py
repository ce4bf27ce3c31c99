"""What a person believes comes back as the 5 % and the 95 % quantile of what the prior implies."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_models import LEVERS, small_model

from kuajie.domain.beliefs import LeverBelief, Range
from kuajie.response.codes import WINDOW
from kuajie.response.defaults import lever_priors, total_lift_prior
from kuajie.response.draws import decode, lever_lifts, prior_scores
from kuajie.response.half_life import LONGEST, SHORTEST, half_lives
from kuajie.response.layout import parameter_names
from kuajie.response.prior import Prior
from kuajie.response.registry import CARRY_OVERS
from kuajie.response.total_lift import total_lift_map, total_lift_weights

EXACT = 1e-9
DRAWS = 20_000
MONTE_CARLO = 0.03
"""The 5 % quantile of 20 000 draws of log deviation 0.5 errs by 0.7 % (one sigma); atoms add 0.5 %."""

END = NormalDist().inv_cdf(0.95)
ENDS = np.array([-END, END])

ranges = st.tuples(st.floats(0.05, 20.0), st.floats(1.1, 30.0)).map(
    lambda pair: Range(pair[0], pair[0] * pair[1])
)


def scores_with(model, name, score, *, seed=0, count=5):
    """Return scores drawn from the prior, one parameter held."""
    scores = prior_scores(model, count, rng=np.random.default_rng(seed))
    scores[:, parameter_names(model).index(name)] = score
    return scores


@given(believed=ranges, lever=st.integers(0, 3), turn=st.integers(0, 7), reach=st.booleans())
@settings(max_examples=30, deadline=None)
def test_a_believed_return_comes_back_exactly_under_the_sum_coupling(believed, lever, turn, reach):
    """Revenue of a lever over its spend, whatever its carry-over and saturation turn out to be."""
    model = small_model(outcome="normal", turn=turn, reach=reach, full_weeks=0, hidden_weeks=0)
    price, cost = np.array([200.0, 300.0]), 50.0
    spend = cost * model.inputs.sum(axis=1)
    used = np.maximum((model.inputs > 0).sum(axis=1), 1)
    worth = (price * model.unit) @ model.acts * used / np.maximum(spend, 1.0)
    beliefs = [LeverBelief()] * len(LEVERS)
    beliefs[lever] = LeverBelief(return_on_spend=believed)
    names = [name for name in CARRY_OVERS if name != "none"]
    model = replace(
        model,
        lever_priors=tuple(
            replace(prior, usual_lift=stated.usual_lift)
            for prior, stated in zip(
                model.lever_priors,
                lever_priors(
                    carry_overs=(names[0],) * len(LEVERS),
                    saturations=("identity",) * len(LEVERS),
                    usual=np.ones(len(LEVERS)),
                    lifts=np.full(len(LEVERS), 0.1),
                    beliefs=tuple(beliefs),
                    return_per_lift=worth,
                ),
                strict=True,
            )
        ),
    )
    for score, end in zip(ENDS, (believed.low, believed.high), strict=True):
        scores = scores_with(model, f"usual_lift[{LEVERS[lever]}]", score)
        lifts = lever_lifts(model, scores)[:, lever].sum(axis=1)
        revenue = (price * model.unit * model.acts[:, lever]).sum() * lifts
        np.testing.assert_allclose(revenue / spend[lever], end, rtol=EXACT)


def test_what_is_not_believed_keeps_its_default():
    choices = {
        "carry_overs": ("geometric",) * 3,
        "saturations": ("hill",) * 3,
        "usual": np.ones(3),
        "lifts": np.full(3, 0.2),
    }
    usual = lever_priors(**choices)
    beliefs = (
        LeverBelief(return_on_spend=Range(1.0, 3.0)),
        LeverBelief(half_life=Range(1.0, 2.0)),
        LeverBelief(return_on_spend=Range(1.0, 3.0)),
    )
    stated = lever_priors(**choices, beliefs=beliefs, return_per_lift=np.array([2.0, 2.0, 0.0]))
    assert replace(stated[0], usual_lift=usual[0].usual_lift) == usual[0]
    assert stated[0] != usual[0]
    assert replace(stated[1], carry_0=usual[1].carry_0) == usual[1]
    assert stated[1] != usual[1]
    assert stated[2] == usual[2]  # nothing was spent: no return to speak of
    assert lever_priors(**choices, beliefs=(LeverBelief(),) * 3, return_per_lift=np.ones(3)) == usual


def carry_priors(kind, believed):
    (found,) = lever_priors(
        carry_overs=(kind,),
        saturations=("identity",),
        usual=np.ones(1),
        lifts=np.ones(1),
        beliefs=(LeverBelief(half_life=believed),),
    )
    return found


@given(believed=ranges)
def test_a_believed_half_life_comes_back_exactly_for_geometric_carry_over(believed):
    prior = carry_priors("geometric", believed).carry_0
    assert isinstance(prior, Prior)
    half = np.log(0.5) / np.log(prior.value(ENDS))
    assert half == pytest.approx([believed.low, believed.high], rel=1e-6)


@pytest.mark.parametrize("kind", ["delayed_geometric", "weibull"])
@pytest.mark.parametrize("believed", [(0.6, 1.2), (1.0, 3.0), (2.0, 2.4), (1.5, 6.0), (3.0, 5.0)])
def test_a_believed_half_life_comes_back_for_carry_overs_with_a_window(kind, believed):
    prior = carry_priors(kind, Range(*believed))
    z = np.random.default_rng(1).standard_normal((2, DRAWS))
    half = half_lives(kind, prior.carry_0.value(z[0]), prior.carry_1.value(z[1]))
    assert np.quantile(half, [0.05, 0.95]) == pytest.approx(believed, rel=MONTE_CARLO)


@pytest.mark.parametrize("kind", ["delayed_geometric", "weibull"])
@pytest.mark.parametrize(
    ("believed", "ends"),
    [((0.1, 1.0), (SHORTEST, 1.0)), ((4.0, 26.0), (4.0, LONGEST)), ((0.1, 52.0), (SHORTEST, LONGEST))],
)
def test_half_lives_that_a_window_cannot_show_are_taken_at_its_ends(kind, believed, ends):
    prior = carry_priors(kind, Range(*believed))
    z = np.random.default_rng(1).standard_normal((2, DRAWS))
    half = half_lives(kind, prior.carry_0.value(z[0]), prior.carry_1.value(z[1]))
    assert np.quantile(half, [0.05, 0.95]) == pytest.approx(ends, rel=MONTE_CARLO)


@given(
    kind=st.sampled_from(["delayed_geometric", "weibull"]),
    first=st.floats(0.05, 0.95),
    second=st.floats(0.3, 6.0),
)
def test_a_half_life_is_read_off_the_impulse_response(kind, first, second):
    weights = CARRY_OVERS[kind].impulse(
        WINDOW, **dict(zip(CARRY_OVERS[kind].parameter_names, (first, second), strict=True))
    )
    felt = np.concatenate([[0.0], np.cumsum(weights)])
    found = half_lives(kind, np.array([first]), np.array([second]))
    assert found[0] == pytest.approx(np.interp(0.5, felt, np.arange(WINDOW + 1)), rel=EXACT)


def believing(share, *, outcome, **switches):
    model = small_model(outcome=outcome, full_weeks=0, hidden_weeks=0, **switches)
    return replace(model, total_lift_prior=total_lift_prior(Range(*share), coupling=model.coupling))


@pytest.mark.parametrize("share", [(0.02, 0.05), (0.1, 0.3), (0.2, 0.7)])
@pytest.mark.parametrize("families", [False, True])
def test_a_believed_share_comes_back_under_the_sum_coupling(share, families):
    """What the levers bring over history, at the reference price, over all that was sold."""
    model = believing(share, outcome="normal", families=families)
    model = replace(model, unit=model.outcome.mean(axis=1))
    scores = prior_scores(model, DRAWS, rng=np.random.default_rng(2))
    weekly = np.matmul(model.acts.astype(float), lever_lifts(model, scores)) * model.unit[:, None]
    found = weekly.sum(axis=(1, 2)) / model.outcome.sum()
    assert np.quantile(found, [0.05, 0.95]) == pytest.approx(share, rel=MONTE_CARLO)


@pytest.mark.parametrize("share", [(0.02, 0.05), (0.1, 0.3), (0.2, 0.7)])
def test_a_believed_share_comes_back_under_the_product_coupling(share):
    """With levers of one side at the same input every week, lifts are the same every week: L / (1 + L)."""
    model = believing(share, outcome="log_normal")
    inputs = np.where(model.inputs.any(axis=1), 3.0, 0.0)[:, None] * np.ones((1, model.weeks))
    model = replace(model, inputs=inputs, start=inputs[:, 0], training=np.zeros(len(LEVERS), dtype=np.bool_))
    scores = prior_scores(model, DRAWS, rng=np.random.default_rng(2))
    lift = np.matmul(model.acts.astype(float), lever_lifts(model, scores))
    organic = model.outcome / (1 + lift)
    found = 1 - organic.sum(axis=(1, 2)) / model.outcome.sum()
    assert np.quantile(found, [0.05, 0.95]) == pytest.approx(share, rel=MONTE_CARLO)


def test_the_total_of_one_lever_follows_by_hand():
    """One lever of log deviation 1 around 0.1, used always: a total of 0.2 to 0.4 halves and turns that."""
    model = small_model(hidden_weeks=0)
    only = np.zeros_like(model.acts)
    only[:, 1] = True
    model = replace(model, acts=only, inputs=np.maximum(model.inputs, 0.1))
    location, spread = np.log(0.2 * 0.4) / 2, np.log(2.0) / (2 * END)
    model = replace(model, total_lift_prior=Prior(location=location, spread=spread))
    assert total_lift_weights(model).tolist() == pytest.approx([0.0, 1.0, 0.0, 0.0, 0.0])
    power, shift = total_lift_map(model)
    assert power == pytest.approx(spread, rel=5e-3)
    assert shift == pytest.approx(location - spread * np.log(0.1), rel=5e-3)
    scores = scores_with(model, "usual_lift[b]", END)
    found = decode(model, scores, rng=np.random.default_rng(0))["usual_lift"][:, 1]
    assert found == pytest.approx(np.full(5, 0.4), rel=5e-3)


def test_the_total_weighs_levers_by_use_and_by_enrolments_of_their_courses():
    """By hand: a is used in half the weeks, on a course of a quarter of enrolments; c always, on both."""
    model = small_model(hidden_weeks=0, full_weeks=0)
    inputs = np.ones(model.inputs.shape)
    inputs[0, ::2] = 0.0
    inputs[-1] = 0.0
    model = replace(
        model,
        outcome=np.repeat([[10.0], [30.0]], model.weeks, axis=1),
        acts=np.array([[1, 0, 1, 0, 1], [0, 0, 1, 0, 1]], dtype=np.bool_),
        inputs=inputs,
    )
    assert total_lift_weights(model).tolist() == pytest.approx([0.125, 0.0, 1.0, 0.0, 0.0])
    alone = replace(model, acts=model.acts & np.array([[True], [False]]))
    assert total_lift_weights(alone).tolist() == pytest.approx([0.5, 0.0, 1.0, 0.0, 0.0])


def test_levers_share_the_total_as_their_own_priors_say():
    """A stated total makes every lift grow by one factor; levers that history never saw keep theirs."""
    stated = believing((0.1, 0.3), outcome="log_normal")
    scores = prior_scores(stated, 50, rng=np.random.default_rng(2))
    free = decode(replace(stated, total_lift_prior=None), scores, rng=np.random.default_rng(0))["usual_lift"]
    grown = decode(stated, scores, rng=np.random.default_rng(0))["usual_lift"]
    factors = grown / free
    np.testing.assert_allclose(factors[:, :4], factors[:, :1] * np.ones((1, 4)), rtol=EXACT)
    assert (factors[:, 0] != 1).all()
    np.testing.assert_array_equal(factors[:, 4], 1.0)


def test_nothing_changes_where_nothing_is_stated_or_nothing_was_used():
    model = small_model()
    assert total_lift_map(model) == (1.0, 0.0)
    idle = replace(believing((0.1, 0.3), outcome="log_normal"), inputs=np.zeros(model.inputs.shape))
    assert total_lift_map(idle) == (1.0, 0.0)
    assert np.isfinite(prior_scores(idle, 10, rng=np.random.default_rng(0))).all()
