"""The templates of pages; everything is escaped but charts, whose renderer escapes its own texts."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def pages() -> Environment:
    """Return the environment that holds every template."""
    found = Environment(
        loader=PackageLoader("kuajie.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["drawing"] = Markup
    return found
