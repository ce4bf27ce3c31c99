"""Programs keep books as people do: they post, sign, take back, lock; they open, answer and rule disputes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.site.api.calling_api import Program
from tests.site.settlement.conftest import OCTOBER, SEPTEMBER, Site
from tests.site.settlement.test_at_once import entries
from tests.site.settlement.test_told_to_programs import program

from kuajie_site.accounts.models import User
from kuajie_site.activity.models import Entry
from kuajie_site.settlement.cases import cases_of
from kuajie_site.settlement.ledger import books_of

MONTH = f"settlement/months/{SEPTEMBER}"
LINE = {"event": "P/A3/1", "payer": "P", "payee": "E", "amount": "1.20", "reason": "sold through our channel"}
Programs = Mapping[str, Program]


@pytest.fixture
def by(site: Site, staff: Mapping[str, User]) -> Programs:
    return {name: program(site, staff, name) for name in ("zhao", "liu", "sun", "zhou")}


def signed(caller: Program, party: str, **headers: str) -> object:
    code = caller.get(MONTH).json()["hashes"][party]
    return caller.post(f"{MONTH}/sign", {"hash": code}, **headers)


def test_a_month_is_posted_issued_signed_and_locked(site: Site, by: Programs) -> None:
    posted = by["zhao"].post(f"{MONTH}/post", {}, idempotency_key="a")
    assert posted.status_code == 202, posted.content
    again = by["zhao"].post(f"{MONTH}/post", {}, idempotency_key="a")
    assert again["Idempotency-Replayed"] == "true"
    assert site.work() == 1
    job = posted.json()["id"]
    told = by["zhao"].get(f"settlement/jobs/{job}").json()
    assert (told["state"], told["about"], told["done"]) == ("done", SEPTEMBER, 1.0)
    assert by["liu"].get(f"settlement/jobs/{job}").status_code == 404
    by["zhao"].post(f"{MONTH}/issue", {"window": 7, "minimum": "1.50"})
    site.work()
    assert books_of(site.programme).standings[SEPTEMBER].issue.minimum == 150  # type: ignore[union-attr]
    early = by["zhao"].post(f"{MONTH}/lock")
    assert (early.status_code, early.json()["code"]) == (409, "conflict")
    assert "C, E, P" in early.json()["detail"]
    count = entries(site)
    for name, party in (("zhao", "P"), ("liu", "E"), ("sun", "C")):
        for _ in range(2):
            assert signed(by[name], party).status_code == 200  # type: ignore[attr-defined]
    assert entries(site) == count + 3
    for _ in range(2):
        locked = by["zhao"].post(f"{MONTH}/lock")
        assert (locked.status_code, locked.json()["closed"]) == (200, True)
    assert entries(site) == count + 4
    assert by["liu"].post(f"{MONTH}/withdraw").status_code == 409
    assert entries(site) == count + 4


def test_only_the_statement_that_was_read_is_signed(site: Site, by: Programs) -> None:
    site.issued(SEPTEMBER)
    count = entries(site)
    other = by["liu"].post(f"{MONTH}/sign", {"hash": "0" * 64})
    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    assert "--" not in other.json()["detail"]
    assert by["liu"].post(f"{MONTH}/sign", {"hash": "0" * 12}).status_code == 422
    assert by["zhou"].post(f"{MONTH}/sign", {"hash": "0" * 64}).status_code == 403
    assert by["liu"].post("settlement/months/2031-01/sign", {"hash": "0" * 64}).status_code == 404
    assert by["liu"].post("settlement/months/2031-01/post", {}).status_code == 409
    assert entries(site) == count


def test_a_signature_is_taken_back_before_the_lock(site: Site, by: Programs) -> None:
    site.issued(SEPTEMBER)
    signed(by["liu"], "E")
    assert by["liu"].post(f"{MONTH}/withdraw").json()["signed"] == []
    count = entries(site)
    assert by["liu"].post(f"{MONTH}/withdraw").status_code == 200
    assert entries(site) == count
    code = by["liu"].get(MONTH).json()["hashes"]["E"]
    by["liu"].post(f"{MONTH}/object", {"hash": code, "comment": "A3 was ours"})
    assert by["sun"].get(MONTH).json()["objected"] == ["E"]
    page = site.send("liu", "settlement_withdraw", SEPTEMBER).content.decode()
    assert "Taken back" in page
    assert books_of(site.programme).standings[SEPTEMBER].objected == {}
    assert "Take back what you said" not in page
    assert list(Entry.objects.filter(what="word_withdrawn").values_list("party__key", flat=True)) == [
        "E",
        "E",
    ]
    assert site.send("zhou", "settlement_withdraw", SEPTEMBER).status_code == 403


def test_a_dispute_is_opened_answered_and_ruled(site: Site, by: Programs) -> None:
    site.issued(SEPTEMBER)
    opened = by["liu"].post("settlement/disputes", {"month": SEPTEMBER, "lines": [LINE]})
    assert opened.status_code == 202, opened.content
    site.work()
    (listed,) = by["sun"].get("settlement/disputes").json()["items"]
    assert (listed["name"], listed["open"]) == (opened.json()["about"], [1])
    place = f"settlement/disputes/{listed['name']}"
    address = f"/api/v1/programmes/{site.programme.pk}/{place}/replies"
    headers = {"authorization": f"Bearer {by['zhao'].key}"}
    proof = SimpleUploadedFile("=chat.txt", b"we sold it")
    said = by["zhao"].client.post(address, {"text": "half of it", "evidence": proof}, headers=headers)
    assert said.status_code == 201, said.content
    (kept,) = said.json()["evidence"]
    download = by["zhou"].get(f"{place}/evidence/{kept['id']}")
    assert b"".join(download.streaming_content) == b"we sold it"
    assert by["sun"].get(f"{place}/evidence/{kept['id']}").status_code == 404
    assert by["sun"].get(place).json()["replies"][0]["evidence"] == []
    ruling = {"line": 1, "amount": "0.60", "reason": "both should have checked"}
    assert by["liu"].post(f"{place}/rule", {"rulings": [ruling]}).status_code == 403
    for wrong in ({"amount": "1.21"}, {"line": 2}):
        assert by["zhou"].post(f"{place}/rule", {"rulings": [ruling | wrong]}).status_code == 422
    assert by["zhou"].post(f"{place}/rule", {"rulings": [ruling]}).status_code == 202
    site.work()
    (line,) = by["sun"].get(place).json()["lines"]
    assert line["ruling"]["amount"] == 60
    assert line["ruling"]["by"] == "zhou"
    assert by["liu"].post(f"{place}/withdraw", {}).json()["open"] == []
    assert cases_of(site.programme)[0].rulings[1]["amount"] == 60


def test_what_a_case_lacks_is_named_line_by_line(site: Site, by: Programs) -> None:
    site.issued(SEPTEMBER)
    wrong = LINE | {"payer": "C", "payee": "P"}
    past = {"month": SEPTEMBER, "answer_by": "2020-01-01", "lines": [LINE, wrong, LINE | {"amount": "0"}]}
    refused = by["liu"].post("settlement/disputes", past)
    assert refused.status_code == 422
    assert {each["column"] for each in refused.json()["findings"]} == {
        "answer_by",
        "lines.1.payee",
        "lines.2.amount",
    }
    assert cases_of(site.programme) == []
    assert by["liu"].post("settlement/disputes", {"month": OCTOBER, "lines": [LINE]}).status_code == 404


def test_a_dispute_is_withdrawn_by_who_raised_it_alone(site: Site, by: Programs) -> None:
    site.issued(SEPTEMBER)
    by["liu"].post("settlement/disputes", {"month": SEPTEMBER, "lines": [LINE, LINE | {"amount": "0.10"}]})
    site.work()
    (kept,) = cases_of(site.programme)
    name = kept.case.id
    by["zhou"].post(
        f"settlement/disputes/{name}/rule", {"rulings": [{"line": 1, "amount": "0.60", "reason": "so"}]}
    )
    site.work()
    assert by["sun"].post(f"settlement/disputes/{name}/withdraw", {}).status_code == 403
    assert site.send("zhao", "dispute_withdraw", name).status_code == 422
    assert cases_of(site.programme)[0].open == (2,)
    shown = site.send("liu", "dispute_withdraw", name, reason="settled by telephone").content.decode()
    assert "settled by telephone" in shown
    assert "withdrawn" in shown
    (kept,) = cases_of(site.programme)
    assert (kept.open, kept.rulings[1]["amount"], kept.rulings[2]["amount"]) == ((), 60, 0)
    count = entries(site)
    by["liu"].post(f"settlement/disputes/{name}/withdraw", {})
    assert entries(site) == count
    assert Entry.objects.filter(what="dispute_withdrawn").count() == 1
    site.send("liu", "settlement_bundle", SEPTEMBER)
    content = SimpleUploadedFile("b.zip", site.file("liu", "settlement_bundle_file", SEPTEMBER))
    told = site.send("sun", "verify_bundle", key="0b9c1c0e-0000-4000-8000-000000000001", file=content)
    assert "True: every one of" in told.content.decode()
