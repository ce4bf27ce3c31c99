"""How long the site took for a page, as the browser's tools and the load study read it.

``total`` is by the clock, ``cpu`` what of it was work; the rest was waiting, for the database or other pages.
"""

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
        started, worked = time.perf_counter(), time.thread_time()
        answer = self.get_response(request)
        total, cpu = (time.perf_counter() - started) * 1000, (time.thread_time() - worked) * 1000
        answer["Server-Timing"] = f"total;dur={total:.1f}, cpu;dur={cpu:.1f}"
        return answer
