"""The key that signs sessions and tokens: made once, kept beside the data, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """Return the site's key, made on the first call.

    Two processes that start at once agree: the key is written beside its place and linked into it, which
    only the first one can do.
    """
    place = data / "secret_key"
    if not place.exists():
        data.mkdir(parents=True, exist_ok=True)
        draft = data / f".secret_key-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
        try:
            os.link(draft, place)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return place.read_text(encoding="ascii")
