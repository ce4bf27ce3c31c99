"""The record files of a programme folder: which columns, of which type, and what identifies a row.

One table that reading, writing, the documents and the warehouse share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import pyarrow as pa


class Kind(StrEnum):
    """What a cell holds, and as what it is kept once read."""

    TEXT = "text"  # string, stripped
    IDENTIFIER = "identifier"  # string, never empty
    COUNT = "count"  # int64, whole and >= 0
    POSITIVE_COUNT = "positive_count"  # int64, whole and >= 1
    NUMBER = "number"  # float64, any finite number
    AMOUNT = "amount"  # float64, >= 0
    SHARE = "share"  # float64, 0..1
    MONEY = "money"  # int64 minor units of the programme's currency, >= 0
    CURRENCY = "currency"  # string, ISO 4217; gone after conversion
    DAY = "day"  # date32
    MOMENT = "moment"  # timestamp[us, UTC]


ARROW_TYPES: Mapping[Kind, pa.DataType] = MappingProxyType(
    {
        Kind.TEXT: pa.string(),
        Kind.IDENTIFIER: pa.string(),
        Kind.COUNT: pa.int64(),
        Kind.POSITIVE_COUNT: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.AMOUNT: pa.float64(),
        Kind.SHARE: pa.float64(),
        Kind.MONEY: pa.int64(),
        Kind.CURRENCY: pa.string(),
        Kind.DAY: pa.date32(),
        Kind.MOMENT: pa.timestamp("us", tz="UTC"),
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, and whether a cell or the whole column may be missing.

    ``required``: the column must be in the file. ``blank``: a cell may be empty (null for numbers, money and
    dates, the empty string for text).
    """

    name: str
    kind: Kind
    required: bool = True
    blank: bool = False


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One kind of record file: its columns, the columns that identify a row, and whether parties have it."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    of_party: bool = True

    def column(self, name: str) -> Column:
        """Return a column by name; raises ``KeyError`` for an unknown one."""
        return {column.name: column for column in self.columns}[name]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the file once read: ``party`` first, currencies converted away."""
        fields = [("party", pa.string())] if self.of_party else []
        fields += [
            (column.name, ARROW_TYPES[column.kind])
            for column in self.columns
            if column.kind is not Kind.CURRENCY
        ]
        return pa.schema(fields)


def _optional(name: str, kind: Kind) -> Column:
    return Column(name, kind, required=False, blank=True)


def _blank(name: str, kind: Kind) -> Column:
    return Column(name, kind, blank=True)


_FILES = (
    RecordFile(
        "courses",
        (
            Column("course_id", Kind.IDENTIFIER),
            Column("title", Kind.TEXT),
            Column("price", Kind.MONEY),
            Column("currency", Kind.CURRENCY),
            _blank("seats", Kind.COUNT),
            _blank("unit_cost", Kind.MONEY),
            _blank("level", Kind.TEXT),
            _blank("language", Kind.TEXT),
            _blank("concepts", Kind.TEXT),
        ),
        ("course_id",),
    ),
    RecordFile(
        "orders",
        (
            Column("order_id", Kind.IDENTIFIER),
            Column("line", Kind.POSITIVE_COUNT),
            Column("learner", Kind.IDENTIFIER),
            _blank("buyer", Kind.TEXT),
            Column("quantity", Kind.POSITIVE_COUNT),
            Column("course_id", Kind.IDENTIFIER),
            Column("ordered_at", Kind.MOMENT),
            Column("list_price", Kind.MONEY),  # of one unit
            Column("paid", Kind.MONEY),  # for the whole line
            Column("currency", Kind.CURRENCY),
            _blank("channel", Kind.TEXT),
            _blank("coupon", Kind.TEXT),
        ),
        ("order_id", "line"),
    ),
    RecordFile(
        "refunds",
        (
            Column("order_id", Kind.IDENTIFIER),
            Column("line", Kind.POSITIVE_COUNT),
            Column("refunded_at", Kind.MOMENT),
            Column("amount", Kind.MONEY),
            Column("currency", Kind.CURRENCY),
            _blank("reason", Kind.TEXT),
        ),
        ("order_id", "line", "refunded_at", "amount"),
    ),
    RecordFile(
        "spend",
        (
            Column("date", Kind.DAY),
            Column("programme", Kind.IDENTIFIER),
            Column("lever", Kind.IDENTIFIER),
            Column("amount", Kind.MONEY),
            Column("currency", Kind.CURRENCY),
            _optional("impressions", Kind.AMOUNT),
            _optional("clicks", Kind.AMOUNT),
        ),
        ("date", "programme", "lever"),
    ),
    RecordFile(
        "training",
        (
            Column("date", Kind.DAY),
            Column("lever", Kind.IDENTIFIER),
            Column("amount", Kind.AMOUNT),
            Column("unit", Kind.IDENTIFIER),
            Column("cost", Kind.MONEY),
            Column("currency", Kind.CURRENCY),
        ),
        ("date", "lever"),
    ),
    RecordFile(
        "resources",
        (
            Column("kind", Kind.IDENTIFIER),
            Column("name", Kind.IDENTIFIER),
            _blank("size", Kind.AMOUNT),
            _blank("unit", Kind.TEXT),
            _blank("note", Kind.TEXT),
        ),
        ("kind", "name"),
    ),
    RecordFile(
        "learning",
        (
            Column("learner", Kind.IDENTIFIER),
            Column("course_id", Kind.IDENTIFIER),
            Column("started_at", Kind.MOMENT),
            _blank("completed_at", Kind.MOMENT),
            Column("progress", Kind.SHARE),
        ),
        ("learner", "course_id"),
    ),
    RecordFile(
        "feedback",
        (
            Column("learner", Kind.IDENTIFIER),
            Column("course_id", Kind.IDENTIFIER),
            Column("given_at", Kind.MOMENT),
            Column("about", Kind.IDENTIFIER),
            _blank("rating", Kind.AMOUNT),
            _blank("nps", Kind.COUNT),
            _blank("text", Kind.TEXT),
        ),
        ("learner", "course_id", "about", "given_at"),
    ),
    RecordFile(
        "leads",
        (
            Column("lead_id", Kind.IDENTIFIER),
            Column("at", Kind.MOMENT),
            _blank("learner", Kind.TEXT),
            _blank("channel", Kind.TEXT),
        ),
        ("lead_id",),
    ),
    RecordFile(
        "lessons",
        (
            Column("lesson_id", Kind.IDENTIFIER),
            Column("order_id", Kind.IDENTIFIER),
            Column("line", Kind.POSITIVE_COUNT),
            Column("consumed_at", Kind.MOMENT),
            Column("lessons", Kind.AMOUNT),
            Column("of", Kind.AMOUNT),  # lessons of the whole line
            _optional("unit", Kind.TEXT),
        ),
        ("lesson_id",),
    ),
    RecordFile(
        "tests",
        (
            Column("lever", Kind.IDENTIFIER),
            Column("course_id", Kind.IDENTIFIER),
            Column("from", Kind.DAY),
            Column("to", Kind.DAY),
            Column("spend_change", Kind.NUMBER),
            Column("lift", Kind.NUMBER),
            Column("unit", Kind.IDENTIFIER),
            Column("level", Kind.SHARE),
            Column("lower", Kind.NUMBER),
            Column("upper", Kind.NUMBER),
        ),
        ("lever", "course_id", "from", "to"),
    ),
    RecordFile(
        "rates",
        (
            Column("date", Kind.DAY),
            Column("from", Kind.CURRENCY),
            Column("to", Kind.CURRENCY),
            Column("rate", Kind.AMOUNT),
        ),
        ("date", "from", "to"),
        of_party=False,
    ),
    RecordFile(
        "controls",
        (
            Column("date", Kind.DAY),
            Column("name", Kind.IDENTIFIER),
            Column("value", Kind.NUMBER),
        ),
        ("date", "name"),
        of_party=False,
    ),
    RecordFile(
        "consents",
        (
            Column("party", Kind.IDENTIFIER),  # whose data it is
            Column("recipient", Kind.IDENTIFIER),
            Column("field", Kind.IDENTIFIER),
            Column("purpose", Kind.IDENTIFIER),
            Column("given_at", Kind.MOMENT),
            _optional("expires_at", Kind.MOMENT),
            _optional("withdrawn_at", Kind.MOMENT),
        ),
        ("party", "recipient", "field", "purpose", "given_at"),
        of_party=False,
    ),
)

RECORD_FILES: Mapping[str, RecordFile] = MappingProxyType({file.name: file for file in _FILES})

RESOURCE_KINDS = ("audience", "channel", "teacher", "content", "venue")


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Everything that happened, one Arrow table per record file, with the schema of ``RECORD_FILES``.

    Amounts are whole minor units of the programme's currency. Every file name has a table, empty where no
    party gave the file. ``fingerprint`` identifies the content: the same events, the same fingerprint.
    """

    tables: Mapping[str, pa.Table]
    fingerprint: str

    def __post_init__(self) -> None:
        """Refuse tables that are missing, unknown, or of another schema."""
        expected = {name for name in RECORD_FILES if name != "rates"}
        if set(self.tables) != expected:
            raise ValueError(f"events need the tables {sorted(expected)}, but got {sorted(self.tables)}")
        for name, table in self.tables.items():
            if table.schema != RECORD_FILES[name].schema:
                raise ValueError(
                    f"{name} must have schema {RECORD_FILES[name].schema}, but got {table.schema}"
                )
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
