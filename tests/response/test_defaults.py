"""Default priors: a prior exactly where the formula has something to learn, on the scale they promise."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kuajie.response.codes import WINDOW
from kuajie.response.defaults import (
    CONCENTRATION,
    HALO,
    LIFT_SPREAD,
    POOL,
    SIGMA,
    TOTAL_LIFT,
    expected_lifts,
    lever_priors,
    price_priors,
    usual_input,
)
from kuajie.response.model import PRICE_SLOTS, LeverPrior, Prior, Transform
from kuajie.response.prior import SLOTS
from kuajie.response.registry import CARRY_OVERS, PRICE_FACTORS, SATURATIONS

QUANTILE_90 = 1.6448536269514722
"""Nine of ten normal values lie within so many standard deviations."""

USUAL = 40.0
INPUTS = np.array([0.0, 90.0, 20.0, 0.0, 0.0, 55.0, 10.0, 0.0, 0.0, 0.0, 200.0, 3.0])
UNCHANGED = 1e-12
CHANGED = 1e-4
"""A parameter that matters moves the response by far more than rounding."""

each_pair = pytest.mark.parametrize(("carry", "saturation"), list(product(CARRY_OVERS, SATURATIONS)))


def prior_of(carry: str, saturation: str, usual: float = USUAL) -> LeverPrior:
    (prior,) = lever_priors(
        carry_overs=(carry,), saturations=(saturation,), usual=np.array([usual]), lifts=np.array([0.3])
    )
    return prior


def values_of(prior: LeverPrior, z: float = 0.0) -> dict[str, float]:
    """Return a value for every slot, those with a prior at a z-score."""
    return {
        slot: float(entry.value(np.array(z))) if isinstance(entry, Prior) else entry
        for slot, entry in zip(SLOTS, prior.slots, strict=True)
    }


def response_of(
    carry: str, saturation: str, values: dict[str, float], inputs: np.ndarray, start: float = 0.0
) -> np.ndarray:
    """Return the weekly lift β s(A), β = usual_lift / s(usual), by the formulas of the registry."""
    row, curve = CARRY_OVERS[carry], SATURATIONS[saturation]
    names = [parameter.name for parameter in row.parameters]
    of_carry = {name: values[f"carry_{place}"] for place, name in enumerate(names)}
    of_curve = {parameter.name: values[parameter.name] for parameter in curve.parameters}
    stock = row.carry(inputs, start=start, **of_carry)
    strength = values["usual_lift"] / curve.value(USUAL, **of_curve)
    return np.asarray(strength * curve.value(stock, **of_curve))


@each_pair
def test_a_slot_has_a_prior_exactly_where_the_response_depends_on_it(carry: str, saturation: str) -> None:
    """The scale of a curve without a scale of its own cancels against β, so it is a number."""
    prior = prior_of(carry, saturation)
    values = values_of(prior)
    before = response_of(carry, saturation, values, INPUTS)
    for slot, entry in zip(SLOTS, prior.slots, strict=True):
        moved = response_of(carry, saturation, values | {slot: 0.9 * values[slot] + 0.01}, INPUTS)
        change = float(np.abs(moved - before).max())
        assert change > CHANGED if isinstance(entry, Prior) else change < UNCHANGED, slot


@each_pair
def test_priors_stay_within_the_domains_of_the_formulas(carry: str, saturation: str) -> None:
    for z in (-6.0, -1.0, 0.0, 1.0, 6.0):
        values = values_of(prior_of(carry, saturation), z)
        row, curve = CARRY_OVERS[carry], SATURATIONS[saturation]
        for place, parameter in enumerate(row.parameters):
            assert parameter.domain.holds(values[f"carry_{place}"]), (parameter.name, z)
        for parameter in curve.parameters:
            assert parameter.domain.holds(values[parameter.name]), (parameter.name, z)


@each_pair
def test_the_usual_lift_is_the_lift_of_usual_input(carry: str, saturation: str) -> None:
    for z in (-1.0, 0.0, 1.0):
        values = values_of(prior_of(carry, saturation), z)
        lift = response_of(carry, saturation, values, np.full(20, USUAL), start=USUAL)
        np.testing.assert_allclose(lift, values["usual_lift"], rtol=1e-9)


@each_pair
def test_doubling_the_unit_of_input_leaves_the_response_as_it_is(carry: str, saturation: str) -> None:
    """Fen or yuan, minutes or hours: priors follow the scale of the data."""
    coarse, fine = prior_of(carry, saturation), prior_of(carry, saturation, usual=100 * USUAL)
    for slot, one, other in zip(SLOTS, coarse.slots, fine.slots, strict=True):
        if slot == "scale":
            ratio = values_of(fine)["scale"] / values_of(coarse)["scale"]
            assert ratio == pytest.approx(100.0, rel=1e-12)
            assert type(one) is type(other)
        else:
            assert one == other


def test_unknown_formulas_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="unknown carry-over 'cubic'"):
        prior_of("cubic", "hill")
    with pytest.raises(ValueError, match="unknown saturation 'cubic'"):
        prior_of("none", "cubic")


def lifts_for(spend: list[float], **choices: float) -> list[float]:
    """Return the expected lifts of levers that all act on one course."""
    found = expected_lifts(acts=np.ones((1, len(spend)), dtype=np.bool_), spend=np.array(spend), **choices)
    return [float(lift) for lift in found]


def priors_for(spend: list[float]) -> tuple[LeverPrior, ...]:
    count = len(spend)
    return lever_priors(
        carry_overs=("geometric",) * count,
        saturations=("exponential",) * count,
        usual=np.ones(count),
        lifts=np.array(lifts_for(spend)),
    )


@given(spend=st.lists(st.floats(0.0, 1e12), min_size=1, max_size=12), total=st.floats(0.01, 3.0))
def test_expected_lifts_add_up_to_the_total_whatever_was_spent(spend: list[float], total: float) -> None:
    lifts = lifts_for(spend, total=total)
    assert sum(lifts) == pytest.approx(total, rel=1e-9)
    order = np.argsort(spend)
    assert (np.diff(np.array(lifts)[order]) >= -1e-12).all()  # who spends more is expected to bring more


def test_the_expected_lift_is_the_median_before_the_data() -> None:
    priors = priors_for([100.0, 400.0])
    medians = [float(prior.usual_lift.value(np.array(0.0))) for prior in priors]
    assert medians == pytest.approx([TOTAL_LIFT / 3, 2 * TOTAL_LIFT / 3], rel=1e-9)


def test_lifts_are_shared_by_the_square_root_of_spend() -> None:
    assert lifts_for([100.0, 400.0]) == pytest.approx([TOTAL_LIFT / 3, 2 * TOTAL_LIFT / 3], rel=1e-9)
    idle = lifts_for([0.0, 1000.0])
    assert idle[0] / idle[1] == pytest.approx(math.sqrt(1e-3), rel=1e-6)  # little, but not nothing
    assert lifts_for([0.0, 0.0]) == pytest.approx([TOTAL_LIFT / 2] * 2)


def test_levers_share_with_the_rivals_on_their_own_courses() -> None:
    """By hand: a alone on J1 (all of 0.5), with b on J2 (half each): a counts at the mean of both."""
    acts = np.array([[1, 0, 0], [1, 1, 0], [0, 0, 0]], dtype=np.bool_)
    found = expected_lifts(acts=acts, spend=np.array([100.0, 100.0, 100.0]))
    assert found.tolist() == pytest.approx([(0.5 + 0.25) / 2, 0.25, 0.0])


def test_no_levers_need_no_priors() -> None:
    assert priors_for([]) == ()


@pytest.mark.parametrize("count", [1, 4, 8, 20])
def test_prior_predictive_total_lift_is_about_the_total(count: int) -> None:
    """A sum of skewed lifts has its median between the sum of medians and the mean, 1.65 times that."""
    z = np.random.default_rng(5).standard_normal((20_000, count))
    priors = priors_for([1e4 * (place + 1) for place in range(count)])
    total = np.sum([prior.usual_lift.value(z[:, place]) for place, prior in enumerate(priors)], axis=0)
    monte_carlo = 0.03  # the median of 20 000 draws of log deviation one errs by 0.9 % (one sigma)
    assert TOTAL_LIFT * (1 - monte_carlo) < np.median(total) < TOTAL_LIFT * math.exp(LIFT_SPREAD**2 / 2)
    assert np.all(total > 0)


def test_a_lift_lies_within_a_factor_of_five_in_nine_of_ten() -> None:
    assert math.exp(QUANTILE_90 * LIFT_SPREAD) == pytest.approx(5.0, rel=0.05)


def test_scatter_is_about_fifteen_percent_between_five_and_fifty() -> None:
    low, middle, high = SIGMA.value(np.array([-QUANTILE_90, 0.0, QUANTILE_90]))
    assert middle == pytest.approx(0.15)
    assert low == pytest.approx(0.05, rel=0.1)
    assert high == pytest.approx(0.5, rel=0.1)


def test_differences_between_courses_and_halo_effects_are_of_the_size_they_state() -> None:
    ends = np.array([-QUANTILE_90, 0.0, QUANTILE_90])
    assert POOL.value(ends) == pytest.approx([0.1, 0.3, 1.0], rel=0.1)
    assert HALO.value(np.array([-1.0, 0.0, 1.0])) == pytest.approx([-0.3, 0.0, 0.3])


def test_counts_scatter_beyond_chance_by_as_much_as_is_stated() -> None:
    """A concentration φ adds 1/φ to the squared coefficient of variation."""
    beyond = 1 / np.sqrt(CONCENTRATION.value(np.array([QUANTILE_90, 0.0, -QUANTILE_90])))
    assert beyond == pytest.approx([0.07, 0.22, 0.75], rel=0.1)


PRICES = np.array([80.0, 100.0, 125.0])


def price_row(kind: str, score: float) -> dict[str, float]:
    """Return a price factor's parameters with every prior at one z-score."""
    values = [
        float(entry.value(np.array(score))) if isinstance(entry, Prior) else entry
        for entry in price_priors(kind, prices=PRICES)
    ]
    return dict(zip(PRICE_FACTORS[kind].parameter_names, values, strict=False))


@pytest.mark.parametrize("kind", PRICE_FACTORS)
@pytest.mark.parametrize("score", [-6.0, -1.0, 0.0, 1.0, 6.0])
def test_every_price_of_history_can_be_paid_under_every_prior(kind: str, score: float) -> None:
    assert len(price_priors(kind, prices=PRICES)) == len(PRICE_SLOTS)
    factor = PRICE_FACTORS[kind].value(PRICES, **price_row(kind, score))
    assert np.isfinite(factor).all()
    assert (factor > 0).all()


@pytest.mark.parametrize("kind", [kind for kind in PRICE_FACTORS if kind != "absent"])
def test_a_price_has_a_prior_exactly_where_the_factor_has_something_to_learn(kind: str) -> None:
    """The reference price is a number: moving it rescales the factor, as the level of the baseline does."""
    sampled = [isinstance(entry, Prior) for entry in price_priors(kind, prices=PRICES)]
    assert sampled == ([False, True, True] if kind == "linear_power" else [True, False, False])
    factor = PRICE_FACTORS[kind].value(PRICES, **price_row(kind, 0.0))
    assert (np.diff(factor) < 0).all()


def test_a_price_factor_follows_the_unit_of_money() -> None:
    """Fen or yuan: the factor at every price of history is the same."""
    for kind, row in PRICE_FACTORS.items():
        fen = price_priors(kind, prices=100 * PRICES)
        values = [float(e.value(np.array(0.7))) if isinstance(e, Prior) else e for e in fen]
        named = dict(zip(row.parameter_names, values, strict=False))
        expected = row.value(PRICES, **price_row(kind, 0.7))
        np.testing.assert_allclose(row.value(100 * PRICES, **named), expected, rtol=1e-9)


def test_an_unknown_price_factor_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="unknown price factor 'cubic'"):
        price_priors("cubic", prices=PRICES)


def test_half_lives_span_a_third_of_a_week_to_four_weeks() -> None:
    """Retention ρ halves the stock in ln ½ / ln ρ weeks."""
    prior = prior_of("geometric", "exponential").carry_0
    assert isinstance(prior, Prior)
    half_life = np.log(0.5) / np.log(prior.value(np.array([-QUANTILE_90, 0.0, QUANTILE_90])))
    assert half_life[0] == pytest.approx(1 / 3, rel=0.1)
    assert half_life[2] == pytest.approx(4.0, rel=0.1)
    assert 0.5 < half_life[1] < 1.5


@pytest.mark.parametrize("carry", ["delayed_geometric", "weibull"])
def test_windowed_carry_overs_are_expected_to_fit_their_window(carry: str) -> None:
    values = values_of(prior_of(carry, "exponential"))
    row = CARRY_OVERS[carry]
    names = [parameter.name for parameter in row.parameters]
    weights = row.impulse(WINDOW, **{name: values[f"carry_{place}"] for place, name in enumerate(names)})
    mean_lag = float(weights @ np.arange(WINDOW))
    assert 0.3 < mean_lag < 4.0
    assert float(weights[-3:].sum()) < 0.05  # hardly anything is cut off


@pytest.mark.parametrize("saturation", [name for name, row in SATURATIONS.items() if row.bounded])
def test_usual_input_uses_about_half_of_a_bounded_curve(saturation: str) -> None:
    values = values_of(prior_of("none", saturation))
    curve = SATURATIONS[saturation]
    used = curve.value(USUAL, **{parameter.name: values[parameter.name] for parameter in curve.parameters})
    assert 0.4 < float(used) < 0.8


@given(
    inputs=arrays(
        np.float64, st.tuples(st.integers(1, 5), st.integers(1, 30)), elements=st.floats(0.01, 1e6)
    ),
    data=st.data(),
)
def test_usual_input_is_the_mean_over_the_weeks_of_use(inputs: np.ndarray, data: st.DataObject) -> None:
    used = data.draw(arrays(np.bool_, inputs.shape))
    usual = usual_input(np.where(used, inputs, 0.0))
    assert usual.shape == (inputs.shape[0],)
    for lever, row in enumerate(inputs):
        expected = row[used[lever]].mean() if used[lever].any() else 1.0
        assert usual[lever] == pytest.approx(expected, rel=1e-12)


def test_usual_input_by_hand() -> None:
    assert usual_input(np.array([[0.0, 100.0, 50.0], [0.0, 0.0, 0.0]])).tolist() == [75.0, 1.0]
    assert usual_input(np.zeros((2, 3)), typical=np.array([5.0, 7.0])).tolist() == [5.0, 7.0]
    assert usual_input(np.zeros((0, 3))).shape == (0,)


def test_a_prior_follows_its_transform() -> None:
    log = Prior(location=math.log(2.0), spread=0.5)
    assert log.value(np.array([0.0, 2.0])) == pytest.approx([2.0, 2.0 * math.e])
    logit = Prior(location=0.0, spread=1.0, transform=Transform.LOGIT, span=6.0)
    assert logit.value(np.array([0.0, math.log(2.0)])) == pytest.approx([3.0, 4.0])


@pytest.mark.parametrize(
    "change",
    [
        {"spread": 0.0},
        {"spread": -1.0},
        {"spread": float("nan")},
        {"spread": float("inf")},
        {"span": 0.0},
        {"span": float("inf")},
        {"location": float("inf")},
        {"location": float("nan")},
    ],
)
def test_a_prior_refuses_what_is_none(change: dict[str, float]) -> None:
    ((name, value),) = change.items()
    with pytest.raises(ValueError, match=f"{name}={value}"):
        replace(SIGMA, **change)
