"""How long the site took for a page, as the browser's tools and the load study read it."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class ServerTiming:
    """Adds ``Server-Timing``: the time from the request's arrival in Django to its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        started = time.perf_counter()
        answer = self.get_response(request)
        answer["Server-Timing"] = f"total;dur={(time.perf_counter() - started) * 1000:.1f}"
        return answer
