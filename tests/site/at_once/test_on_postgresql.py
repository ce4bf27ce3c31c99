"""The site on PostgreSQL: what differs between databases, on a server that lives as long as the test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.site.at_once.throwaway_postgresql import throwaway_postgresql

ROOT = Path(__file__).parent.parent.parent.parent
SITE = "tests/site"
CHOSEN = (
    f"{SITE}/at_once/test_two_at_once.py",
    f"{SITE}/at_once/test_settling_at_once.py",
    f"{SITE}/at_once/test_databases_alike.py",
    f"{SITE}/at_once/only_servers.py",
)
"""The rest is run there by hand: docs/site.md says how."""


@pytest.mark.needs("postgresql")
def test_what_databases_do_in_their_own_way_is_right_on_postgresql_too() -> None:
    with throwaway_postgresql() as address:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *CHOSEN],
            cwd=ROOT,
            env={**ours, "PYTHONPATH": str(ROOT), "KUAJIE_DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout, done.stdout
