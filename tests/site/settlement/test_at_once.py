"""The same thing twice, two people at once, files that change in between; figures as the command line's."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.settlement.books_folder import BooksFolder
from tests.site.settlement.conftest import OCTOBER, SEPTEMBER, Site
from tests.site.settlement.test_life_of_a_month import claim

from kuajie.cli.main import run
from kuajie.usecases.progress import silent
from kuajie.wiring.kept_books import alone_with_books
from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.jobs.claims import claim as claim_job
from kuajie_site.jobs.models import Job, State
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.cases import cases_of
from kuajie_site.settlement.ledger import books_of
from kuajie_site.settlement.models import Reply, Verification
from kuajie_site.settlement.work import ACTS
from kuajie_site.studies.work import work_on


def entries(site: Site) -> int:
    return len(books_of(site.programme).entries)


def test_every_form_sent_twice_does_it_once(site: Site) -> None:
    site.issued(SEPTEMBER)
    count = entries(site)
    site.issued(SEPTEMBER)
    assert entries(site) == count
    code = site.code("liu", SEPTEMBER)
    for _ in range(2):
        site.send("liu", "settlement_sign", SEPTEMBER, code=code, seen="on")
    assert entries(site) == count + 1
    raised = claim(SEPTEMBER)
    for _ in range(2):
        site.send("liu", "dispute_new", **raised)
    assert entries(site) == count + 2
    (kept,) = cases_of(site.programme)
    said = {"key": str(uuid4()), "text": "no"}
    for _ in range(2):
        site.send("zhao", "dispute_reply", kept.case.id, **said)
    assert Reply.objects.count() == 1
    for amount in ("1.00", "1.10"):
        ruling = {"line1-amount": amount, "line1-reason": "so it is"}
        site.send("zhou", "dispute_rule", kept.case.id, **ruling)
    assert entries(site) == count + 3
    assert cases_of(site.programme)[0].rulings[1]["amount"] == 100


def test_two_finance_people_who_post_at_once_get_one_job(site: Site) -> None:
    first = site.who("zhao").post(site.at("settlement_post"), {"month": SEPTEMBER})
    second = site.who("wang").post(site.at("settlement_post"), {"month": SEPTEMBER})
    other = site.who("liu").post(site.at("settlement_post"), {"month": SEPTEMBER})
    assert first.url == second.url
    assert Job.objects.count() == 1
    site.work()
    assert other.url == first.url
    assert entries(site) == 2  # the opening and the month
    for person in ("zhao", "wang", "liu"):
        assert site.get(person, "settlement_month", SEPTEMBER).status_code == 200


def test_a_worker_that_finds_the_books_in_use_says_so(site: Site) -> None:
    import threading

    version = site.programme.latest
    assert version is not None
    site.who("zhao").post(site.at("settlement_post"), {"month": SEPTEMBER})
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with alone_with_books(version.folder):
            held.set()
            over.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(60)
    site.work()
    over.set()
    other.join()
    job = Job.objects.get()
    assert job.state == State.FAILED
    told = site.text("zhao", "settlement_job", job.pk)
    assert "writing to these books just now" in told
    assert "run the command" not in told
    assert entries(site) == 0


def test_what_was_asked_of_files_no_longer_in_force_is_not_posted(
    site: Site, changed: Callable[..., None]
) -> None:
    site.who("zhao").post(site.at("settlement_post"), {"month": SEPTEMBER})
    changed(refunds=(("A3", "2026-09-30T23:59:59+08:00", "3.00"),))
    site.work()
    job = Job.objects.get()
    assert job.state == State.FAILED
    assert "version 2" in site.text("zhao", "settlement_job", job.pk)
    assert entries(site) == 0


def test_files_that_change_between_issue_and_signature_change_no_statement(
    site: Site, changed: Callable[..., None]
) -> None:
    site.issued(SEPTEMBER)
    code = site.code("liu", SEPTEMBER)
    changed(refunds=(("A3", "2026-09-30T23:59:59+08:00", "3.00"),))
    page = site.text("liu", "settlement_month", SEPTEMBER)
    assert "The files have changed since" in page
    assert site.code("liu", SEPTEMBER) == code
    site.sign("liu", SEPTEMBER)
    assert books_of(site.programme).standings[SEPTEMBER].signed["E"].hash == code
    site.issued(SEPTEMBER)  # posts what is new: the signature was of another statement
    assert "E" not in books_of(site.programme).standings[SEPTEMBER].signed
    assert "The files have changed since" not in site.text("liu", "settlement_month", SEPTEMBER)


def test_a_job_killed_after_it_posted_posts_nothing_twice(site: Site) -> None:
    from django.utils import timezone

    site.who("zhao").post(site.at("settlement_post"), {"month": SEPTEMBER})
    job = claim_job("first")
    assert job is not None
    ACTS["post"](job, silent)  # and then the worker is gone, before it could say so
    assert entries(site) == 2
    again = claim_job("second", now=timezone.now() + timedelta(minutes=5))
    assert again is not None
    work_on(again, "second")
    assert entries(site) == 2
    again.refresh_from_db()
    assert again.state == State.DONE


def test_figures_and_files_are_those_of_the_command_line(
    site: Site, folder: BooksFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.close(SEPTEMBER)
    site.issued(OCTOBER, minimum="1.50")
    version = site.programme.latest
    assert version is not None
    command = ["settle", str(version.folder), "--lang", "en", "--json", "--period"]
    for month in (SEPTEMBER, OCTOBER):
        capsys.readouterr()
        assert run([*command, month, "--evidence", str(tmp_path / f"{month}.zip")]) == 0
        record = json.loads(capsys.readouterr().out)
        for person, party in (("zhao", "P"), ("liu", "E"), ("sun", "C")):
            page = site.text(person, "settlement_month", month)
            told = record["statements"][party]
            assert told["hash"] in page
            assert f"{abs(float(told['closing'])):,.2f}" in page
        with zipfile.ZipFile(tmp_path / f"{month}.zip") as bundle:
            for name in (name for name in bundle.namelist() if name.startswith("statements/")):
                mine = site.get("zhao", "statement_file", month, name.removeprefix("statements/"))
                if name.endswith(".xlsx"):
                    assert cells(mine.content) == cells(bundle.read(name))
                else:
                    assert mine.content == bundle.read(name), name
    assert not (folder.folder / "settlement").exists()


def cells(content: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]


def test_no_file_holds_a_formula(site: Site, staff: Mapping[str, User]) -> None:
    staff["zhao"].name = "=1+1"
    staff["zhao"].save()
    site.close(SEPTEMBER)
    text = site.text("zhao", "statement_file", SEPTEMBER, f"{SEPTEMBER}-P.csv")
    assert "'=1+1" in text
    assert '"=1+1' not in text
    book = openpyxl.load_workbook(
        BytesIO(site.get("zhao", "statement_file", SEPTEMBER, f"{SEPTEMBER}-P.xlsx").content)
    )
    every = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    strange = [cell for cell in every if str(cell.value).startswith("=1+1")]
    assert strange
    assert {cell.data_type for cell in strange} == {"s"}


def test_a_bundle_is_recomputed_and_an_altered_one_found(site: Site) -> None:
    site.issued(SEPTEMBER)
    site.send("liu", "settlement_bundle", SEPTEMBER)
    content = site.file("liu", "settlement_bundle_file", SEPTEMBER)

    def verdict(data: bytes, name: str = "bundle.zip") -> str:
        given = SimpleUploadedFile(name, data)
        return site.send("sun", "verify_bundle", key=str(uuid4()), file=given).content.decode()

    told = verdict(content)
    assert "True: every one of" in told
    assert "It ends as entry 3 of this programme" in told
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "books/000002/postings.csv":
                data = data.replace(b"999", b"998")
            new.writestr(info.filename, data)
    assert "Not true" in verdict(written.getvalue())
    assert Verification.objects.count() == 2
    for data in (b"", b"PK\x03\x04nothing", b"hello"):
        answer = verdict(data)
        assert "True" not in answer
    assert Verification.objects.count() == 2
    assert not list((site.programme.place / "incoming").iterdir())
    assert "bundle.zip" not in site.text("liu", "verify_bundle")


def test_who_has_lost_the_role_meanwhile_posts_nothing(site: Site, staff: Mapping[str, User]) -> None:
    site.who("zhao").post(site.at("settlement_post"), {"month": SEPTEMBER})
    Seat.objects.filter(user=staff["zhao"]).update(role=str(Role.ANALYST))
    site.work()
    job = Job.objects.get()
    assert job.state == State.FAILED
    assert "may no longer do it" in job.errors["en"][0]
    assert entries(site) == 0


def test_a_bundle_that_unpacks_to_too_much_is_not_unpacked(site: Site, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1_000_000
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("manifest.json", "{}")
        bundle.writestr("books/000001/postings.csv", b"0" * 9_000_000)
    given = SimpleUploadedFile("bomb.zip", written.getvalue())
    told = site.send("liu", "verify_bundle", key=str(uuid4()), file=given).content.decode()
    assert "implausible size" in told
    assert Verification.objects.count() == 0


def test_evidence_and_bundles_have_a_largest_size(site: Site, settings: Any) -> None:
    site.issued(SEPTEMBER)
    count = entries(site)
    large = SimpleUploadedFile("large.txt", b"a" * (10 * 1024**2 + 1))
    assert site.send("liu", "dispute_new", **claim(SEPTEMBER, evidence=large)).status_code == 422
    settings.UPLOAD_LIMIT = 6 * 1024**2
    larger = SimpleUploadedFile("larger.zip", b"a" * (8 * 1024**2))
    assert site.send("liu", "verify_bundle", key=str(uuid4()), file=larger).status_code == 413
    assert entries(site) == count
