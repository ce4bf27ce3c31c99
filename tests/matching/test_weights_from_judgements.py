"""Weights from judgements: what consistent ones must give, and where others contradict themselves."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kuajie.matching.best_worst import BestWorst, best_worst_weights, consistency_index, smallest_xi
from kuajie.matching.pairwise import joint_judgements, pairwise_weights
from kuajie.matching.repair import highest_with, nearest_repair

SIZES = st.integers(3, 8)
SEEDS = st.integers(0, 2**32 - 1)


def consistent(weights: np.ndarray) -> np.ndarray:
    return weights[:, None] / weights[None]


def random_matrix(size: int, seed: int, spread: float = 1.0) -> np.ndarray:
    logs = np.triu(np.random.default_rng(seed).normal(scale=spread, size=(size, size)), 1)
    return np.exp(logs - logs.T)


@given(size=SIZES, seed=SEEDS)
@settings(max_examples=60, deadline=None)
def test_consistent_judgements_give_back_their_weights(size: int, seed: int) -> None:
    weights = np.random.default_rng(seed).dirichlet(np.ones(size)) + 1e-3
    weights /= weights.sum()
    found = pairwise_weights(consistent(weights))
    assert found.weights == pytest.approx(weights, rel=1e-9)
    assert found.geometric_mean_weights == pytest.approx(weights, rel=1e-9)
    assert found.lambda_max == pytest.approx(size, rel=1e-9)
    assert found.consistency_ratio == pytest.approx(0.0, abs=1e-9)


@given(size=SIZES, seed=SEEDS)
@settings(max_examples=60, deadline=None)
def test_weights_solve_the_eigenvalue_equation(size: int, seed: int) -> None:
    matrix = random_matrix(size, seed)
    found = pairwise_weights(matrix)
    assert (found.weights > 0).all()
    assert matrix @ found.weights == pytest.approx(found.lambda_max * found.weights, rel=1e-8)
    assert found.lambda_max >= size - 1e-9


def test_judgements_of_very_different_size_keep_their_digits() -> None:
    weights = np.array([1e9, 1.0, 1e-9, 3.0])
    found = pairwise_weights(consistent(weights))
    assert found.weights == pytest.approx(weights / weights.sum(), rel=1e-9)


@pytest.mark.parametrize("size", [1, 2])
def test_fewer_than_three_have_no_consistency_ratio(size: int) -> None:
    assert pairwise_weights(random_matrix(size, 1)).consistency_ratio is None


def test_sixteen_have_no_random_index() -> None:
    assert pairwise_weights(random_matrix(16, 1)).consistency_ratio is None
    assert pairwise_weights(random_matrix(15, 1)).consistency_ratio is not None


@given(size=SIZES, seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_joint_judgements_stay_reciprocal_and_know_no_order_of_judges(size: int, seed: int) -> None:
    judges = [
        random_matrix(size, seed),
        random_matrix(size, seed // 2 + 1),
        random_matrix(size, seed // 3 + 2),
    ]
    joint = joint_judgements(judges)
    assert joint * joint.T == pytest.approx(np.ones((size, size)))
    assert joint_judgements(judges[::-1]) == pytest.approx(joint)


@pytest.mark.parametrize(
    "matrix",
    [[[1.0, 2.0], [2.0, 1.0]], [[1.0, -2.0], [-0.5, 1.0]], [[1.0, 0.0], [0.0, 1.0]], [[1.0, 2.0]], [[2.0]]],
    ids=["not reciprocal", "negative", "zero", "not square", "diagonal"],
)
def test_what_is_no_matrix_of_judgements_is_refused(matrix: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="judgements must"):
        pairwise_weights(np.array(matrix))


def test_the_odd_judgement_is_found_and_its_repair_is_the_consistent_one() -> None:
    matrix = consistent(np.array([8.0, 4.0, 2.0, 1.0]))
    matrix[0, 3], matrix[3, 0] = 1 / 4, 4.0  # instead of 8
    repair = nearest_repair(matrix)
    assert {repair.first, repair.second} == {0, 3}
    assert repair.value == pytest.approx(4.0)
    assert repair.implied == pytest.approx(1 / 8, rel=1e-4)
    assert repair.nearest == pytest.approx(1 / 8)
    assert repair.lambda_nearest == pytest.approx(4.0, abs=1e-8)


@given(size=st.integers(3, 6), seed=SEEDS)
@settings(max_examples=15, deadline=None)
def test_no_other_single_judgement_would_repair_more(size: int, seed: int) -> None:
    matrix = random_matrix(size, seed)
    repair = nearest_repair(matrix)
    for first, second in combinations(range(size), 2):
        for value in np.exp(np.linspace(-np.log(9.0), np.log(9.0), 61)):
            assert highest_with(matrix, first, second, value) >= repair.lambda_implied - 1e-7


def judged(size: int, seed: int) -> BestWorst:
    generator = np.random.default_rng(seed)
    span = int(generator.integers(2, 10))
    to_others = generator.integers(1, span + 1, size).astype(float)
    to_worst = generator.integers(1, span + 1, size).astype(float)
    to_others[0] = to_worst[-1] = 1.0
    to_others[-1] = to_worst[0] = span
    return BestWorst(best=0, worst=size - 1, best_to_others=to_others, others_to_worst=to_worst)


def feasible(held: BestWorst, xi: float) -> bool:
    """Say whether the min-max model has weights at a xi, by a linear programme."""
    rows = []
    for place in range(len(held.best_to_others)):
        for ahead, behind, ratio in (
            (held.best, place, held.best_to_others[place]),
            (place, held.worst, held.others_to_worst[place]),
        ):
            above, below = np.zeros(len(held.best_to_others)), np.zeros(len(held.best_to_others))
            above[ahead] += 1.0
            above[behind] -= ratio + xi
            below[ahead] -= 1.0
            below[behind] += ratio - xi
            rows += [above, below]
    size = len(held.best_to_others)
    solved = linprog(
        np.zeros(size),
        A_ub=rows,
        b_ub=np.zeros(len(rows)),
        A_eq=[np.ones(size)],
        b_eq=[1.0],
        bounds=(1e-7, None),
    )
    return bool(solved.status == 0)


@given(size=st.integers(3, 7), seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_xi_is_where_the_min_max_model_just_has_weights(size: int, seed: int) -> None:
    held = judged(size, seed)
    xi = smallest_xi(held)
    assert feasible(held, xi + 1e-5)
    assert xi < 1e-4 or not feasible(held, xi - 1e-4)
    assert xi <= consistency_index(held.best_to_worst) + max(held.best_to_others.max(), 9.0)


@given(size=st.integers(3, 7), seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_linear_weights_keep_to_their_xi(size: int, seed: int) -> None:
    held = judged(size, seed)
    found = best_worst_weights(held)
    weights = found.weights
    apart = [
        np.abs(weights[held.best] - held.best_to_others * weights),
        np.abs(weights - held.others_to_worst * weights[held.worst]),
    ]
    assert weights.sum() == pytest.approx(1.0)
    assert max(each.max() for each in apart) == pytest.approx(found.xi_linear, abs=1e-9)


@given(seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_consistent_comparisons_have_no_xi(seed: int) -> None:
    weights = 1.0 + 8.0 * np.random.default_rng(seed).random(5)
    best, worst = int(weights.argmax()), int(weights.argmin())
    to_others, to_worst = weights[best] / weights, weights / weights[worst]
    to_others[worst] = to_worst[best]
    held = BestWorst(best=best, worst=worst, best_to_others=to_others, others_to_worst=to_worst)
    found = best_worst_weights(held)
    assert found.weights == pytest.approx(weights / weights.sum(), abs=1e-8)
    assert found.xi_linear == pytest.approx(0.0, abs=1e-8)
    assert found.xi_nonlinear == pytest.approx(0.0, abs=1e-7)


def test_the_consistency_index_solves_its_equation() -> None:
    for span in (1.0, 1.5, 2.0, 5.0, 9.0, 40.0):
        xi = consistency_index(span)
        assert xi**2 - (1 + 2 * span) * xi + span**2 - span == pytest.approx(0.0, abs=1e-9)
        assert xi < span


def test_a_best_no_more_important_than_the_worst_agrees_or_has_no_ratio() -> None:
    held = BestWorst(best=0, worst=1, best_to_others=np.ones(3), others_to_worst=np.ones(3))
    assert best_worst_weights(held).consistency_ratio == 0.0
    torn = BestWorst(best=0, worst=1, best_to_others=np.array([1.0, 1.0, 3.0]), others_to_worst=np.ones(3))
    assert best_worst_weights(torn).consistency_ratio is None
    assert best_worst_weights(held).weights == pytest.approx(np.full(3, 1 / 3))


def test_an_order_of_things_does_not_matter() -> None:
    held = judged(5, 3)
    places = [3, 0, 4, 1, 2]
    one, other = best_worst_weights(held), best_worst_weights(held.reordered(places))
    assert other.weights == pytest.approx(one.weights[places])
    assert other.xi_nonlinear == pytest.approx(one.xi_nonlinear)


@pytest.mark.parametrize(
    ("to_others", "to_worst"),
    [
        ([1.0, 2.0, 4.0], [3.0, 2.0, 1.0]),
        ([2.0, 2.0, 4.0], [4.0, 2.0, 1.0]),
        ([1.0, 0.5, 4.0], [4.0, 2.0, 1.0]),
    ],
    ids=["two spans", "best is not 1", "below 1"],
)
def test_broken_comparisons_are_refused(to_others: list[float], to_worst: list[float]) -> None:
    with pytest.raises(ValueError, match=r"but got|best against|must differ"):
        BestWorst(best=0, worst=2, best_to_others=np.array(to_others), others_to_worst=np.array(to_worst))
