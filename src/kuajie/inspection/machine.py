"""This machine, as ``kuajie doctor`` and the tests examine it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from kuajie.inspection.folders import compiled_code_folder, short_path
from kuajie.inspection.fonts import chinese_font
from kuajie.inspection.packages import installed_packages, package_version
from kuajie.inspection.programs import chromium, java, postgresql
from kuajie.usecases.doctor import Probe, System


def _python() -> Probe:
    version = sys.version_info
    return Probe(found=version >= (3, 11), version=f"{version.major}.{version.minor}.{version.micro}")


def _venv() -> Probe:
    return Probe(found=all(find_spec(name) is not None for name in ("venv", "ensurepip")))


def _torch() -> Probe:
    version = package_version("torch")
    return Probe(found=version is not None, version=version or "")


def _transformers() -> Probe:
    version = package_version("transformers")
    return Probe(found=version is not None and _torch().found, version=version or "")


def _psi() -> Probe:
    version = package_version("openmined.psi")
    return Probe(found=version is not None, version=version or "")


PROBES: dict[str, Callable[[], Probe]] = {
    "python": _python,
    "packages": installed_packages,
    "compiled-code": compiled_code_folder,
    "venv": _venv,
    "cjk-fonts": chinese_font,
    "chromium": chromium,
    "torch": _torch,
    "transformers": _transformers,
    "psi": _psi,
    "postgresql": postgresql,
    "java": java,
}


class ThisMachine:
    """The machine the interpreter runs on."""

    def python(self) -> str:
        """Return how a person calls the interpreter in use from the working directory."""
        return short_path(Path(sys.executable or "python"))

    def system(self) -> System:
        """Return how this machine installs software."""
        if sys.platform == "darwin":
            return System.BREW
        if sys.platform == "win32":
            return System.WINGET
        for system in (System.APT, System.DNF):
            if shutil.which(system):
                return system
        return System.OTHER

    def probe(self, code: str) -> Probe:
        """Return what there is of the part with this code."""
        return PROBES[code]()
