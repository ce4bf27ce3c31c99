"""TOPSIS and PROMETHEE: agreement with pymcdm, the edges it falls over, and what any ranking must keep."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm import normalizations
from pymcdm.methods import PROMETHEE_II, TOPSIS

from kuajie.matching.normalisation import NORMALISATIONS, normalise
from kuajie.matching.promethee import (
    Preference,
    PreferenceKind,
    Relation,
    criterion_flows,
    promethee,
    relation,
)
from kuajie.matching.topsis import topsis

SEEDS = st.integers(0, 2**32 - 1)
KINDS = {"usual": "usual", "ushape": "ushape", "vshape": "vshape", "level": "level", "linear": "vshape_2"}


def problem(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    candidates, criteria = generator.integers(2, 7, 2)
    matrix = generator.uniform(0.1, 10.0, (candidates, criteria)).round(2)
    types = generator.choice([1, -1], criteria)
    return matrix, generator.dirichlet(np.ones(criteria)), types


@pytest.mark.parametrize("name", NORMALISATIONS)
@given(seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_closeness_agrees_with_pymcdm(name: str, seed: int) -> None:
    matrix, weights, types = problem(seed)
    if (np.ptp(matrix, axis=0) == 0).all():
        return
    theirs = TOPSIS(getattr(normalizations, f"{name}_normalization"))(
        matrix, weights, types, validation=False
    )
    ours = topsis(matrix, weights, types, normalisation=name)
    assert ours.closeness == pytest.approx(theirs, abs=1e-12)
    assert ours.d_minus / (ours.d_plus + ours.d_minus) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("name", NORMALISATIONS)
def test_candidates_that_do_not_differ_are_equal(name: str) -> None:
    ranking = topsis(np.full((3, 2), 4.0), np.array([0.5, 0.5]), np.array([1, -1]), normalisation=name)
    assert ranking.closeness.tolist() == [0.5, 0.5, 0.5]
    assert ranking.ranking.tolist() == [1, 1, 1]


@pytest.mark.parametrize("name", NORMALISATIONS)
def test_a_column_of_equals_changes_nothing_but_the_weight_of_the_rest(name: str) -> None:
    matrix, weights, types = problem(7)
    beside = np.column_stack([matrix, np.full(len(matrix), 3.0)])
    alone = topsis(matrix, weights, types, normalisation=name)
    found = topsis(beside, np.append(weights * 0.6, 0.4), np.append(types, 1), normalisation=name)
    assert found.closeness == pytest.approx(alone.closeness)


@given(seed=SEEDS, factor=st.floats(1e-150, 1e150))
@settings(max_examples=40, deadline=None)
def test_units_do_not_matter(seed: int, factor: float) -> None:
    matrix, weights, types = problem(seed)
    for name in NORMALISATIONS:
        one = topsis(matrix, weights, types, normalisation=name)
        other = topsis(matrix * factor, weights, types, normalisation=name)
        assert other.closeness == pytest.approx(one.closeness, abs=1e-9)


@given(seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_who_is_best_everywhere_is_first_everywhere(seed: int) -> None:
    matrix, weights, types = problem(seed)
    best = np.where(types > 0, matrix.max(axis=0) + 1.0, matrix.min(axis=0) / 2)
    whole = np.vstack([matrix, best])
    for name in NORMALISATIONS:
        ranking = topsis(whole, weights, types, normalisation=name)
        assert ranking.ranking[-1] == 1
        assert ranking.closeness[-1] == pytest.approx(1.0)
    flows = criterion_flows(whole, types, (Preference(),) * len(types))
    assert promethee(flows, weights).ranking[-1] == 1


@pytest.mark.parametrize(("name", "lowest"), [("sum", 0.0), ("sum", -1.0), ("max", -1.0)])
def test_normalisations_refuse_what_they_are_not_defined_for(name: str, lowest: float) -> None:
    with pytest.raises(ValueError, match="not defined"):
        normalise(np.array([[lowest], [2.0]]), np.array([1]), name)


def test_one_candidate_is_no_ranking() -> None:
    with pytest.raises(ValueError, match="two candidates"):
        topsis(np.ones((1, 2)), np.full(2, 0.5), np.ones(2, dtype=int), normalisation="vector")
    with pytest.raises(ValueError, match="two candidates"):
        criterion_flows(np.ones((1, 2)), np.ones(2, dtype=int), (Preference(), Preference()))


@pytest.mark.parametrize("kind", KINDS)
@given(seed=SEEDS)
@settings(max_examples=30, deadline=None)
def test_net_flows_agree_with_pymcdm(kind: str, seed: int) -> None:
    matrix, weights, types = problem(seed)
    count = len(types)
    method = PROMETHEE_II(KINDS[kind], p=[4.0] * count, q=[1.0] * count)
    theirs = method(matrix, weights, types, validation=False)
    preference = Preference(kind=PreferenceKind(kind), q=1.0, p=4.0)
    ours = promethee(criterion_flows(matrix, types, (preference,) * count), weights)
    assert ours.phi == pytest.approx(theirs, abs=1e-12)


def test_the_gaussian_function_by_hand() -> None:
    flows = criterion_flows(
        np.array([[3.0], [1.0]]), np.array([1]), (Preference(kind=PreferenceKind.GAUSS, s=2.0),)
    )
    assert flows.plus[:, 0].tolist() == pytest.approx([1.0 - np.exp(-0.5), 0.0])
    assert flows.minus[:, 0].tolist() == pytest.approx([0.0, 1.0 - np.exp(-0.5)])


def test_equal_thresholds_are_a_step() -> None:
    matrix, types = np.array([[0.0], [2.0], [4.0]]), np.array([1])
    step = Preference(kind=PreferenceKind.LINEAR, q=2.0, p=2.0)
    flows = criterion_flows(matrix, types, (step,))
    assert flows.plus[:, 0].tolist() == [0.0, 0.0, 0.5]


@given(seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_what_one_is_preferred_by_another_is_not(seed: int) -> None:
    matrix, weights, types = problem(seed)
    kinds = list(PreferenceKind)
    preferences = tuple(
        Preference(kind=kinds[place % len(kinds)], q=0.5, p=2.0, s=1.5) for place in range(len(types))
    )
    ranking = promethee(criterion_flows(matrix, types, preferences), weights)
    assert ranking.phi.sum() == pytest.approx(0.0, abs=1e-12)
    assert ranking.phi_plus.sum() == pytest.approx(ranking.phi_minus.sum())
    assert (np.abs(ranking.phi) <= 1.0 + 1e-12).all()


@given(seed=SEEDS)
@settings(max_examples=40, deadline=None)
def test_the_partial_order_never_contradicts_the_whole_one(seed: int) -> None:
    matrix, weights, types = problem(seed)
    ranking = promethee(criterion_flows(matrix, types, (Preference(),) * len(types)), weights)
    for first in range(len(matrix)):
        for second in range(first + 1, len(matrix)):
            found = relation(ranking, first, second)
            mirrored = {Relation.PREFERRED: Relation.BEHIND, Relation.BEHIND: Relation.PREFERRED}
            assert relation(ranking, second, first) is mirrored.get(found, found)
            if found is Relation.PREFERRED:
                assert ranking.ranking[first] <= ranking.ranking[second]


def test_each_with_its_strengths_cannot_be_compared() -> None:
    # Against the third, the first wins and loses much, the second neither.
    matrix = np.array([[9.0, 0.0], [5.0, 5.0], [4.0, 4.0]])
    preference = Preference(kind=PreferenceKind.USHAPE, q=2.0)
    ranking = promethee(
        criterion_flows(matrix, np.array([1, 1]), (preference, preference)), np.array([0.5, 0.5])
    )
    assert relation(ranking, 0, 1) is Relation.INCOMPARABLE


@pytest.mark.parametrize(
    ("kind", "thresholds"),
    [("linear", {"q": 3.0, "p": 1.0}), ("vshape", {}), ("gauss", {}), ("usual", {"q": -1.0})],
)
def test_thresholds_that_define_nothing_are_refused(kind: str, thresholds: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="but got"):
        Preference(kind=PreferenceKind(kind), **thresholds)
