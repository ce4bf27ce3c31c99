"""What opens something is in no line of the log, whoever wrote it and however much is logged."""

from __future__ import annotations

import base64
import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.api.credentials import make_client, make_key
from kuajie_site.logs import WithoutSecrets
from kuajie_site.organisations.models import Invitation
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.webhooks.delivering import deliver_due
from kuajie_site.webhooks.models import Webhook
from kuajie_site.webhooks.outbox import put_test

SignIn = Callable[[str], Client]
LINK = re.compile(r"http://testserver(/\S+)")
WRONG = "Wr0ngPassw0rdOfMine"


@pytest.fixture(params=[False, True], ids=["", "debug"])
def log(request: pytest.FixtureRequest, settings: object) -> Iterator[io.StringIO]:
    """Take down all that anybody logs, as the site's own handler writes it; statements of SQL are not."""
    settings.DEBUG = request.param  # type: ignore[attr-defined]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    line = django_settings.LOGGING["formatters"]["line"]
    handler.setFormatter(WithoutSecrets(line["format"], style=line["style"]))
    names = ("", "django.request", "django.security", "kuajie_site", "oauthlib", "oauth2_provider", "allauth")
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def link_in_mail() -> str:
    found = LINK.search(mail.outbox[-1].body)
    assert found is not None
    return found[1]


def test_signing_in_and_new_passwords(log: io.StringIO, people: Mapping[str, User]) -> None:
    del people
    client = Client(enforce_csrf_checks=True)
    given = {"login": "owner@example.org", "password": WRONG}
    assert client.post("/accounts/login/", given).status_code == 403
    client = Client()
    client.post("/accounts/login/", given)
    client.post(f"/accounts/login/nowhere?password={WRONG}", given)
    client.post("/accounts/login/", {**given, "password": "a long password"})
    client.post("/accounts/password/reset/", {"email": "owner@example.org"})
    link = link_in_mail()
    secret = link.rstrip("/").rpartition("-")[2]
    assert Client().get(link).status_code == 302
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    told = log.getvalue()
    assert "/accounts/login/nowhere" in told
    assert "/password/reset/key/[struck out]" in told
    for each in (WRONG, "a long password", secret, client.cookies["sessionid"].value):
        assert each not in told


def test_invitations(log: io.StringIO, programme: Programme, as_: SignIn) -> None:
    given = {"email": "wang@example.com", "place": "analyst"}
    as_("owner").post(reverse("invite", args=[programme.pk]), given)
    link = link_in_mail()
    token = link.rpartition("/")[2]
    Client().get(link)
    browser = Client()
    browser.get(link)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert browser.get(reverse("invitation")).status_code == 410
    assert Client().get(f"{link}/nowhere").status_code == 404
    assert "/invitations/[struck out]" in log.getvalue()
    assert token not in log.getvalue()


def test_programs(log: io.StringIO, programme: Programme, people: Mapping[str, User]) -> None:
    seat = Seat.objects.get(programme=programme, user=people["owner"])
    until = timezone.localdate() + timedelta(days=1)
    key = make_key(seat, name="x", role=Role.OWNER, write=True, until=until).secret
    made = make_client(seat, name="y", role=Role.OWNER, write=True, until=until)
    place, grant = "/api/v1/oauth/token", {"grant_type": "client_credentials"}
    told = {**grant, "client_id": made.credential.prefix}
    basic = base64.b64encode(f"{made.credential.prefix}:{made.secret}".encode()).decode()
    token = Client().post(place, {**told, "client_secret": made.secret}).json()["access_token"]
    assert Client().post(place, grant, headers={"authorization": f"Basic {basic}"}).status_code in {200, 401}
    assert Client().post(place, {**told, "client_secret": f"{made.secret}x"}).status_code == 401
    assert Client().get(f"{place}?client_secret={made.secret}").status_code >= 400
    for secret in (key, token, f"{key}x"):
        for path in ("", "/nowhere", f"/nowhere?api_key={secret}&token={secret}"):
            page = f"/api/v1/programmes/{programme.pk}{path}"
            Client().get(page, headers={"authorization": f"Bearer {secret}"})
    assert log.getvalue().count("nowhere") >= 2
    for secret in (key, token, made.secret, basic):
        assert secret not in log.getvalue()


def test_webhooks(log: io.StringIO, programme: Programme, as_: SignIn, settings: object) -> None:
    settings.WEBHOOK_PRIVATE = ["127.0.0.0/8"]  # type: ignore[attr-defined]
    given = {"name": "hook", "kind": "json", "url": "https://127.0.0.1:1/hook?key=topsecretkey", "secret": ""}
    page = as_("owner").post(
        reverse("webhook_new", args=[programme.pk]), {**given, "language": "en", "types": ["job.done"]}
    )
    robot = {**given, "kind": "dingtalk", "secret": "SECtopsecretsignature", "types": ["job.done"]}
    as_("owner").post(reverse("webhook_new", args=[programme.pk]), {**robot, "language": "en"})
    secret = re.search(r"whsec_[\w+/=-]+", page.content.decode())
    for webhook in Webhook.objects.all():
        put_test(webhook)
    assert deliver_due() == Webhook.objects.count() >= 1
    for each in ("topsecretkey", "SECtopsecretsignature", secret[0] if secret else "topsecretkey"):
        assert each not in log.getvalue()


def test_what_breaks_off_in_the_middle(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch, people: Mapping[str, User]
) -> None:
    del people

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"could not read {{'password': '{WRONG}'}} and token={WRONG}")

    monkeypatch.setattr("allauth.account.views.LoginView.post", fail)
    client = Client(raise_request_exception=False)
    assert client.post("/accounts/login/", {"login": "x", "password": WRONG}).status_code == 500
    assert "RuntimeError" in log.getvalue()
    assert WRONG not in log.getvalue()
