"""The whole life of a month by hand, on the site: posted, shown, disputed, ruled, locked, corrected."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.settlement.books_folder import ORDERS, BooksFolder
from tests.site.settlement.conftest import OCTOBER, SEPTEMBER, Site

from kuajie_site.activity.models import Entry
from kuajie_site.pages.home_needs import needs_of
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.cases import cases_of


def claim(month: str, **more: object) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "key": str(uuid4()),
        "month": month,
        "count": "1",
        "answer_by": (today + timedelta(days=7)).isoformat(),
        "rule_by": (today + timedelta(days=14)).isoformat(),
        "line0-event": "P/A3/1",
        "line0-clause": "",
        "line0-payer": "P",
        "line0-payee": "E",
        "line0-amount": "1.20",
        "line0-reason": "sold through our channel",
        **more,
    }


def waits(site: Site, name: str) -> list[str]:
    seat = Seat.objects.get(programme=site.programme, user__name=name)
    return [need.what.en for need in needs_of(seat)]


def test_the_whole_life_of_a_month(site: Site, folder: BooksFolder, changed: Callable[..., None]) -> None:
    # September: A2 (1.00) and A3 (9.99) are shared by thirds; A1 (1.00) of August went into the opening.
    shown = site.issued(SEPTEMBER)
    assert waits(site, "liu")[0].startswith(f"Look at the statement of {SEPTEMBER}")
    assert re.search(r"P is to pay|平台 is to pay", shown)
    # Each of A1, A2 leaves P 0.34 of 1.00, A3 3.33 of 9.99: it owes 0.66 + 0.66 + 6.66.
    assert "7.98" in shown
    site.sign("zhao", SEPTEMBER)
    objected = site.send(
        "liu", "settlement_object", SEPTEMBER, code=site.code("liu", SEPTEMBER), comment="A3 was ours"
    ).content.decode()
    assert "A3 was ours" in objected
    refused = site.send("zhao", "settlement_lock", SEPTEMBER).content.decode()
    assert "objects to its statement" in refused
    assert "--" not in re.sub(r"<!--.*?-->", "", refused), "no remedy speaks of the command line"

    proof = SimpleUploadedFile("chat.txt", b"we sold it")
    filed = site.send("liu", "dispute_new", **claim(SEPTEMBER, evidence=proof)).content.decode()
    assert "sold through our channel" in filed
    assert "1.20" in filed
    (kept,) = cases_of(site.programme)
    name = kept.case.id
    assert kept.case.claims[0].evidence[0][0] == "chat.txt"
    assert any(f"Answer the dispute {name}" in each for each in waits(site, "zhao"))
    assert any(f"Rule on the dispute {name}" in each for each in waits(site, "zhou"))
    assert not any(name in each for each in waits(site, "sun"))
    site.send("zhao", "dispute_reply", name, key=str(uuid4()), text="half of it at most")
    assert "half of it at most" in site.text("sun", "dispute", name)
    assert not any(f"Answer the dispute {name}" in each for each in waits(site, "zhao"))
    ruled = site.send(
        "zhou", "dispute_rule", name, **{"line1-amount": "0.60", "line1-reason": "both should have checked"}
    ).content.decode()
    assert "0.60" in ruled
    assert "both should have checked" in ruled
    assert waits(site, "zhou") == []

    for person in ("liu", "sun"):
        site.sign(person, SEPTEMBER)
    assert any(f"Lock {SEPTEMBER}" in each for each in waits(site, "zhao"))
    assert "is locked" in site.send("zhao", "settlement_lock", SEPTEMBER).content.decode()

    # A refund of A3 after the lock: nothing of September changes, October corrects it.
    before = site.text("liu", "statement_file", SEPTEMBER, f"{SEPTEMBER}-E.csv")
    changed(refunds=(*folder.refunds, ("A3", "2026-10-20T09:00:00+08:00", "3.00")))
    october = site.issued(OCTOBER)
    assert "A3" in october
    assert site.text("liu", "statement_file", SEPTEMBER, f"{SEPTEMBER}-E.csv") == before
    assert "Corrected after the lock" in site.text("liu", "settlement_month", SEPTEMBER)
    noted = list(Entry.objects.filter(programme=site.programme).order_by("id").values_list("what", flat=True))
    assert noted == [
        "month_posted",
        "statements_issued",
        "statement_signed",
        "statement_objected",
        "dispute_raised",
        "dispute_answered",
        "dispute_ruled",
        "statement_signed",
        "statement_signed",
        "month_locked",
        "month_posted",
        "statements_issued",
    ]
    assert all(Entry.objects.filter(programme=site.programme).values_list("shared", flat=True))
    assert ORDERS
