"""One million orders to a weekly panel: time and memory, from events in memory and from files on disk."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

from benchmarks.table import Table, write_table

ORDERS = 1_000_000

MEASURE = """
    import json, resource, sys, time
    from pathlib import Path
    from kuajie.exchange.reading import read_folder
    from kuajie.usecases.progress import silent
    from kuajie.warehouse.duckdb_warehouse import DuckDBWarehouse

    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    empty, started = peak(), time.perf_counter()
    reading = read_folder(Path(sys.argv[1]), progress=silent)
    read, after_read = time.perf_counter() - started, peak()
    started = time.perf_counter()
    panel = DuckDBWarehouse().panel(reading.programme, reading.events, progress=silent)
    print(json.dumps({
        "orders": reading.events.tables["orders"].num_rows,
        "read": read, "panel": time.perf_counter() - started, "weeks": len(panel.weeks),
        "empty": empty, "after_read": after_read, "peak": peak(),
    }))
"""

WRITE = """
    import sys
    from pathlib import Path
    from kuajie.exchange.writing import write_folder
    from kuajie.simulation import simulate
    write_folder(Path(sys.argv[1]), simulate("demo", scale=float(sys.argv[2])))
"""


def run(code: str, *arguments: str) -> str:
    """Run code in a process of its own, so that memory is its own too."""
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = str(Path(place) / "folder")
        run(WRITE, folder, str(ORDERS / 80_000))
        run(MEASURE, folder)
        found = json.loads(run(MEASURE, folder))
    write_table(
        Table(
            name="million_orders",
            title="One million orders to a weekly panel",
            command="python -m benchmarks million_orders",
            columns=("figure", "value", "target"),
            rows=(
                ("order lines", f"{found['orders']:,}", "1,000,000"),
                ("events to panel", f"{found['panel']:.1f} s", "< 5 s"),
                ("files read and validated before that", f"{found['read']:.1f} s", ""),
                ("peak memory, interpreter and imports included", f"{found['peak']:.0f} MiB", "< 1 GiB"),
                ("of which after reading the files", f"{found['after_read']:.0f} MiB", ""),
            ),
        )
    )


if __name__ == "__main__":
    main()
