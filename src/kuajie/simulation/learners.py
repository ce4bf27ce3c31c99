"""Who orders: learners with tastes, each of whom takes a course once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from kuajie.simulation import columns
from kuajie.simulation.columns import Ints
from kuajie.simulation.mechanism import Floats
from kuajie.simulation.world import World

GROUPS = 4  # of interest


def draw_tastes(rng: np.random.Generator, world: World) -> Floats:
    """Return each learner's log weight for every course, shape ``(course, learner)``.

    Learners belong to groups of interest, so that who took one course is likelier to take its neighbours.
    """
    most = max(
        [
            int(row.sum())
            for row, course in zip(world.enrolments, world.blueprint.courses, strict=True)
            if course.quantity <= 1
        ]
        or [1]
    )
    learners = int(1.7 * most) + 50
    group = rng.integers(0, GROUPS, size=learners)
    liking = rng.normal(scale=0.8, size=(len(world.blueprint.courses), GROUPS))
    return liking[:, group]


def choose_learners(rng: np.random.Generator, taste: Floats, second: Ints) -> Ints:
    """Return a different learner for each line; learners who came early order early.

    ``taste`` is each learner's log weight for the course. Sampling without replacement by the largest keys
    (Efraimidis and Spirakis 2006, in logarithms).
    """
    count = len(second)
    keys = taste + rng.gumbel(size=len(taste))
    takers = np.sort(np.argpartition(keys, len(keys) - count)[len(keys) - count :])
    waited = takers + rng.normal(scale=0.03 * len(taste), size=count)
    learner = np.empty(count, dtype=np.int64)
    learner[np.argsort(second, kind="stable")] = takers[np.argsort(waited, kind="stable")]
    return learner


def learner_ids(learner: Ints) -> pa.Array:
    """Return the pseudonyms of learners, such as ``L0000012``."""
    return columns.numbered("L", learner, 7)
