"""The parts of a page as plain values, which a database keeps and templates show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kuajie.present.blocks import Alert, Heading, Paragraph
from kuajie.present.page import Bullets, Figure, KeyFigures, PageTable, Part

PlainPart = dict[str, Any]


def plain_parts(parts: Iterable[Part]) -> list[PlainPart]:
    """Return parts as plain values, each with its ``kind``."""
    return [_plain(part) for part in parts]


def _plain(part: Part) -> PlainPart:
    kind = type(part).__name__
    match part:
        case Heading(text=text) | Paragraph(text=text):
            return {"kind": kind, "text": text}
        case Bullets(items=items):
            return {"kind": kind, "values": list(items)}
        case Alert():
            return {"kind": kind, "title": part.title, "values": list(part.items), "grave": part.grave}
        case KeyFigures(figures=figures):
            plain = [{"name": one.name, "value": one.value, "note": one.note} for one in figures]
            return {"kind": kind, "figures": plain}
        case Figure():
            return {"kind": kind, "svg": part.svg, "label": part.label, "caption": part.caption}
        case PageTable():
            return {"kind": kind, **_table(part)}


def _table(part: PageTable) -> PlainPart:
    columns = part.table.columns
    first_total = len(part.table.rows) - part.totals
    return {
        "title": part.table.title,
        "note": part.note,
        "columns": [{"name": column.name, "number": column.number} for column in columns],
        "rows": [
            {
                "total": place >= first_total,
                "cells": [
                    {"text": cell, "number": columns[at].number, "shade": part.shade(place, at)}
                    for at, cell in enumerate(row)
                ],
            }
            for place, row in enumerate(part.table.rows)
        ],
    }
