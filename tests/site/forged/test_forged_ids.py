"""Ids of another programme, or of another party, lead nowhere: in addresses, in bodies, and in the API."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from calling_api import Program, key_for
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from filling import MARKER, Filling, everything

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.api.docs import operations
from kuajie_site.api.urls import API
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.programmes.models import Programme, Seat


def _routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, path)
        elif path.startswith("programmes/<uuid:programme>/"):
            yield path, entry


IN_PROGRAMME = list(_routes(get_resolver().url_patterns))
SignIn = Callable[[str], Client]
NOT_THERE = {404, 405}
NAMED = {"<uuid:", "<int:"}
"""Converters of ids; what has a name of its own in every programme (a month, a version) is no id."""
BY_NUMBER = {"number", "place"}
BEYOND = 700_000
"""Where the ids of filled rows begin: a seat's may be that of a grant of one's own."""
OF_PARTY = {
    *(
        "uploads.Upload",
        "webhooks.Webhook",
        "webhooks.Delivery",
        "api.Credential",
        "organisations.Invitation",
    ),
    *("settlement.Verification", "programmes.Seat", "disclosure.DisclosureRequest"),
}
"""Kinds of which one party's are no other party's, inside a programme too."""


@pytest.fixture
def other(people: Mapping[str, User], small_folder: Path) -> Filling:
    """Fill another programme, of other people, with one row of every kind."""
    made = create_programme(small_folder, user=people["stranger"], note=MARKER)
    seat = give_seat(made, people["stranger"], Role.OWNER, made.parties.get(key="zhihai"))
    return Filling(made, seat.party, people["stranger"])


@pytest.fixture
def across(programme: Programme, people: Mapping[str, User]) -> Filling:
    """Fill the small programme with one row of every kind, all of the platform."""
    return Filling(programme, programme.parties.get(key="zhihai"), people["owner"])


def asked_ids(path: str) -> list[tuple[str, str]]:
    """Return the converter and name of every id in an address, the programme's left out."""
    found = re.findall(r"<(\w+):(\w+)>", path.removeprefix("programmes/<uuid:programme>/"))
    return [(kind, name) for kind, name in found if f"<{kind}:" in NAMED and name not in BY_NUMBER]


def forged(path: str, ids: list[tuple[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the arguments of an address with every id that could stand there."""
    wanted = asked_ids(path)
    if not wanted:
        return
    rest = {
        name: 1 if kind == "int" else "orders.csv"
        for kind, name in re.findall(r"<(\w+):(\w+)>", path)
        if name != "programme"
    }
    for _, pk in ids:
        fitting = [name for kind, name in wanted if (kind == "int") == isinstance(pk, int)]
        if fitting:
            others = {name: first_of(kind, ids) for kind, name in wanted if name not in fitting}
            yield {**rest, **others, **dict.fromkeys(fitting, pk)}


def first_of(kind: str, ids: list[tuple[str, Any]]) -> Any:
    return next(pk for _, pk in ids if isinstance(pk, int) == (kind == "int"))


def answered(entry: URLPattern, user: User, method: str, programme: Programme, given: dict[str, Any]) -> Any:
    """Call a view as somebody signed in; returns the status and what was shown."""
    request = RequestFactory().generic(method, "/")
    request.user = user
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    request.htmx = False  # type: ignore[attr-defined]
    request.LANGUAGE_CODE = "en"
    try:
        found: HttpResponseBase = entry.callback(request, programme=programme.pk, **given)
    except Http404:
        return 404, ""
    except PermissionDenied:
        return 403, ""
    return found.status_code, getattr(found, "content", b"").decode()


def test_ids_of_another_programme_open_nothing_and_change_nothing(
    programme: Programme, other: Filling, people: Mapping[str, User]
) -> None:
    before, ids = everything(), list(other.ids())
    assert len(ids) > 20
    wrong, tried = [], 0
    for path, entry in IN_PROGRAMME:
        for given in forged(path, ids):
            for method in ("GET", "POST"):
                status, shown = answered(entry, people["owner"], method, programme, given)
                tried += 1
                if status not in NOT_THERE or MARKER in shown:
                    wrong.append((path, method, given, status))
    assert tried > 500
    assert wrong == []
    assert everything() == before


def test_ids_of_another_party_open_nothing_of_its_own_and_change_nothing(
    programme: Programme, across: Filling, people: Mapping[str, User]
) -> None:
    before = everything()
    ids = [(label, pk) for label, pk in across.ids() if label in OF_PARTY]
    assert len(ids) == len(OF_PARTY)
    wrong = []
    for path, entry in IN_PROGRAMME:
        for given in forged(path, ids):
            for method in ("GET", "POST"):
                status, shown = answered(entry, people["mingde"], method, programme, given)
                if status not in NOT_THERE or MARKER in shown:
                    wrong.append((path, method, given, status))
    assert wrong == []
    assert everything() == before


def test_ids_of_another_programme_lead_nowhere_in_the_api(
    programme: Programme, other: Filling, people: Mapping[str, User], settings: Any
) -> None:
    settings.API_RATE = 100_000
    caller = Program(key_for(Seat.objects.get(programme=programme, user=people["owner"])), programme)
    before, ids, wrong, tried = everything(), list(other.ids()), [], 0
    for path, method, _ in operations(API):
        for place in forged_places(path, programme, ids):
            found = caller.call(method, place, {} if method == "POST" else None)
            tried += 1
            if found.status_code not in {404, 422} or MARKER in found.content.decode():
                wrong.append((place, method, found.status_code))
    assert tried > 200
    assert wrong == []
    changed = {kind for kind, rows in everything().items() if rows != before[kind]}
    assert changed <= {"api.Credential"}, "when the key was used last"


def forged_places(path: str, programme: Programme, ids: list[tuple[str, Any]]) -> Iterator[str]:
    """Yield an address of the API with every id that could stand there."""
    named = re.findall(r"{(upload|job|answer|grant|proposal|comment|verification|reconciliation)}", path)
    if not named:
        return
    place = path.replace("{programme}", str(programme.pk)).replace("{number}", "1").replace("{name}", "a.csv")
    for _, pk in ids:
        whole = isinstance(pk, int)
        if whole == (named[0] in {"answer", "grant"}) and not (whole and pk < BEYOND):
            yield place.replace(f"{{{named[0]}}}", str(pk))
