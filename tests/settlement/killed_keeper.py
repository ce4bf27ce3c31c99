"""A keeper of books that is killed again and again; run as a program of its own by test_books_killed.py.

It prints one line of JSON: how often the keeper was killed, how many of the kills struck while an entry was
being written, after how many entries each, and whether the books were the same every time they were finished.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from tests.settlement.books_folder import ORDERS, REFUNDS, BooksFolder

LONGEST = 900.0
LATE = ("A9", "J1", "2026-09-15T10:00:00+08:00", "3.00")


def keep_everything(folder: Path) -> None:
    """Close a month, let a late order and a refund come, keep the next; a second run adds nothing."""
    early = BooksFolder(folder)
    if "2026-10" not in [entry["period"] for entry in early.entries() if entry["kind"] == "lock"]:
        early.write().close("2026-10")
    later = replace(
        early, orders=[*ORDERS, LATE], refunds=[*REFUNDS, ("A4", "2026-11-02T10:00:00+08:00", "1.00")]
    )
    later.write().settle("2026-11", statements=folder.parent / "statements")


def started(folder: Path) -> int:
    child = os.fork()
    if child == 0:
        try:
            keep_everything(folder)
        except BaseException as error:  # noqa: BLE001 - the child must not go on as its parent
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
        os._exit(0)
    return child


def wait(child: int, folder: Path, *, patience: float, writing: bool) -> bool:
    """Return whether the child was still running when its moment came: a time, or an entry being written."""
    began = time.perf_counter()
    while time.perf_counter() - began < (10.0 if writing else patience):
        done, status = os.waitpid(child, os.WNOHANG)
        if done and status:
            raise RuntimeError(f"the keeper failed by itself, with {status}")
        if done:
            return False
        if writing and time.perf_counter() - began > patience and left(folder):
            return True
    return True


def left(folder: Path) -> list[Path]:
    """Return what is being written, or was when its writer was killed."""
    return list((folder / "settlement").glob(".unfinished-*"))


def main(place: Path, kills: int, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - moments to strike, no secrets
    wanted = place / "reference" / "small"
    keep_everything(wanted)
    reference = BooksFolder(wanted).bytes()
    began = time.perf_counter()
    os.waitpid(started(place / "timed" / "small"), 0)
    usual = time.perf_counter() - began
    killed, writing, entries, finished, same = 0, 0, Counter[int](), 0, True
    folder = place / "work" / "small"
    while killed < kills and time.perf_counter() - began < LONGEST:
        child = started(folder)
        strike = draw.random() < 0.5
        if wait(child, folder, patience=draw.random() * usual, writing=strike):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            killed += 1
            books = folder / "settlement"
            writing += bool(left(folder))
            entries[len(list(books.glob("0*")))] += 1
        else:
            finished += 1
            same = same and BooksFolder(folder).bytes() == reference and not left(folder)
            shutil.rmtree(folder.parent)
    keep_everything(folder)
    same = same and BooksFolder(folder).bytes() == reference and not left(folder)
    told = {"killed": killed, "writing": writing, "entries": entries, "finished": finished + 1, "same": same}
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
