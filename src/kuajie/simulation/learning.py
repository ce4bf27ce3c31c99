"""Learning records: who started, how far they came and who completed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kuajie.simulation import columns
from kuajie.simulation.blueprint import CourseBlueprint
from kuajie.simulation.columns import SECONDS_OF_DAY, Ints
from kuajie.simulation.learners import learner_ids
from kuajie.simulation.lines import Lines
from kuajie.simulation.mechanism import Floats
from kuajie.simulation.refunds import Refunds, refund_chance
from kuajie.simulation.world import World

MOST_REFUNDED_PROGRESS = 0.25  # who gives a course back has not come far
DAYS_TO_START = 5
FIRST_SEAT_HOLDER = 1_000_000  # learner numbers of people whose seat a company bought


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Learning:
    """Learning records of one course, every field of shape ``(record,)``; seconds are local."""

    learner: Ints
    started: Ints
    completed: Ints
    done: NDArray[np.bool_]
    progress: Floats


def seat_holders(lines: Lines, course: int) -> tuple[Ints, Ints]:
    """Return for every seat which line bought it and who sits on it.

    Who buys for oneself sits there; a company's seats go to people numbered one by one.
    """
    line = np.repeat(np.arange(len(lines.order)), lines.quantity)
    numbers = FIRST_SEAT_HOLDER * (course + 1) + np.arange(len(line))
    return line, np.where(lines.buyer[line] < 0, lines.learner[line], numbers)


def draw_learning(
    rng: np.random.Generator, world: World, *, course: int, lines: Lines, refunds: Refunds
) -> Learning:
    """Return records of the seats whose holders agreed to share them, a drawn part of all.

    ``lines`` and ``refunds`` are those of this course. Completions per enrolment have the declared rate:
    refunded learners never complete, the others do so more often.
    """
    given = world.blueprint.courses[course]
    line, learner = seat_holders(lines, course)
    kept = np.flatnonzero(rng.random(len(line)) < world.blueprint.learning_share)
    line, learner = line[kept], learner[kept]
    count, end = len(line), columns.seconds_of(world.horizon[0])
    started = lines.second[line] + (rng.exponential(0.25, count) * DAYS_TO_START * SECONDS_OF_DAY).astype(int)
    completed = started + (rng.gamma(6.0, 4.0, count) * SECONDS_OF_DAY).astype(int)
    refunded = refunds.given[line]
    willing = (rng.random(count) < completion_chance(given)) & ~refunded
    reached = np.round(rng.beta(1.2, 2.4, count), 2)
    done = willing & (completed < end)
    seen = started < end
    return Learning(
        learner=learner[seen],
        started=started[seen],
        completed=completed[seen],
        done=done[seen],
        progress=np.where(
            done, 1.0, np.where(refunded, np.round(MOST_REFUNDED_PROGRESS * reached, 2), reached)
        )[seen],
    )


def completion_chance(course: CourseBlueprint) -> float:
    """Return how likely a learner who keeps the course completes it."""
    chance = 0.0 if course.is_free else refund_chance(course)
    return min(1.0, course.completion_rate / (1.0 - chance))


def learning_table(course_id: str, learning: Learning) -> pa.Table:
    """Return the rows of one course for learning.csv."""
    return pa.table(
        {
            "learner": learner_ids(learning.learner),
            "course_id": columns.constant(course_id, len(learning.learner)),
            "started_at": columns.moments(learning.started),
            "completed_at": columns.moments_where(learning.completed, learning.done),
            "progress": learning.progress,
        }
    )
