"""A planted world of two providers: learners like topics, and courses of both are about topics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.histories import Codes, Flags, Histories

TOPICS, EACH = 8, 6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Planted:
    """Histories of learners of A, of B and of both; what learners of A, ``asked``, truly like at B."""

    histories: Histories
    features: CourseFeatures
    offered: Flags
    asked: Codes
    liked: csr_matrix


def planted(
    *, linked: int = 0, at_a: int = 400, at_b: int = 400, about: bool = True, seed: int = 1
) -> Planted:
    """Return a world in which every learner takes courses of one topic, and now and then any other.

    ``linked`` of the learners at A are known at B too. Topics shift between providers where nothing is known
    ``about`` courses: who likes topic 0 at A likes topic 1 at B.
    """
    rng = np.random.default_rng(seed)
    topic = np.tile(np.repeat(np.arange(TOPICS), EACH), 2)
    offered = np.arange(topic.size) >= TOPICS * EACH
    shift = 0 if about else 1
    learner, course, likes = [], [], rng.integers(0, TOPICS, at_a + at_b)
    for who in range(at_a + at_b):
        if who < at_a:
            own = _some(rng, np.flatnonzero(~offered & (topic == likes[who])), np.flatnonzero(~offered))
            learner += [who] * len(own)
            course += own
        if who < linked or who >= at_a:
            target = (likes[who] + shift) % TOPICS
            own = _some(rng, np.flatnonzero(offered & (topic == target)), np.flatnonzero(offered))
            learner += [who] * len(own)
            course += own
    asked = np.arange(linked, at_a)
    wanted = (likes[asked] + shift) % TOPICS
    liked = (topic[None] == wanted[:, None]) & offered[None]
    return Planted(
        histories=Histories.ordered(
            np.array(learner, dtype=np.int64),
            np.array(course, dtype=np.int64),
            learners=at_a + at_b,
            courses=topic.size,
        ),
        features=features_of(topic, offered) if about else CourseFeatures.nothing(topic.size),
        offered=offered,
        asked=asked,
        liked=csr_matrix(liked.astype(np.float64)),
    )


def features_of(topic: Codes, offered: Flags) -> CourseFeatures:
    """Return features that say what topic a course is about."""
    held = csr_matrix((np.ones(topic.size), (np.arange(topic.size), topic)), shape=(topic.size, TOPICS))
    return CourseFeatures(
        titles=("",) * topic.size,
        provider=offered.astype(np.int64),
        providers=("A", "B"),
        relations={"concept": held},
        values={"concept": tuple(f"topic {place}" for place in range(TOPICS))},
    )


def _some(rng: np.random.Generator, liked: Codes, all_there_are: Codes) -> list[int]:
    own = rng.choice(liked, 3, replace=False).tolist()
    return list(dict.fromkeys([*own, int(rng.choice(all_there_are))]))
