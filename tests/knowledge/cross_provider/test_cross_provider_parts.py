"""The parts of models across providers, against independent answers."""

from __future__ import annotations

import numpy as np
import pytest
from planted_world import planted
from scipy.sparse import csr_matrix

from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.cross_provider.bridge import LEAST, ONESELF, Bridge, BridgeForm
from kuajie.knowledge.cross_provider.gains import ndcg, worthwhile
from kuajie.knowledge.cross_provider.halves import choose_bridge
from kuajie.knowledge.cross_provider.likeness import Likeness
from kuajie.knowledge.cross_provider.linked import (
    LinkedRows,
    Ridge,
    choose_linked,
    corrected,
    ridge,
    ridge_of_all,
)
from kuajie.knowledge.cross_provider.sides import Sides, mean_profile, profiles
from kuajie.knowledge.cross_provider.smoothing import PENALTY, Smoothing

RNG = np.random.default_rng(5)


def sides(*, linked: int = 100) -> tuple[Sides, Likeness]:
    world = planted(linked=linked)
    return Sides.of(world.histories, world.offered), Likeness.of(world.features)


def test_sides_hold_every_row_once() -> None:
    world = planted(linked=100)
    told = Sides.of(world.histories, world.offered)
    assert told.took.nnz + told.wanted.nnz == world.histories.learner.size
    assert told.linked.tolist() == list(range(100))
    without = told.without(np.array([3, 4]))
    assert without.linked.tolist() == [0, 1, 2, *range(5, 100)]
    assert without.wanted.nnz < told.wanted.nnz
    first = np.arange(told.target.size) < 5
    halves = told.split(first)
    assert halves.took.shape[1] == 5
    assert np.array_equal(np.union1d(halves.source, halves.target), told.target)


def test_profiles_have_length_one_or_none() -> None:
    told, _ = sides(linked=0)
    length = np.sqrt(np.asarray(profiles(told.took).multiply(profiles(told.took)).sum(axis=1))).ravel()
    assert np.allclose(length[:400], 1.0)
    assert np.allclose(length[400:], 0.0)
    assert np.allclose(mean_profile(told.took), np.asarray(profiles(told.took)[:400].mean(axis=0)).ravel())


def test_company_is_the_optimum_of_its_regression() -> None:
    told, _ = sides()
    several = told.took.toarray()[np.diff(told.took.indptr) > 1]
    weights = Smoothing.of(told.took).weights.astype(np.float64)
    slope = several.T @ (several @ weights - several) + PENALTY * weights
    off = ~np.eye(weights.shape[0], dtype=bool)
    assert np.all(np.diag(weights) == 0)
    assert np.abs(slope[off]).max() < 1e-3


def test_company_widens_weights_as_it_fills_in_rows() -> None:
    told, _ = sides()
    company, weights = Smoothing.of(told.took), RNG.normal(size=(told.source.size, 3))
    rows = RNG.normal(size=(5, told.source.size))
    assert np.allclose(
        (rows + 2.0 * company.spoken(rows)) @ weights, rows @ company.widened(weights, 2.0), atol=1e-4
    )


def test_a_bridge_is_a_ridge_regression_on_what_courses_are_about() -> None:
    told, likeness = sides()
    bridge = Bridge.of(told, likeness)
    about = likeness.vectors.toarray()
    ours, theirs = about[told.source], about[told.target]
    penalty = 0.02 * bridge.learners + LEAST
    counts = bridge.counts - np.diag(np.diag(bridge.counts)) + ONESELF * np.eye(told.target.size)
    gram = theirs.T @ bridge.counts @ theirs + penalty * np.eye(about.shape[1])
    expected = ours @ np.linalg.solve(gram, theirs.T @ counts)
    assert np.allclose(bridge.said(np.eye(told.source.size), 0.02), expected, rtol=1e-3, atol=1e-5)


def test_scores_are_those_of_tastes_plus_what_is_popular() -> None:
    told, likeness = sides()
    bridge, form = Bridge.of(told, likeness), BridgeForm(penalty=0.02, popularity=3.0)
    learners = np.arange(50)
    expected = bridge.said(bridge.tastes(csr_matrix(told.took[learners])), 0.02) + 3.0 * bridge.popularity
    found = bridge.scores(form).of(profiles(csr_matrix(told.took[learners])).toarray())
    assert np.allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("learners", [5, 50])
def test_the_ridge_is_optimal_whichever_way_it_is_solved(learners: int) -> None:
    tastes, left = RNG.normal(size=(learners, 20)), RNG.normal(size=(learners, 3))
    weights = ridge(tastes, left, 7.0)
    assert np.allclose(tastes.T @ (tastes @ weights - left) + 7.0 * weights, 0.0, atol=1e-9)
    others = RNG.normal(size=(4, 20))
    assert np.allclose(Ridge.of(tastes, left).said(others, 7.0), others @ weights)


@pytest.mark.parametrize("linked", [30, 200])
def test_correction_adds_what_the_ridge_found(linked: int) -> None:
    told, likeness = sides(linked=linked)
    bridge = Bridge.of(told, likeness)
    scores = bridge.scores(BridgeForm())
    rows = LinkedRows.of(told, told.linked, bridge.before, scores)
    found = corrected(rows, ridge(rows.tastes, rows.left, 6.0), scores, bridge.before)
    expected = rows.told + rows.tastes @ ridge(rows.tastes, rows.left, 6.0)
    assert np.allclose(found.of(profiles(csr_matrix(told.took[told.linked])).toarray()), expected, atol=1e-4)


def test_nobody_judges_a_fit_that_knows_him() -> None:
    # Learners at random: nothing can be learnt of those left out, whatever fits those within.
    took = csr_matrix((RNG.random((60, 30)) < 0.2).astype(np.float64))
    wanted = csr_matrix((RNG.random((60, 40)) < 0.1).astype(np.float64))
    told = Sides(source=np.arange(30), target=np.arange(30, 70), took=took, wanted=wanted)
    bridge = Bridge.of(told, Likeness.of(CourseFeatures.nothing(70)))
    rows = LinkedRows.of(told, told.linked, bridge.before, bridge.scores(BridgeForm()))
    judges = np.arange(told.linked.size)
    hidden = csr_matrix(wanted[told.linked])
    _, gains = choose_linked(rows, hidden, judges, bridge.after, np.random.default_rng(0))
    within = ndcg(rows.told + Ridge.of(rows.tastes, rows.left).said(rows.tastes, 0.01), hidden)
    assert gains.mean() < 0.4 < within.mean()


def test_features_that_say_nothing_leave_what_is_popular() -> None:
    world = planted(at_b=1500)
    told = Sides.of(world.histories, world.offered)
    informed = choose_bridge(told, Likeness.of(world.features), np.random.default_rng(1))
    noise = np.random.default_rng(2).permutation(world.features.courses)
    mixed = Likeness(vectors=csr_matrix(Likeness.of(world.features).vectors[noise]))
    assert choose_bridge(told, mixed, np.random.default_rng(1)).popularity >= informed.popularity


def test_gains_by_hand() -> None:
    scores = np.array([[3.0, 2.0, 1.0], [3.0, 2.0, 1.0], [1.0, 2.0, 3.0]])
    hidden = csr_matrix(np.array([[1.0, 0, 0], [0, 1.0, 1.0], [1.0, 1.0, 1.0]]))
    second = (1 / np.log2(3) + 1 / np.log2(4)) / (1 + 1 / np.log2(3))
    assert ndcg(scores, hidden) == pytest.approx([1.0, second, 1.0])


def test_more_must_be_more_than_chance_gives() -> None:
    usual = np.zeros(100)
    assert worthwhile(usual, usual) == 0.0
    assert worthwhile(usual, usual + 1.0) == 1.0
    assert worthwhile(usual, np.where(np.arange(100) == 0, 1.0, 0.0)) < 0.01


def test_likeness_is_one_on_average_and_speaks_of_both_sides() -> None:
    told, likeness = sides()
    everything = np.concatenate([told.source, told.target])
    assert np.diag(likeness.between(everything, everything)).mean() == pytest.approx(1.0)
    assert likeness.links(told)
    assert not Likeness.of(CourseFeatures.nothing(everything.size)).links(told)


def test_gains_that_are_told_are_not_those_of_the_luckiest_form() -> None:
    # What is wanted has nothing to do with what was taken: no form is better than another.
    told, at_random = [], []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        took, wanted = (csr_matrix((rng.random((280, 30)) < 0.2).astype(np.float64)) for _ in range(2))
        took = csr_matrix(took.multiply(np.arange(280)[:, None] < 80))
        both = Sides(source=np.arange(30), target=np.arange(30, 60), took=took, wanted=wanted)
        bridge = Bridge.of(both.without(both.linked), Likeness.of(CourseFeatures.nothing(60)))
        rows = LinkedRows.of(both, both.linked, bridge.before, bridge.scores(BridgeForm()))
        hidden = csr_matrix(wanted[both.linked])
        _, gains = choose_linked(rows, hidden, np.arange(both.linked.size), bridge.after, rng)
        told.append(gains.mean())
        at_random.append(ndcg(rng.random((both.linked.size, 30)), hidden).mean())
    apart = np.array(told) - at_random
    assert apart.mean() < 2 * apart.std(ddof=1) / np.sqrt(apart.size)


def test_many_linked_learners_gone_through_in_parts_say_what_they_say_together() -> None:
    told, likeness = sides(linked=200)
    bridge = Bridge.of(told, likeness)
    scores = bridge.scores(BridgeForm())
    rows = LinkedRows.of(told, told.linked, bridge.before, scores)
    split = np.array_split(told.linked, 3)
    parts = [LinkedRows.of(told, some, bridge.before, scores, like=rows) for some in split]
    together = ridge(rows.tastes, rows.left, 6.0)
    assert np.allclose(ridge_of_all(parts, 6.0), together, atol=1e-4)
