"""Both couplings: gradient, monotone in every argument, and equal where they must be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.response.registry import COUPLINGS

ROUNDING = 1e-12
STEP = 1e-6
CENTRAL_DIFFERENCE = 1e-6
"""Both couplings are linear in each argument, so only the rounding of a difference is left."""

ARGUMENTS = ("base", "marketing", "training", "price_factor")
HAND_WORKED = {"product": 100.0 * 1.5 * 1.2 * 0.5, "sum": 0.5 * (100.0 + 0.5 + 0.2)}

every = pytest.mark.parametrize("coupling", COUPLINGS.values(), ids=lambda row: row.name)
sizes = st.floats(0.1, 100.0)


@pytest.mark.parametrize("name", COUPLINGS)
def test_worked_by_hand(name):
    mean = COUPLINGS[name].value(100.0, marketing=0.5, training=0.2, price_factor=0.5)
    assert mean == pytest.approx(HAND_WORKED[name], rel=ROUNDING)


@every
@given(values=st.fixed_dictionaries(dict.fromkeys(ARGUMENTS, sizes)))
def test_gradient_agrees_with_central_differences(coupling, values):
    gradient = coupling.gradient(**values)
    assert gradient.value == coupling.value(**values)
    for name, value in values.items():
        up, down = (coupling.value(**{**values, name: value * (1.0 + step)}) for step in (STEP, -STEP))
        slope = (up - down) / (2.0 * STEP * value)
        claimed = getattr(gradient, f"by_{name}")
        assert claimed == pytest.approx(slope, rel=CENTRAL_DIFFERENCE, abs=1e-9 * gradient.value / value)
        assert claimed >= 0.0


@every
@given(base=sizes, price_factor=st.floats(0.0, 2.0))
def test_without_levers_demand_is_baseline_times_price_factor(coupling, base, price_factor):
    mean = coupling.value(base, marketing=0.0, training=0.0, price_factor=price_factor)
    assert mean == pytest.approx(base * price_factor, rel=ROUNDING)


@given(base=sizes, marketing=sizes, training=sizes)
def test_product_exceeds_sum_of_the_same_lifts_by_their_interaction(base, marketing, training):
    together = COUPLINGS["product"].value(base, marketing=marketing, training=training)
    apart = COUPLINGS["sum"].value(base, marketing=base * marketing, training=base * training)
    assert together - apart == pytest.approx(base * marketing * training, abs=1e2 * ROUNDING * together)
