"""Sending one request: to an address that was checked, without redirects, reading and waiting little."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kuajie_site.webhooks.addresses import Place, Refused, checked_addresses, place_of

TIMEOUT: Final = 10.0
MOST_READ: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came of a request: a status and the beginning of the body, or why there is none."""

    status: int | None
    body: bytes
    error: str
    milliseconds: int


def send(url: str, body: bytes, headers: Mapping[str, str]) -> Sent:
    """Post a body to an address; never raises for what the network does."""
    started = time.monotonic()
    status, answer, error = None, b"", ""
    try:
        place = place_of(url)
        status, answer = _posted(place, checked_addresses(place), body, headers)
    except Refused as refused:
        error = refused.code
    except TimeoutError:
        error = "timeout"
    except ssl.SSLError:
        error = "tls"
    except (OSError, http.client.HTTPException):
        error = "connection"
    return Sent(
        status=status,
        body=answer,
        error=error,
        milliseconds=round((time.monotonic() - started) * 1000),
    )


def _posted(place: Place, addresses: list[str], body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    connection = _Connection(place.host, place.port, timeout=TIMEOUT)
    connection.sock = _connected(place, addresses)
    try:
        connection.request("POST", place.target, body, {"Host": place.shown, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read(MOST_READ)
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Talks on a socket that is connected already, and opens none by itself."""

    def connect(self) -> None:
        raise OSError("the connection was closed")


def _connected(place: Place, addresses: list[str]) -> socket.socket:
    last: OSError = OSError("no address")
    for address in addresses:
        try:
            raw = socket.create_connection((address, place.port), timeout=TIMEOUT)
        except OSError as error:
            last = error
            continue
        if place.scheme != "https":
            return raw
        try:
            return ssl.create_default_context().wrap_socket(raw, server_hostname=place.host)
        except BaseException:
            raw.close()
            raise
    raise last
