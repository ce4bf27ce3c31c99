"""Twenty people at once on the site: the demo alone, then two hundred programmes and one million orders.

The site is made in a temporary folder and served as ``kuajie serve`` serves it, without the worker. Every
person asks page after page without a pause, a fixed number of them. It ends by itself: nobody asks for more
after a minute, an answer is waited for half a minute, and all of it is given up after ten.
"""

from __future__ import annotations

import faulthandler
import http.client
import importlib
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
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
MOST_SECONDS, GIVE_UP_SECONDS = 60.0, 600.0
"""After which nobody asks for another page; after which the whole study is given up."""
PATIENCE = 30.0
"""Seconds that an answer is waited for; then it counts as an error."""
PAGES = (
    "",
    *(f"questions/{group}" for group in ("data", "response", "plan", "deal", "partners", "catalogues")),
    *(f"studies/{study}" for study in ("check", "guard", "graph", "plan")),
    *("data", "data/files", "data/history", "plans", "deal", "people", "disclosure", "activity"),
    *("settlement", "settlement/months/2026-06", "settlement/disputes"),
)
TIMING = re.compile(r"total;dur=([\d.]+), cpu;dur=([\d.]+)")


@dataclass(kw_only=True)
class Found:
    """What asking the site for pages came to: milliseconds, and what failed."""

    server: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    person: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")

    def add(self, path: str, status: int, told: str, person: float) -> None:
        self.person.append(person)
        timing = TIMING.fullmatch(told)
        if status != http.client.OK or timing is None:
            self.errors.append(f"{status} {path}")
            return
        self.server.append(float(timing[1]))
        self.cpu.append(float(timing[2]))
        self.slowest = max(self.slowest, (self.server[-1], path))

    def said_errors(self) -> str:
        """Return how many errors there were, by kind."""
        kinds = Counter(each.split()[0] for each in self.errors)
        told = ", ".join(f"{kind}: {times}" for kind, times in kinds.most_common())
        return f"{len(self.errors)} ({told})" if kinds else "0"


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
    # It ends with its input, so with this process however that ends.
    watched = {**os.environ, "KUAJIE_END_WITH_INPUT": "1"}
    with subprocess.Popen(line, stdin=subprocess.PIPE, env=watched) as server:
        try:
            wait_for(port, server)
            yield port
        finally:
            server.terminate()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Return once the site answers."""
    until = time.monotonic() + 180
    while time.monotonic() < until and server.poll() is None:
        site = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            site.request("GET", "/health")
            site.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            site.close()
    raise SystemExit("the site did not start")


def ask_pages(port: int, cookie: str, paths: Sequence[str], until: float, found: Found) -> None:
    """Ask for pages over one connection."""
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
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
        found.add(path, answer.status, answer.headers.get("Server-Timing", ""), person)
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
        cpu=sorted(each for one in found for each in one.cpu),
        person=sorted(each for one in found for each in one.person),
        errors=[each for one in found for each in one.errors],
        seconds=seconds,
        slowest=max(one.slowest for one in found),
    )


def at(sorted_times: Sequence[float], part: float) -> str:
    if not sorted_times:
        return "–"
    return f"{sorted_times[min(int(part * len(sorted_times)), len(sorted_times) - 1)]:.0f} ms"


def main() -> None:
    faulthandler.dump_traceback_later(GIVE_UP_SECONDS, exit=True)
    began, busy = time.monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as place:
        site = site_in(Path(place) / "site")
        demo, people = site.make_demo()
        cookies = [site.cookie_of(person) for person in people]
        first = load([str(demo.pk)], cookies)
        many = site.make_many(demo, people, Path(place) / "big")
        second = load([str(each.pk) for each in many], cookies)
    faulthandler.cancel_dump_traceback_later()
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
                row("of that on a processor, median", lambda found: at(found.cpu, 0.5)),
                row("of that on a processor, 95th percentile", lambda found: at(found.cpu, 0.95)),
                row("at the person, median", lambda found: at(found.person, 0.5)),
                row("at the person, 95th percentile", lambda found: at(found.person, 0.95)),
                row("pages asked for", lambda found: f"{len(found.person):,}"),
                row("pages a second", lambda found: f"{len(found.person) / found.seconds:.0f}"),
                row("errors", Found.said_errors, "0"),
            ),
            note=(
                f"{len(cookies)} people on {os.cpu_count()} cores, which also run the people; each asks for "
                f"{PAGES_EACH} pages one after another without a pause, and has a seat in every programme. "
                f"{(time.monotonic() - began) / 60:.0f} min, most of it to make the programmes. {note}"
            ).strip(),
            packages=("kuajie", "Django", "granian"),
        )
    )


if __name__ == "__main__":
    main()
