"""One million orders kept in books: the first month with everything before it, and the month after it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from benchmarks.million_orders import ORDERS, WRITE, run
from benchmarks.settlement import OF_THE_DEMO, with_terms
from benchmarks.table import Table, write_table

IDLE = 1.5
"""Load of the machine up to which its times are its own."""
MONTHS = ("2026-09", "2026-10")

KEEP = """
    import json, resource, sys, time
    from datetime import UTC, datetime
    from pathlib import Path
    from kuajie.wiring.settlement import BooksRequest, settle_or_look

    folder, month, keep = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "keep"
    started = time.perf_counter()
    answer = settle_or_look(
        folder, BooksRequest(keep=keep), locale="en", month=month, now=datetime(2026, 11, 2, tzinfo=UTC)
    )
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({
        "seconds": time.perf_counter() - started,
        "work": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / 1024,
        "lines": sum(entry.body["lines"] for entry in answer.appended),
        "unposted": answer.unposted,
        "parties": len(answer.statements),
        "open": sum(each.closing for each in answer.statements),
        "size": sum(file.stat().st_size for file in (folder / "settlement").rglob("*.*")) / 2**20,
    }))
"""
SALES = """
    import sys
    from pathlib import Path
    from pyarrow import csv
    print(sum(csv.read_csv(path).num_rows for path in Path(sys.argv[1]).glob("settlement/*/sales.csv")))
"""
Found = dict[str, float]


def kept(folder: Path, month: str, what: str) -> Found:
    found: Found = json.loads(run(KEEP, str(folder), month, what))
    if found["open"]:
        raise SystemExit(f"the balances do not add up to zero: {found}")
    return found


def main() -> None:
    load = os.getloadavg()[0]
    busy = f"Other work on the two cores meanwhile: a load of {load:.1f}." if load > IDLE else ""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "folder"
        run(WRITE, str(folder), str(ORDERS / OF_THE_DEMO))
        with_terms(folder)
        first, second = (kept(folder, month, "keep") for month in MONTHS)
        look = kept(folder, MONTHS[1], "look")
        sales = int(run(SALES, str(folder)))
    if look["unposted"] or look["lines"]:
        raise SystemExit(f"there is more to post of the same files: {look}")

    def row(figure: str, key: str, form: str, target: str = "") -> tuple[str, ...]:
        return (figure, *(form.format(found[key]) for found in (first, second, look)), target)

    write_table(
        Table(
            name="settlement_books",
            title="One million orders kept in books among five parties, under tiers and recoup",
            command="python -m benchmarks settlement_books",
            columns=("figure", "first month, all before it", "month after it", "looked at again", "target"),
            rows=(
                row("files to lines posted and statements", "seconds", "{:.1f} s", "< 30 s"),
                row("of that, processor time", "work", "{:.1f} s"),
                row("peak memory, interpreter and imports included", "peak", "{:.0f} MiB", "< 2 GiB"),
                row("lines posted", "lines", "{:,.0f}"),
                row("size of the books then", "size", "{:,.0f} MiB"),
            ),
            note=f"{sales:,} sales of joint courses; looking again finds nothing new to post. {busy}".strip(),
        )
    )


if __name__ == "__main__":
    main()
