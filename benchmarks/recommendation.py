"""How well and how fast ``kuajie recommend`` ranks held-out courses of public data among all courses.

The data are not part of the project: the study looks for folders with train.csv, test.csv, items.csv and
kg.csv in ../shared/data/education, or in the folder named by KUAJIE_EDUCATION, and says so where they are
absent.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import Table, write_table

ROOT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("KUAJIE_EDUCATION", ROOT.parent / "shared" / "data" / "education"))
DATA = {"mooccubex": 0.200, "coco": 0.090}
"""Folders, and what NDCG@10 should at least be."""
NOTE = (
    "The last course of every learner is held out and ranked among all courses not yet taken; it plays no "
    "part in choosing the model. “Told beforehand” is what the command itself says of NDCG@10, measured on "
    "further hidden courses. Intervals are bootstrapped over learners."
)
RESAMPLES = 1000
KUAJIE = str(Path(sys.executable).with_name("kuajie"))


def main() -> None:
    rows = []
    for name, target in DATA.items():
        folder = FOLDER / name
        if not (folder / "train.csv").exists():
            print(f"{folder} is absent; name the folder of the data by KUAJIE_EDUCATION")
            continue
        rows.append(row_of(name, folder, target))
    if rows:
        write_table(
            Table(
                name="recommendation",
                title="Recommendation within a catalogue",
                command="python -m benchmarks recommendation",
                columns=(
                    "data",
                    "learners",
                    "courses",
                    "NDCG@10 (90 % interval)",
                    "at least",
                    "recall@20",
                    "told beforehand",
                    "choice and fit, CPU s",
                    "ranking, ms per learner",
                ),
                rows=tuple(rows),
                note=NOTE,
            )
        )


def row_of(name: str, folder: Path, target: float) -> tuple[str, ...]:
    """Return one row of the table, from one run of the command."""
    with tempfile.TemporaryDirectory() as place:
        output = Path(place) / "recommended.csv"
        record = recommended(folder, output)
        found = listed(output, "rank")
    gains, hits = scored(found, listed(folder / "test.csv", None))
    lower, upper = interval(gains)
    told, spent = record["measures"]["ndcg_at_10"], record["processor_seconds"]
    return (
        name,
        f"{record['learners']:,}",
        f"{record['courses']:,}",
        f"{gains.mean():.4f} ({lower:.4f} to {upper:.4f})",
        f"{target:.3f}",
        f"{hits.mean():.3f}",
        f"{told['mean']:.3f} ({told['lower']:.3f} to {told['upper']:.3f})",
        f"{spent['fitting']:.1f}",
        f"{1000 * spent['ranking'] / record['asked']:.3f}",
    )


def recommended(folder: Path, output: Path) -> Any:
    """Return what the command says; the recommendations go to ``output``."""
    files = {"--train": "train.csv", "--items": "items.csv", "--kg": "kg.csv", "--learners": "test.csv"}
    asked = [part for option, file in files.items() for part in (option, str(folder / file))]
    done = subprocess.run(
        [
            KUAJIE,
            "recommend",
            *asked,
            "-k",
            "20",
            "-o",
            str(output),
            "--json",
        ],
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def listed(path: Path, order: str | None) -> dict[str, list[str]]:
    """Return courses by learner, in the order of a column if it is named."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if order is not None:
        rows.sort(key=lambda row: int(row[order]))
    found = defaultdict(list)
    for row in rows:
        found[row["user"]].append(row["item"])
    return found


def scored(
    found: dict[str, list[str]], held_out: dict[str, list[str]]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return NDCG@10 and recall@20 of every learner with a course held out; no list scores nothing."""
    gains, hits = [], []
    for learner, wanted in held_out.items():
        own, truth = found.get(learner, []), set(wanted)
        best = sum(1 / np.log2(place + 2) for place in range(min(10, len(truth))))
        reached = sum(1 / np.log2(place + 2) for place, course in enumerate(own[:10]) if course in truth)
        gains.append(reached / best)
        hits.append(len(truth & set(own[:20])) / len(truth))
    return np.array(gains), np.array(hits)


def interval(values: np.ndarray[Any, Any]) -> tuple[float, float]:
    """Return the 90 % interval of a mean over learners."""
    rng = np.random.default_rng(1)
    means = [values[rng.integers(0, values.size, values.size)].mean() for _ in range(RESAMPLES)]
    lower, upper = np.quantile(means, (0.05, 0.95))
    return float(lower), float(upper)


if __name__ == "__main__":
    main()
