"""Encrypting what has to be read again, with a key made of the site's: a copied database opens nothing."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where to send, and the secret to sign with (empty where a robot has none)."""

    url: str
    secret: str

    def __repr__(self) -> str:
        return "Target(…)"


def seal(target: Target) -> str:
    """Return an encrypted target."""
    told = json.dumps({"url": target.url, "secret": target.secret})
    return _box().encrypt(told.encode()).decode("ascii")


def unseal(sealed: str) -> Target:
    """Return a target that was encrypted here."""
    return Target(**json.loads(_box().decrypt(sealed.encode("ascii"))))


def _box() -> Fernet:
    key = sha256(b"kuajie webhooks " + str(settings.SECRET_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
