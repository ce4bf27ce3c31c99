"""How every chart looks: fonts that hold Chinese, few colours, lines that survive a grey printer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Any
from unicodedata import east_asian_width

import altair as alt

FONT = (
    "system-ui, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', "
    "'Noto Sans SC', 'Source Han Sans SC', 'WenQuanYi Micro Hei', sans-serif"
)
BLUE, ORANGE, GREY, PALE, INK = "#1b5e8c", "#d9822b", "#8a94a0", "#c9d9e6", "#22303c"
PARTY_COLOURS = ("#1b5e8c", "#e9c27d", "#5f9c95", "#c9d3dc", "#8c4a2f", "#4a525b")
"""Differ in lightness as well as in hue, so that they stay apart in grey and for colour-blind readers."""

Drawn = Any
"""An Altair chart of whatever kind: their classes share no useful type."""

WIDTH = 760
LABEL_SIZE = 12


def text_width(text: str, size: float = LABEL_SIZE) -> float:
    """Return about how many pixels a text takes, whatever fonts this machine has."""
    return sum(size * (1.0 if east_asian_width(letter) in "WF" else 0.56) for letter in text)


def label_room(labels: Sequence[str]) -> float:
    """Return how many pixels the labels of a vertical axis need."""
    return max((text_width(label) for label in labels), default=0.0) + 14


def naming(labels: Sequence[str]) -> str:
    """Return the expression that writes a label for a place: names are not ids, two may be the same."""
    return f"{json.dumps(list(labels), ensure_ascii=False)}[datum.value]"


def values(rows: Iterable[Mapping[str, object]]) -> alt.Data:
    """Return rows as the data of a chart; days are ISO 8601 and read as UTC, NaN is no value.

    They travel as JSON text: Altair copies and checks lists anew for every layer and panel, texts not.
    """
    known = [{name: _known(value) for name, value in row.items()} for row in rows]
    text = json.dumps(known, ensure_ascii=False, allow_nan=False)
    return alt.Data(values=text, format=alt.JsonDataFormat(type="json"))  # type: ignore[no-untyped-call]


def _known(value: object) -> object:
    return None if isinstance(value, float) and not isfinite(value) else value


def styled(chart: Drawn) -> Drawn:
    """Return a chart in the house's style."""
    return (
        chart.configure(font=FONT, background="transparent", padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            titleFontWeight="normal",
            labelFontSize=LABEL_SIZE,
            titleFontSize=LABEL_SIZE,
            gridColor="#e3e8ed",
            domainColor="#9aa5b1",
            tickColor="#9aa5b1",
            labelLimit=400,
            labelFlush=False,
            titlePadding=8,
        )
        .configure_header(
            labelColor=INK,
            labelFontSize=13,
            labelFontWeight="bold",
            labelLimit=400,
            labelAnchor="start",
            title=None,
            labelPadding=4,
        )
        .configure_legend(
            labelColor=INK,
            labelFontSize=LABEL_SIZE,
            titleFontSize=LABEL_SIZE,
            titleFontWeight="normal",
            orient="top",
            labelLimit=300,
            title=None,
            columnPadding=18,
        )
    )
