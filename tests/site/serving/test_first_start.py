"""What a site without people begins with: the demo, or one's own programme with its own parties."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from tests.settlement.books_folder import BooksFolder

from kuajie_site.accounts.models import User
from kuajie_site.first_start import first_start
from kuajie_site.programmes.models import Programme, Seat

pytestmark = pytest.mark.django_db


def test_a_programme_with_other_parties_has_an_owner_for_each(tmp_path: Path) -> None:
    folder = BooksFolder(tmp_path / "own").write().folder
    login = first_start(folder, "en")
    assert login is not None
    assert login.addresses == (*(f"owner{n}@kuajie.test" for n in (1, 2, 3)), "mediator@kuajie.test")
    seats = {seat.user.email: (seat.party.key if seat.party else None) for seat in Seat.objects.all()}
    assert list(seats.values()) == ["P", "E", "C", None]
    assert login.password not in str(User.objects.values_list())
    signed_in = Client().post("/accounts/login/", {"login": login.addresses[0], "password": login.password})
    assert (signed_in.status_code, signed_in.url) == (302, "/")


def test_where_there_are_people_nothing_is_loaded(tmp_path: Path) -> None:
    User.objects.create_user("ada@example.org", "a long password")
    assert first_start(tmp_path / "not read", "zh") is None
    assert not Programme.objects.exists()
