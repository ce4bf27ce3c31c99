"""How long a newcomer waits: the demo with and without compiled code kept, and the help page."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.table import Table, write_table

KUAJIE = str(Path(sys.executable).with_name("kuajie"))
LIGHT = """
import sys
from kuajie.cli.main import run
run(["--help"])
print(sorted({"numba", "nutpie", "django", "duckdb", "ibis", "altair"} & set(sys.modules)), file=sys.stderr)
"""


def seconds(arguments: list[str], *, cache: str) -> float:
    """Run a command and return how long it took."""
    started = time.perf_counter()
    surroundings = {**os.environ, "NUMBA_CACHE_DIR": cache, "KUAJIE_LANG": "zh"}
    subprocess.run([KUAJIE, *arguments], check=True, capture_output=True, env=surroundings)
    return time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        cache = str(Path(place) / "compiled")
        cold = seconds(["demo", str(Path(place) / "first")], cache=cache)
        warm = seconds(["demo", str(Path(place) / "second")], cache=cache)
        helped = min(seconds(["--help"], cache=cache) for _ in range(5))
    probe = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    write_table(
        Table(
            name="main_job",
            title="The main job, from simulated files to the report",
            command="python -m benchmarks main_job",
            columns=("figure", "value", "target"),
            rows=(
                ("`kuajie demo`, compiled code kept", f"{warm:.0f} s", "< 60 s"),
                ("`kuajie demo`, nothing compiled yet", f"{cold:.0f} s", "< 120 s"),
                ("`kuajie --help`, best of five", f"{helped:.2f} s", "< 0.4 s"),
                ("engines it loads", probe.stderr.strip().splitlines()[-1], "none"),
            ),
            note=f"{os.cpu_count()} cores. The demo writes 82,000 order lines, reads and checks them, "
            "fits twice (once for the hold-out), plans eight levers over twelve weeks with a certificate, "
            "plans every coalition of three parties, and writes the report.",
        )
    )


if __name__ == "__main__":
    main()
