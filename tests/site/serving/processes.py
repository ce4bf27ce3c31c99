"""Starting a program, waiting for what it says, and seeing what it leaves behind. POSIX only."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 120.0
"""Seconds for what takes one on an idle machine."""
KUAJIE = str(Path(sys.executable).parent / "kuajie")
# A site that a test starts keeps everything in its own folder, wherever the tests themselves run.
OURS = {name: value for name, value in os.environ.items() if name != "KUAJIE_DATABASE_URL"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that runs, and the file into which it speaks."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def said(self) -> str:
        """What it said so far."""
        return self.log.read_text("utf-8")

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def ends(self) -> int:
        """Wait for its end, and return its code."""
        return self.process.wait(PATIENCE)

    def until_said(self, words: str, times: int = 1) -> None:
        """Wait until it has said something."""
        until(lambda: self.said.count(words) >= times or self.process.poll() is not None)
        assert self.said.count(words) >= times, self.said


@contextmanager
def started(line: Sequence[object], log: Path, more: Mapping[str, str] | None = None) -> Iterator[Program]:
    """Run a program; at the end it is killed with all that it started."""
    environment = {**OURS, "PYTHONUNBUFFERED": "1", **(more or {})}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with log.open("wb") as said:
        process = subprocess.Popen(
            [str(each) for each in line],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
            preexec_fn=_end_with_this_one,  # noqa: PLW1509 -- one system call
        )
    family: set[int] = set()
    try:
        yield Program(process=process, log=log)
    finally:
        family = {process.pid, *descendants(process.pid)}
        if process.poll() is None:
            process.kill()
            process.wait()
        for pid in family - {process.pid}:
            if lives(pid):
                os.kill(pid, signal.SIGKILL)


def _end_with_this_one() -> None:
    """Let a program end when the tests are killed, which leaves nobody to end it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def run(line: Sequence[object], given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    environment = {**OURS, "COLUMNS": "200", **more}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [str(each) for each in line],
        input=given,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def python(code: str) -> tuple[str, ...]:
    """Return the command that runs some Python."""
    return (sys.executable, "-c", code)


def until(true: Callable[[], object], *, pause: float = 0.05) -> bool:
    """Wait until something is true; say whether it is."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they did, youngest last."""
    parents: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            told = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        parents.setdefault(int(told[1]), []).append(int(place.name))
    found, asked = [], [pid]
    while asked:
        mine = parents.get(asked.pop(), [])
        found += mine
        asked += mine
    return sorted(found)


def command_of(pid: int) -> str:
    """Return how a process was called."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def lives(pid: int) -> bool:
    """Say whether a process runs, and is not only waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
