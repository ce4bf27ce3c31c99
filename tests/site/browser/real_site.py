"""The real site as `kuajie serve` runs it, started for tests on a free port, and ended with them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError

START_SECONDS = 180  # reading a programme on a busy machine
END_SECONDS = 40
BETWEEN_LOOKS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running site: its address, who can sign in (name → address), their password, its folder and log."""

    address: str
    accounts: dict[str, str]
    password: str
    data: Path
    log: Path


@contextmanager
def running(folder: Path, place: Path) -> Iterator[Site]:
    """Run a site on a programme folder, everything kept in ``place``; what it said is in the log."""
    log = place / "serve.log"
    port = _free_port()
    line = [Path(sys.executable).parent / "kuajie", "serve", folder, "--data", place / "data"]
    ours = {name: value for name, value in os.environ.items() if name != "KUAJIE_DATABASE_URL"}
    environment = {**ours, "PYTHONUNBUFFERED": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*line, "--port", str(port), "--lang", "en"],
            stdout=said,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process, log)
            yield _site(address, place, log)
        finally:
            _end(process)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/accounts/login/", timeout=20):  # noqa: S310 our own
                return
        except HTTPError:
            break  # it answers, but not with its page
        except (URLError, OSError):
            time.sleep(BETWEEN_LOOKS)
    raise RuntimeError(f"the site did not start:\n{log.read_text('utf-8')[-4000:]}")


def _site(address: str, place: Path, log: Path) -> Site:
    said = log.read_text("utf-8")
    password = re.search(r"password (\S+) \(shown only now\)", said)
    assert password is not None, said
    addresses = re.findall(r"^  (\S+@\S+)$", said, re.MULTILINE)
    accounts = {one.partition("@")[0]: one for one in addresses}
    return Site(address=address, accounts=accounts, password=password[1], data=place / "data", log=log)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End web and worker as Ctrl-C does; whatever does not end is ended with its group."""
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
