"""The same request twice is done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from calling_api import Program
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kuajie_site.api.idempotency import KEPT
from kuajie_site.api.models import Credential, Replay
from kuajie_site.disclosure.models import Grant
from kuajie_site.uploads.models import Upload

Make = Callable[..., Program]


def wish(**more: object) -> dict[str, object]:
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {"to": ["mingde"], "fields": ["learners"], "purpose": "joint lists", "until": until} | more


def test_a_second_request_is_answered_as_the_first(program: Make) -> None:
    owner = program("owner")
    first = owner.post("grants", wish(), idempotency_key="a")
    second = owner.post("grants", wish(), idempotency_key="a")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert (first.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert Grant.objects.filter(field="learners").count() == 1
    assert owner.post("grants", wish(), idempotency_key="b").json() == []


def test_another_body_under_the_same_key_is_refused(program: Make) -> None:
    owner = program("owner")
    owner.post("grants", wish(), idempotency_key="a")
    refused = owner.post("grants", wish(purpose="something else"), idempotency_key="a")
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    elsewhere = owner.post("studies/check/ask", wish(), idempotency_key="a")
    assert elsewhere.status_code == 422
    assert program("mingde").post("studies/check/ask", {}, idempotency_key="a").status_code == 202


def test_a_refusal_is_not_kept(program: Make) -> None:
    owner = program("owner")
    assert owner.post("grants", wish(until="2020-01-01"), idempotency_key="a").status_code == 422
    assert owner.post("grants", wish(), idempotency_key="a").status_code == 201


def test_what_was_shown_once_is_not_shown_again_when_it_is_hidden(
    program: Make, work: Callable[[], int]
) -> None:
    other = program("mingde")
    program("analyst").post("studies/check/ask", {})
    work()
    assert other.post("studies/check/ask", {}, idempotency_key="a").status_code == 200
    assert Replay.objects.count() == 0
    Grant.objects.filter(to__key="mingde").update(withdrawn_at=timezone.now())
    assert other.post("studies/check/ask", {}, idempotency_key="a").status_code == 403


def test_who_may_no_longer_do_something_is_not_answered_as_before(program: Make) -> None:
    owner = program("owner")
    assert owner.post("grants", wish(), idempotency_key="a").status_code == 201
    Credential.objects.update(role="viewer")
    assert owner.post("grants", wish(), idempotency_key="a").status_code == 403


def test_after_a_day_a_key_is_new(program: Make) -> None:
    owner = program("owner")
    owner.post("grants", wish(), idempotency_key="a")
    Replay.objects.update(at=timezone.now() - KEPT - timedelta(seconds=1))
    again = owner.post("grants", wish(purpose="something else"), idempotency_key="a")
    assert (again.status_code, len(again.json())) == (201, 1)


@pytest.mark.parametrize("key", ["", "x" * 256, "日本", "a\tb", "a b"])
def test_a_key_must_be_printable(program: Make, key: str) -> None:
    refused = program("owner").post("grants", wish(), idempotency_key=key)
    assert (refused.status_code, refused.json()["findings"][0]["column"]) == (422, "Idempotency-Key")


def test_files_handed_in_twice_are_one_upload(program: Make) -> None:
    owner = program("owner")
    place = f"/api/v1/programmes/{owner.programme.pk}/uploads"
    signed = {"authorization": f"Bearer {owner.key}", "idempotency-key": "a"}

    def hand_in(content: bytes) -> HttpResponse:
        return Client().post(place, {"files": SimpleUploadedFile("orders.csv", content)}, headers=signed)

    first, second = hand_in(b"a,b\n1,2\n"), hand_in(b"a,b\n1,2\n")
    assert first.json()["id"] == second.json()["id"]
    assert Upload.objects.count() == 1
    assert hand_in(b"a,b\n1,3\n").status_code == 422
