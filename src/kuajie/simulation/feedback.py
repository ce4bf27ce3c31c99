"""Feedback records: ratings, willingness to recommend and words about each party's part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.party import Role
from kuajie.messages import Locale, Text
from kuajie.simulation import columns
from kuajie.simulation.columns import SECONDS_OF_DAY, Ints
from kuajie.simulation.learners import learner_ids
from kuajie.simulation.lines import Lines
from kuajie.simulation.phrases import ASPECTS, JOINTS, OPENINGS, WISHES
from kuajie.simulation.refunds import Refunds
from kuajie.simulation.world import World

WITHOUT_WORDS = 0.25  # of feedback that is only a rating
WITHOUT_NPS = 0.30


def role_of(world: World, party: str) -> Role:
    """Return the role of a party."""
    return next(each.role for each in world.blueprint.parties if each.id == party)


def say_phrases(
    rng: np.random.Generator, phrases: dict[bool, Sequence[Text]], *, glad: Ints, locale: Locale
) -> pa.Array:
    """Return a phrase for each record, a glad or a sorry one."""
    sorry = [text.say(locale) for text in phrases[False]]
    happy = [text.say(locale) for text in phrases[True]]
    drawn = rng.random(len(glad))
    places = np.where(glad, len(sorry) + (drawn * len(happy)).astype(int), (drawn * len(sorry)).astype(int))
    return columns.chosen([*sorry, *happy], places)


def draw_words(rng: np.random.Generator, *, role: Role, glad: Ints, locale: Locale) -> pa.Array:
    """Return the text of each record; some have no wish and some no words at all."""
    comma, stop, end = JOINTS[locale]
    opening = say_phrases(rng, dict(OPENINGS), glad=glad, locale=locale)
    aspect = say_phrases(rng, dict(ASPECTS[role]), glad=glad, locale=locale)
    wishes = [text.say(locale) for text in WISHES]
    wish = columns.chosen(wishes, rng.integers(0, len(wishes), size=len(glad)))
    short = pc.binary_join_element_wise(pc.binary_join_element_wise(opening, aspect, comma), "", end)
    long = pc.binary_join_element_wise(
        pc.binary_join_element_wise(opening, aspect, comma), pc.binary_join_element_wise(wish, "", end), stop
    )
    said = pc.if_else(pa.array(rng.random(len(glad)) < 0.4), long, short)
    return pc.if_else(pa.array(rng.random(len(glad)) < WITHOUT_WORDS), pa.scalar(""), said)


def feedback_table(
    rng: np.random.Generator, world: World, *, course: int, lines: Lines, refunds: Refunds, locale: Locale
) -> pa.Table:
    """Return one course's rows of feedback.csv, about each party it requires in turn.

    ``lines`` and ``refunds`` are those of this course; refunded learners are less content.
    """
    given = world.blueprint.courses[course]
    end = columns.seconds_of(world.horizon[0])
    later = lines.second + (rng.gamma(4.0, 9.0, len(lines.second)) * SECONDS_OF_DAY).astype(int)
    places = np.flatnonzero((rng.random(len(later)) < world.blueprint.feedback_share) & (later < end))
    about = rng.integers(0, len(given.requires), size=len(places))
    mood = rng.normal(4.1, 0.9, size=len(places)) - 1.3 * refunds.given[places] - 0.15 * about
    rating = np.clip(np.rint(mood), 1, 5)
    nps = np.clip(np.rint(2.0 * mood + rng.normal(0.3, 1.0, size=len(places))), 0, 10).astype(int)
    words = [
        draw_words(rng, role=role_of(world, party), glad=rating >= 4, locale=locale)
        for party in given.requires
    ]
    return pa.table(
        {
            "learner": learner_ids(lines.learner[places]),
            "course_id": columns.constant(given.id, len(places)),
            "given_at": columns.moments(later[places]),
            "about": columns.chosen(given.requires, about),
            "rating": rating,
            "nps": pa.array(nps, mask=rng.random(len(places)) < WITHOUT_NPS),
            "text": pc.choose(pa.array(about), *words),
        }
    )
