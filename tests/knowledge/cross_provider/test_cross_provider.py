"""Models across providers: planted tastes are found, every rung stands, nothing else is offered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from planted_world import EACH, TOPICS, Planted, features_of, planted
from scipy.sparse import csr_matrix

from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.cross_provider.fit import fit_cross_provider
from kuajie.knowledge.cross_provider.model import CrossProvider, Rung
from kuajie.knowledge.histories import Codes, Histories

EVERYTHING = TOPICS * EACH * 2


def fitted(world: Planted) -> CrossProvider:
    return fit_cross_provider(world.histories, world.features, world.offered, rng=np.random.default_rng(0))


def ranked(world: Planted, model: CrossProvider, most: int = EACH) -> Codes:
    found = model.best(world.histories, world.asked, most=most)
    return np.concatenate([best for _, best in found])


def share_liked(world: Planted) -> float:
    """Return which share of as many courses as there are of a topic are of the topic each learner likes."""
    best = ranked(world, fitted(world))
    return float(np.asarray(world.liked[np.arange(world.asked.size)[:, None], best].todense()).mean())


def test_what_courses_are_about_finds_what_learners_like_where_nobody_is_linked() -> None:
    world = planted()
    assert fitted(world).rung is Rung.FEATURES
    # One topic in eight is liked: what is popular is right for an eighth of the learners.
    assert share_liked(world) > 0.9
    blind = replace(world, features=CourseFeatures.nothing(EVERYTHING))
    assert fitted(blind).rung is Rung.POPULARITY
    assert share_liked(blind) == pytest.approx(1 / TOPICS, abs=0.05)


def test_linked_learners_tell_what_features_do_not() -> None:
    world = planted(linked=200, about=False)
    assert fitted(world).rung is Rung.LINKED
    assert share_liked(world) > 0.9
    assert fitted(world).gains.mean() > 0.5


def test_linked_learners_overrule_features_that_mislead() -> None:
    # Who likes topic 0 at A likes topic 1 at B, but courses are said to be about the same.
    truth = planted(linked=300, about=False)
    told = planted().features
    world = replace(truth, features=told)
    assert share_liked(world) > 0.9


def test_a_partner_that_nobody_has_taken_anything_of_is_known_by_features() -> None:
    world = planted(at_b=0)
    assert fitted(world).rung is Rung.NEW_PARTNER
    assert share_liked(world) > 0.9


def test_a_handful_of_learners_of_the_target_does_not_drown_what_courses_are_about() -> None:
    assert share_liked(planted(at_b=10)) > 0.75


@pytest.mark.parametrize("linked", [0, 200])
def test_only_courses_of_the_target_not_yet_taken_are_recommended(linked: int) -> None:
    world = planted(linked=linked)
    everybody = np.arange(world.histories.learners)
    taken = world.histories.taken().toarray() > 0
    found = fitted(world).best(world.histories, everybody, most=EVERYTHING)
    for learners, best in found:
        for learner, courses in zip(learners, best, strict=True):
            shown = courses[courses >= 0]
            assert world.offered[shown].all()
            assert not taken[learner, shown].any()
            assert set(shown) == set(np.flatnonzero(world.offered & ~taken[learner]))


def test_what_speaks_for_a_course_adds_up_to_its_score() -> None:
    world = planted(linked=100)
    model, histories = fitted(world), world.histories
    learner = int(world.asked[0])
    taken = histories.course[histories.learner == learner]
    ((_, scores),) = model.scores(histories, np.array([learner]))
    for place, course in enumerate(model.target):
        added = model.speaks(taken, int(course))
        assert added.sum() + model.usual[place] == pytest.approx(scores[0, course], abs=1e-4)
    assert np.all(model.speaks(taken, int(model.source[0])) == 0)


def test_learners_without_a_history_get_what_is_popular() -> None:
    world = planted()
    wider = replace(world.histories, learners=world.histories.learners + 1)
    ((_, best),) = fitted(world).best(wider, np.array([world.histories.learners]), most=5)
    count = np.where(world.offered, world.histories.popularity(), -1.0)
    assert count[best[0]].tolist() == np.sort(count)[::-1][:5].tolist()


def test_the_same_histories_give_the_same_model() -> None:
    world = planted(linked=100)
    assert np.array_equal(fitted(world).weights, fitted(world).weights)


def test_odd_worlds_have_a_model_too() -> None:
    nobody = Histories.ordered(np.zeros(0, np.int64), np.zeros(0, np.int64), learners=2, courses=EVERYTHING)
    world = planted()
    offered_none, offered_all = np.zeros_like(world.offered), np.ones_like(world.offered)
    for odd, rung in (
        (replace(world, histories=nobody), Rung.NEW_PARTNER),
        (replace(world, histories=nobody, features=CourseFeatures.nothing(EVERYTHING)), Rung.NOTHING),
        (planted(at_a=0), Rung.FEATURES),
        (replace(world, offered=offered_none), Rung.NOTHING),
        (replace(world, offered=offered_all), Rung.POPULARITY),
    ):
        model = fitted(odd)
        assert model.rung is rung
        for _, best in model.best(odd.histories, np.arange(odd.histories.learners), most=5):
            assert odd.offered[best[best >= 0]].all()


def test_one_course_is_recommended_to_whoever_has_not_taken_it() -> None:
    histories = Histories.ordered(np.array([0, 1, 1]), np.array([0, 0, 1]), learners=3, courses=2)
    offered = np.array([False, True])
    features = features_of(np.array([0, 0]), offered)
    model = fit_cross_provider(histories, features, offered, rng=np.random.default_rng(0))
    ((_, best),) = model.best(histories, np.arange(3), most=3)
    assert best[:, 0].tolist() == [1, -1, 1]


def test_courses_of_which_nothing_is_known_speak_through_their_company() -> None:
    # Of A's courses only every other one is known to be about anything.
    world = planted()
    silent = ~world.offered & (np.arange(EVERYTHING) % 2 == 0)
    told = world.features.relations["concept"].multiply(~silent[:, None])
    features = replace(world.features, relations={"concept": csr_matrix(told)})
    taken = world.histories.taken()
    mute = np.asarray(taken[world.asked][:, ~silent].sum(axis=1)).ravel() == 0
    some = replace(world, features=features, asked=world.asked[mute], liked=world.liked[mute])
    assert mute.sum() > 10
    assert share_liked(some) > 0.9
