"""Invitations: who may invite whom, links that open once and in time, mediators whom all parties accept."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.activity.models import Entry
from kuajie_site.organisations.models import Belonging, Invitation, Organisation
from kuajie_site.programmes.models import Party, Programme, Seat

SignIn = Callable[[str], Client]
LINK = re.compile(r"http://testserver(/invitations/[\w-]+)")
NEW = "wang@example.com"
PHRASE = "quite a long phrase"


def invite(browser: Client, programme: Programme, email: str = NEW, place: str = "analyst") -> HttpResponse:
    return browser.post(reverse("invite", args=[programme.pk]), {"email": email, "place": place})


def link_in(text: str) -> str:
    found = LINK.search(text)
    assert found is not None
    return found[1]


def open_link(link: str, browser: Client | None = None) -> tuple[Client, HttpResponse]:
    browser = browser or Client()
    browser.get(link)
    return browser, browser.get(reverse("invitation"))


def accept(browser: Client, password: str = PHRASE) -> HttpResponse:
    return browser.post(reverse("invitation"), {"name": "Wang Fang", "password": password})


def party(programme: Programme, key: str) -> Party:
    return programme.parties.get(key=key)


def test_a_new_person_comes_in_by_the_link_that_was_mailed(programme: Programme, as_: SignIn) -> None:
    answered = invite(as_("owner"), programme)
    assert answered.status_code == 200
    link = link_in(mail.outbox[0].body)
    assert mail.outbox[0].to == [NEW]
    assert link in answered.content.decode()
    browser, shown = open_link(link)
    told = shown.content.decode()
    assert all(word in told for word in (programme.name, "owner", "知海平台", "分析师", NEW))
    welcome = accept(browser)
    assert welcome.url == reverse("programme", args=[programme.pk])
    assert browser.get(welcome.url).status_code == 200
    seat = Seat.objects.get(user__email=NEW)
    assert (seat.role, seat.party) == ("analyst", party(programme, "zhihai"))
    assert Client().login(email=NEW, password=PHRASE)
    assert Belonging.objects.filter(user=seat.user, organisation__parties=seat.party).exists()


def test_only_the_hash_of_the_token_is_kept(programme: Programme, as_: SignIn) -> None:
    token = link_in(invite(as_("owner"), programme).content.decode()).rsplit("/", 1)[1]
    assert len(token) >= 43
    kept = Invitation.objects.values().get()
    assert token not in str(kept)
    assert len(kept["token"]) == 64
    assert token not in str(list(Entry.objects.values()))
    assert token not in as_("owner").get(reverse("people", args=[programme.pk])).content.decode()


def test_a_link_works_once(programme: Programme, as_: SignIn) -> None:
    link = link_in(invite(as_("owner"), programme).content.decode())
    first, _ = open_link(link)
    second, _ = open_link(link)
    assert accept(first).status_code == 302
    assert accept(second).status_code == 410
    again = open_link(link)[1]
    assert again.status_code == 410
    assert "已被接受" in again.content.decode()
    assert Seat.objects.filter(user__email=NEW).count() == 1


def test_expired_withdrawn_and_unknown_links_each_say_so(programme: Programme, as_: SignIn) -> None:
    owner = as_("owner")
    link = link_in(invite(owner, programme).content.decode())
    browser, _ = open_link(link)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "已过期" in open_link(link)[1].content.decode()
    assert accept(browser).status_code == 410
    found = Invitation.objects.get()
    owner.post(reverse("invitation_withdraw", args=[programme.pk, found.pk]))
    shown = open_link(link)[1]
    assert (shown.status_code, "撤回" in shown.content.decode()) == (410, True)
    unknown = open_link("/invitations/nonsense")[1]
    assert (unknown.status_code, "没有这份邀请" in unknown.content.decode()) == (404, True)
    assert Client().get(reverse("invitation")).status_code == 404
    assert not User.objects.filter(email=NEW).exists()


def test_sending_again_makes_a_new_link_and_ends_the_old(programme: Programme, as_: SignIn) -> None:
    owner = as_("owner")
    old = link_in(invite(owner, programme).content.decode())
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    found = Invitation.objects.get()
    new = link_in(owner.post(reverse("invitation_resend", args=[programme.pk, found.pk])).content.decode())
    assert new != old
    assert open_link(old)[1].status_code == 404
    browser, shown = open_link(new)
    assert shown.status_code == 200
    assert accept(browser).status_code == 302
    late = owner.post(reverse("invitation_resend", args=[programme.pk, found.pk]), follow=True)
    assert "已被接受或撤回" in late.content.decode()


def test_a_known_person_signs_in_and_accepts(
    programme: Programme, as_: SignIn, people: dict[str, User]
) -> None:
    link = link_in(invite(as_("owner"), programme, "stranger@example.org", "finance").content.decode())
    browser, shown = open_link(link)
    assert "/accounts/login/?next=/invitation" in shown.content.decode()
    accept(browser)  # a new name and password are not taken for an address that has an account
    assert people["stranger"].check_password("a long password")
    entered = browser.post(
        "/accounts/login/",
        {"login": "stranger@example.org", "password": "a long password", "next": "/invitation"},
    )
    assert entered.url == "/invitation"
    assert browser.post(reverse("invitation")).status_code == 302
    assert Seat.objects.get(user=people["stranger"]).role == "finance"


def test_somebody_else_cannot_accept(programme: Programme, as_: SignIn) -> None:
    link = link_in(invite(as_("owner"), programme).content.decode())
    stranger, shown = open_link(link, as_("stranger"))
    assert shown.status_code == 403
    assert stranger.post(reverse("invitation")).status_code == 403
    assert not Seat.objects.filter(user__email="stranger@example.org").exists()
    assert Invitation.objects.get().accepted_at is None


def test_who_has_a_seat_keeps_the_one_they_have(programme: Programme, as_: SignIn) -> None:
    owner = as_("owner")
    assert "已是本方成员" in invite(owner, programme, "analyst@example.org").content.decode()
    link = link_in(invite(owner, programme, "mingde@example.org").content.decode())
    browser, _ = open_link(link, as_("mingde"))
    assert browser.post(reverse("invitation")).status_code == 409
    seat = Seat.objects.get(user__email="mingde@example.org")
    assert (seat.party, seat.role) == (party(programme, "mingde"), "owner")


@pytest.mark.parametrize("password", ["short", "password123", "wang@example.com"])
def test_weak_passwords_are_refused(programme: Programme, as_: SignIn, password: str) -> None:
    link = link_in(invite(as_("owner"), programme).content.decode())
    browser, _ = open_link(link)
    assert accept(browser, password).status_code == 422
    assert not User.objects.filter(email=NEW).exists()
    assert accept(browser).status_code == 302


def test_an_address_is_invited_once_and_a_second_submit_makes_no_second(
    programme: Programme, as_: SignIn
) -> None:
    owner = as_("owner")
    invite(owner, programme)
    again = invite(owner, programme, "WANG@example.com", "viewer")
    assert again.status_code == 422
    assert "已有待接受的邀请" in again.content.decode()
    assert Invitation.objects.count() == 1
    Invitation.objects.update(expires_at=timezone.now())
    assert invite(owner, programme).status_code == 200  # an expired one makes room


def test_only_owners_invite_and_only_to_what_is_theirs(programme: Programme, as_: SignIn) -> None:
    for name in ("manager", "finance", "analyst", "viewer", "mediator"):
        assert invite(as_(name), programme).status_code == 403
    mingde = party(programme, "mingde")
    for place in (f"first-{mingde.pk}", "nonsense", "first-999999", ""):
        assert invite(as_("owner"), programme, place=place).status_code == 422
    assert not Invitation.objects.exists()


def test_the_first_owner_of_a_party_without_people_brings_its_organisation(
    programme: Programme, as_: SignIn
) -> None:
    mingde = party(programme, "mingde")
    Seat.objects.filter(party=mingde).delete()
    namesake = Organisation.objects.create(name=mingde.name)
    invite(as_("owner"), programme, place=f"first-{mingde.pk}")
    invite(as_("yuanhang"), programme, "li@example.com", f"first-{mingde.pk}")
    link, other = (link_in(each.body) for each in mail.outbox)
    browser, _ = open_link(link)
    assert accept(browser).status_code == 302
    mingde.refresh_from_db()
    seat = Seat.objects.get(user__email=NEW)
    assert (seat.party, seat.role) == (mingde, "owner")
    assert mingde.organisation is not None
    assert mingde.organisation != namesake  # nobody enters an organisation by its name
    assert Belonging.objects.get(user=seat.user).owner
    late, _ = open_link(other)  # the other invitation no longer makes an owner of that party
    refused = accept(late)
    assert refused.status_code == 409
    assert "现已有负责人" in refused.content.decode()
    assert not User.objects.filter(email="li@example.com").exists()


def test_links_beyond_the_own_party_are_mailed_and_not_shown(programme: Programme, as_: SignIn) -> None:
    mingde = party(programme, "mingde")
    Seat.objects.filter(party=mingde).delete()
    shown = invite(as_("owner"), programme, place=f"first-{mingde.pk}").content.decode()
    assert LINK.search(mail.outbox[0].body)
    assert not LINK.search(shown)


def test_without_mail_the_link_is_handed_on(programme: Programme, as_: SignIn, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # type: ignore[attr-defined]
    shown = invite(as_("owner"), programme).content.decode()
    assert LINK.search(shown)
    assert "邮件未发送" in shown


def test_a_mail_server_that_fails_loses_no_invitation(
    programme: Programme, as_: SignIn, settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_PORT = 9  # type: ignore[attr-defined]
    shown = invite(as_("owner"), programme)
    assert shown.status_code == 200
    assert open_link(link_in(shown.content.decode()))[1].status_code == 200


class TestMediators:
    def ask(self, as_: SignIn, programme: Programme) -> Invitation:
        invite(as_("owner"), programme, "judge@example.com", "mediator")
        return Invitation.objects.get(email="judge@example.com")

    def answer(self, browser: Client, programme: Programme, found: Invitation, how: str) -> HttpResponse:
        return browser.post(reverse(f"invitation_{how}", args=[programme.pk, found.pk]), follow=True)

    def test_the_link_is_sent_when_every_party_has_agreed(self, programme: Programme, as_: SignIn) -> None:
        found = self.ask(as_, programme)
        assert found.token == ""
        assert mail.outbox == []
        assert "同意" in as_("mingde").get(reverse("home")).content.decode()
        self.answer(as_("mingde"), programme, found, "agree")
        self.answer(as_("mingde"), programme, found, "agree")
        self.answer(as_("owner"), programme, found, "agree")
        early = self.answer(as_("owner"), programme, found, "resend")
        assert "尚有合作方未同意" in early.content.decode()
        assert mail.outbox == []
        self.answer(as_("yuanhang"), programme, found, "agree")
        browser, shown = open_link(link_in(mail.outbox[0].body))
        assert shown.status_code == 200
        assert accept(browser).status_code == 302
        seat = Seat.objects.get(user__email="judge@example.com")
        assert (seat.role, seat.party) == (str(Role.MEDIATOR), None)

    def test_one_party_can_decline(self, programme: Programme, as_: SignIn) -> None:
        found = self.ask(as_, programme)
        self.answer(as_("mingde"), programme, found, "agree")
        self.answer(as_("yuanhang"), programme, found, "withdraw")
        late = self.answer(as_("mingde"), programme, found, "agree")
        assert "已被接受或撤回" in late.content.decode()
        assert mail.outbox == []
        said = [entry.what for entry in Entry.objects.filter(shared=True)]
        assert {"invited", "mediator_agreed", "mediator_declined"} <= set(said)

    def test_only_an_owner_agrees(self, programme: Programme, as_: SignIn) -> None:
        found = self.ask(as_, programme)
        for name in ("manager", "mediator", "viewer"):
            assert self.answer(as_(name), programme, found, "agree").status_code == 403

    def test_nobody_agrees_to_people_of_another_party(self, programme: Programme, as_: SignIn) -> None:
        invite(as_("owner"), programme)
        found = Invitation.objects.get()
        for how in ("agree", "withdraw", "resend"):
            assert self.answer(as_("mingde"), programme, found, how).status_code == 404
        assert Invitation.objects.get().open


def test_inviting_too_often_is_held_back_in_words(
    programme: Programme, as_: SignIn, settings: object
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/h/user"}  # type: ignore[attr-defined]
    owner = as_("owner")
    answers = [invite(owner, programme, f"p{n}@example.com") for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "操作过于频繁" in answers[2].content.decode()
    assert Invitation.objects.count() == 2
