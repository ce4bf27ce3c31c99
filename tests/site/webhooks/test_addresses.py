"""To which machines the site sends: to those that only it can reach where its administrator says so."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from listening import Heard

from kuajie_site.webhooks.addresses import Refused, checked_addresses, place_of
from kuajie_site.webhooks.delivering import deliver_due
from kuajie_site.webhooks.manage import Made
from kuajie_site.webhooks.models import Attempt, Delivery
from kuajie_site.webhooks.outbox import put_test

PRIVATE = (
    "127.0.0.1",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address not to send to
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fd00::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[ff02::1]",
)


@pytest.mark.parametrize("host", PRIVATE)
def test_private_networks_are_refused(host: str) -> None:
    with pytest.raises(Refused, match="private_network"):
        place_of(f"https://{host}/hook")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https://user:word@example.org/",
        "https://example.org/#part",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://example.org/\r\nX: y",
        "https://例子.org/",
        "javascript:alert(1)",
        "example.org",
    ],
)
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="malformed"):
        place_of(url)


def test_without_encryption_only_allowed_networks(settings: object) -> None:
    with pytest.raises(Refused, match="not_encrypted"):
        place_of("http://example.org/")
    with pytest.raises(Refused, match="not_encrypted"):
        place_of("http://8.8.8.8/")
    settings.WEBHOOK_PRIVATE = ["10.1.0.0/16"]  # type: ignore[attr-defined]
    assert place_of("http://10.1.2.3/x").shown == "10.1.2.3"
    with pytest.raises(Refused, match="private_network"):
        place_of("http://10.2.2.3/")


def test_names_that_lead_to_private_networks_are_refused_when_sent(
    webhook: Callable[..., Made], heard: Heard, settings: object
) -> None:
    made = webhook(url=heard.url.replace("127.0.0.1", "localhost").replace("http:", "https:"))
    settings.WEBHOOK_PRIVATE = []  # type: ignore[attr-defined]
    put_test(made.webhook)
    assert deliver_due() == 1
    assert heard.requests == []
    tried = Attempt.objects.get()
    assert (tried.status, tried.error) == (None, "private_network")


def test_a_name_that_leads_elsewhere_a_moment_later_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, webhook: Callable[..., Made], heard: Heard, settings: object
) -> None:
    port = int(heard.url.partition("127.0.0.1:")[2].partition("/")[0])
    settings.WEBHOOK_PRIVATE = ["127.0.0.2/32"]  # type: ignore[attr-defined]
    leads_to, true = ["127.0.0.2", "127.0.0.1"], socket.getaddrinfo

    def asked(host: str, *more: object, **named: object) -> object:
        if host != "rebind.example":
            return true(host, *more, **named)  # type: ignore[arg-type]
        address = leads_to.pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    put_test(webhook(url=f"http://rebind.example:{port}/hook").webhook)
    deliver_due()
    assert heard.requests == [], "the address that was checked is the one that is called"
    assert leads_to == ["127.0.0.1"]
    deliver_due(timezone.now() + timedelta(minutes=5))
    assert list(Attempt.objects.values_list("error", flat=True)) == ["connection", "private_network"]


def test_one_private_address_of_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(Refused, match="private_network"):
        checked_addresses(place_of("https://example.org/"))


def test_a_machine_that_does_not_answer_is_an_attempt(webhook: Callable[..., Made]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    put_test(webhook(url=f"http://127.0.0.1:{port}/").webhook)
    deliver_due()
    assert Attempt.objects.get().error == "connection"
    assert Delivery.objects.get().next_at > timezone.now()
