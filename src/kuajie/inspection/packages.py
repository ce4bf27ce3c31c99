"""Python packages that this one depends on."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires, version

from kuajie.usecases.doctor import Probe

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def package_version(distribution: str) -> str | None:
    """Return the installed version of a distribution, or ``None``."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def installed_packages() -> Probe:
    """Return whether every package needed at run time is installed.

    They are looked up, not loaded: loading them all takes ten seconds.
    """
    try:
        needed = [_NAME.match(line) for line in requires("kuajie") or () if "extra ==" not in line]
    except PackageNotFoundError:
        return Probe(found=False, version="kuajie")
    names = [match.group() for match in needed if match]
    missing = [name for name in names if package_version(name) is None]
    return Probe(found=not missing, version=", ".join(missing) if missing else str(len(names)))
