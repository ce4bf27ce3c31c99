"""``kuajie --help`` comes at once: it loads none of the engines."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "numba",
    "numpy",
    "scipy",
    "nutpie",
    "django",
    "duckdb",
    "ibis",
    "altair",
    "pyarrow",
    "pandas",
    "torch",
}
PROGRAM = """
import json, sys
from kuajie.cli.main import run
code = run(sys.argv[1:])
print("\\n" + json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def loaded_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    return set(modules)


@pytest.mark.parametrize("arguments", [(), ("--help",), ("--version",)], ids=["nothing", "help", "version"])
def test_help_loads_no_engine(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) & HEAVY == set()
