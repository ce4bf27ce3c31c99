"""What a page asks for in several places, asked of the database once.

Only while a page is made that changes nothing (GET, HEAD): whatever changes something, every job and every
call from outside asks anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponseBase

About = TypeVar("About")
More = ParamSpec("More")
Found = TypeVar("Found")
Known = dict[tuple[object, object], Any]
CHANGES_NOTHING: Final = frozenset({"GET", "HEAD"})
_KNOWN: ContextVar[Known | None] = ContextVar("known_of_this_page", default=None)


class OncePerPage:
    """Lets functions marked ``once_per_page`` remember what they found until the page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        before = _KNOWN.set({} if request.method in CHANGES_NOTHING else None)
        try:
            return self.get_response(request)
        finally:
            _KNOWN.reset(before)


def once_per_page(
    ask: Callable[Concatenate[About, More], Found],
) -> Callable[Concatenate[About, More], Found]:
    """Ask a question about one thing once for a page; what else is given counts at the first asking.

    A page shows one moment: whether a grant is in force is the same at its top and at its end. The answer
    is shared, so nobody may change it.
    """

    @wraps(ask)
    def asked(about: About, /, *args: More.args, **more: More.kwargs) -> Found:
        known = _KNOWN.get()
        if known is None:
            return ask(about, *args, **more)
        key = (ask, about)
        if key not in known:
            known[key] = ask(about, *args, **more)
        found: Found = known[key]
        return found

    return asked
