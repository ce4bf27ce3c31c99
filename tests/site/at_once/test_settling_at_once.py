"""Money at the same moment: posted, signed, locked, claimed and answered by several people, once each."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.site.at_once.conftest import AtOnce
from tests.site.at_once.test_two_at_once import Send, posting
from tests.site.settlement.conftest import SEPTEMBER, Site
from tests.site.settlement.test_life_of_a_month import claim

from kuajie_site.activity.models import Entry
from kuajie_site.jobs.models import Job
from kuajie_site.settlement.cases import cases_of
from kuajie_site.settlement.ledger import books_of
from kuajie_site.settlement.models import Ledger, Reply, Verification


def entries(site: Site) -> list[str]:
    return [str(entry.kind) for entry in books_of(site.programme).entries]


def sending(site: Site, person: str, name: str, *more: object, **fields: object) -> Send:
    return posting(site.who(person), site.programme, name, *more, **fields)


def test_all_who_sign_at_once_are_heard_and_a_second_click_says_nothing_new(
    site: Site, at_once: AtOnce
) -> None:
    site.issued(SEPTEMBER)
    before = len(entries(site))
    sends = []
    for person in ("zhao", "liu", "sun"):
        code = site.code(person, SEPTEMBER)
        sends += [sending(site, person, "settlement_sign", SEPTEMBER, code=code, seen="on")] * 2
    answers = at_once(*sends)
    assert [each.status_code for each in answers] == [302] * 6
    assert told(answers) == {"Signed."}
    assert at_once.look(lambda: entries(site))[before:] == ["sign"] * 3
    ledger = at_once.look(Ledger.objects.get)
    (month,) = ledger.months
    assert set(month["signed"]) == {"P", "E", "C"}
    assert at_once.look(Entry.objects.filter(what="statement_signed").count) == 3


def told(answers: list[HttpResponse]) -> set[str]:
    return {str(message) for each in answers for message in get_messages(each.wsgi_request)}


def test_a_month_locked_by_two_at_once_while_somebody_objects_is_locked_or_objected_to(
    site: Site, at_once: AtOnce
) -> None:
    site.issued(SEPTEMBER)
    for person in ("zhao", "liu", "sun"):
        site.sign(person, SEPTEMBER)
    code = site.code("liu", SEPTEMBER)
    lock = sending(site, "zhao", "settlement_lock", SEPTEMBER)
    against = sending(site, "liu", "settlement_object", SEPTEMBER, code=code, comment="No.", seen="on")
    before = len(entries(site))
    answers = at_once(lock, against, sending(site, "wang", "settlement_lock", SEPTEMBER))
    assert [each.status_code for each in answers] == [302] * 3
    assert at_once.look(lambda: entries(site))[before:] in (["lock"], ["object"])
    standing = at_once.look(lambda: books_of(site.programme)).standings[SEPTEMBER]
    assert (standing.locked is None) == bool(standing.objected)


def test_forms_of_disputes_sent_twice_at_once_do_it_once(site: Site, at_once: AtOnce) -> None:
    site.issued(SEPTEMBER)
    site.send("liu", "dispute_new", **claim(SEPTEMBER))
    (kept,) = cases_of(site.programme)
    said = {"key": str(uuid4()), "text": "no"}
    reply = sending(site, "zhao", "dispute_reply", kept.case.id, **said)
    raised = sending(site, "liu", "dispute_new", **claim(SEPTEMBER, **{"line0-event": "P/A2/1"}))
    before = len(entries(site))
    answers = at_once(reply, reply, raised, raised)
    assert [each.status_code for each in answers] == [302] * 4
    at_once.look(site.work)
    assert at_once.look(Reply.objects.count) == 1
    assert at_once.look(lambda: entries(site))[before:] == ["dispute"]


def test_a_bundle_handed_in_twice_at_once_is_verified_once(site: Site, at_once: AtOnce) -> None:
    site.issued(SEPTEMBER)
    site.send("liu", "settlement_bundle", SEPTEMBER)
    content, key = site.file("liu", "settlement_bundle_file", SEPTEMBER), str(uuid4())
    browser: Client = site.who("sun")

    def send() -> HttpResponse:
        given = SimpleUploadedFile("bundle.zip", content)
        return browser.post(site.at("verify_bundle"), {"key": key, "file": given})

    assert [each.status_code for each in at_once(*[send] * 4)] == [302] * 4
    assert at_once.look(Job.objects.filter(options__act="verify").count) == 1
    at_once.look(site.work)
    (found,) = at_once.look(lambda: list(Verification.objects.all()))
    assert found.sound is True


@pytest.mark.parametrize("person", ["zhao", "wang"])
def test_two_who_post_at_once_post_a_month_once(site: Site, at_once: AtOnce, person: str) -> None:
    sends = [sending(site, each, "settlement_post", month=SEPTEMBER) for each in ("zhao", "liu", person)]
    answers = at_once(*sends)
    assert {each.status_code for each in answers} == {302}
    assert len({each["Location"] for each in answers}) == 1
    at_once(site.work, site.work)
    assert at_once.look(lambda: entries(site)) == ["opening", "post"]
