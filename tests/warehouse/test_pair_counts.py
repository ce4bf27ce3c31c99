"""Pairs of courses counted by an engine are those counted in memory."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kuajie.knowledge.co_occurrence import count_pairs
from kuajie.knowledge.histories import Histories
from kuajie.warehouse.duckdb_engine import open_duckdb
from kuajie.warehouse.pair_counts import TAKEN_SCHEMA, count_pairs_in

COURSES = 30
ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, COURSES - 1), st.integers(0, 6)), min_size=1, max_size=80
)


@example(rows=[(0, course, course // 2) for course in range(14)])  # more than the window
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_an_engine_counts_what_is_counted_in_memory(rows: list[tuple[int, int, int]]) -> None:
    learner, course, at = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    told = Histories.ordered(learner, course, learners=5, courses=COURSES, time=at.astype(np.float64))
    ids = pa.array([f"课{place}" for place in range(COURSES)])
    taken = pa.table(
        {
            "learner": pa.array([f"学员{place}" for place in learner]),
            "course": ids.take(pa.array(course)),
            "at": at,
            "row": np.arange(at.size),
        },
        schema=TAKEN_SCHEMA,
    )
    with open_duckdb({"taken": taken}) as engine:
        found = count_pairs_in(engine, "taken", ids)
    expected = count_pairs(told)
    for part in ("together", "before", "follows"):
        assert getattr(found, part).toarray() == pytest.approx(getattr(expected, part).toarray()), part
