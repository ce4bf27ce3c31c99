"""Behind a proxy that speaks HTTPS, and with a mail server: what the environment says is what is done."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMessage, get_connection
from django.test import Client

from kuajie_site.serving.mail import mail_of


class Speaker(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as taking one message needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        taking = False
        for line in self.rfile:
            self.server.heard.append(line)  # type: ignore[attr-defined]
            if taking:
                taking = line != b".\r\n"
                if taking:
                    continue
            word = line[:4].upper()
            taking = word == b"DATA"
            self.wfile.write(
                b"354 go on\r\n" if taking else b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n"
            )


@pytest.fixture
def mail_server() -> Iterator[socketserver.TCPServer]:
    with socketserver.TCPServer(("127.0.0.1", 0), Speaker) as server:
        server.heard = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_mail_goes_to_the_server_that_is_named(mail_server: socketserver.TCPServer) -> None:
    told = mail_of(
        {"KUAJIE_EMAIL_HOST": "127.0.0.1", "KUAJIE_EMAIL_PORT": str(mail_server.server_address[1])}
    )
    by = get_connection(told.backend, host=told.host, port=told.port, use_tls=told.starttls, use_ssl=told.tls)
    assert EmailMessage("邀请", "a link", "from@example.org", ["to@example.org"], connection=by).send() == 1
    assert b"a link\r\n" in mail_server.heard  # type: ignore[attr-defined]


def test_mail_without_a_server_is_written_to_the_terminal() -> None:
    assert ".console." in mail_of({}).backend
    assert mail_of({"KUAJIE_EMAIL_HOST": "h", "KUAJIE_EMAIL_TLS": "TLS"}).port == 465
    assert "hidden" not in repr(mail_of({"KUAJIE_EMAIL_PASSWORD": "hidden"}))
    with pytest.raises(ValueError, match="KUAJIE_EMAIL_TLS"):
        mail_of({"KUAJIE_EMAIL_TLS": "yes"})


@pytest.mark.django_db
def test_only_what_came_by_https_is_answered_and_health_at_the_machine(settings: object) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    assert Client().get("/accounts/login/").status_code == 301
    assert Client(headers={"x-forwarded-proto": "https"}).get("/accounts/login/").status_code == 200
    assert Client().get("/health").status_code == 503  # no worker here


@pytest.mark.django_db
def test_a_name_that_is_not_the_site_s_is_refused() -> None:
    assert "site.example" not in django_settings.ALLOWED_HOSTS
    assert Client(headers={"host": "site.example"}).get("/accounts/login/").status_code == 400
