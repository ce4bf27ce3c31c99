"""One million orders settled among five parties under tiers and recoup: time and memory."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from benchmarks.million_orders import ORDERS, WRITE, run
from benchmarks.table import Table, write_table

MEASURE = """
    import json, resource, sys, time
    from pathlib import Path
    import pyarrow.compute as pc
    from pyarrow import csv
    from kuajie.wiring.settlement import settle_folder

    started = time.perf_counter()
    postings = Path(sys.argv[1]).parent / "postings.csv"
    answer = settle_folder(Path(sys.argv[1]), postings=postings)
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    table = csv.read_csv(postings)
    repaid = pc.and_(pc.equal(table["clause"], 1), pc.equal(table["account"], "earned"))
    by_event = table.group_by("event").aggregate([("amount", "sum")])
    print(json.dumps({
        "seconds": seconds,
        "settled": answer.seconds,
        "sales": len(answer.history.sales),
        "refunds": len(answer.history.events) - len(answer.history.sales) - len(answer.history.costs),
        "postings": table.num_rows,
        "parties": len(answer.agreement.parties),
        "unbalanced": pc.sum(pc.not_equal(by_event["amount_sum"], 0)).as_py(),
        "repaid": -pc.sum(table.filter(repaid)["amount"]).as_py(),
        "peak": used.ru_maxrss / 1024,
        "work": used.ru_utime + used.ru_stime,
    }))
"""

OF_THE_DEMO = 66_500
"""Lines of joint courses, sold by their sellers, in a simulated programme of scale one."""

REPAID = 1_000_000_00
TERMS = """
[terms]

[[terms.clause]]
kind = "recoup"
party = "fourth"
amount = "1000000.00"

[[terms.clause]]
kind = "tiers"
tiers = [
{tiers}
]

[[party]]
id = "fourth"
name = "Fourth"
role = "institution"

[[party]]
id = "fifth"
name = "Fifth"
role = "mediator"
"""
TIERS = {"0": (8, 6, 3, 2, 1), "50000000": (6, 8, 3, 2, 1), "100000000": (5, 9, 3, 2, 1)}
"""Shares in twentieths, by the revenue from which they hold."""


def terms() -> str:
    """Return the parties and clauses that stand in place of the demo's shares."""
    names = ("zhihai", "mingde", "yuanhang", "fourth", "fifth")
    rows = []
    for start, parts in TIERS.items():
        shares = ", ".join(f'{name} = "{part}/20"' for name, part in zip(names, parts, strict=True))
        rows.append(f'  {{ from = "{start}", shares = {{ {shares} }} }},')
    return TERMS.replace("{tiers}", "\n".join(rows))


def with_terms(folder: Path) -> None:
    """Put five parties, recoup and tiers in place of the demo's shares."""
    path = folder / "programme.toml"
    head, _, rest = path.read_text(encoding="utf-8").partition("[terms]\n")
    path.write_text(head + terms() + "\n" + rest.partition("\n\n")[2], encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "folder"
        run(WRITE, str(folder), str(ORDERS / OF_THE_DEMO))
        with_terms(folder)
        found = json.loads(run(MEASURE, str(folder)))
    if found["unbalanced"] or found["repaid"] != REPAID:
        raise SystemExit(f"the settlement is wrong: {found}")
    write_table(
        Table(
            name="settlement",
            title="One million orders settled among five parties, under tiers and recoup",
            command="python -m benchmarks settlement",
            columns=("figure", "value", "target"),
            rows=(
                ("sales of joint courses", f"{found['sales']:,}", "1,000,000"),
                ("refunds", f"{found['refunds']:,}", ""),
                ("parties", f"{found['parties']}", "5"),
                ("postings written", f"{found['postings']:,}", ""),
                ("files to written postings", f"{found['seconds']:.1f} s", "< 30 s"),
                ("of that, processor time", f"{found['work']:.1f} s", ""),
                ("of which settling", f"{found['settled']:.1f} s", ""),
                ("peak memory, interpreter and imports included", f"{found['peak']:.0f} MiB", "< 2 GiB"),
                ("events whose postings do not add up to zero", f"{found['unbalanced']}", "0"),
            ),
        )
    )


if __name__ == "__main__":
    main()
