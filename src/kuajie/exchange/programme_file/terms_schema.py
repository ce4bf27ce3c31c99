"""The JSON Schema (draft 2020-12) of terms, made of the same fields that read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kuajie.domain.programme import Programme
from kuajie.exchange.programme_file import shapes
from kuajie.exchange.programme_file.agreement import terms_fields
from kuajie.exchange.programme_file.clause_kinds import KINDS, ClauseKind, Names
from kuajie.exchange.programme_file.clause_section import clause_fields
from kuajie.exchange.programme_file.fields import Field
from kuajie.exchange.programme_file.terms_words import FILE_WORDS, KIND_WORDS, TERMS_WORDS, words_of
from kuajie.messages import Text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Terms of a joint programme (Kuajie) 跨界合作条款"
_TOGETHER: shapes.Shape = {
    "dependentRequired": {"late_refunds": ["refund_window_days"]},
    "if": {"not": {"properties": {"base": {"const": "consumed"}}, "required": ["base"]}},
    "then": {
        "properties": {"consumed_courses": {"maxItems": 0}},
        "not": {"required": ["unused_after_days"]},
    },
}
_OF_A_PROGRAMME = "programme"
_ANY = Names(currency="", parties=shapes.AnyName(), courses=shapes.AnyName(), owners={})


def terms_schema(programme: Programme | None = None) -> dict[str, Any]:
    """Return the schema of a file with terms: a deal file, or programme.toml, whose rest it leaves open.

    Of a programme, names of parties, courses and levers are those it knows; without one, any text.
    Descriptions are in English and Chinese. Days are text of the form 2026-11-30, as TOML's own dates are
    to editors and checkers.
    """
    names = _ANY if programme is None else names_of(programme)
    currency = shapes.TEXT if programme is None else {"const": programme.currency}
    rows = {"$schema": shapes.TEXT, "currency": currency, "terms": {"$ref": "#/$defs/terms"}}
    return {
        "$schema": DIALECT,
        "title": TITLE,
        "type": "object",
        "properties": {key: {**row, "description": _both(FILE_WORDS[key])} for key, row in rows.items()},
        "if": {"not": {"required": [_OF_A_PROGRAMME]}},
        "then": {"propertyNames": {"enum": list(rows)}},
        "$defs": {
            "terms": _terms(names),
            **{kind: _clause(kind, row, names) for kind, row in KINDS.items()},
        },
    }


def names_of(programme: Programme) -> Names:
    """Return what clauses of a programme may name."""
    return Names(
        currency=programme.currency,
        parties=programme.party_ids,
        courses=programme.course_ids,
        owners={lever.id: lever.party for lever in programme.levers},
    )


def _terms(names: Names) -> dict[str, Any]:
    fields = terms_fields(names)
    rows = {key: _described(field, TERMS_WORDS[key]) for key, field in fields.items()}
    rows["clause"] |= {"type": "array", "items": {"oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in KINDS]}}
    rows["late_refunds"]["default"] = "shared"
    return {
        **shapes.whole_table(rows),
        "allOf": [_TOGETHER],
        "description": _both(FILE_WORDS["terms"]),
    }


def _clause(kind: str, row: ClauseKind, names: Names) -> dict[str, Any]:
    fields = clause_fields(row, names)
    rows = {key: _described(field, words_of(kind, key)) for key, field in fields.items()}
    rows["kind"] = {"const": kind, "description": rows["kind"]["description"]}
    required = [key for key, field in fields.items() if field.required]
    return {
        **shapes.whole_table(rows, required=required),
        **({"allOf": [row.together]} if row.together else {}),
        "title": kind,
        "description": _both(KIND_WORDS[kind]),
    }


def _described(field: Field, words: Text) -> dict[str, Any]:
    found: dict[str, Any] = {**field.reader.shape, "description": _both(words)}
    if field.default is not None and field.default != "":
        usual = field.default
        found["default"] = list(usual) if isinstance(usual, tuple) else _plain(usual)
    return found


def _plain(usual: object) -> object:
    return dict(usual) if isinstance(usual, Mapping) else usual


def _both(text: Text) -> str:
    return f"{text.say('en')}\n{text.say('zh')}"
