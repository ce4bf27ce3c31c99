"""``kuajie serve`` as people run it: first start, killed processes, copies, too much sent, and its end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browsing import Browser, answer_on, answers
from processes import KUAJIE, Program, command_of, descendants, free_port, lives, python, run, started, until
from tests.settlement.books_folder import BooksFolder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
OWNER, ADA = "owner1@kuajie.test", "ada@example.org"
CHECK = "FROM jobs_job WHERE study = 'check'"
PHRASE = "quite a long phrase"
SIGNS_IN = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "kuajie_site.settings"
import django
django.setup()
from django.test import Client
for address, password in zip(sys.argv[1::2], sys.argv[2::2]):
    told = {"login": address, "password": password}
    answer = Client(headers={"host": "localhost"}).post("/accounts/login/", told)
    print(answer.status_code, answer.headers.get("Location"))
"""
QUICK = {"KUAJIE_JOB_LEASE": "2", "KUAJIE_UPLOAD_LIMIT": str(6 * 1024**2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that runs: its program, port, folder, and the password that its first start printed."""

    program: Program
    port: int
    data: Path
    password: str

    def rows(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(self.data / "site.sqlite3", timeout=30)) as own:
            return own.execute(sql).fetchall()

    def part(self, word: str) -> list[int]:
        """Return the processes of a part, by a word of their command."""
        return [pid for pid in descendants(self.program.process.pid) if word in command_of(pid)]

    @property
    def programme(self) -> Path:
        (found,) = (self.data / "programmes").iterdir()
        return found

    def place(self, page: str) -> str:
        return f"/programmes/{self.programme.name}/{page}"


@contextmanager
def serving(data: Path, *asked: object) -> Iterator[Site]:
    port = free_port()
    line = [KUAJIE, "serve", *asked, "--data", data, "--port", port, "--workers", 1, "--lang", "en"]
    with started(line, data.with_suffix(".log"), QUICK) as program:
        until(lambda: answers(port) or program.process.poll() is not None)
        assert answers(port), program.said
        printed = re.search(r"password (\S+) \(shown only now\)", program.said)
        yield Site(program=program, port=port, data=data, password=printed[1] if printed else "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a site on a small programme whose books are begun."""
    place = tmp_path_factory.mktemp("serving")
    folder = BooksFolder(place / "folder").write()
    folder.close("2026-09")
    with serving(place / "data", folder.folder) as begun:
        yield begun


def test_a_first_start_prints_a_password_that_opens_it(site: Site) -> None:
    assert site.program.said.count(site.password) == 1
    page = Browser(site.port).sign_in(OWNER, site.password).see(site.place(""))[1]
    assert "小项目" in page


def test_too_large_a_request_is_refused_without_waiting_for_all_of_it(site: Site) -> None:
    (web,) = site.part("kuajie_site.serving.web")[-1:]
    for language, word in (("en", "larger than 6 MB"), ("zh-hans", "超过 6 MB 的上限")):
        browser = Browser(site.port, language).sign_in(OWNER, site.password)
        size = 200 * 1024**2
        with browser.begin(site.place("data"), size=size, first=b"--b\r\n" + bytes(65_536)) as kept:
            status, page = answer_on(kept)
        assert status == 413
        assert word in page
    assert lives(web)
    assert list((site.data / "incoming").iterdir()) == []


def test_a_connection_lost_in_the_middle_of_an_upload_leaves_nothing(site: Site) -> None:
    browser = Browser(site.port).sign_in(OWNER, site.password)
    token = browser.token(site.place("data"))
    first = (
        f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        '--b\r\nContent-Disposition: form-data; name="files"; filename="orders.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    ).encode()
    with browser.begin(site.place("data"), size=5 * 1024**2, first=first + b"x" * 3 * 1024**2):
        pass
    assert browser.see(site.place(""))[0] == 200
    assert until(lambda: list((site.data / "incoming").iterdir()) == [])
    assert site.rows("SELECT * FROM uploads_upload") == []
    uploads = site.programme / "uploads"
    assert not uploads.is_dir() or list(uploads.iterdir()) == []
    assert "Traceback" not in site.program.said


def test_a_killed_worker_loses_its_job_to_the_next_one(site: Site) -> None:
    browser = Browser(site.port).sign_in(OWNER, site.password)
    (worker,) = site.part("kuajie_site work")
    browser.send(site.place("studies/check"), {}, site.place("studies/check"))
    with unfinished(site, "check"):
        os.kill(worker, signal.SIGKILL)
    assert until(lambda: site.rows(f"SELECT 1 {CHECK} AND state = 'done'"))
    assert site.rows(f"SELECT attempts, worker LIKE '%-{worker}' {CHECK}") == [(2, 0)]
    assert site.rows("SELECT count(*) FROM studies_answer") == [(1,)]
    assert "The worker broke off (code -9)" in site.program.said
    assert [path.name for path in (site.programme / "versions").iterdir()] == ["000001"]
    assert answers(site.port)


@contextmanager
def unfinished(site: Site, study: str) -> Iterator[None]:
    """Wait for a job to be worked on, and let nobody end it meanwhile."""
    with closing(sqlite3.connect(site.data / "site.sqlite3", timeout=30, isolation_level=None)) as own:

        def held() -> bool:
            own.execute("BEGIN IMMEDIATE")
            told = own.execute("SELECT state FROM jobs_job WHERE study = ?", [study]).fetchone()
            assert told != ("done",), "the job was quicker than this test"
            if told != ("running",):
                own.execute("ROLLBACK")
            return own.in_transaction

        assert until(held, pause=0.001)
        yield
        own.execute("ROLLBACK")


def test_a_killed_web_server_starts_again(site: Site) -> None:
    before = site.part("kuajie_site.serving.web")
    os.kill(before[0], signal.SIGKILL)
    site.program.until_said("The web server broke off (code -9)")
    assert until(lambda: answers(site.port))
    assert until(lambda: not any(lives(pid) for pid in before))
    Browser(site.port).sign_in(OWNER, site.password)


def test_a_second_start_is_refused_and_the_first_goes_on(site: Site) -> None:
    done = run([KUAJIE, "serve", "--data", site.data, "--lang", "en"])
    assert (done.returncode, done.stdout) == (2, "")
    assert f"already running (PID {site.program.process.pid})" in done.stderr
    assert answers(site.port)


def test_a_copy_of_the_running_site_has_its_people_and_books(site: Site, tmp_path: Path) -> None:
    copy, new = tmp_path / "copy.tar.gz", tmp_path / "new"
    assert run([KUAJIE, "site-backup", "--data", site.data, copy]).returncode == 0
    assert run([KUAJIE, "site-restore", "--data", new, copy]).returncode == 0
    books = BooksFolder(new / "programmes" / site.programme.name / "versions" / "000001")
    assert books.bytes() == BooksFolder(site.programme).bytes() != {}
    assert books.settle("2026-09").standing.locked
    asked = ("--email", ADA, "--name", "Ada", "--organisation", "Ada & Co")
    done = run([KUAJIE, "site-owner", "--data", new, *asked], given=f"{PHRASE}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert PHRASE not in done.stdout
    people = (OWNER, site.password, ADA, PHRASE)
    done = run([*python(SIGNS_IN), *people], KUAJIE_SITE_DATA=str(new))
    assert done.stdout == "302 /\n302 /\n", done.stderr


def test_at_the_end_nothing_runs_and_no_password_was_logged(site: Site) -> None:
    family = descendants(site.program.process.pid)
    site.program.send(signal.SIGTERM)
    assert site.program.ends() == 0
    assert not any(lives(pid) for pid in family)
    assert site.program.said.count(site.password) == 1
    assert "Traceback" not in site.program.said
    shutil.rmtree(site.data)
