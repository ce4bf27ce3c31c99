"""Ids of another programme or party in what is sent: found nowhere, never a fault, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from calling_api import Program, key_for
from django.test import Client
from django.urls import reverse
from filling import MARKER, Filling, everything

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.plans.models import Proposal
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.programmes.models import Programme, Seat

SignIn = Callable[[str], Client]
REFUSED = {302, 403, 404, 409, 422}
"""A redirect where nothing was changed says so in words; never 200 after a change, never 500."""
LOCK = "settlement.Ledger"
"""The row that is held while somebody looks whether something can be posted."""
PLAN = {"title": "ours", "reason": "because"}


def pk(other: Filling, kind: str) -> Any:
    return other.made[kind].pk


CASES: Mapping[str, tuple[str, Callable[[Filling], dict[str, Any]]]] = {
    "an answer to propose": (
        "new_plan",
        lambda it: {**PLAN, "key": uuid4(), "answer": pk(it, "studies.Answer")},
    ),
    "a proposal to counter": ("new_plan", lambda it: {**PLAN, "answers": pk(it, "plans.Proposal")}),
    "no proposal at all": ("new_plan", lambda _: {**PLAN, "answers": "x" * 36}),
    "a number of another script": ("new_plan", lambda _: {**PLAN, "key": uuid4(), "answer": "²"}),
    "a very long number": ("new_plan", lambda _: {**PLAN, "key": uuid4(), "answer": "9" * 400}),
    "terms to counter": ("new_terms", lambda it: {**PLAN, "answers": pk(it, "plans.Proposal")}),
    "a party to be asked": (
        "disclosure_ask",
        lambda it: {"wanted": f"{it.party.pk}-profit", "purpose": "why not"},
    ),
    "mediators who are none": ("disclosure_grant", lambda it: {"to": str(it.party.pk), "fields_": "profit"}),
    "a receiver to withdraw from": (
        "disclosure_withdraw",
        lambda it: {"to": str(it.party.pk), "field": "profit"},
    ),
    "a field that is none": ("disclosure_withdraw", lambda _: {"to": "mingde", "field": MARKER}),
    "a party to own": ("invite", lambda it: {"email": "x@example.org", "place": f"first-{it.party.pk}"}),
    "a month to post": ("settlement_post", lambda _: {"month": MARKER}),
    "a party to compare with": ("reconcile_new", lambda it: {"key": uuid4(), "against": it.party.pk}),
    "a line to dispute": (
        "dispute_new",
        lambda _: {"month": "2026-01", "line1-event": MARKER, "line1-payee": "x"},
    ),
}


@pytest.fixture
def other(people: Mapping[str, User], small_folder: Path) -> Filling:
    """Fill another programme, of other people, with one row of every kind."""
    made = create_programme(small_folder, user=people["stranger"], note=MARKER)
    seat = give_seat(made, people["stranger"], Role.OWNER, made.parties.get(key="zhihai"))
    return Filling(made, seat.party, people["stranger"])


def test_what_is_sent_names_nothing_of_another_programme(
    programme: Programme, other: Filling, as_: SignIn
) -> None:
    browser, before, wrong = as_("owner"), everything(), []
    for name, (route, data) in CASES.items():
        answered = browser.post(reverse(route, args=[programme.pk]), data(other))
        shown = answered.content.decode().replace(f'value="{MARKER}"', "")
        if answered.status_code not in REFUSED or (MARKER in shown and "month" not in name):
            wrong.append((name, answered.status_code))
        after = everything()
        wrong += [(name, kind) for kind, rows in after.items() if rows != before[kind] and kind != LOCK]
        before = after
    assert wrong == []


def test_what_is_asked_for_names_nothing_of_another_programme(
    programme: Programme, other: Filling, as_: SignIn
) -> None:
    browser = as_("owner")
    job, answer, proposal = (pk(other, kind) for kind in ("jobs.Job", "studies.Answer", "plans.Proposal"))
    asked = {
        "again": ("study", ["check"], [str(job), "x" * 36, "²", ""]),
        "of": ("compare_plans", [], [f"a{answer}", f"p{proposal}", "p", "a" + "9" * 400, "a²"]),
        "answer": ("new_plan", [], [str(answer), "x", "9" * 400]),
        "answers": ("new_plan", [], [str(proposal), "x"]),
        "party": ("settlement", [], [str(other.party.pk)]),
        "study": ("disclosure_ask", [], [MARKER]),
        "month": ("dispute_new", [], ["9999-99", "\u0661\u0662"]),
        "page": ("activity", [], ["-1", "x", "9" * 400]),
    }
    for name, (route, more, values) in asked.items():
        for value in values:
            found = browser.get(reverse(route, args=[programme.pk, *more]), {name: value})
            assert found.status_code in {200, 302, 404}, (name, value, found.status_code)
            assert str(other.made["plans.Proposal"].title) not in found.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("whose", ["another programme", "another person"])
def test_a_key_that_is_taken_makes_nothing_and_tells_nothing(
    programme: Programme, other: Filling, people: Mapping[str, User], as_: SignIn, whose: str
) -> None:
    here = Filling(programme, programme.parties.get(key="zhihai"), people["manager"])
    proposal = here.made["plans.Proposal"]
    taken = other if whose == "another programme" else here
    before = everything()
    data = {"key": pk(taken, "plans.Comment"), "text": "mine", "line": ""}
    answered = as_("owner").post(reverse("comment", args=[programme.pk, proposal.pk]), data)
    assert answered.status_code in {403, 404, 409}
    assert everything() == before
    seat = Seat.objects.get(programme=programme, user=people["owner"])
    caller = Program(key_for(seat), programme)
    body = {"title": "t", "reason": "r", "key": str(pk(taken, "plans.Proposal"))}
    found = caller.post("proposals", {**body, "answer": pk(other, "studies.Answer")})
    assert found.status_code in {404, 409, 422}
    assert MARKER not in found.content.decode()
    assert Proposal.objects.count() == 2


def test_bodies_of_the_api_name_nothing_of_another_programme(
    programme: Programme, other: Filling, people: Mapping[str, User]
) -> None:
    caller = Program(key_for(Seat.objects.get(programme=programme, user=people["owner"])), programme)
    before = everything()
    told = {"title": "t", "reason": "r", "key": str(uuid4())}
    sent = [
        ("proposals", {**told, "kind": "plan", "answer": pk(other, "studies.Answer")}),
        ("proposals", {**told, "answers": str(pk(other, "plans.Proposal"))}),
        (
            "grants",
            {"to": [str(other.party.pk)], "fields": ["profit"], "purpose": "why", "until": "2026-12-31"},
        ),
        ("settlement/disputes", {"month": "2026-01", "lines": [{"event": MARKER}]}),
    ]
    for place, body in sent:
        found = caller.post(place, body)
        assert found.status_code in {404, 409, 422}, (place, found.content)
        assert other.programme.pk.hex not in found.content.decode()
    changed = {kind for kind, rows in everything().items() if rows != before[kind]}
    assert changed <= {"api.Credential"}
