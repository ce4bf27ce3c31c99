"""Python packages that this one depends on."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version

from kuajie.usecases.doctor import Probe

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def package_version(distribution: str) -> str | None:
    """Return the installed version of a distribution, or ``None``."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def installed_packages() -> Probe:
    """Return whether every package needed at run time is installed and loads on this machine."""
    try:
        needed = [_NAME.match(line) for line in requires("kuajie") or () if "extra ==" not in line]
    except PackageNotFoundError:
        return Probe(found=False, version="kuajie")
    names = [match.group() for match in needed if match]
    modules = _modules_by_distribution()
    broken = [name for name in names if not any(map(_loads, modules.get(_normal(name), ())))]
    return Probe(found=not broken, version=", ".join(broken) if broken else str(len(names)))


def _modules_by_distribution() -> dict[str, list[str]]:
    """Return the importable modules of each installed distribution, its namesake first."""
    found: dict[str, list[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            found.setdefault(_normal(distribution), []).append(module)
    return {name: sorted(modules, key=lambda m: (_normal(m) != name, m)) for name, modules in found.items()}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _loads(module: str) -> bool:
    """Return whether a module loads; one built for another system may fail in any way it likes."""
    try:
        import_module(module)
    except Exception:  # noqa: BLE001
        return False
    return True
