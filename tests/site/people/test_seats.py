"""Seats, organisations, profiles: roles change, people leave, a party always keeps an owner."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.activity.models import Entry
from kuajie_site.organisations.models import Belonging, Organisation, SecondFactorRule
from kuajie_site.programmes.creation import give_seat
from kuajie_site.programmes.models import Programme, Seat

SignIn = Callable[[str], Client]


def seat(name: str) -> Seat:
    return Seat.objects.get(user__name=name)


def send(browser: Client, name: str, programme: Programme, *more: object, **data: str) -> HttpResponse:
    return browser.post(reverse(name, args=[programme.pk, *more]), data, follow=True)


def test_of_other_parties_names_and_roles_are_shown_and_no_addresses(
    programme: Programme, as_: SignIn
) -> None:
    for name in ("owner", "viewer", "mediator"):
        told = as_(name).get(reverse("people", args=[programme.pk])).content.decode()
        assert "mingde（负责人）" in told
        assert "mingde@example.org" not in told
        assert ("analyst@example.org" in told) == (name != "mediator")


def test_an_owner_changes_a_role_and_the_others_of_the_party_read_it(
    programme: Programme, as_: SignIn
) -> None:
    done = send(as_("owner"), "seat_role", programme, seat("viewer").pk, role="finance", was="viewer")
    assert "角色已更改" in done.content.decode()
    assert seat("viewer").role == "finance"
    told = as_("manager").get(reverse("activity", args=[programme.pk])).content.decode()
    assert "将viewer的角色由只读成员改为财务" in told
    elsewhere = as_("mingde").get(reverse("activity", args=[programme.pk])).content.decode()
    assert "只读成员" not in elsewhere


def test_a_stale_form_does_not_undo_what_another_owner_did(programme: Programme, as_: SignIn) -> None:
    Seat.objects.filter(pk=seat("viewer").pk).update(role="manager")
    done = send(as_("owner"), "seat_role", programme, seat("viewer").pk, role="finance", was="viewer")
    assert "期间已有变动：viewer现为合作经理" in done.content.decode()
    assert seat("viewer").role == "manager"


def test_the_last_owner_stays_owner(programme: Programme, as_: SignIn) -> None:
    owner = as_("owner")
    told = [
        send(owner, "seat_role", programme, seat("owner").pk, role="viewer", was="owner"),
        send(owner, "leave", programme, sure="1"),
    ]
    assert all("唯一的负责人" in each.content.decode() for each in told)
    assert seat("owner").role == "owner"
    assert send(owner, "seat_remove", programme, seat("owner").pk).status_code == 404
    send(owner, "seat_role", programme, seat("manager").pk, role="owner", was="manager")
    assert send(owner, "leave", programme, sure="1").redirect_chain[0][0] == reverse("home")
    assert not Seat.objects.filter(user__name="owner").exists()
    assert owner.get(reverse("programme", args=[programme.pk])).status_code == 404


def test_leaving_is_confirmed_first(programme: Programme, as_: SignIn) -> None:
    send(as_("viewer"), "leave", programme)
    assert Seat.objects.filter(user__name="viewer").exists()
    for name in ("viewer", "mediator"):
        send(as_(name), "leave", programme, sure="1")
        assert not Seat.objects.filter(user__name=name).exists()


def test_who_is_removed_sees_the_programme_no_more(programme: Programme, as_: SignIn) -> None:
    analyst = as_("analyst")
    assert analyst.get(reverse("people", args=[programme.pk])).status_code == 200
    gone = seat("analyst").pk
    send(as_("owner"), "seat_remove", programme, gone)
    assert analyst.get(reverse("people", args=[programme.pk])).status_code == 404
    assert send(as_("owner"), "seat_remove", programme, gone).status_code == 404


def test_nobody_reaches_across_the_table(programme: Programme, as_: SignIn) -> None:
    for other in ("mingde", "mediator"):
        target = seat(other)
        for name, data in (("seat_role", {"role": "viewer", "was": target.role}), ("seat_remove", {})):
            assert send(as_("owner"), name, programme, target.pk, **data).status_code == 404
        assert seat(other).role == target.role
    mediating = send(as_("owner"), "seat_role", programme, seat("viewer").pk, role="mediator", was="viewer")
    assert mediating.status_code == 404


class TestSecondFactor:
    def has_one(self, user: User) -> None:
        TOTP.activate(user, generate_totp_secret())

    def test_an_owner_has_one_before_requiring_it(self, programme: Programme, as_: SignIn) -> None:
        told = send(as_("owner"), "second_factor", programme, required="1").content.decode()
        assert "请先为自己启用两步验证" in told
        assert not SecondFactorRule.objects.exists()

    def test_it_is_asked_of_the_whole_party_and_of_nobody_else(
        self, programme: Programme, as_: SignIn, people: Mapping[str, User]
    ) -> None:
        self.has_one(people["owner"])
        owner, analyst = as_("owner"), as_("analyst")
        send(owner, "second_factor", programme, required="1")
        send(owner, "second_factor", programme, required="1")
        assert Entry.objects.filter(what="second_factor_asked").count() == 1
        for name in ("programme", "people", "disclosure", "activity"):
            place = reverse(name, args=[programme.pk])
            assert owner.get(place).status_code == 200
            assert as_("mingde").get(place).status_code == 200
        for send_ in (analyst.get, analyst.post):
            told = send_(reverse("programme", args=[programme.pk]))
            assert told.status_code == 403
            assert "请先启用两步验证" in told.content.decode()
        self.has_one(people["analyst"])
        assert analyst.get(reverse("programme", args=[programme.pk])).status_code == 200
        Authenticator.objects.filter(user=people["analyst"]).delete()
        assert analyst.get(reverse("programme", args=[programme.pk])).status_code == 403
        send(owner, "second_factor", programme, required="0")
        assert analyst.get(reverse("programme", args=[programme.pk])).status_code == 200

    def test_whoever_has_one_is_asked_for_it_when_signing_in(
        self, programme: Programme, people: Mapping[str, User]
    ) -> None:
        self.has_one(people["analyst"])
        browser = Client()
        login = {"login": "analyst@example.org", "password": "a long password"}
        assert browser.post("/accounts/login/", login).url.startswith("/accounts/2fa/authenticate/")
        assert browser.get(reverse("programme", args=[programme.pk])).status_code == 302


class TestOrganisation:
    @pytest.fixture
    def organisation(self, programme: Programme, people: Mapping[str, User]) -> Organisation:
        made = Organisation.objects.create(name="Sea & Co")
        programme.parties.filter(key="zhihai").update(organisation=made)
        for name in ("owner", "analyst"):
            Belonging.objects.create(user=people[name], organisation=made, owner=name == "owner")
        return made

    def at(self, organisation: Organisation, person: str, what: str) -> str:
        belonging = Belonging.objects.get(user__name=person)
        return reverse(f"organisation_{what}", args=[organisation.pk, belonging.pk])

    def test_its_people_see_it_and_nobody_else(self, organisation: Organisation, as_: SignIn) -> None:
        place = reverse("organisation", args=[organisation.pk])
        assert "analyst" in as_("analyst").get(place).content.decode()
        for name in ("mingde", "manager", "stranger"):
            assert as_(name).get(place).status_code == 404
            assert as_(name).post(place, {"name": "Mine"}).status_code == 404
        assert as_("analyst").post(place, {"name": "Mine"}).status_code == 404
        for what in ("owner", "dismiss"):
            for name in ("analyst", "mingde"):
                assert as_(name).post(self.at(organisation, "owner", what)).status_code == 404

    def test_its_name_is_its_own(self, organisation: Organisation, as_: SignIn) -> None:
        Organisation.objects.create(name="Taken")
        place = reverse("organisation", args=[organisation.pk])
        refused = as_("owner").post(place, {"name": "Taken"})
        assert refused.status_code == 422
        assert "本站已有同名机构" in refused.content.decode()
        assert as_("owner").post(place, {"name": "Sea Group"}).status_code == 302
        organisation.refresh_from_db()
        assert organisation.name == "Sea Group"

    def test_it_keeps_an_owner(self, organisation: Organisation, as_: SignIn) -> None:
        told = as_("owner").post(self.at(organisation, "owner", "owner"), {"owner": "0"}, follow=True)
        assert "唯一的负责人" in told.content.decode()
        as_("owner").post(self.at(organisation, "analyst", "owner"), {"owner": "1"})
        as_("owner").post(self.at(organisation, "owner", "owner"), {"owner": "0"})
        owners = Belonging.objects.filter(owner=True).values_list("user__name", flat=True)
        assert list(owners) == ["analyst"]

    def test_who_is_dismissed_loses_every_seat_held_for_it(
        self, organisation: Organisation, as_: SignIn
    ) -> None:
        as_("owner").post(self.at(organisation, "analyst", "dismiss"))
        assert not Seat.objects.filter(user__name="analyst").exists()
        assert not Belonging.objects.filter(user__name="analyst").exists()

    def test_dismissing_is_all_or_nothing(
        self, organisation: Organisation, programme: Programme, as_: SignIn, people: Mapping[str, User]
    ) -> None:
        del programme
        give_seat(Programme.objects.get(), people["analyst"], Role.OWNER, seat("owner").party)
        Seat.objects.filter(user=people["owner"]).delete()
        told = as_("owner").post(self.at(organisation, "analyst", "dismiss"), follow=True)
        assert "唯一的负责人" in told.content.decode()
        assert Belonging.objects.filter(user=people["analyst"]).exists()
        assert Seat.objects.filter(user=people["analyst"]).exists()


class TestProfile:
    def test_name_and_language_are_ones_own(self, people: Mapping[str, User], as_: SignIn) -> None:
        browser = as_("stranger")
        done = browser.post(reverse("profile"), {"name": "Ada", "language": "en", "email": "x@example.org"})
        assert done.status_code == 302
        people["stranger"].refresh_from_db()
        assert (people["stranger"].name, people["stranger"].language) == ("Ada", "en")
        assert people["stranger"].email == "stranger@example.org"
        shown = browser.get(reverse("profile")).content.decode()
        assert "Profile" in shown
        assert "Saved." in shown
        assert browser.post(reverse("profile"), {"name": "", "language": "xx"}).status_code == 422

    def test_signing_out_everywhere_ends_every_session(self, people: Mapping[str, User]) -> None:
        del people
        login = {"login": "stranger@example.org", "password": "a long password"}
        here, there = Client(), Client()
        for browser in (here, there):
            browser.post("/accounts/login/", login)
            assert browser.get(reverse("profile")).status_code == 200
        other = Client()
        other.post("/accounts/login/", {**login, "login": "owner@example.org"})
        here.post(reverse("sign_out_everywhere"))
        assert [browser.get(reverse("profile")).status_code for browser in (here, there, other)] == [
            302,
            302,
            200,
        ]

    def test_addresses_are_not_changed_by_oneself(self, people: Mapping[str, User], as_: SignIn) -> None:
        browser = as_("stranger")
        answered = browser.post("/accounts/email/", {"action_add": "", "email": "owner2@example.org"})
        assert answered.url == reverse("profile")
        people["stranger"].refresh_from_db()
        assert people["stranger"].email == "stranger@example.org"
