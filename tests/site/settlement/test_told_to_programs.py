"""What programs are told of the books: the same months and statements as people see, and as they happen."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from tests.site.api.calling_api import Program, key_for
from tests.site.settlement.conftest import SEPTEMBER, Site

from kuajie_site.accounts.models import User
from kuajie_site.disclosure.models import Grant
from kuajie_site.programmes.models import Seat
from kuajie_site.webhooks.manage import make
from kuajie_site.webhooks.models import Delivery


def program(site: Site, staff: Mapping[str, User], name: str) -> Program:
    return Program(key_for(Seat.objects.get(programme=site.programme, user=staff[name])), site.programme)


def test_statements_are_told_to_those_who_see_them(site: Site, staff: Mapping[str, User]) -> None:
    liu = program(site, staff, "liu")
    assert liu.get("settlement/months").json()["items"] == []
    assert program(site, staff, "he").get("settlement/months").status_code == 403
    site.issued(SEPTEMBER)
    (month,) = liu.get("settlement/months").json()["items"]
    assert (month["period"], month["closed"], month["signed"]) == (SEPTEMBER, False, [])
    assert month["issued"]
    site.sign("zhao", SEPTEMBER)
    told = liu.get(f"settlement/months/{SEPTEMBER}").json()
    assert (told["currency"], told["signed"]) == ("CNY", ["P"])
    assert {each["party"] for each in told["statements"]} == {"P", "E", "C"}
    # By hand: E gets a third of A2 (1.00) and of A3 (9.99), and 0.33 of A1, which the opening brought.
    assert {"payer": "P", "payee": "E", "amount": 33 + 33 + 333} in told["payments"]
    Grant.objects.filter(to__key="E", field="statements").update(withdrawn_at=timezone.now())
    own = liu.get(f"settlement/months/{SEPTEMBER}").json()
    assert {each["party"] for each in own["statements"]} == {"E"}
    assert {each["payee"] for each in own["payments"]} == {"E"}
    assert liu.get("settlement/months/2031-01").status_code == 404
    assert liu.get("settlement/months/2026-13").status_code == 422


def test_what_happens_to_books_is_put_into_the_outbox(site: Site, staff: Mapping[str, User]) -> None:
    seat = Seat.objects.get(programme=site.programme, user=staff["sun"])
    types = ["statement.issued", "statement.signed", "month.locked"]
    given = {"name": "x", "kind": "json", "url": "https://hook.example/", "secret": "", "language": "en"}
    make(seat, {**given, "types": types})
    site.close(SEPTEMBER)
    told = list(Delivery.objects.order_by("created_at").values_list("type", flat=True))
    assert told == ["statement.issued", *["statement.signed"] * 3, "month.locked"]
