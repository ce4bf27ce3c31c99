"""The API under schemathesis for minutes: every operation, with what its description allows and forbids."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.table import Table, write_table

EXAMPLES = 150
TESTS = "tests/site/api/test_schema.py"


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        told = Path(place) / "told.jsonl"
        started = time.perf_counter()
        command = [sys.executable, "-m", "pytest", TESTS, "-q", "-n", "0", "-p", "no:cacheprovider"]
        done = subprocess.run(
            command,
            env={**os.environ, "KUAJIE_FUZZ": str(EXAMPLES), "KUAJIE_FUZZ_TOLD": str(told)},
            check=False,
        )
        seconds = time.perf_counter() - started
        rows = [json.loads(line) for line in told.read_text("utf-8").splitlines()]
    write_table(
        Table(
            name="api_fuzz",
            title="The API under schemathesis",
            command="python -m benchmarks api_fuzz",
            columns=("key of", "operations", "calls", "failures"),
            rows=tuple(map(_row, rows)),
            note=f"Every operation {EXAMPLES} times with what its description allows, {EXAMPLES} times with "
            "what it forbids: no server errors; statuses, content types, headers and bodies as described; "
            f"nothing forbidden taken. {seconds / 60:.0f} minutes.",
        )
    )
    if done.returncode:
        raise SystemExit(done.returncode)


def _row(told: dict[str, Any]) -> tuple[str, ...]:
    return (told["role"], str(told["operations"]), f"{told['calls']:,}", str(told["failures"]))


if __name__ == "__main__":
    main()
