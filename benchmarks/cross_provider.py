"""How well ``kuajie recommend --provider`` ranks one provider's courses for learners known only at another.

The data are not part of the project: the study looks for folders cross/mooccubex_p0, ... with train.csv,
test.csv and items.csv, and for kg.csv in mooccubex and coco, in ../shared/data/education, or in the folder
named by KUAJIE_EDUCATION, and says so where they are absent. Named folders are measured in the same way:
``python -m benchmarks.cross_provider FOLDER KG.csv [PROVIDER]``.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.recommendation import FOLDER, KUAJIE, interval, listed, scored
from benchmarks.table import Table, write_table

SPLITS = {
    "mooccubex_p0": 0.105,
    "mooccubex_p0.01": 0.145,
    "mooccubex_p0.1": 0.198,
    "coco_p0": 0.083,
    "coco_p0.1": 0.112,
}
"""Folders, by the share of learners known on both sides, and what NDCG@10 should at least be."""
NOTE = (
    "Learners known only at provider A; everything they took of provider B is held out and ranked among all "
    "courses of B. Each row is one run of the command, which chooses everything from the training rows; what "
    "courses are about comes from kg.csv, titles are not given. “Told beforehand” is what the command itself "
    "says, tested on linked learners; without any it says nothing. Intervals are bootstrapped over learners."
)
COLUMNS = (
    "data",
    "linked learners",
    "rests on",
    "NDCG@10 (90 % interval)",
    "at least",
    "what is popular",
    "recall@20",
    "told beforehand",
    "choice and fit, CPU s",
)


def main() -> None:
    rows = []
    for name, target in SPLITS.items():
        folder, about = FOLDER / "cross" / name, FOLDER / name.partition("_")[0] / "kg.csv"
        if not (folder / "train.csv").exists():
            print(f"{folder} is absent; name the folder of the data by KUAJIE_EDUCATION")
            continue
        rows.append(row_of(name, folder, about, target=f"{target:.3f}"))
    if rows:
        write_table(
            Table(
                name="cross_provider",
                title="Recommendation across providers",
                command="python -m benchmarks cross_provider",
                columns=COLUMNS,
                rows=tuple(rows),
                note=NOTE,
            )
        )


def row_of(
    name: str, folder: Path, about: Path, *, provider: str = "B", target: str = "–"
) -> tuple[str, ...]:
    """Return one row of the table, from one run of the command."""
    held_out = listed(folder / "test.csv", None)
    with tempfile.TemporaryDirectory() as place:
        output = Path(place) / "recommended.csv"
        record = recommended(folder, about, provider, output)
        gains, hits = scored(listed(output, "rank"), held_out)
    usual, _ = scored(popular(folder, provider, list(held_out)), held_out)
    lower, upper = interval(gains)
    across = record["across_providers"]
    told = across["ndcg_at_10"]
    return (
        name,
        f"{across['linked']:,}",
        across["rests_on"],
        f"{gains.mean():.4f} ({lower:.4f} to {upper:.4f})",
        target,
        f"{usual.mean():.4f}",
        f"{hits.mean():.3f}",
        "–" if told is None else f"{told['mean']:.3f} ({told['lower']:.3f} to {told['upper']:.3f})",
        f"{record['processor_seconds']['fitting']:.0f}",
    )


def recommended(folder: Path, about: Path, provider: str, output: Path) -> Any:
    """Return what the command says; the recommendations go to ``output``."""
    files = {"--train": "train.csv", "--items": "items.csv", "--learners": "test.csv"}
    asked = [part for option, file in files.items() for part in (option, str(folder / file))]
    asked += ["--kg", str(about), "--provider", provider, "-k", "20", "-o", str(output), "--json"]
    done = subprocess.run([KUAJIE, "recommend", *asked], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def popular(folder: Path, provider: str, learners: list[str]) -> dict[str, list[str]]:
    """Return the same for every learner: what most took of the provider."""
    with (folder / "items.csv").open(encoding="utf-8", newline="") as lines:
        offered = {row["item"] for row in csv.DictReader(lines) if row["provider"] == provider}
    counts = Counter(course for courses in listed(folder / "train.csv", None).values() for course in courses)
    best = [course for course, _ in counts.most_common() if course in offered][:20]
    return dict.fromkeys(learners, best)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        main()
    else:
        found = row_of(sys.argv[1], Path(sys.argv[1]), Path(sys.argv[2]), provider=(*sys.argv, "B")[3])
        print("\n".join(f"{column}: {value}" for column, value in zip(COLUMNS, found, strict=True)))
