"""Twenty people at once on the site: the demo alone, then two hundred programmes and one million orders.

The site is made in a temporary folder and served as ``kuajie serve`` serves it, without the worker. Every
person asks page after page without a pause, a fixed number of them.
"""

from __future__ import annotations

import http.client
import importlib
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import django
from django.core.management import call_command

from benchmarks.settlement_books import IDLE
from benchmarks.table import Table, write_table

PAGES_EACH, WORKERS = 60, 2
MOST_SECONDS = 90.0
"""After which nobody asks for another page."""
PAGES = (
    "",
    *(f"questions/{group}" for group in ("data", "response", "plan", "deal", "partners", "catalogues")),
    *(f"studies/{study}" for study in ("check", "guard", "graph", "plan")),
    *("data", "data/files", "data/history", "people", "disclosure", "settlement", "activity"),
)


@dataclass(kw_only=True)
class Found:
    """What asking the site for pages came to: milliseconds, and what failed."""

    server: list[float] = field(default_factory=list)
    person: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")

    def add(self, path: str, status: int, server: float, person: float) -> None:
        self.server.append(server)
        self.person.append(person)
        self.slowest = max(self.slowest, (server, path))
        if status != http.client.OK:
            self.errors.append(f"{status} {path}")


def site_in(data: Path) -> ModuleType:
    """Prepare an empty site in a folder, and return what fills it."""
    os.environ["KUAJIE_SITE_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kuajie_site.settings"
    django.setup()
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    importlib.import_module("kuajie_site.serving.static_files").collect_changed()
    return importlib.import_module("benchmarks.site_made")


@contextmanager
def served() -> Iterator[int]:
    """Serve the site on a free port, which is returned, as ``kuajie serve`` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    line = (sys.executable, "-m", "kuajie_site.serving.web", "127.0.0.1", str(port), str(WORKERS))
    with subprocess.Popen(line, stdin=subprocess.PIPE) as server:
        try:
            until = time.monotonic() + 30
            while time.monotonic() < until:
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()


def ask_pages(port: int, cookie: str, paths: Sequence[str], until: float, found: Found) -> None:
    """Ask for pages over one connection."""
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for path in paths:
        if time.monotonic() > until:
            return
        started = time.perf_counter()
        try:
            site.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "zh-CN"})
            answer = site.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            found.errors.append(f"{type(error).__name__} {path}")
            site.close()
            continue
        person = (time.perf_counter() - started) * 1000
        told = answer.headers.get("Server-Timing", "total;dur=nan")
        found.add(path, answer.status, float(told.partition("dur=")[2]), person)
    site.close()


def walk(places: Sequence[str], seed: int) -> list[str]:
    """Return the pages a person asks for, of programmes by chance, the last of them half of the time."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    found = []
    for number in range(PAGES_EACH):
        page = (seed * 7 + number) % (len(PAGES) + 1)
        place = places[-1] if chance.random() < 0.5 else chance.choice(places)
        found.append("/" if page == len(PAGES) else f"/programmes/{place}/{PAGES[page]}")
    return found


def load(places: Sequence[str], cookies: Sequence[str]) -> Found:
    """Have everybody ask for their pages at once, after a first person asked for some."""
    found = [Found() for _ in cookies]
    with served() as port:
        until = time.monotonic() + MOST_SECONDS
        ask_pages(port, cookies[0], walk(places, 0), until, Found())
        asked = [
            (port, cookie, walk(places, number), until, found[number])
            for number, cookie in enumerate(cookies)
        ]
        threads = [threading.Thread(target=ask_pages, args=each) for each in asked]
        started = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - started
    return together(found, seconds)


def together(found: Sequence[Found], seconds: float) -> Found:
    """Return what all people found, in order of time."""
    return Found(
        server=sorted(each for one in found for each in one.server),
        person=sorted(each for one in found for each in one.person),
        errors=[each for one in found for each in one.errors],
        seconds=seconds,
        slowest=max(one.slowest for one in found),
    )


def at(sorted_times: Sequence[float], part: float) -> str:
    return f"{sorted_times[min(int(part * len(sorted_times)), len(sorted_times) - 1)]:.0f} ms"


def main() -> None:
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as place:
        site = site_in(Path(place) / "site")
        demo, people = site.make_demo()
        cookies = [site.cookie_of(person) for person in people]
        first = load([str(demo.pk)], cookies)
        many = site.make_many(demo, people, Path(place) / "big")
        second = load([str(each.pk) for each in many], cookies)
    columns = (first, second)
    for each in columns:
        print(*each.errors[:5], each.slowest, sep="\n")

    def row(figure: str, said: Callable[[Found], str], target: str = "") -> tuple[str, ...]:
        return (figure, *(said(found) for found in columns), target)

    note = f"A load of {busy:.1f} from other work at the start." if busy > IDLE else ""
    write_table(
        Table(
            name="site_load",
            title="Twenty people at once on the site",
            command="python -m benchmarks site_load",
            columns=("figure", "the demo", "200 programmes, one of a million orders", "target"),
            rows=(
                row("in the server, median", lambda found: at(found.server, 0.5), "< 200 ms"),
                row("in the server, 95th percentile", lambda found: at(found.server, 0.95), "< 500 ms"),
                row("in the server, longest", lambda found: at(found.server, 1.0)),
                row("at the person, median", lambda found: at(found.person, 0.5)),
                row("at the person, 95th percentile", lambda found: at(found.person, 0.95)),
                row("pages asked for", lambda found: f"{len(found.person):,}"),
                row("pages a second", lambda found: f"{len(found.person) / found.seconds:.0f}"),
                row("errors", lambda found: str(len(found.errors)), "0"),
            ),
            note=(
                f"{len(cookies)} people on {os.cpu_count()} cores, which also run the people; each asks for "
                f"{PAGES_EACH} pages one after another without a pause, and has a seat in every programme. "
                f"{note}"
            ).strip(),
        )
    )


if __name__ == "__main__":
    main()
