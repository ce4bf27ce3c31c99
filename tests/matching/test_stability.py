"""Which weights change the first place: exact ends against a fine grid, and shares of sampled weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.matching.filling import fillings, rank_range
from kuajie.matching.promethee import Preference, PreferenceKind, criterion_flows
from kuajie.matching.stability import (
    Scoring,
    any_weights,
    first_places,
    first_shares,
    near_weights,
    promethee_scoring,
    rank_agreement,
    shares_of_rest,
    topsis_scoring,
    with_weight,
)
from kuajie.matching.topsis import topsis

SEEDS = st.integers(0, 2**32 - 1)
METHODS = ("vector", "minmax", "promethee")


def scored(method: str, seed: int) -> tuple[Scoring, np.ndarray]:
    generator = np.random.default_rng(seed)
    candidates, criteria = generator.integers(2, 6, 2)
    matrix = generator.random((candidates, criteria))
    types = generator.choice([1, -1], criteria)
    weights = generator.dirichlet(np.ones(criteria))
    if method == "promethee":
        gauss = Preference(kind=PreferenceKind.GAUSS, s=0.3)
        return promethee_scoring(criterion_flows(matrix, types, (gauss,) * int(criteria))), weights
    return topsis_scoring(matrix, types, normalisation=method), weights


def scores_at(scoring: Scoring, weights: np.ndarray, criterion: int, value: float) -> np.ndarray:
    shares = shares_of_rest(weights, criterion)
    return scoring.score(with_weight(shares, criterion, value)[:, None])[:, 0]


@pytest.mark.parametrize("method", METHODS)
@given(seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_within_the_ends_the_first_stays_and_beyond_it_does_not(method: str, seed: int) -> None:
    scoring, weights = scored(method, seed)
    top = int(scoring.score(weights[:, None])[:, 0].argmax())
    for place in first_places(scoring, weights):
        assert place.lower <= place.weight <= place.upper
        for value in np.linspace(place.lower, place.upper, 101):
            scores = scores_at(scoring, weights, place.criterion, value)
            assert scores[top] >= scores.max() - 1e-9
        for end, step, other in ((place.lower, -1e-7, place.below), (place.upper, 1e-7, place.above)):
            if other is None:
                assert end in (0.0, 1.0)
            else:
                level = scores_at(scoring, weights, place.criterion, end)
                assert level[other] == pytest.approx(level[top], abs=1e-9)
                beyond = scores_at(scoring, weights, place.criterion, min(1.0, max(0.0, end + step)))
                assert beyond[other] >= beyond[top] - 1e-12


def test_the_ends_by_hand() -> None:
    # Two criteria, two candidates with opposite strengths: equal at equal weights, whatever the method.
    matrix, types = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([1, 1])
    usual = (Preference(), Preference())
    for scoring in (
        topsis_scoring(matrix, types, normalisation="minmax"),
        promethee_scoring(criterion_flows(matrix, types, usual)),
    ):
        first, second = first_places(scoring, np.array([0.7, 0.3]))
        assert (first.lower, first.upper) == (pytest.approx(0.5), 1.0)
        assert (first.below, first.above) == (1, None)
        assert first.smallest_change == pytest.approx(0.2)
        assert (second.lower, second.upper) == (0.0, pytest.approx(0.5))
        assert second.above == 1


def test_where_one_criterion_has_all_the_weight_the_others_share_what_it_gives_up() -> None:
    matrix, types = np.array([[2.0, 0.0, 1.0], [1.0, 3.0, 1.0]]), np.array([1, 1, 1])
    scoring = topsis_scoring(matrix, types, normalisation="minmax")
    sole, second, third = first_places(scoring, np.array([1.0, 0.0, 0.0]))
    # With a third criterion on which they are equal, the second gets half of what is given up: t = (1 - t)/2.
    assert (sole.lower, sole.upper, sole.below) == (pytest.approx(1 / 3), 1.0, 1)
    assert (second.upper, second.above) == (pytest.approx(0.5), 1)
    assert third.smallest_change is None


@pytest.mark.parametrize("method", METHODS)
def test_shares_of_first_places_add_up(method: str) -> None:
    scoring, weights = scored(method, 11)
    generator = np.random.default_rng(1)
    for samples in (
        near_weights(weights, count=5000, generator=generator),
        any_weights(len(weights), count=5000, generator=generator),
    ):
        assert samples.sum(axis=1) == pytest.approx(np.ones(5000))
        assert first_shares(scoring, samples).sum() == pytest.approx(1.0)


def test_half_of_all_weights_favour_each_of_two_opposites() -> None:
    matrix, types = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([1, 1])
    scoring = topsis_scoring(matrix, types, normalisation="minmax")
    generator = np.random.default_rng(1)
    everywhere = first_shares(scoring, any_weights(2, count=20_000, generator=generator))
    assert everywhere[0] == pytest.approx(0.5, abs=0.02)
    near = first_shares(scoring, near_weights(np.array([0.6, 0.4]), count=20_000, generator=generator))
    assert 0.85 < near[0] < 0.98


def test_sampled_weights_keep_zeros_and_means() -> None:
    weights = np.array([0.5, 0.3, 0.2, 0.0])
    drawn = near_weights(weights, count=40_000, generator=np.random.default_rng(2))
    assert (drawn[:, 3] == 0.0).all()
    assert drawn.mean(axis=0) == pytest.approx(weights, abs=2e-3)
    assert drawn[:, 2].std() == pytest.approx(0.056, abs=2e-3)


def test_missing_scores_range_over_what_is_seen_of_the_others() -> None:
    scores = np.array([[1.0, np.nan], [2.0, 5.0], [3.0, 7.0]])
    types = np.array([1, -1])
    tried = list(fillings(scores, types, generator=np.random.default_rng(1)))
    filled = np.array([each[0, 1] for each in tried])
    assert filled.min() == 5.0
    assert filled.max() == 7.0
    assert all((each[1:] == scores[1:]).all() for each in tried)


def test_ranks_with_a_missing_score_by_hand() -> None:
    # The first is worst on the first criterion; on the second it may be anything from worst to best.
    scores = np.array([[1.0, np.nan], [2.0, 1.0], [3.0, 9.0]])
    types, weights = np.array([1, 1]), np.array([0.1, 0.9])
    ranges = rank_range(
        topsis(each, weights, types, normalisation="minmax").ranking
        for each in fillings(scores, types, generator=np.random.default_rng(1))
    )
    assert ranges.best.tolist() == [2, 2, 1]
    assert ranges.worst.tolist() == [3, 3, 1]


@pytest.mark.parametrize(
    ("first", "second", "tau"),
    [
        ([1, 2, 3], [1, 2, 3], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        ([1, 2, 3, 4], [2, 1, 3, 4], 4 / 6),
        ([1, 1, 1], [1, 2, 3], None),
    ],
)
def test_agreement_of_ranks(first: list[int], second: list[int], tau: float | None) -> None:
    found = rank_agreement(np.array(first), np.array(second))
    assert found == (None if tau is None else pytest.approx(tau))
