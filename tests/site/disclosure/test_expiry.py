"""A grant that ends hides what it showed at once: on pages, in files, under saved links, and in the API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kuajie_site.accounts.models import User
from kuajie_site.api.credentials import make_key
from kuajie_site.disclosure.fields import Field
from kuajie_site.disclosure.granting import withdraw
from kuajie_site.disclosure.models import Grant
from kuajie_site.programmes.models import Party, Programme, Seat
from kuajie_site.studies.models import Answer

SignIn = Callable[[str], Client]


@pytest.fixture
def answer(programme: Programme, as_: SignIn, work: Callable[[], int]) -> Answer:
    """Ask for the course graph, which brings a file along."""
    assert as_("analyst").post(reverse("study", args=[programme.pk, "graph"])).status_code == 302
    work()
    return Answer.objects.get()


def statuses(programme: Programme, answer: Answer, browser: Client, key: str) -> dict[str, int]:
    """Return how every way to an answer answers to the institution."""
    place = [programme.pk, answer.pk]
    pages = {name: reverse(name, args=place) for name in ("answer", "answer_record")}
    pages["file"] = reverse("answer_file", args=[*place, "graph.jsonld"])
    api = f"/api/v1/programmes/{programme.pk}/answers/{answer.pk}"
    found = {name: _status(browser.get(page)) for name, page in pages.items()}
    signed: Mapping[str, str] = {"authorization": f"Bearer {key}"}
    for name, place_ in (("api", api), ("api file", f"{api}/files/graph.jsonld")):
        found[name] = _status(Client().get(place_, headers=signed))
        found[f"{name} again"] = _status(Client().get(place_, headers={**signed, "if-none-match": "*"}))
    return found


def _status(answered: Any) -> int:
    answered.close()
    return int(answered.status_code)


def key_of(programme: Programme, user: User) -> str:
    seat = Seat.objects.get(programme=programme, user=user)
    until = timezone.localdate() + timedelta(days=1)
    return make_key(seat, name="x", role=seat.role, write=False, until=until).secret


@pytest.mark.parametrize("how", ["expired", "withdrawn", "of one party only"])
def test_what_ends_is_hidden_on_every_way(
    programme: Programme, answer: Answer, people: Mapping[str, User], as_: SignIn, how: str
) -> None:
    browser, key = as_("mingde"), key_of(programme, people["mingde"])
    open_ = statuses(programme, answer, browser, key)
    assert {status for name, status in open_.items() if "again" not in name} == {200}
    catalogue = Grant.objects.filter(to__key="mingde", field="catalogue")
    if how == "expired":
        catalogue.update(expires_at=timezone.now())
    elif how == "withdrawn":
        giver = Seat.objects.get(programme=programme, user=people["owner"])
        assert withdraw(giver, Party.objects.get(key="mingde"), [Field.CATALOGUE]) == 1
    else:
        catalogue.filter(party__key="yuanhang").update(expires_at=timezone.now())
    assert set(statuses(programme, answer, browser, key).values()) == {404}
    listed = Client().get(
        f"/api/v1/programmes/{programme.pk}/answers", headers={"authorization": f"Bearer {key}"}
    )
    assert [each["readable"] for each in listed.json()["items"]] == [False]
    page = browser.get(reverse("study", args=[programme.pk, "graph"])).content.decode()
    assert "未向你公开" in page
    assert "<table" not in page
    assert set(
        statuses(programme, answer, as_("yuanhang"), key_of(programme, people["yuanhang"])).values()
    ) <= {
        200,
        304,
    }


def test_drawings_and_answers_are_kept_by_no_browser(
    programme: Programme, answer: Answer, as_: SignIn
) -> None:
    browser = as_("mingde")
    for name, more in (("answer_record", []), ("answer_file", ["graph.jsonld"])):
        found = browser.get(reverse(name, args=[programme.pk, answer.pk, *more]))
        found.close()
        assert "no-store" in found["Cache-Control"]
    parts = {
        locale: [{"kind": "Figure", "svg": "<svg></svg>", "label": "", "caption": ""}]
        for locale in ("zh", "en")
    }
    Answer.objects.update(parts=parts)
    drawn = browser.get(reverse("drawing", args=[programme.pk, answer.pk, 0]))
    assert (drawn.status_code, "no-store" in drawn["Cache-Control"]) == (200, True)
    Grant.objects.filter(to__key="mingde").update(expires_at=timezone.now())
    assert browser.get(reverse("drawing", args=[programme.pk, answer.pk, 0])).status_code == 404
