"""A keeper killed at any moment and started again leaves the same books, byte for byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
KILLS = 50


@pytest.mark.skipif(os.name == "nt", reason="it forks and kills, which Windows does not")
def test_fifty_kills_change_nothing(tmp_path: Path) -> None:
    keeper = ROOT / "tests" / "settlement" / "killed_keeper.py"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    run = subprocess.run(
        [sys.executable, str(keeper), str(tmp_path), str(KILLS), "7"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(run.stdout)
    assert told["killed"] >= KILLS
    assert told["writing"] > 0, "some kills must strike while an entry is being written"
    assert len(told["entries"]) > 1, "kills must strike at different entries"
    assert told["same"]
