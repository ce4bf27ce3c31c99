"""Goodwill: exact steps compose, settle at the steady state and match the differential equation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate

from kuajie.response.carry_over import geometric
from kuajie.response.dynamics.nerlove_arrow import path, steady_state, step, step_gradient

ROUNDING = 1e-11
STEP = 1e-6
CENTRAL_DIFFERENCE = 1e-5
SOLVER = 1e-8
"""Tolerance asked of the numerical solver of the differential equation."""

levels, decays = st.floats(0.0, 100.0), st.floats(1e-8, 3.0)


def test_worked_by_hand():
    """Decay ln 2 halves 10 to 5 and builds 6 · (1 - 1/2) / ln 2 = 4.328085."""
    assert step(10.0, effort=6.0, decay=math.log(2.0)) == pytest.approx(9.328085, abs=5e-7)


@given(goodwill=levels, effort=levels, decay=decays, first=st.floats(0.1, 3.0), second=st.floats(0.1, 3.0))
def test_two_steps_are_one_long_step(goodwill, effort, decay, first, second):
    half_way = step(goodwill, effort=effort, decay=decay, duration=first)
    twice = step(half_way, effort=effort, decay=decay, duration=second)
    once = step(goodwill, effort=effort, decay=decay, duration=first + second)
    assert twice == pytest.approx(once, rel=ROUNDING)


@given(effort=levels, decay=st.floats(0.01, 3.0), duration=st.floats(0.1, 5.0))
def test_steady_state_stays(effort, decay, duration):
    rest = steady_state(effort, decay=decay)
    assert step(rest, effort=effort, decay=decay, duration=duration) == pytest.approx(rest, rel=ROUNDING)


def test_solves_the_differential_equation():
    answer = integrate.solve_ivp(lambda _, g: 4.0 - 0.3 * g, (0.0, 2.5), [20.0], rtol=SOLVER, atol=SOLVER)
    assert step(20.0, effort=4.0, decay=0.3, duration=2.5) == pytest.approx(answer.y[0, -1], rel=1e2 * SOLVER)


@given(goodwill=levels, effort=levels, decay=st.floats(1e-3, 3.0), duration=st.floats(0.1, 3.0))
def test_gradient_agrees_with_central_differences(goodwill, effort, decay, duration):
    gradient = step_gradient(goodwill, effort=effort, decay=decay, duration=duration)

    def goodwill_after(d_goodwill, d_effort, d_decay):
        return step(goodwill + d_goodwill, effort=effort + d_effort, decay=decay + d_decay, duration=duration)

    for claimed, direction in (
        (gradient.by_goodwill, (STEP, 0.0, 0.0)),
        (gradient.by_effort, (0.0, STEP, 0.0)),
        (gradient.by_decay, (0.0, 0.0, STEP)),
    ):
        slope = (goodwill_after(*direction) - goodwill_after(*(-d for d in direction))) / (2.0 * STEP)
        assert claimed == pytest.approx(slope, rel=CENTRAL_DIFFERENCE, abs=CENTRAL_DIFFERENCE)


def test_without_decay_effort_adds_up():
    gradient = step_gradient(7.0, effort=3.0, decay=0.0, duration=2.0)
    assert gradient.value == 13.0
    # d/d(decay) at 0: -(7 · 2) - 3 · 2² / 2.
    assert gradient.by_decay == pytest.approx(-20.0, rel=ROUNDING)


def test_derivative_in_decay_has_no_jump_where_the_series_takes_over():
    below, above = (step_gradient(0.0, effort=1.0, decay=d).by_decay for d in (0.999e-5, 1.001e-5))
    assert below == pytest.approx(above, abs=1e-5)


@given(seed=st.integers(0, 2**32 - 1), decay=st.floats(0.05, 2.0))
def test_goodwill_times_decay_is_geometric_carry_over(seed, decay):
    effort = np.random.default_rng(seed).uniform(0.0, 10.0, 30)
    goodwill = path(effort, start=5.0, decay=decay)
    stock = geometric.carry(effort, start=5.0 * decay, retention=math.exp(-decay))
    np.testing.assert_allclose(decay * goodwill, stock, rtol=ROUNDING)
