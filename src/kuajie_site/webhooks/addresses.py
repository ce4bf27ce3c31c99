"""To which machines the site sends: public ones, and private networks that its administrator names.

Whoever may enter an address could else make the site ask machines that only it can reach. A name is resolved
once, every address it has is checked, and the connection goes to an address that was checked.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
SCHEMES: Final = {"https": 443, "http": 80}
# What an IPv6 address can carry an IPv4 address in, beside those that ipaddress knows.
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
MOST_NAME: Final = 253


class Refused(Exception):
    """An address the site does not send to; ``code`` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address taken apart."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def shown(self) -> str:
        """The host as a header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"


def place_of(url: str) -> Place:
    """Return an address taken apart; raises ``Refused`` for what is no plain web address."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("malformed") from error
    if parts.scheme not in SCHEMES or not host or parts.username or parts.password or parts.fragment:
        raise Refused("malformed")
    if not url.isascii() or not url.isprintable() or " " in url or len(host) > MOST_NAME:
        raise Refused("malformed")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    place = Place(scheme=parts.scheme, host=host, port=port or SCHEMES[parts.scheme], target=target)
    literal = _literal(host)
    if literal is not None:
        _check(place, literal)
    elif parts.scheme == "http" and not settings.WEBHOOK_PRIVATE:
        raise Refused("not_encrypted")
    return place


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def checked_addresses(place: Place) -> list[str]:
    """Return the addresses of a place; raises ``Refused`` where one of them is not to be reached."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused("unknown_host") from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for each in addresses:
        _check(place, ipaddress.ip_address(each.partition("%")[0]))
    return addresses


def _check(place: Place, address: Address) -> None:
    """Refuse an address that is neither public nor allowed; without encryption only allowed ones."""
    if all(_allowed(each) for each in _carried(address)):
        return
    if not all(_public(each) for each in _carried(address)):
        raise Refused("private_network")
    if place.scheme != "https":
        raise Refused("not_encrypted")


def _carried(address: Address) -> Iterator[Address]:
    """Yield what an address is: IPv4 where IPv6 only wraps it."""
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if inside is None and address in _NAT64:
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            yield inside
            return
        if address.teredo is not None:
            yield from address.teredo
            return
    yield address


def _public(address: Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _allowed(address: Address) -> bool:
    networks = (ipaddress.ip_network(each.strip()) for each in settings.WEBHOOK_PRIVATE)
    return any(address.version == network.version and address in network for network in networks)
