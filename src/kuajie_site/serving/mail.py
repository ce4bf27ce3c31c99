"""By which server mail leaves, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_CONSOLE: Final = "django.core.mail.backends.console.EmailBackend"
_SMTP: Final = "django.core.mail.backends.smtp.EmailBackend"
_PORTS: Final = {"": 25, "starttls": 587, "tls": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """How mail is sent: Django's backend and, for SMTP, the server and how it is spoken to."""

    backend: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: bool
    starttls: bool


def mail_of(environment: Mapping[str, str]) -> Mail:
    """Return how mail is sent: by SMTP where a server is named, else written to the terminal.

    >>> told = mail_of({"KUAJIE_EMAIL_HOST": "smtp.example.org", "KUAJIE_EMAIL_TLS": "starttls"})
    >>> told.backend.split(".")[-2], told.port, told.tls, told.starttls
    ('smtp', 587, False, True)
    """
    host = environment.get("KUAJIE_EMAIL_HOST", "")
    tls = environment.get("KUAJIE_EMAIL_TLS", "").lower()
    if tls not in _PORTS:
        raise ValueError(f"KUAJIE_EMAIL_TLS is 'tls', 'starttls' or empty, not {tls!r}")
    return Mail(
        backend=environment.get("KUAJIE_EMAIL_BACKEND") or (_SMTP if host else _CONSOLE),
        host=host or "localhost",
        port=int(environment.get("KUAJIE_EMAIL_PORT") or _PORTS[tls]),
        user=environment.get("KUAJIE_EMAIL_USER", ""),
        password=environment.get("KUAJIE_EMAIL_PASSWORD", ""),
        tls=tls == "tls",
        starttls=tls == "starttls",
    )
