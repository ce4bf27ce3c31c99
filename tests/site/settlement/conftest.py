"""A programme of three parties whose money can be worked out by hand, with finance people at each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.settlement.books_folder import BooksFolder

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.programmes.demo import show_everything
from kuajie_site.programmes.folders import edit_files, new_version
from kuajie_site.programmes.models import Programme

SEATS = {
    "zhao": ("P", Role.FINANCE),
    "wang": ("P", Role.FINANCE),
    "chen": ("P", Role.OWNER),
    "qian": ("P", Role.MANAGER),
    "luo": ("P", Role.ANALYST),
    "he": ("P", Role.VIEWER),
    "liu": ("E", Role.FINANCE),
    "sun": ("C", Role.OWNER),
    "zhou": ("", Role.MEDIATOR),
}
SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@pytest.fixture
def folder(tmp_path: Path) -> BooksFolder:
    """Write the programme folder that the first version is made of."""
    return BooksFolder(tmp_path / "folder").write()


@pytest.fixture
def staff(db: None) -> Mapping[str, User]:
    """Make everybody who sits in the programme, and somebody who does not."""
    del db
    return {
        name: User.objects.create_user(f"{name}@example.org", "a long password", name=name, language="en")
        for name in (*SEATS, "stranger")
    }


@pytest.fixture
def small(folder: BooksFolder, staff: Mapping[str, User]) -> Programme:
    """Make the programme: everybody seated, everything disclosed."""
    made = create_programme(folder.folder, user=staff["chen"], note="first")
    parties = {party.key: party for party in made.parties.all()}
    for name, (key, role) in SEATS.items():
        give_seat(made, staff[name], role, parties.get(key))
    show_everything(made, staff["chen"], "zh")
    return made


@pytest.fixture
def who(staff: Mapping[str, User]) -> Callable[[str], Client]:
    """Return a browser signed in as somebody."""

    def client(name: str) -> Client:
        found = Client()
        found.force_login(staff[name], backend=django_settings.AUTHENTICATION_BACKENDS[0])
        return found

    return client


@pytest.fixture
def changed(small: Programme, folder: BooksFolder) -> Callable[..., None]:
    """Return what puts the folder's files, as changed, in force as the next version."""

    def change(**facts: object) -> None:
        for name, value in facts.items():
            setattr(folder, name, value)
        folder.write()
        names = ("P/orders.csv", "P/refunds.csv", "E/orders.csv", "E/refunds.csv")
        files = {name: folder.folder / name for name in names}
        new_version(small, edit_files(files), note="next", user=None)

    return change


@pytest.fixture
def site(small: Programme, who: Callable[[str], Client], work: Callable[[], int]) -> Site:
    """Return what people do on the site, in one line each."""
    return Site(small, who, work)


class Site:
    """What people do with the programme."""

    def __init__(self, programme: Programme, who: Callable[[str], Client], work: Callable[[], int]) -> None:
        self.programme, self.who, self.work = programme, who, work

    def at(self, name: str, *more: object) -> str:
        return reverse(name, args=[self.programme.pk, *more])

    def get(self, person: str, name: str, *more: object, **asked: str) -> HttpResponse:
        return self.who(person).get(self.at(name, *more), asked)

    def send(self, person: str, name: str, *more: object, **fields: object) -> HttpResponse:
        """Send a form, work on what it asks for, and return the page that it leads to."""
        browser = self.who(person)
        answer = browser.post(self.at(name, *more), fields)
        self.work()
        return browser.get(answer.url, follow=True) if answer.status_code == 302 else answer

    def text(self, person: str, name: str, *more: object, **asked: str) -> str:
        """Return a page without its random tokens, which may spell anything; hashes stay."""
        shown = self.get(person, name, *more, **asked)
        assert shown.status_code == 200, shown.content.decode()
        return re.sub(r"\b(?![0-9a-f]{64}\b)[A-Za-z0-9]{64}\b", "", shown.content.decode())

    def file(self, person: str, name: str, *more: object) -> bytes:
        """Return what a download holds."""
        answer = self.get(person, name, *more)
        assert answer.status_code == 200, name
        return b"".join(answer.streaming_content)

    def issued(self, month: str, person: str = "zhao", **fields: object) -> str:
        """Post a month and issue its statements."""
        self.send(person, "settlement_post", month=month)
        asked = {"window": 7, "minimum": "0", **fields}
        shown = self.send(person, "settlement_issue", month, **asked)
        assert "Statements were issued" in shown.content.decode(), shown.content.decode()
        return shown.content.decode()

    def code(self, person: str, month: str) -> str:
        """Return the hash that the form for signing holds."""
        return str(self.get(person, "settlement_sign", month).context["form"].initial["code"])

    def sign(self, person: str, month: str) -> str:
        fields = {"code": self.code(person, month), "seen": "on"}
        return self.send(person, "settlement_sign", month, **fields).content.decode()

    def close(self, month: str) -> None:
        """Issue, sign for all, and lock a month."""
        self.issued(month)
        for person in ("zhao", "liu", "sun"):
            self.sign(person, month)
        assert "is locked" in self.send("zhao", "settlement_lock", month).content.decode()
