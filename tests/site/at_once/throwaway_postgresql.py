"""A PostgreSQL server for one run of tests: in a folder of its own, reached by a socket that lies in it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from typing import Any
from urllib.parse import quote

STARTS_WITHIN = 60.0


@contextmanager
def throwaway_postgresql() -> Iterator[str]:
    """Start a server without anything in it, and give the address for ``KUAJIE_DATABASE_URL``.

    Nothing reaches the disk for certain, which makes it quick. It ends, and its folder with it, at the end.
    """
    programs = _programs()
    place = Path(tempfile.mkdtemp(prefix="kuajie-pg-"))
    account = _account()
    try:
        if account:
            os.chown(place, account["user"], account["group"])
        data = str(place / "data")
        chosen = ("--auth=trust", "--username=kuajie", "--encoding=UTF8", "--no-locale", "--no-sync")
        _run([str(programs / "initdb"), "--pgdata", data, *chosen], place, account)
        with _serving([str(programs / "postgres"), "-D", data, "-k", str(place)], place, account):
            yield f"postgres://kuajie@{quote(str(place), safe='')}/postgres"
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of the server's programs; Debian keeps them off the search path."""
    found = [shutil.which("initdb"), *glob("/usr/lib/postgresql/*/bin/initdb")]  # noqa: PTH207
    return max(Path(each).resolve().parent for each in found if each)


def _account() -> Mapping[str, Any]:
    """Return as whom the server runs: as we do, but never as root, which it refuses."""
    if os.geteuid() != 0:
        return {}
    names = {each.pw_name: each for each in pwd.getpwall()}
    found = names.get("postgres") or names["nobody"]
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _run(line: list[str], place: Path, account: Mapping[str, Any]) -> None:
    done = subprocess.run(line, cwd=place, capture_output=True, text=True, check=False, **account)
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def _serving(line: list[str], place: Path, account: Mapping[str, Any]) -> Iterator[None]:
    chosen = {
        "listen_addresses": "",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "32MB",
    }
    told = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
    with (place / "log").open("wb") as log:
        server = subprocess.Popen([*line, *told], cwd=place, stdout=log, stderr=log, **account)
        try:
            _wait(server, place)
            yield
        finally:
            server.send_signal(signal.SIGINT)  # whoever is still connected is cut off
            server.wait(timeout=STARTS_WITHIN)


def _wait(server: subprocess.Popen[bytes], place: Path) -> None:
    import psycopg

    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            psycopg.connect(host=str(place), user="kuajie", dbname="postgres").close()
        except psycopg.OperationalError:
            told = (place / "log").read_text(encoding="utf-8", errors="replace")
            assert server.poll() is None, told
            assert time.monotonic() < until, told
            time.sleep(0.05)
        else:
            return
