"""Two models for two kinds of learners: everybody is scored by the right one, in the right row."""

from __future__ import annotations

import numpy as np
from planted_world import planted

from kuajie.knowledge.cross_provider import model as model_module
from kuajie.knowledge.cross_provider.either import Either, took_any
from kuajie.knowledge.cross_provider.fit import fit_cross_provider
from kuajie.knowledge.linear_items import Form, fit_linear_items


def test_everybody_is_scored_by_the_model_of_his_kind() -> None:
    world = planted(linked=100, at_a=model_module.BATCH + 300, at_b=500)
    histories = world.histories
    across = fit_cross_provider(histories, world.features, world.offered, rng=np.random.default_rng(0))
    within = fit_linear_items(histories, Form())
    learners = np.random.default_rng(1).permutation(histories.learners)
    inside = took_any(histories, np.flatnonzero(world.offered))
    assert inside.tolist() == [who < 100 or who >= model_module.BATCH + 300 for who in range(inside.size)]
    found = list(Either(within=within, across=across).scores(histories, learners))
    assert [batch.stop - batch.start for batch, _ in found] == [model_module.BATCH, 800]
    scores = np.concatenate([each for _, each in found])
    for model, chosen in ((within, inside[learners]), (across, ~inside[learners])):
        expected = np.concatenate([each for _, each in model.scores(histories, learners[chosen])])
        assert np.allclose(scores[chosen], expected)


def test_what_speaks_for_a_course_is_told_by_the_model_that_scored_it() -> None:
    world = planted(linked=100)
    across = fit_cross_provider(world.histories, world.features, world.offered, rng=np.random.default_rng(0))
    within = fit_linear_items(world.histories, Form())
    either = Either(within=within, across=across)
    elsewhere, here = np.flatnonzero(~world.offered)[:3], np.flatnonzero(world.offered)
    assert np.array_equal(either.speaks(elsewhere, int(here[0])), across.speaks(elsewhere, int(here[0])))
    mixed = np.append(elsewhere, here[1])
    assert np.array_equal(either.speaks(mixed, int(here[0])), within.speaks(mixed, int(here[0])))
