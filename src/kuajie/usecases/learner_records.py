"""What learners took, from the orders and learning records of all parties, by the courses of a graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.panel import Floats
from kuajie.domain.records import Events
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.histories import Codes, Histories

SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LearnerRecords:
    """Histories by the graph's courses in seconds since 1970, and whose each learner code is.

    ``left_out`` counts records of courses that are not in the graph.
    """

    histories: Histories
    learner_ids: tuple[str, ...]
    left_out: int


def learner_records(events: Events, graph: CourseGraph) -> LearnerRecords:
    """Return who first took which course when, of orders that count and of learning records.

    An order line counts where something was paid or a coupon used, or the course costs nothing; lines of
    several seats, which companies buy, say nothing of one learner. The same id at two parties is the same
    learner. A course stands under the party that lists it: its own record's first, else any.
    """
    rows = _first_of_each(pa.concat_tables([_orders(events), _learning(events)]))
    course = _courses(rows, graph)
    known = course >= 0
    kept = rows.filter(pa.array(known))
    ids = pc.unique(kept["learner"])
    histories = Histories.ordered(
        np.asarray(pc.index_in(kept["learner"], value_set=ids).to_numpy(), dtype=np.int64),
        course[known],
        learners=len(ids),
        courses=graph.count(NodeKind.COURSE),
        time=_seconds(kept["at"]),
    )
    return LearnerRecords(
        histories=histories, learner_ids=tuple(ids.to_pylist()), left_out=int((~known).sum())
    )


def known_to(events: Events, party: str) -> tuple[str, ...]:
    """Return the learners of one party's own orders and learning records, each once."""
    rows = of_party(events, party)
    both = [rows.tables[name]["learner"].cast(pa.string()) for name in ("orders", "learning")]
    ids = pc.unique(pa.chunked_array([chunk for column in both for chunk in column.chunks], pa.string()))
    return tuple(name for name in ids.to_pylist() if name)


def of_party(events: Events, party: str) -> Events:
    """Return events with the orders and learning records of one party only."""
    tables = dict(events.tables)
    for name in ("orders", "learning"):
        tables[name] = tables[name].filter(pc.equal(tables[name]["party"], party))
    return replace(events, tables=tables)


def no_histories(graph: CourseGraph) -> Histories:
    """Return the histories of nobody, over the courses of a graph."""
    nothing = np.zeros(0, dtype=np.int64)
    return Histories.ordered(nothing, nothing, learners=0, courses=graph.count(NodeKind.COURSE))


def by_graph(histories: Histories, course_ids: Sequence[str], graph: CourseGraph) -> Histories:
    """Return histories whose courses are a graph's; rows of courses that it does not have are left out."""
    ids = graph.nodes["id"].slice(0, graph.count(NodeKind.COURSE)).to_pylist()
    place = {name: code for code, name in enumerate(ids)}
    codes = np.array([place.get(name, -1) for name in course_ids], dtype=np.int64)
    kept = histories.only(codes[histories.course] >= 0)
    return Histories.ordered(
        kept.learner, codes[kept.course], learners=histories.learners, courses=len(ids), time=kept.time
    )


def _orders(events: Events) -> pa.Table:
    orders = events.tables["orders"]
    backed = pc.or_(pc.greater(orders["paid"], 0), pc.not_equal(pc.fill_null(orders["coupon"], ""), ""))
    counts = pc.and_(pc.or_(backed, pc.equal(orders["list_price"], 0)), pc.equal(orders["quantity"], 1))
    return _renamed(orders.filter(counts), "ordered_at")


def _learning(events: Events) -> pa.Table:
    return _renamed(events.tables["learning"], "started_at")


def _renamed(table: pa.Table, moment: str) -> pa.Table:
    names = ("party", "learner", "course_id", moment)
    return table.select(names).rename_columns(["party", "learner", "course_id", "at"])


def _first_of_each(rows: pa.Table) -> pa.Table:
    """Return the first record of every learner and course."""
    groups = rows.group_by(["party", "learner", "course_id"], use_threads=False)
    return groups.aggregate([("at", "min")]).rename_columns(["party", "learner", "course_id", "at"])


def _courses(rows: pa.Table, graph: CourseGraph) -> Codes:
    """Return the course of every record by code, -1 where the graph has none of that id."""
    count = graph.count(NodeKind.COURSE)
    ids, providers = (graph.nodes[name].slice(0, count) for name in ("id", "provider"))
    own = pc.index_in(_joined(rows["party"], rows["course_id"]), value_set=_joined(providers, ids))
    any_of = pc.index_in(rows["course_id"], value_set=_joined(ids))
    return np.asarray(pc.fill_null(pc.coalesce(own, any_of), -1).to_numpy(), dtype=np.int64)


def _joined(*columns: pa.ChunkedArray) -> pa.Array:
    parts = [each.combine_chunks() if isinstance(each, pa.ChunkedArray) else each for each in columns]
    if len(parts) == 1:
        return pc.cast(parts[0], pa.string())
    return pc.binary_join_element_wise(*(pc.cast(part, pa.string()) for part in parts), SEPARATOR)


def _seconds(moments: pa.ChunkedArray) -> Floats:
    microseconds = pc.cast(moments, pa.int64()).to_numpy().astype(np.float64)
    seconds: Floats = microseconds / 1e6
    return seconds
