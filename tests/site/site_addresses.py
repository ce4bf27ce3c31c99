"""Every address of the site that a person can open knowing no more than a programme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PROGRAMME = "<uuid:programme>"


def addresses() -> Iterator[str]:
    """Yield every address that needs no argument but the programme, and those of every study and group."""
    from kuajie_site.studies.table import STUDIES

    known = {"<slug:name>": tuple(STUDIES), "<slug:group>": tuple({row.group for row in STUDIES.values()})}
    for route in _routes(get_resolver().url_patterns, "/"):
        asked = set(re.findall(r"<[^>]+>", route)) - {PROGRAMME}
        if not asked and "(?P" not in route:
            yield route
        elif route.startswith(f"/programmes/{PROGRAMME}/") and len(asked) == 1 and asked <= set(known):
            for name in known[asked.pop()]:
                yield re.sub(r"<slug:\w+>", str(name), route)


def _routes(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        else:
            yield route.replace("^", "").replace("$", "")
