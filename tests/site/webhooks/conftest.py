"""A listener on this machine, which tests tell how to answer, and webhooks that lead to it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from listening import Heard, answering

from kuajie_site.accounts.models import User
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.webhooks.manage import Made, make
from kuajie_site.webhooks.types import TYPES


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Run a listener."""
    told = Heard()
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering(told))
    told.url = f"http://127.0.0.1:{server.server_address[1]}/hook?key=topsecretkey"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def webhook(
    programme: Programme, people: Mapping[str, User], heard: Heard, settings: object
) -> Callable[..., Made]:
    """Return what makes a webhook of somebody's party that leads to the listener."""
    settings.WEBHOOK_PRIVATE = ["127.0.0.0/8"]  # type: ignore[attr-defined]

    def made(name: str = "owner", **more: object) -> Made:
        seat = Seat.objects.get(programme=programme, user=people[name])
        given = {"name": "hook", "kind": "json", "url": heard.url, "secret": "", "language": "en"}
        return make(seat, {**given, "types": list(TYPES), **more})

    return made
