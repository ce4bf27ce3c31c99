"""Two books of one million lines compared, files to answer; and how fast phone numbers are enumerated."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

from benchmarks.table import Table, write_table

LINES = 1_000_000
NUMBERS = 5_000_000_000

WRITE = """
    import sys
    from pathlib import Path
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv
    folder, size = Path(sys.argv[1]), int(sys.argv[2])
    rng = np.random.default_rng(1)
    order = np.arange(size) // 2
    fen = rng.integers(1_00, 2_000_00, size)
    seconds = rng.integers(0, 90 * 86400, size // 2 + 1)[order]
    at = pa.array(1_790_000_000 + seconds, pa.int64()).cast(pa.timestamp("s"))

    def book(name, keep, amounts, digits, zone):
        major, rest = pa.array(amounts // 100), pa.array(amounts % 100)
        paid = pc.binary_join_element_wise(
            major.cast(pa.string()), pc.utf8_lpad(rest.cast(pa.string()), 2, "0"), "."
        )
        ids = pc.binary_join_element_wise(
            "", pc.utf8_lpad(pa.array(order).cast(pa.string()), digits, "0"), ""
        )
        table = pa.table({
            "order_id": ids, "line": pa.array(np.arange(size) % 2 + 1),
            "course_id": pa.array([f"C{place}" for place in range(100)]).take(pa.array(order % 100)),
            "ordered_at": pc.strftime(at, format="%Y-%m-%d %H:%M:%S"), "paid": paid,
            "currency": pa.array(["CNY"]).take(pa.array(np.zeros(size, np.int64))),
        })
        csv.write_csv(table.take(pa.array(keep)), folder / name)

    other = fen + (rng.random(size) < 0.01)
    book("a.csv", np.flatnonzero(rng.random(size) > 0.01), fen, 12, "UTC")
    book("b.csv", rng.permutation(np.flatnonzero(rng.random(size) > 0.01)), other, int(sys.argv[3]), "UTC")
"""

MEASURE = """
    import json, resource, sys, time
    from pathlib import Path
    from kuajie.wiring.reconciliation import Comparing, HowWritten, reconcile_books
    folder, started = Path(sys.argv[1]), time.perf_counter()
    answer = reconcile_books(
        str(folder / "a.csv"), str(folder / "b.csv"), written_a=HowWritten(), written_b=HowWritten(),
        comparing=Comparing(zone="Asia/Shanghai"), output=folder / "differences.csv",
    )
    print(json.dumps({
        "seconds": time.perf_counter() - started,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "lines": len(answer.compared),
        "open": sum(each.lines for each in answer.reasons if each.reason > 1),
    }))
"""


def run(code: str, *arguments: str) -> str:
    """Run code in a process of its own, so that memory is its own too."""
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measured(digits: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as place:
        run(WRITE, place, str(LINES), str(digits))
        found: dict[str, float] = json.loads(run(MEASURE, place))
        found["written"] = (Path(place) / "differences.csv").stat().st_size / 2**20
    return found


def hashes_a_second(tries: int = 500_000) -> float:
    """Return how many phone numbers one core hashes a second, in plain Python."""
    started = time.perf_counter()
    for number in range(13_800_000_000, 13_800_000_000 + tries):
        hashlib.sha256(b"%d" % number).hexdigest()
    return tries / (time.perf_counter() - started)


def main() -> None:
    same, mended = measured(12), measured(1)
    speed = hashes_a_second()

    def row(figure: str, key: str, form: str, target: str = "") -> tuple[str, ...]:
        return (figure, form.format(same[key]), form.format(mended[key]), target)

    write_table(
        Table(
            name="reconciliation",
            title="Two books of one million lines compared",
            command="python -m benchmarks reconciliation",
            columns=("figure", "same ids", "leading zeros lost in B", "target"),
            rows=(
                row("entries", "lines", "{:,.0f}", "1,000,000"),
                row("of which open", "open", "{:,.0f}"),
                row("files to answer and differences written", "seconds", "{:.1f} s", "< 30 s"),
                row("peak memory, interpreter and imports included", "peak", "{:.0f} MiB", "< 2048 MiB"),
            ),
            note=f"One core in plain Python hashes {speed:,.0f} phone numbers a second (SHA-256): all of "
            f"about {NUMBERS:,} Chinese mobile numbers in {NUMBERS / speed / 3600:.1f} hours.",
        )
    )


if __name__ == "__main__":
    main()
