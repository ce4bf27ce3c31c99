"""Who may do and see what of settlement: roles, disclosure, forged codes and ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.settlement.books_folder import BooksFolder
from tests.site.settlement.conftest import OCTOBER, SEPTEMBER, Site

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.disclosure.models import Grant
from kuajie_site.jobs.models import Job
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.settlement.ledger import books_of
from kuajie_site.settlement.models import Evidence

MONEY = ("zhao", "chen", "liu", "sun")


@pytest.mark.parametrize("person", ["qian", "luo", "he", "zhou"])
def test_only_money_roles_post_sign_object_and_lock(site: Site, person: str) -> None:
    site.issued(SEPTEMBER)
    entries = len(books_of(site.programme).entries)
    browser, code = site.who(person), site.code("zhao", SEPTEMBER)
    for name, more, fields in (
        ("settlement_post", (), {"month": OCTOBER}),
        ("settlement_issue", (SEPTEMBER,), {"window": 1, "minimum": 0}),
        ("settlement_sign", (SEPTEMBER,), {"code": code, "seen": "on"}),
        ("settlement_object", (SEPTEMBER,), {"code": code, "comment": "no"}),
        ("settlement_lock", (SEPTEMBER,), {}),
        ("dispute_new", (), {"month": SEPTEMBER}),
        ("reconcile_new", (), {}),
    ):
        assert browser.get(site.at(name, *more)).status_code == 403, name
        assert browser.post(site.at(name, *more), fields).status_code == 403, name
    site.work()
    assert len(books_of(site.programme).entries) == entries


@pytest.mark.parametrize("person", ["luo", "he"])
def test_analysts_and_viewers_see_nothing_of_settlement(site: Site, person: str) -> None:
    site.issued(SEPTEMBER)
    for name, more in (("settlement", ()), ("settlement_month", (SEPTEMBER,)), ("disputes", ())):
        assert site.get(person, name, *more).status_code == 403
    assert site.get("stranger", "settlement").status_code == 404


def test_nobody_sees_statements_that_are_not_disclosed(site: Site) -> None:
    site.issued(SEPTEMBER)
    assert "C-" not in site.text("liu", "settlement_month", SEPTEMBER).replace("2026-09-C", "")
    seen = site.text("liu", "settlement_month", SEPTEMBER, party="C")
    assert f"{SEPTEMBER}-C.csv" in seen
    Grant.objects.filter(party__key="C").update(withdrawn_at=timezone.now())
    Grant.objects.filter(party__key="P").update(withdrawn_at=timezone.now())
    hidden = site.text("liu", "settlement_month", SEPTEMBER, party="C")
    assert f"{SEPTEMBER}-E.csv" in hidden
    assert f"{SEPTEMBER}-C.csv" not in hidden
    assert "pays 企业" not in hidden
    assert "pays 企业" not in site.text("liu", "settlement")
    for kind in ("html", "xlsx", "csv"):
        assert site.get("liu", "statement_file", SEPTEMBER, f"{SEPTEMBER}-C.{kind}").status_code == 404
        assert site.get("liu", "statement_file", SEPTEMBER, f"{SEPTEMBER}-E.{kind}").status_code == 200
    assert site.get("zhou", "statement_file", SEPTEMBER, f"{SEPTEMBER}-P.csv").status_code == 404
    assert site.get("zhou", "statement_file", SEPTEMBER, f"{SEPTEMBER}-E.csv").status_code == 200


def test_a_bundle_is_for_those_to_whom_all_is_disclosed(site: Site) -> None:
    site.issued(SEPTEMBER)
    shown = site.send("liu", "settlement_bundle", SEPTEMBER)
    assert "Download the evidence bundle" in shown.content.decode()
    assert site.file("liu", "settlement_bundle_file", SEPTEMBER)
    Grant.objects.filter(party__key="C", to__key="E", field="order_lines").update(withdrawn_at=timezone.now())
    assert site.get("liu", "settlement_bundle_file", SEPTEMBER).status_code == 404
    assert "ask them to" in site.send("liu", "settlement_bundle", SEPTEMBER).content.decode()
    assert site.file("sun", "settlement_bundle_file", SEPTEMBER)


@pytest.mark.parametrize("code", ["", "a" * 12, "0" * 64, "../../etc", "x" * 64])
def test_only_the_very_statement_seen_is_signed(site: Site, code: str) -> None:
    site.issued(SEPTEMBER)
    before = len(books_of(site.programme).entries)
    site.send("liu", "settlement_sign", SEPTEMBER, code=code, seen="on")
    site.send("liu", "settlement_object", SEPTEMBER, code=code, comment="no")
    others = site.code("sun", SEPTEMBER)
    site.send("liu", "settlement_sign", SEPTEMBER, code=others, seen="on")
    unseen = site.send("liu", "settlement_sign", SEPTEMBER, code=site.code("liu", SEPTEMBER))
    assert unseen.status_code == 422
    assert len(books_of(site.programme).entries) == before


def test_a_statement_issued_anew_meanwhile_is_not_signed_by_an_old_form(
    site: Site, changed: Callable[..., None]
) -> None:
    site.issued(SEPTEMBER)
    old = site.code("liu", SEPTEMBER)
    changed(refunds=(("A3", "2026-09-30T23:59:59+08:00", "3.00"),))
    site.issued(SEPTEMBER)
    told = site.send("liu", "settlement_sign", SEPTEMBER, code=old, seen="on").content.decode()
    assert "issued anew" in told
    assert "E" not in books_of(site.programme).standings[SEPTEMBER].signed


@pytest.mark.parametrize("month", ["2026-13", "1999-01", "2026-9", "..", "settlement"])
def test_there_are_no_other_months(site: Site, month: str) -> None:
    site.issued(SEPTEMBER)
    for name in ("settlement_month", "settlement_sign", "settlement_lock", "settlement_issue"):
        assert site.get("zhao", name, month).status_code == 404
    assert site.get("zhao", "statement_file", SEPTEMBER, "entry.json").status_code == 404
    assert site.send("zhao", "settlement_post", month=month).status_code == 422


def test_things_of_other_programmes_are_not_found(
    site: Site, folder: BooksFolder, staff: Mapping[str, User]
) -> None:
    site.issued(SEPTEMBER)
    other = Site(create_programme(folder.folder, user=staff["chen"], note="other"), site.who, site.work)
    assert other.get("zhao", "settlement").status_code == 404
    give_seat(other.programme, staff["zhao"], Role.FINANCE, other.programme.parties.get(key="P"))
    assert "No month has been posted yet" in other.text("zhao", "settlement")
    job = Job.objects.filter(programme=site.programme).first()
    assert job is not None
    assert other.get("zhao", "settlement_job", job.pk).status_code == 404
    for name, more in (
        ("settlement_job", (uuid4(),)),
        ("reconciliation", (uuid4(),)),
        ("verification", (uuid4(),)),
        ("dispute", ("nothing",)),
    ):
        assert site.get("zhao", name, *more).status_code == 404


def test_a_month_can_be_looked_at_before_it_is_posted(site: Site) -> None:
    shown = site.send("liu", "settlement_post", month=SEPTEMBER, look="1").content.decode()
    assert "nothing is posted yet" in shown
    assert "7.32" in shown  # of A2 and A3 P owes 0.66 + 6.66
    assert books_of(site.programme).entries == []
    assert "nothing is posted yet" not in site.text("zhao", "settlement_post", month=SEPTEMBER)
    Grant.objects.filter(party__key="C").update(withdrawn_at=timezone.now())
    assert "nothing is posted yet" not in site.text("liu", "settlement_post", month=SEPTEMBER)
    again = site.send("liu", "settlement_post", month=SEPTEMBER, look="1").content.decode()
    assert "nothing is posted yet" in again
    assert 'class="number">企业' not in again
    site.issued(SEPTEMBER)
    assert "posted already" in site.send("liu", "settlement_post", month=SEPTEMBER, look="1").content.decode()


def test_evidence_is_for_the_parties_of_the_case_and_mediators(site: Site) -> None:
    from tests.site.settlement.test_life_of_a_month import claim

    site.issued(SEPTEMBER)
    proof = SimpleUploadedFile("proof.txt", b"ours")
    site.send("liu", "dispute_new", **claim(SEPTEMBER, evidence=proof))
    found = Evidence.objects.get()
    for person, status in (("zhao", 200), ("liu", 200), ("zhou", 200), ("sun", 404)):
        answer = site.get(person, "dispute_evidence", found.case, found.pk)
        assert answer.status_code == status, person
        if status == 200:
            assert b"".join(answer.streaming_content) == b"ours"
            assert answer["Content-Disposition"].startswith("attachment")
            assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("run.exe", b"MZ"),
        ("page.html", b"<script>"),
        ("a.png", b"<script>"),
        ("a.pdf", b""),
        ("a.txt", b"\0"),
    ],
)
def test_files_of_other_kinds_are_no_evidence(site: Site, name: str, content: bytes) -> None:
    from tests.site.settlement.test_life_of_a_month import claim

    site.issued(SEPTEMBER)
    before = len(books_of(site.programme).entries)
    refused = site.send("liu", "dispute_new", **claim(SEPTEMBER, evidence=SimpleUploadedFile(name, content)))
    assert refused.status_code == 422
    assert len(books_of(site.programme).entries) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"line0-event": "P/NOPE/1"},
        {"line0-payee": "P"},
        {"line0-payer": "P", "line0-payee": "C"},
        {"line0-amount": "0"},
        {"line0-amount": "-1"},
        {"line0-payer": "stranger"},
        {"rule_by": "2020-01-01"},
    ],
)
def test_claims_that_make_no_sense_are_not_filed(site: Site, wrong: dict[str, str]) -> None:
    from tests.site.settlement.test_life_of_a_month import claim

    site.issued(SEPTEMBER)
    before = len(books_of(site.programme).entries)
    answer = site.send("liu", "dispute_new", **claim(SEPTEMBER, **wrong))
    assert answer.status_code in {200, 422}
    assert len(books_of(site.programme).entries) == before
