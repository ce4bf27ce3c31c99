"""Own books on the site: against the programme's record, and between two sides."""

from __future__ import annotations

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.site.settlement.conftest import SEPTEMBER, Site

from kuajie_site.disclosure.models import Grant
from kuajie_site.pages.home_needs import needs_of
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.models import Comparison, SideBook

OURS = (
    "order_id,line,ordered_at,paid,currency\n"
    "A2,1,2026-09-01T00:00:00+08:00,1.00,CNY\n"
    "A3,1,2026-09-30T23:59:59+08:00,9.98,CNY\n"
    "=1+1,1,2026-09-12T10:00:00+08:00,5.00,CNY\n"
)
THEIRS = OURS.replace("9.98", "9.99").replace("=1+1", "A9")


def begin(site: Site, person: str, against: str, text: str = OURS, **more: object) -> str:
    given = SimpleUploadedFile("ours.csv", text.encode())
    fields = {
        "key": str(uuid4()),
        "against": against,
        "file": given,
        "zone": "Asia/Shanghai",
        "unit": "",
        "period": "",
        "tolerance": "0",
        "days": "1",
        **more,
    }
    return site.send(person, "reconcile_new", **fields).content.decode()


def hide_lines() -> None:
    Grant.objects.filter(field="order_lines").update(withdrawn_at=timezone.now())


def test_an_own_book_against_the_record(site: Site) -> None:
    hide_lines()  # one's own record needs nobody's word
    shown = begin(site, "zhao", "record:P", period=SEPTEMBER)
    assert "Amount differs" in shown
    assert "0.01" in shown
    found = Comparison.objects.get()
    text = site.file("zhao", "differences", found.pk).decode("utf-8-sig")
    assert "'=1+1" in text
    assert "\n=1+1" not in text
    assert ",=1+1" not in text
    assert str(site.programme.place) not in text
    assert str(site.programme.place) not in shown
    for person, status in (("liu", 404), ("zhou", 404), ("qian", 200)):
        assert site.get(person, "reconciliation", found.pk).status_code == status


def test_the_record_of_others_needs_their_disclosure(site: Site) -> None:
    assert "Amount differs" in begin(site, "liu", "record:P")
    hide_lines()
    refused = begin(site, "liu", "record:P")
    assert "Select a valid choice" in refused
    assert Comparison.objects.count() == 1


def test_two_sides_see_counts_unless_both_disclose(site: Site) -> None:
    begin(site, "zhao", "book:E")
    found = Comparison.objects.get()
    assert found.waiting
    seat = Seat.objects.get(programme=site.programme, user__name="liu")
    assert any("asks to reconcile books" in need.what.en for need in needs_of(seat))
    assert "A3" not in site.text("liu", "reconciliation", found.pk)
    assert site.get("sun", "reconciliation", found.pk).status_code == 404
    fields = {
        "key": str(uuid4()),
        "file": SimpleUploadedFile("theirs.csv", THEIRS.encode()),
        "zone": "Asia/Shanghai",
        "unit": "",
    }
    shown = site.send("liu", "reconciliation_join", found.pk, **fields).content.decode()
    assert "A3" in shown
    assert site.file("zhao", "differences", found.pk)
    hide_lines()
    for person in ("zhao", "liu", "zhou"):
        counts = site.text(person, "reconciliation", found.pk)
        assert "Amount differs" in counts
        assert "Who must act" in counts
        assert "A3" not in counts
        assert "A9" not in counts
        assert site.get(person, "differences", found.pk).status_code == 404
    late = SimpleUploadedFile("late.csv", THEIRS.encode())
    again = site.send("liu", "reconciliation_join", found.pk, **fields | {"key": str(uuid4()), "file": late})
    assert "no longer waits" in again.content.decode()


def test_what_is_wrong_with_a_book_is_told_to_its_own_side(site: Site) -> None:
    begin(site, "zhao", "book:E", OURS.replace("9.98", "nine"))
    found = Comparison.objects.get()
    fields = {
        "key": str(uuid4()),
        "file": SimpleUploadedFile("theirs.csv", THEIRS.encode()),
        "zone": "Asia/Shanghai",
        "unit": "",
    }
    shown = site.send("liu", "reconciliation_join", found.pk, **fields).content.decode()
    assert "nine" not in shown
    assert "its own side is told why" in shown
    assert "nine" in site.text("zhao", "reconciliation", found.pk)


def test_a_side_may_decline(site: Site) -> None:
    begin(site, "zhao", "book:E")
    found = Comparison.objects.get()
    assert site.get("sun", "reconciliation_decline", found.pk).status_code == 405
    assert site.who("sun").post(site.at("reconciliation_decline", found.pk)).status_code == 404
    assert site.who("zhao").post(site.at("reconciliation_decline", found.pk)).status_code == 404
    assert "declined" in site.send("liu", "reconciliation_decline", found.pk).content.decode()


def test_other_files_are_no_book(site: Site) -> None:
    for name, content in (("a.pdf", "%PDF-1"), ("a.csv", ""), ("a.html", "<html><table>")):
        given = SimpleUploadedFile(name, content.encode())
        begin(site, "zhao", "record:P", file=given)
    assert SideBook.objects.count() == 0
    assert not [file for file in (site.programme.place / "own_books").iterdir() if file.is_file()]


def test_the_same_form_twice_compares_once(site: Site) -> None:
    key = str(uuid4())
    for _ in range(2):
        begin(site, "zhao", "record:P", key=key)
    assert Comparison.objects.count() == 1
    assert SideBook.objects.count() == 1


def test_headers_that_nobody_knows_are_named(site: Site) -> None:
    strange = OURS.replace("order_id", "Beleg 编号").replace("paid", "[实付]")
    refused = begin(site, "zhao", "record:P", strange, period=SEPTEMBER)
    assert "could not be compared" in refused
    named = {"header_order_id": "Beleg 编号", "header_paid": "[实付]"}
    shown = begin(site, "zhao", "record:P", strange, period=SEPTEMBER, **named)
    assert "Amount differs" in shown
    assert "0.01" in shown
    wrong = begin(site, "zhao", "record:P", strange, header_order_id="nothing", header_paid="[实付]")
    assert "could not be compared" in wrong
    assert "name the header of" in wrong
    assert "columns.toml" not in wrong
    assert str(site.programme.place) not in wrong
    twice = begin(site, "zhao", "record:P", strange, header_order_id="[实付]", header_paid="[实付]")
    assert "Named already" in twice
    begin(site, "zhao", "book:E", strange, header_order_id="nothing", header_paid="[实付]")
    waiting = Comparison.objects.get(record=False)
    theirs = SimpleUploadedFile("b.csv", THEIRS.encode())
    fields = {"key": str(uuid4()), "file": theirs, "zone": "Asia/Shanghai", "unit": ""}
    joined = site.send("liu", "reconciliation_join", waiting.pk, **fields).content.decode()
    assert "its own side is told why" in joined
    assert "name the header of" not in joined
    assert "name the header of" in site.text("zhao", "reconciliation", waiting.pk)
