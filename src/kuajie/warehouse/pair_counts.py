"""Which courses learners take together and in which order, counted by the engine that holds the orders.

The same numbers as ``knowledge.co_occurrence`` counts in memory, as expressions: where orders live in a
relational engine only pairs of courses leave it.
"""

from __future__ import annotations

from typing import Protocol

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_matrix

from kuajie.knowledge.co_occurrence import DECAY, WINDOW, PairCounts
from kuajie.warehouse.named_tables import named_table

TAKEN_SCHEMA = pa.schema(
    [("learner", pa.string()), ("course", pa.string()), ("at", pa.int64()), ("row", pa.int64())]
)
"""Courses taken, in order of ``at``; where two are at once, in order of ``row``."""


class Engine(Protocol):
    """What runs an expression on tables known by name."""

    def run(self, expression: ibis.Table) -> pa.Table:
        """Return the rows of an expression."""
        ...


def count_pairs_in(engine: Engine, taken: str, course_ids: pa.Array) -> PairCounts:
    """Return what the rows of the table named ``taken`` count; all its courses are among ``course_ids``."""
    rows = placed(named_table(taken, TAKEN_SCHEMA))
    pairs = course_pairs(rows)
    return PairCounts(
        together=_matrix(engine.run(together(rows)), course_ids),
        before=_matrix(engine.run(before(pairs)), course_ids),
        follows=_matrix(engine.run(follows(pairs)), course_ids),
    )


def placed(taken: ibis.Table) -> ibis.Table:
    """Return learners' courses with their ``place`` in time, from 0; of one taken twice the last row."""
    again = ibis.window(group_by=("learner", "course"), order_by=(taken.at.desc(), taken.row.desc()))
    last = taken.mutate(times=ibis.row_number().over(again)).filter(lambda row: row.times == 0)
    in_time = ibis.window(group_by="learner", order_by=(last.at, last.row))
    return last.select("learner", "course", place=ibis.row_number().over(in_time))


def course_pairs(rows: ibis.Table) -> ibis.Table:
    """Return for every course taken those before it within the window, and what they count."""
    earlier = rows.select("learner", first="course", first_place="place")
    both = rows.inner_join(earlier, "learner")
    gap = both.place - both.first_place
    counts = ibis.literal(DECAY) ** (gap - 1).cast("float64")
    return both.filter((gap >= 1) & (gap <= WINDOW)).select(
        "learner", "place", "first", second=both.course, counts=counts
    )


def follows(pairs: ibis.Table) -> ibis.Table:
    """Return how often the second course follows the first, (first, second, value)."""
    return pairs.group_by("first", "second").aggregate(value=pairs.counts.sum())


def before(pairs: ibis.Table) -> ibis.Table:
    """Return how often two courses stand before the same one, (first, second, value)."""
    other = pairs.select("learner", "place", other="first", other_counts="counts")
    both = pairs.inner_join(other, ("learner", "place"))
    by = both.group_by(first=both.first, second=both.other)
    return by.aggregate(value=(both.counts * both.other_counts).sum())


def together(rows: ibis.Table) -> ibis.Table:
    """Return how many learners took both courses, (first, second, value)."""
    other = rows.select("learner", second="course")
    both = rows.inner_join(other, "learner")
    return both.group_by(first=both.course, second=both.second).aggregate(value=both.count().cast("float64"))


def _matrix(found: pa.Table, course_ids: pa.Array) -> csr_matrix:
    places = [
        pc.index_in(found[side], value_set=course_ids).to_numpy(zero_copy_only=False)
        for side in ("first", "second")
    ]
    shape = (len(course_ids), len(course_ids))
    return csr_matrix((found["value"].to_numpy(), places), shape=shape)
