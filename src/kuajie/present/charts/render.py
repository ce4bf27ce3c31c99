"""Charts as SVG for pages and as PNG for everything else, drawn in this process without any network."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

import vl_convert

from kuajie.present.charts.style import Drawn

PNG_SCALE = 2.0
_ENGLISH_ROLES = re.compile(r'\s(?:aria-[a-z]+|role)="[^"]*"')
_NAMESPACES = re.compile(r'\sxmlns(?::xlink)?="[^"]*"')
_IDS = re.compile(r"\b(clip|gradient_?)(\d+)\b(?=[\")])")


def chart_svg(chart: Drawn) -> str:
    """Return a chart as an SVG element for an HTML page, its words as text.

    The renderer's own descriptions, which are English, are taken out (the page describes the chart in the
    reader's language); ids are made unique so that several charts share a page.
    """
    svg = str(vl_convert.vegalite_to_svg(_spec(chart)))
    return _with_own_ids(_NAMESPACES.sub("", _ENGLISH_ROLES.sub("", svg)))


def _with_own_ids(svg: str) -> str:
    """Return the drawing with ids made of its content; the renderer numbers them through the process."""
    found = list(dict.fromkeys(match[0] for match in _IDS.finditer(svg)))
    mark = sha256(_IDS.sub("", svg).encode()).hexdigest()[:8]
    return _IDS.sub(lambda match: f"{match[1]}{found.index(match[0])}-{mark}", svg)


def chart_png(chart: Drawn) -> bytes:
    """Return a chart as a PNG on white, at twice the size of the page."""
    spec = _spec(chart)
    spec.setdefault("config", {})["background"] = "white"
    return bytes(vl_convert.vegalite_to_png(spec, scale=PNG_SCALE))


def _spec(chart: Drawn) -> dict[str, Any]:
    """Return the chart as Vega-Lite, unchecked: the tests hold every chart to the schema."""
    return dict(chart.to_dict(validate=False))
