"""What happens is told to those whom it concerns, once it has happened: signed, again after failures."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from listening import Heard

from kuajie_site.accounts.models import User
from kuajie_site.activity.log import note
from kuajie_site.disclosure import granting
from kuajie_site.disclosure.fields import Field
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.webhooks.delivering import MOST_FAILURES, PAUSES, deliver_due, resend
from kuajie_site.webhooks.manage import Made, switch
from kuajie_site.webhooks.models import Attempt, Delivery, State, Webhook
from kuajie_site.webhooks.needs import webhooks_switched_off
from kuajie_site.webhooks.outbox import put_test

Hook = Callable[..., Made]
ROBOT = "SECabc"
SignIn = Callable[[str], Client]


def seat_of(programme: Programme, people: Mapping[str, User], name: str) -> Seat:
    return Seat.objects.get(programme=programme, user=people[name])


def disclose(programme: Programme, people: Mapping[str, User]) -> None:
    mingde = programme.parties.get(key="mingde")
    until = timezone.localdate() + timedelta(days=30)
    granting.grant(
        seat_of(programme, people, "owner"), mingde, [Field.LEARNERS], purpose="lists", until=until
    )


def test_an_event_reaches_those_whom_it_concerns(
    programme: Programme, people: Mapping[str, User], webhook: Hook, heard: Heard
) -> None:
    owner, mingde = webhook("owner"), webhook("mingde", language="zh-hans")
    webhook("yuanhang")
    disclose(programme, people)
    assert deliver_due() == 2
    told = {json.loads(each.body)["text"]: json.loads(each.body) for each in heard.requests}
    assert len(told) == 2
    english = next(text for text in told if text.startswith("owner ("))
    assert "discloses to" in english
    assert any("公开" in text for text in told)
    body = told[english]
    assert (body["type"], body["party"], body["programme"]["id"]) == (
        "grant.given",
        "zhihai",
        str(programme.pk),
    )
    assert {each.webhook for each in Delivery.objects.all()} == {owner.webhook, mingde.webhook}
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.DONE}
    assert deliver_due(timezone.now() + timedelta(days=3)) == 0


def test_what_is_rolled_back_is_never_told(
    programme: Programme, people: Mapping[str, User], webhook: Hook
) -> None:
    webhook()

    with transaction.atomic():
        disclose(programme, people)
        assert Delivery.objects.count() == 1
        transaction.set_rollback(True)
    assert Delivery.objects.count() == 0


def test_only_chosen_events_are_told(programme: Programme, people: Mapping[str, User], webhook: Hook) -> None:
    webhook(types=["dispute.raised"])
    switch(seat_of(programme, people, "owner"), webhook(types=["grant.given"]).webhook, on=False)
    disclose(programme, people)
    note(seat_of(programme, people, "owner"), "seat_left", shared=True, role="x")
    assert Delivery.objects.count() == 0


def test_a_job_is_told_to_the_party_that_asked(
    as_: SignIn, programme: Programme, webhook: Hook, heard: Heard, work: Callable[[], int]
) -> None:
    webhook("owner")
    webhook("mingde")
    as_("analyst").post(reverse("study", args=[programme.pk, "check"]))
    work()
    assert deliver_due() == 1
    body = json.loads(heard.requests[0].body)
    assert (body["type"], body["data"]["study"], body["party"]) == ("job.done", "check", "zhihai")


def test_a_program_can_check_the_signature(webhook: Hook, heard: Heard) -> None:
    made = webhook()
    delivery = put_test(made.webhook)
    deliver_due()
    (request,) = heard.requests
    told = request.headers
    assert told["webhook-id"] == str(delivery.pk) == json.loads(request.body)["id"]
    assert abs(int(told["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    signed = f"{told['webhook-id']}.{told['webhook-timestamp']}.".encode() + request.body
    key = base64.b64decode(made.secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert told["webhook-signature"] == f"v1,{expected}"
    assert "cookie" not in told


def test_failures_are_tried_again_after_growing_pauses_and_given_up(
    webhook: Hook, heard: Heard, programme: Programme, people: Mapping[str, User]
) -> None:
    owner = seat_of(programme, people, "owner")
    heard.answers = [(500, b"", {})]
    delivery = put_test(webhook().webhook)
    now, pauses = timezone.now(), []
    for _ in PAUSES:
        assert deliver_due(now) == 1
        delivery.refresh_from_db()
        assert delivery.state == State.WAITING
        pauses.append(delivery.next_at - now)
        assert deliver_due(delivery.next_at - timedelta(seconds=1)) == 0
        now = delivery.next_at
    assert pauses == sorted(pauses)
    assert pauses == list(PAUSES)
    assert list(webhooks_switched_off([owner])) == []
    assert deliver_due(now) == 1
    delivery.refresh_from_db()
    assert delivery.state == State.FAILED
    ((_, need),) = webhooks_switched_off([owner])
    assert "given up" in need.what.en
    assert list(Attempt.objects.values_list("status", flat=True)) == [500] * (len(PAUSES) + 1)
    heard.answers = [(204, b"", {})]
    resend(delivery)
    assert deliver_due() == 1
    delivery.refresh_from_db()
    assert delivery.state == State.DONE
    assert len({each.headers["webhook-id"] for each in heard.requests}) == 1
    assert Webhook.objects.get().failures == 0
    assert list(webhooks_switched_off([owner])) == []


def test_a_webhook_that_keeps_failing_is_switched_off(
    webhook: Hook, heard: Heard, programme: Programme, people: Mapping[str, User]
) -> None:
    heard.answers = [(404, b"", {})]
    made = webhook()
    for _ in range(MOST_FAILURES + 3):
        put_test(made.webhook)
    while deliver_due():
        pass
    found = Webhook.objects.get()
    assert (found.active, found.disabled_at is not None) == (False, True)
    ((_, need),) = webhooks_switched_off([seat_of(programme, people, "owner")])
    assert need.place.endswith(f"/webhooks/{found.pk}")
    assert list(webhooks_switched_off([seat_of(programme, people, "mingde")])) == []
    assert list(webhooks_switched_off([seat_of(programme, people, "manager")])) == []
    sent = len(heard.requests)
    assert deliver_due(timezone.now() + timedelta(days=9)) == 0
    heard.answers = [(200, b"", {})]
    switch(seat_of(programme, people, "owner"), found, on=True)
    while deliver_due(timezone.now() + timedelta(days=1)):
        pass
    assert len(heard.requests) > sent
    assert Delivery.objects.filter(state=State.DONE).count() == MOST_FAILURES + 3


def test_redirects_are_not_followed(webhook: Hook, heard: Heard) -> None:
    heard.answers = [(302, b"", {"Location": heard.url})]
    put_test(webhook().webhook)
    deliver_due()
    assert len(heard.requests) == 1
    assert Attempt.objects.get().status == 302
    assert Delivery.objects.get().state == State.WAITING


def test_two_couriers_send_a_message_once(webhook: Hook, heard: Heard) -> None:
    delivery = put_test(webhook().webhook)
    now = timezone.now()
    claimed = Delivery.objects.filter(pk=delivery.pk, next_at=delivery.next_at)
    assert claimed.update(next_at=now + timedelta(minutes=2)) == 1
    assert deliver_due(now) == 0
    assert heard.requests == []
    assert deliver_due(now + timedelta(minutes=2)) == 1  # whoever claimed it died


def test_a_wecom_robot_is_told_in_markdown(webhook: Hook, heard: Heard) -> None:
    heard.answers = [
        (200, b'{"errcode":93000,"errmsg":"invalid webhook url"}', {}),
        (200, b'{"errcode":0}', {}),
    ]
    delivery = put_test(webhook(kind="wecom", language="zh-hans").webhook)
    deliver_due()
    delivery.refresh_from_db()
    assert delivery.state == State.WAITING
    deliver_due(delivery.next_at)
    delivery.refresh_from_db()
    assert delivery.state == State.DONE
    body = json.loads(heard.requests[1].body)
    assert body["msgtype"] == "markdown"
    assert "这是一条测试消息" in body["markdown"]["content"]
    assert heard.requests[1].path == "/hook?key=topsecretkey"


def test_a_dingtalk_robot_is_told_at_a_signed_address(webhook: Hook, heard: Heard) -> None:
    heard.answers = [(200, b'{"errcode":0,"errmsg":"ok"}', {})]
    put_test(webhook(kind="dingtalk", secret=ROBOT).webhook)
    deliver_due()
    (request,) = heard.requests
    told = parse_qs(urlsplit(request.path).query)
    signed = f"{told['timestamp'][0]}\n{ROBOT}".encode()
    expected = base64.b64encode(hmac.new(ROBOT.encode(), signed, hashlib.sha256).digest()).decode()
    assert told["sign"] == [expected]
    assert len(told["timestamp"][0]) == 13
    assert json.loads(request.body)["markdown"]["title"]
    assert Delivery.objects.get().state == State.DONE


def test_a_feishu_robot_is_told_in_a_signed_body(webhook: Hook, heard: Heard) -> None:
    heard.answers = [(200, b'{"code":0,"msg":"success"}', {})]
    put_test(webhook(kind="feishu", secret=ROBOT).webhook)
    deliver_due()
    body = json.loads(heard.requests[0].body)
    key = f"{body['timestamp']}\n{ROBOT}".encode()
    assert body["sign"] == base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()
    assert (body["msg_type"], len(body["timestamp"])) == ("text", 10)
    assert "test message" in body["content"]["text"]
    assert Delivery.objects.get().state == State.DONE


def test_secrets_and_addresses_are_kept_and_logged_nowhere(
    webhook: Hook, heard: Heard, caplog: pytest.LogCaptureFixture, as_: SignIn, programme: Programme
) -> None:
    caplog.set_level(logging.DEBUG)
    heard.answers = [(500, b"", {})]
    made = webhook()
    put_test(made.webhook)
    deliver_due()
    page = as_("owner").get(reverse("webhook", args=[programme.pk, made.webhook.pk])).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM webhooks_webhook")
        kept = str(cursor.fetchall())
    for text in (page, kept, caplog.text, repr(made)):
        assert "topsecretkey" not in text
    for text in (page, kept, caplog.text):
        assert made.secret not in text
