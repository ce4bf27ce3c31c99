"""The environments of the other tools: one folder each under .cache/peers, never the project's own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.peers.tables import ROOT

CACHE = ROOT / ".cache" / "peers"
HERE = Path(__file__).parent


def python_of(environment: str) -> Path:
    return CACHE / environment / "bin" / "python"


def pins(environment: str) -> dict[str, str]:
    """Return the pinned version of every package of an environment."""
    lines = (HERE / f"{environment}.txt").read_text(encoding="utf-8").split()
    return dict(line.split("==") for line in lines)


def install(environment: str) -> None:
    """Create the environment and install its pins, unless that was done before with the same pins."""
    pinned = HERE / f"{environment}.txt"
    digest = hashlib.sha256(pinned.read_bytes()).hexdigest()
    marker = CACHE / environment / "installed"
    if marker.exists() and marker.read_text(encoding="utf-8") == digest:
        return
    print(f"installing {len(pins(environment))} packages into {folder_name(environment)} ...", flush=True)
    where, uv = str(CACHE / environment), Path(sys.prefix) / "bin" / "uv"
    python = str(python_of(environment))
    if uv.exists():
        commands = [
            [str(uv), "venv", "--quiet", "--clear", "--python", sys.executable, where],
            [str(uv), "pip", "sync", "--quiet", "--python", python, str(pinned)],
        ]
    else:
        commands = [
            [sys.executable, "-m", "venv", "--clear", where],
            [python, "-m", "pip", "install", "--quiet", "--no-deps", "-r", str(pinned)],
        ]
    for command in commands:
        subprocess.run(command, check=True, env=variables(environment))
    marker.write_text(digest, encoding="utf-8")


def folder_name(environment: str) -> str:
    return (CACHE / environment).relative_to(ROOT).as_posix()


def variables(environment: str) -> dict[str, str]:
    """Return the process variables that a peer runs with: its own caches, and settings in its favour.

    Two devices let NumPyro run its two chains side by side; one BLAS thread spares all of them threads that
    spin. Nothing of the project's own environment is handed on.
    """
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "XLA_FLAGS", "MERIDIAN_BACKEND"}
    }
    own = {
        "UV_CACHE_DIR": str(ROOT / ".cache" / "uv"),
        "MPLCONFIGDIR": str(CACHE / "matplotlib"),
        "NUMBA_CACHE_DIR": str(CACHE / "numba"),
        "PYTENSOR_FLAGS": f"base_compiledir={CACHE / 'pytensor'}",
        "JAX_COMPILATION_CACHE_DIR": str(CACHE / "jax"),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "OMP_NUM_THREADS": "1",
        "PYTHONWARNINGS": "ignore",
    }
    devices = {"XLA_FLAGS": "--xla_force_host_platform_device_count=2"}
    return {**inherited, **own, **(devices if environment == "pymc-marketing" else {})}
