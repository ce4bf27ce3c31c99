"""Who may call the API: every operation as every role, keys that are over, scopes, cookies, limits."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from calling_api import Program, key_for
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import get_access_token_model

from kuajie_site.access.roles import ALLOWED, Action, Role
from kuajie_site.accounts.models import User
from kuajie_site.api.credentials import make_client, make_key, revoke
from kuajie_site.api.docs import operations
from kuajie_site.api.forgetting import forget_what_is_over
from kuajie_site.api.models import Credential, Replay
from kuajie_site.api.urls import API
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.programmes.models import Programme, Seat

Make = Callable[..., Program]
OPERATIONS = list(operations(API))
NOTHING = {"number": "7", "name": "nothing", "answer": "987654", "grant": "987654"}


def place_of(path: str, programme: Programme) -> str:
    """Fill an address with things that do not exist, so that whoever is let in changes nothing."""
    path = path.replace("{programme}", str(programme.pk))
    while "{" in path:
        name = path[path.index("{") + 1 : path.index("}")]
        path = path.replace(f"{{{name}}}", NOTHING.get(name, str(UUID(int=7))))
    return path


def test_every_operation_declares_its_action() -> None:
    assert len(OPERATIONS) > 15
    assert all(isinstance(run.access.action, Action) for _, _, run in OPERATIONS)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_enters_where_its_actions_allow(program: Make, programme: Programme, role: Role) -> None:
    caller = program(role)
    wrong = []
    for path, method, run in OPERATIONS:
        answered = caller.call(method, place_of(path, programme), {} if method == "POST" else None)
        refused = answered.status_code == 403 and answered.json()["code"] == "role_not_allowed"
        if refused == (run.access.action in ALLOWED[role]) or answered.status_code in {401, 405, 500}:
            wrong.append((path, method, answered.status_code))
    assert wrong == []


def test_a_key_for_reading_changes_nothing(program: Make, programme: Programme) -> None:
    readers = {role: program(role, write=False) for role in (Role.OWNER, Role.MEDIATOR)}
    for path, method, run in OPERATIONS:
        role = Role.MEDIATOR if run.access.action == Action.RULE else Role.OWNER
        answered = readers[role].call(method, place_of(path, programme))
        refused = answered.status_code == 403 and answered.json()["code"] == "insufficient_scope"
        assert refused == (method != "GET"), path


def test_nobody_else_is_let_in_anywhere(
    program: Make, programme: Programme, people: Mapping[str, User]
) -> None:
    owner = program("owner")
    keys = {
        "none": None,
        "wrong": "Bearer kj_wrong",
        "basic": "Basic " + base64.b64encode(b"kj:x").decode(),
        "cut off": f"Bearer {owner.key[:-1]}",
        "long": "Bearer kj_" + "x" * 5000,
    }
    browser = Client()
    browser.force_login(people["owner"], backend=django_settings.AUTHENTICATION_BACKENDS[0])
    for path, method, _ in OPERATIONS:
        for name, told in keys.items():
            sent = {} if told is None else {"authorization": told}
            answered = browser.generic(method, place_of(path, programme), headers=sent)
            assert answered.status_code == 401, (path, name)
            assert answered["WWW-Authenticate"].startswith("Bearer")
            assert answered["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("over", ["expired", "revoked", "person gone", "seat gone", "demoted"])
def test_a_key_that_is_over_opens_nothing(program: Make, people: Mapping[str, User], over: str) -> None:
    caller = program("owner")
    assert caller.get("").status_code == 200
    now, key = timezone.now(), Credential.objects.filter(digest__isnull=False)
    seat = Seat.objects.filter(user=people["owner"], programme=caller.programme)
    if over == "expired":
        key.update(expires_at=now)
    elif over == "revoked":
        assert revoke(seat.get(), key.get())
    elif over == "person gone":
        User.objects.filter(pk=people["owner"].pk).update(is_active=False)
    elif over == "seat gone":
        seat.delete()
    else:
        seat.update(role=str(Role.VIEWER))
    assert caller.get("").status_code == 401


def test_a_key_may_do_less_than_its_seat_and_never_more(
    programme: Programme, people: Mapping[str, User]
) -> None:
    seat = Seat.objects.get(programme=programme, user=people["owner"])
    until = timezone.localdate() + timedelta(days=1)
    viewer = Program(make_key(seat, name="x", role=Role.VIEWER, write=True, until=until).secret, programme)
    assert viewer.get("").json()["you"]["role"] == "viewer"
    assert viewer.get("activity").status_code == 403
    assert Seat.objects.get(pk=seat.pk).role == "owner"
    lower = Seat.objects.get(programme=programme, user=people["analyst"])
    with pytest.raises(ValueError, match="analyst cannot make"):
        make_key(lower, name="x", role=Role.OWNER, write=True, until=until)


def test_things_of_other_parties_and_programmes_are_not_there(
    program: Make, programme: Programme, people: Mapping[str, User], small_folder: object
) -> None:
    other = create_programme(small_folder, user=people["stranger"], note="other")  # type: ignore[arg-type]
    seat = give_seat(other, people["stranger"], Role.OWNER, other.parties.get(key="zhihai"))
    stranger = Program(key_for(seat), other)
    assert stranger.get("").status_code == 200
    for path, method, _ in OPERATIONS:
        if "{programme}" in path:
            assert stranger.call(method, place_of(path, programme)).status_code == 404, path
    mine = program("manager")
    own_file = mine.get("versions/1/files/orders.csv")
    assert own_file.status_code == 200
    assert b"".join(own_file.streaming_content)
    own = {each["name"] for each in mine.get("versions/1/files").json()["items"]}
    theirs = program("mingde")
    listed = {each["name"] for each in theirs.get("versions/1/files").json()["items"]}
    assert "training.csv" in listed
    assert listed - own
    for name in (*(listed - own), "../mingde/training.csv", "..%2Fmingde%2Ftraining.csv", "programme.toml"):
        assert mine.get(f"versions/1/files/{name}").status_code == 404, name
    assert mine.get(f"jobs/{uuid4()}").json()["code"] == "not_found"


def token_for(client: Client, **given: str) -> object:
    return client.post("/api/v1/oauth/token", given)


def test_a_client_gets_tokens_by_client_credentials_alone(
    programme: Programme, people: Mapping[str, User]
) -> None:
    seat = Seat.objects.get(programme=programme, user=people["owner"])
    until = timezone.localdate() + timedelta(days=1)
    made = make_client(seat, name="erp", role=Role.ANALYST, write=False, until=until)
    told = {"client_id": made.credential.prefix, "client_secret": made.secret}
    client = Client()
    granted = client.post("/api/v1/oauth/token", {"grant_type": "client_credentials", **told})
    assert granted.status_code == 200, granted.content
    assert granted["Cache-Control"] == "no-store"
    token = granted.json()
    assert (token["scope"], token["expires_in"], "refresh_token" in token) == ("read", 3600, False)
    caller = Program(token["access_token"], programme)
    assert caller.get("").json()["you"] | {"may": []} == {
        "party": "zhihai",
        "role": "analyst",
        "may": [],
        "write": False,
    }
    assert caller.post("studies/check/ask", {}).json()["code"] == "insufficient_scope"
    for grant in ("password", "authorization_code", "refresh_token", "implicit"):
        assert client.post("/api/v1/oauth/token", {"grant_type": grant, **told}).status_code == 400
    more = {"grant_type": "client_credentials", "scope": "read write", **told}
    assert client.post("/api/v1/oauth/token", more).json()["error"] == "invalid_scope"
    wrong = {"grant_type": "client_credentials", **told, "client_secret": made.credential.digest}
    assert client.post("/api/v1/oauth/token", wrong).status_code == 401
    revoke(seat, made.credential)
    assert caller.get("").status_code == 401
    again = {"grant_type": "client_credentials", **told}
    assert client.post("/api/v1/oauth/token", again).status_code == 401


def test_no_secret_is_kept_or_logged(
    programme: Programme, people: Mapping[str, User], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seat = Seat.objects.get(programme=programme, user=people["owner"])
    until = timezone.localdate() + timedelta(days=1)
    key = make_key(seat, name="x", role=Role.OWNER, write=True, until=until)
    made = make_client(seat, name="y", role=Role.OWNER, write=True, until=until)
    given = {"client_id": made.credential.prefix, "client_secret": made.secret}
    granted = Client().post("/api/v1/oauth/token", {"grant_type": "client_credentials", **given})
    token = granted.json()["access_token"]
    for secret in (key.secret, token):
        assert Program(secret, programme).get("").status_code == 200
        assert Program(secret, programme).get("nothing").status_code == 404
    assert get_access_token_model().objects.get().token == ""
    kept = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            kept.append(str(cursor.fetchall()))
    for secret in (key.secret, made.secret, token):
        assert not any(secret in each for each in kept)
        # What the test client itself sends is logged by nobody else.
        assert secret not in caplog.text


def test_too_many_requests_are_held_back(program: Make, settings: object) -> None:
    settings.API_RATE = 3  # type: ignore[attr-defined]
    caller, other = program("owner"), program("analyst")
    answered = [caller.get("") for _ in range(5)]
    held = [each for each in answered if each.status_code == 429]
    assert len(held) >= 1
    assert 0 < int(held[0]["Retry-After"]) <= 60
    assert held[0].json()["code"] == "too_many_requests"
    assert other.get("").status_code == 200


def test_bodies_have_a_limit_and_must_be_json(program: Make, programme: Programme) -> None:
    caller = program("owner")
    place = f"/api/v1/programmes/{programme.pk}/grants"
    signed = {"authorization": f"Bearer {caller.key}", "accept-language": "en"}
    large = b"x" * (django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    refused = caller.client.post(place, large, content_type="application/json", headers=signed)
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")
    bad = (b"{", b"\xff", b'{"purpose": "\\ud800"}', b'{"purpose": "\\u0000"}', b"[" * 100_000, b"NaN")
    for body in bad:
        answered = caller.client.post(place, body, content_type="application/json", headers=signed)
        assert answered.status_code in {400, 422}, body
        assert answered.json()["detail"]


def test_uploads_without_a_key_are_refused_before_they_are_read(programme: Programme) -> None:
    place = f"/api/v1/programmes/{programme.pk}/uploads"
    refused = Client().generic("POST", place, b"x", CONTENT_LENGTH=str(50 * 1024**2))
    assert refused.status_code == 401


def test_errors_are_told_in_the_language_asked_for(program: Make) -> None:
    caller = program("owner")
    for language, word in (
        ("en-GB,en;q=0.9", "no such thing"),
        ("zh-CN", "没有该内容"),
        ("fr", "没有该内容"),
    ):
        caller.language = language
        answered = caller.get("nothing/here")
        assert (answered.status_code, word in answered.json()["detail"]) == (404, True)
    assert caller.call("PUT", "grants").json()["code"] == "method_not_allowed"


def test_the_description_is_there_for_everybody_in_both_languages() -> None:
    for language in ("zh", "en"):
        told = Client().get("/api/v1/openapi.json", headers={"accept-language": language})
        paths = json.loads(told.content)["paths"]
        assert {method.upper() for path in paths.values() for method in path} >= {"GET", "POST", "DELETE"}
        page = Client().get("/api/v1/docs", headers={"accept-language": language})
        assert page.status_code == 200
        assert "/studies/{name}/ask" in page.content.decode()


def test_tokens_are_not_given_without_end(db: None) -> None:
    del db
    asked = [Client().post("/api/v1/oauth/token", {"grant_type": "client_credentials"}) for _ in range(32)]
    assert [each.status_code for each in asked[:30]] == [401] * 30
    assert asked[-1].status_code == 429
    assert asked[-1]["Retry-After"]


def test_what_is_over_is_forgotten(program: Make) -> None:
    program("owner").post("studies/check/ask", {}, idempotency_key="a")
    forget_what_is_over()
    assert Replay.objects.count() == 1
    Replay.objects.update(at=timezone.now() - timedelta(hours=25))
    forget_what_is_over()
    assert Replay.objects.count() == 0
