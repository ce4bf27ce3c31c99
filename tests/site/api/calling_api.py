"""A program with a key, as tests call the API."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kuajie_site.api.callers import digest_of
from kuajie_site.api.models import Credential
from kuajie_site.programmes.models import Programme, Seat


class Program:
    """A program with a key: calls addresses below the programme of the key."""

    def __init__(self, key: str, programme: Programme) -> None:
        self.key, self.programme = key, programme
        self.client = Client()
        self.language = "en"

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        place = path if path.startswith("/") else f"/api/v1/programmes/{self.programme.pk}/{path}".rstrip("/")
        told = {"authorization": f"Bearer {self.key}", "accept-language": self.language}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = "" if body is None else json.dumps(body)
        return self.client.generic(method, place, content, content_type="application/json", headers=told)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, body, **headers)


def key_for(seat: Seat, **more: Any) -> str:
    """Make a key of a seat in the seat's own role (a mediator's too, which no page makes)."""
    secret = f"kj_{seat.pk}{Credential.objects.count():040d}"
    given = {
        "seat": seat,
        "name": "test",
        "role": seat.role,
        "write": True,
        "prefix": f"{secret[:10]}{Credential.objects.count()}",
        "digest": digest_of(secret),
        "made_by": seat.user,
        "expires_at": timezone.now() + timedelta(days=1),
    }
    Credential.objects.create(**given | more)
    return secret
