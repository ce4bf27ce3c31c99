"""Beliefs and choices of a fit: they hold what a person may mean, and refuse the rest with its values."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.beliefs import COUPLINGS, OUTCOMES, TRENDS, FitChoices, LeverBelief, Range
from kuajie.domain.lever import Lever
from kuajie.domain.programme import Programme

FITTING = {
    "product": {"auto", "log_normal", "negative_binomial"},
    "sum": {"auto", "normal"},
}


@given(low=st.floats(allow_nan=True), high=st.floats(allow_nan=True))
def test_a_range_holds_two_positive_ends_in_order(low: float, high: float) -> None:
    if math.isfinite(high) and 0 < low < high:
        assert (Range(low, high).low, Range(low, high).high) == (low, high)
    else:
        with pytest.raises(ValueError, match=r"0 < low < high must hold, but got"):
            Range(low, high)


@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 1.0), (2.0, 2.0), (2.0, 1.0), (-1.0, 1.0), (1.0, math.inf), (math.nan, 1.0)]
)
def test_a_range_shows_what_it_refuses(low: float, high: float) -> None:
    with pytest.raises(ValueError, match=f"but got {low}, {high}"):
        Range(low, high)


@pytest.mark.parametrize(("coupling", "outcome"), list(product(COUPLINGS, OUTCOMES)))
def test_an_outcome_goes_with_its_coupling(coupling: str, outcome: str) -> None:
    if outcome in FITTING[coupling]:
        assert FitChoices(coupling=coupling, outcome=outcome).outcome == outcome
    else:
        with pytest.raises(ValueError, match=rf"outcome of a {coupling} .* but got '{outcome}'"):
            FitChoices(coupling=coupling, outcome=outcome)


@pytest.mark.parametrize("name", ["coupling", "outcome", "trend"])
def test_unknown_words_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=rf"{name} must be one of .* but got 'other'"):
        FitChoices(**{name: "other"})


def test_a_share_of_enrolments_is_below_one() -> None:
    assert FitChoices(marketing_share=Range(0.2, 0.999)).marketing_share == Range(0.2, 0.999)
    with pytest.raises(ValueError, match=r"marketing_share must lie below 1, but got .*high=1.0"):
        FitChoices(marketing_share=Range(0.2, 1.0))


def test_what_is_not_said_is_not_believed(lever: Lever, programme: Programme) -> None:
    assert lever.belief == LeverBelief(return_on_spend=None, half_life=None)
    assert programme.fit == FitChoices(
        coupling="product",
        outcome="auto",
        pooled=False,
        trend="bending",
        own_sales=False,
        marketing_share=None,
    )
    assert set(TRENDS) == {"bending", "linear"}
    told = LeverBelief(return_on_spend=Range(0.5, 3.0), half_life=Range(1, 4))
    assert replace(lever, belief=told) != lever
    assert replace(programme, fit=FitChoices(pooled=True)) != programme
