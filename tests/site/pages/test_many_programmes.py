"""A person of many programmes: each tells its own needs, and pages ask the database no more often."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.disclosure.models import DisclosureRequest, Grant
from kuajie_site.pages.home_needs import needs_by_seat, needs_of
from kuajie_site.programmes.creation import give_seat
from kuajie_site.programmes.models import Party, Programme, Seat, Version
from kuajie_site.settlement.models import Ledger

MONTH = {
    "period": "2026-06",
    "closed": False,
    "stale": False,
    "until": date(2026, 7, 20).isoformat(),
    "codes": {"own": "a", "other": "b"},
    "signed": {},
    "objected": {},
}


def waiting_programme(number: int, person: User) -> Seat:
    """Make a programme in which a statement, a request and a grant that ends wait for a person."""
    made = Programme.objects.create(name=f"Programme {number:02}", created_by=person)
    own, other = (Party.objects.create(programme=made, key=key, name=key) for key in ("own", "other"))
    Version.objects.create(programme=made, number=1, digest="none", created_by=person)
    now = timezone.now()
    Ledger.objects.create(programme=made, head=str(number), months=[MONTH], cases=[])
    DisclosureRequest.objects.create(
        asked_at=now, programme=made, party=own, to=other, field="orders", purpose="to see", asked_by=person
    )
    Grant.objects.create(
        programme=made,
        party=own,
        to=other,
        field="costs",
        purpose="to see",
        granted_by=person,
        granted_at=now,
        expires_at=now + timedelta(days=3),
    )
    return give_seat(made, person, Role.OWNER, own)


def asked_by(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_pages_ask_no_more_of_the_database_for_more_programmes(
    people: Mapping[str, User], as_: Callable[[str], Client]
) -> None:
    first = waiting_programme(0, people["owner"])
    browser, place = as_("owner"), reverse("programme", args=[first.programme_id])
    browser.get("/")
    before = [asked_by(browser, path) for path in ("/", place)]
    for number in range(1, 12):
        waiting_programme(number, people["owner"])
    assert [asked_by(browser, path) for path in ("/", place)] == before


@pytest.mark.usefixtures("db")
def test_what_waits_is_told_with_its_own_programme(people: Mapping[str, User]) -> None:
    seats = [waiting_programme(number, people["owner"]) for number in range(3)]
    Ledger.objects.filter(programme=seats[1].programme).delete()
    together = dict(needs_by_seat(seats))
    assert {seat: len(needs) for seat, needs in together.items()} == dict(zip(seats, (3, 2, 3), strict=True))
    for seat, needs in together.items():
        assert needs == needs_of(seat)
        assert all(str(seat.programme_id) in need.place for need in needs)
