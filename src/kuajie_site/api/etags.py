"""Which state of a thing a program has read: ETag, and If-Match where it changes that thing."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Final

from django.http import HttpRequest

from kuajie_site.api.problems import NO_MATCH, STALE, Problem

SHOWN: Final = 20
ANY: Final = "*"


def etag(*state: object) -> str:
    """Return the tag of a state.

    >>> etag("ready", 3) == etag("ready", 3) != etag("ready", 4)
    True
    """
    told = json.dumps(state, default=str, ensure_ascii=True)
    return f'"{sha256(told.encode()).hexdigest()[:SHOWN]}"'


def require_match(request: HttpRequest, tag: str) -> None:
    """Refuse a change made from another state than the present one; without If-Match nothing is refused."""
    wanted = request.headers.get("If-Match")
    if wanted is None:
        return
    told = {each.strip().removeprefix("W/") for each in wanted.split(",")}
    if not told & {tag, ANY}:
        raise Problem(STALE, headers={"ETag": tag})


def required_match(request: HttpRequest) -> str:
    """Return the state that a change is made from, as If-Match tells it; without it nothing is changed."""
    wanted = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not wanted:
        raise Problem(NO_MATCH)
    return wanted
