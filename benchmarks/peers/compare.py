"""PyMC-Marketing and Meridian on the same tables, chains and draws: ``python -m benchmarks.peers.compare``.

Installs what is missing, then runs every sampler on every table, one after the other, and prints one table.
What has been measured is kept under .cache/peers/results, and shown again until ``--fresh`` asks for new
figures or a pinned version changes.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.peers.environments import CACHE, install, pins, python_of, variables
from benchmarks.peers.result import PeerResult
from benchmarks.peers.rows import as_markdown
from benchmarks.peers.tables import FOLDER, ROOT, TABLES

SECONDS = 15 * 60  # for one sampler on one table: two short fits, all weeks, and the hold-out


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One sampler of one tool, and the tables it is run on."""

    tool: str
    sampler: str
    environment: str
    runner: str
    tables: tuple[str, ...] = tuple(TABLES)

    @property
    def name(self) -> str:
        return f"{self.environment}-{self.sampler}".replace(" ", "-")


def pymc_marketing(sampler: str) -> Peer:
    return Peer(
        tool="PyMC-Marketing", sampler=sampler, environment="pymc-marketing", runner="run_pymc_marketing"
    )


def meridian(sampler: str, *tables: str) -> Peer:
    return Peer(
        tool="Meridian", sampler=sampler, environment="meridian", runner="run_meridian", tables=tables
    )


PEERS = (
    pymc_marketing("pymc"),
    pymc_marketing("nutpie"),
    pymc_marketing("numpyro"),
    meridian("default", *TABLES),
    # Its slopes are fixed at 1 unless told otherwise, and those of this table are not.
    meridian("free slopes", "sim_hill_156x8"),
)


def run_peers(
    *, only: str | None = None, data: str | None = None, fresh: bool = False, seconds: float = SECONDS
) -> list[PeerResult]:
    """Return every sampler's result on every table, table by table; a failed run has no figures but a note.

    ``only`` takes peers whose name contains it, ``data`` one table, ``fresh`` ignores what was kept. Each run
    ends after ``seconds``. Raises ``FileNotFoundError`` where the tables are absent.
    """
    absent = [table.file for table in TABLES.values() if not table.file.exists()]
    if absent:
        raise FileNotFoundError(f"the tables are not here: {', '.join(map(str, absent))}")
    wanted = [
        (peer, table)
        for table in TABLES
        for peer in PEERS
        if table in peer.tables and (only is None or only in peer.name) and data in {None, table}
    ]
    results = []
    for place, (peer, table) in enumerate(wanted, start=1):
        print(f"[{place}/{len(wanted)}] {peer.tool}, {peer.sampler}, {table}: ", end="", flush=True)
        results.append(known_or_measured(peer, table, fresh=fresh, seconds=seconds))
    return results


def known_or_measured(peer: Peer, table: str, *, fresh: bool, seconds: float) -> PeerResult:
    """Return the kept result of a run, or that of a new run."""
    kept = CACHE / "results" / f"{peer.name}-{table}.json"
    if not fresh and kept.exists():
        result = PeerResult.from_json(kept)
        if result.holdout_crps is not None and as_pinned(result, peer):
            print("kept", flush=True)
            return result
    with alone():
        install(peer.environment)
        began = time.monotonic()
        result = measure(peer, table, kept, seconds)
    told = result.note if result.failed else f"{result.ess_per_cpu_second:.1f} effective draws per CPU second"
    print(f"{told}, {time.monotonic() - began:.0f} s in all", flush=True)
    return result


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other comparison in this checkout measures: two at once would time each other."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def as_pinned(result: PeerResult, peer: Peer) -> bool:
    """Return whether a kept result was made with the versions that are pinned now."""
    pinned = pins(peer.environment)
    return all(pinned.get(name, found) == found for name, found in result.versions.items())


def measure(peer: Peer, table: str, kept: Path, seconds: float) -> PeerResult:
    """Run one sampler on one table in its own environment; what it prints goes to a log."""
    kept.unlink(missing_ok=True)
    log = CACHE / "logs" / f"{kept.stem}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    runner = f"benchmarks.peers.{peer.runner}"
    command = [str(python_of(peer.environment)), "-m", runner, table, peer.sampler, str(kept)]
    with log.open("w", encoding="utf-8") as out:
        ended = ended_in_time(command, out.fileno(), variables(peer.environment), seconds)
    why = "ended early" if ended else f"not done within {seconds:.0f} s"
    told = f"{why}, see {log.relative_to(ROOT).as_posix()}"
    if not kept.exists():
        return PeerResult(
            tool=peer.tool,
            sampler=peer.sampler,
            data=table,
            return_medians={},
            return_intervals={},
            versions={},
            note=told,
        )
    result = PeerResult.from_json(kept)
    if result.holdout_crps is not None:
        return result
    kept.unlink()  # to be tried again next time
    return replace(result, note=f"{result.note}; hold-out {told}")


def ended_in_time(command: Sequence[str], out: int, env: dict[str, str], seconds: float) -> bool:
    """Run a command and return whether it ended by itself; if not, it is ended, with its workers."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # a group of its own, so that its workers end with it
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return True


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    names = ", ".join(peer.name for peer in PEERS)
    parser.add_argument("--only", metavar="NAME", help=f"peers whose name contains NAME: {names}")
    parser.add_argument("--data", choices=TABLES, help="one table")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for one sampler on one table")
    parser.add_argument("--fresh", action="store_true", help="measure again what was measured before")
    asked = parser.parse_args(arguments)
    if not all(table.file.exists() for table in TABLES.values()):
        raise SystemExit(f"the tables are not here: {FOLDER}; KUAJIE_TABLES may name their folder")
    # Asked to end, it ends the run under way as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    found = run_peers(only=asked.only, data=asked.data, fresh=asked.fresh, seconds=asked.seconds)
    text = as_markdown(found)
    (CACHE / "results" / "table.md").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
