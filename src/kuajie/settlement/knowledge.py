"""Everything that was known when something was posted: the terms and what happened, as plain tables.

Books keep only what each posting learnt beyond the ones before it; put together again, that is all there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import attrgetter
from types import MappingProxyType
from typing import Any, get_type_hints

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.settlement.events import (
    Cost,
    Due,
    Event,
    EventKind,
    History,
    Lead,
    Lesson,
    Refund,
    Released,
    Sale,
)

ABOUT_SALES = frozenset({EventKind.SALE, EventKind.REFUND, EventKind.RELEASE, EventKind.LESSON})
"""The kinds of events whose ``about`` is the place of a sale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A payment between parties that was made: an id, when, who paid whom how much, and for which period."""

    id: str
    at: int
    period: str
    payer: str
    payee: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What a ruling moves from one party's earnings to another's: about which event and clause, and when."""

    id: str
    at: int
    case: str
    event: str
    clause: str
    payer: str
    payee: str
    amount: int


RECORDS: Mapping[str, Any] = MappingProxyType(
    {
        "sales": Sale,
        "refunds": Refund,
        "costs": Cost,
        "leads": Lead,
        "releases": Released,
        "dues": Due,
        "lessons": Lesson,
        "payments": Payment,
        "awards": Award,
    }
)
"""What is known, by the name of its table: records of texts and whole numbers with an id and a moment."""

CHANGE = "change"
NEW, CHANGED, GONE = "new", "changed", "gone"


def schema_of(name: str) -> pa.Schema:
    """Return the columns of a table: the fields of its records."""
    types = {int: pa.int64(), str: pa.string()}
    return pa.schema([(each, types[kind]) for each, kind in get_type_hints(RECORDS[name]).items()])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Knowledge:
    """The terms (canonical JSON of the agreement), and by name a table of records by moment and id."""

    terms: str
    tables: Mapping[str, pa.Table]

    def __post_init__(self) -> None:
        """Refuse tables of another form."""
        for name in RECORDS:
            if self.tables[name].schema != schema_of(name):
                raise ValueError(f"{name} must have {schema_of(name)}, but got {self.tables[name].schema}")

    def before(self, moment: int, *, since: int | None = None) -> Knowledge:
        """Return what happened before a moment, and not before ``since`` where it is given."""
        kept = {}
        for name, table in self.tables.items():
            chosen = pc.less(table["at"], moment)
            if since is not None:
                chosen = pc.and_(chosen, pc.greater_equal(table["at"], since))
            kept[name] = table.filter(chosen)
        return Knowledge(terms=self.terms, tables=kept)

    def records(self, name: str) -> list[Any]:
        """Return the records of a table."""
        table = self.tables[name]
        names, kind = table.column_names, RECORDS[name]
        columns = [table[each].to_pylist() for each in names]
        return [kind(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]

    def history(self) -> History:
        """Return everything that is executed: all but payments and awards."""
        return History.of(
            self.records("sales"),
            self.records("refunds"),
            self.records("costs"),
            leads=self.records("leads"),
            releases=self.records("releases"),
            dues=self.records("dues"),
            lessons=self.records("lessons"),
        )


def nothing_known(terms: str = "") -> Knowledge:
    """Return what is known before anything is."""
    return Knowledge(terms=terms, tables={name: schema_of(name).empty_table() for name in RECORDS})


def known_of(
    terms: str, history: History, payments: Sequence[Payment] = (), awards: Sequence[Award] = ()
) -> Knowledge:
    """Return a history, payments and rulings as tables."""
    sales = history.sales
    refunds = [
        Refund(id=each.id, at=each.at, sale=sales[each.about].id, amount=each.amount)
        for each in _of(history, EventKind.REFUND)
    ]
    releases = [
        Released(id=each.id, at=each.at, sale=sales[each.about].id, clause=each.amount)
        for each in _of(history, EventKind.RELEASE)
    ]
    found: dict[str, Sequence[Any]] = {
        "sales": sales,
        "refunds": refunds,
        "costs": history.costs,
        "leads": history.leads,
        "releases": releases,
        "dues": history.dues,
        "lessons": history.lessons,
        "payments": payments,
        "awards": awards,
    }
    return Knowledge(terms=terms, tables={name: table_of(name, records) for name, records in found.items()})


def with_payments(known: Knowledge, payments: Sequence[Payment]) -> Knowledge:
    """Return what is known with other payments."""
    return replace(known, tables={**known.tables, "payments": table_of("payments", payments)})


def _of(history: History, kind: EventKind) -> list[Event]:
    return [event for event in history.events if event.kind is kind]


def table_of(name: str, records: Sequence[Any]) -> pa.Table:
    """Return records as the table of that name."""
    schema = schema_of(name)
    arrays = [pa.array(map(attrgetter(each.name), records), each.type) for each in schema]
    return _sorted(pa.Table.from_arrays(arrays, schema=schema))


def learnt(before: Knowledge, now: Knowledge) -> Mapping[str, pa.Table]:
    """Return by table the rows that are new, changed or gone, each with its change."""
    return {name: _difference(before.tables[name], now.tables[name]) for name in RECORDS}


def told(before: Knowledge, terms: str, changes: Mapping[str, pa.Table]) -> Knowledge:
    """Return what is known once changes are; the inverse of ``learnt``."""
    tables = {}
    for name, table in before.tables.items():
        change = changes[name]
        if not len(change):
            tables[name] = table
            continue
        kept = table.filter(pc.invert(pc.is_in(table["id"], value_set=change["id"].combine_chunks())))
        added = change.filter(pc.not_equal(change[CHANGE], GONE)).drop_columns(CHANGE)
        tables[name] = _sorted(pa.concat_tables([kept, added]))
    return Knowledge(terms=terms, tables=tables)


def change_schema(name: str) -> pa.Schema:
    """Return the columns of a table of changes."""
    return pa.schema([(CHANGE, pa.string()), *schema_of(name)])


def _difference(before: pa.Table, now: pa.Table) -> pa.Table:
    alike = _alike(before, now)
    before, now = before.slice(alike), now.slice(alike)
    old, new = row_texts(before), row_texts(now)
    fresh = now.filter(pc.invert(pc.is_in(new, value_set=old)))
    known = pc.is_in(fresh["id"], value_set=before["id"].combine_chunks())
    gone = before.filter(pc.invert(pc.is_in(before["id"], value_set=now["id"].combine_chunks())))
    parts = [
        fresh.add_column(0, CHANGE, pc.if_else(known, CHANGED, NEW)),
        gone.add_column(0, CHANGE, pa.repeat(pa.scalar(GONE), len(gone))),
    ]
    return _sorted(pa.concat_tables(parts))


def _alike(one: pa.Table, other: pa.Table) -> int:
    """Return how many rows at the beginning of both tables are the same."""
    most = min(len(one), len(other))
    for name in one.column_names:
        same = pc.equal(one[name].slice(0, most), other[name].slice(0, most))
        first = pc.index(same, False).as_py()
        most = most if first < 0 else first
    return most


def row_texts(table: pa.Table) -> pa.StringArray:
    """Return every row as one text."""
    texts = [table[name].cast(pa.string()).combine_chunks() for name in table.column_names]
    return reduce(lambda one, other: pc.binary_join_element_wise(one, other, "\x1f"), texts)


def _sorted(table: pa.Table) -> pa.Table:
    """Return a table by moment and id."""
    table = table.combine_chunks()
    if _in_order(table):
        return table
    order = pc.sort_indices(table, sort_keys=[("at", "ascending"), ("id", "ascending")])
    return table.take(order).combine_chunks()


def _in_order(table: pa.Table) -> bool:
    if len(table) < 2:
        return True
    (at, later), (one, next_one) = (
        (table[name].slice(0, len(table) - 1), table[name].slice(1)) for name in ("at", "id")
    )
    after = pc.or_(pc.less(at, later), pc.and_(pc.equal(at, later), pc.less_equal(one, next_one)))
    return bool(pc.all(after).as_py())
