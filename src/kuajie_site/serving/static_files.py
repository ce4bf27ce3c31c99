"""Collecting style sheets and scripts, only where something changed since the last time."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

import kuajie


def collect_changed() -> bool:
    """Collect static files unless those that are there were made of the same ones; say whether."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    found = _fingerprint()
    if mark.is_file() and mark.read_text(encoding="ascii") == found:
        return False
    mark.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(found, encoding="ascii")
    return True


def _fingerprint() -> str:
    found = sha256(f"{kuajie.__version__} {settings.STORAGES['staticfiles']['BACKEND']}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            found.update(f"\n{name} {state.st_size} {state.st_mtime_ns}".encode())
    return found.hexdigest()
