"""Signing in: a forgotten password, codes for a lost telephone, sessions elsewhere, seats at two tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from kuajie_site.access.roles import Role
from kuajie_site.accounts.models import User
from kuajie_site.organisations.models import Invitation
from kuajie_site.programmes.creation import create_programme, give_seat
from kuajie_site.programmes.models import Programme, Seat

SignIn = Callable[[str], Client]
NEW = "quite another phrase"
LINK = re.compile(r"http://testserver(/accounts/password/reset/key/\S+)")


def sign_in(phrase: str = "a long password", name: str = "analyst") -> tuple[Client, str]:
    browser = Client()
    answered = browser.post("/accounts/login/", {"login": f"{name}@example.org", "password": phrase})
    return browser, answered.url if answered.status_code == 302 else ""


def test_a_forgotten_password_is_set_anew_by_mail_once(people: Mapping[str, User]) -> None:
    del people
    asked = Client()
    asked.post("/accounts/password/reset/", {"email": "analyst@example.org"})
    found = LINK.search(mail.outbox[0].body)
    assert found is not None
    browser = Client()
    form = browser.get(found[1], follow=True)
    place = form.redirect_chain[-1][0] if form.redirect_chain else found[1]
    refused = browser.post(place, {"password1": "short", "password2": "short"})
    assert refused.status_code in {200, 422}
    assert sign_in("short")[1] == ""
    browser.post(place, {"password1": NEW, "password2": NEW})
    assert sign_in()[1] == ""
    assert sign_in(NEW)[1] == "/"
    again = Client().get(found[1], follow=True)
    assert 'name="password1"' not in again.content.decode()


def test_asking_for_another_password_does_not_tell_who_has_an_account(people: Mapping[str, User]) -> None:
    del people
    known, unknown = (
        Client().post("/accounts/password/reset/", {"email": email})
        for email in ("analyst@example.org", "nobody@example.org")
    )
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_a_code_for_a_lost_telephone_opens_once(programme: Programme, people: Mapping[str, User]) -> None:
    TOTP.activate(people["analyst"], generate_totp_secret())
    codes = RecoveryCodes.activate(people["analyst"]).get_unused_codes()
    assert len(codes) == 10
    for time in range(2):
        browser, to = sign_in()
        assert to.startswith("/accounts/2fa/authenticate/")
        assert browser.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code in {200, 422}
        entered = browser.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        inside = browser.get(reverse("programme", args=[programme.pk])).status_code
        if time == 0:
            assert (entered.status_code, inside) == (302, 200)
        else:
            assert inside == 302, "the same code again opens nothing"


def test_sessions_are_listed_and_one_elsewhere_is_ended(people: Mapping[str, User]) -> None:
    del people
    here, _ = sign_in()
    there, _ = sign_in()
    for browser in (here, there):
        assert browser.get(reverse("profile")).status_code == 200
    shown = here.get("/accounts/sessions/", follow=True)
    assert shown.status_code == 200
    here.post("/accounts/sessions/")
    assert here.get(reverse("profile")).status_code == 200
    assert there.get(reverse("profile")).status_code == 302


def test_a_person_at_two_tables_sees_each_and_loses_one_alone(
    programme: Programme, people: Mapping[str, User], small_folder: Path, as_: SignIn
) -> None:
    other = create_programme(small_folder, user=people["stranger"], note="other")
    host = give_seat(other, people["stranger"], Role.OWNER, other.parties.get(key="mingde"))
    as_("stranger").post(
        reverse("invite", args=[other.pk]), {"email": "ANALYST@example.org", "place": "finance"}
    )
    link = re.search(r"http://testserver(/invitations/[\w-]+)", mail.outbox[-1].body)
    assert link is not None
    browser = as_("analyst")
    browser.get(link[1])
    assert browser.post(reverse("invitation")).status_code == 302
    assert Invitation.objects.get().accepted_by == people["analyst"]
    seats = {seat.programme_id: seat for seat in Seat.objects.filter(user=people["analyst"])}
    assert {seat.party.key: seat.role for seat in seats.values() if seat.party} == {
        "zhihai": "analyst",
        "mingde": "finance",
    }
    for place in (programme, other):
        assert browser.get(reverse("programme", args=[place.pk])).status_code == 200
    assert browser.post(reverse("invite", args=[other.pk]), {}).status_code == 403
    as_("stranger").post(reverse("seat_remove", args=[other.pk, seats[other.pk].pk]))
    assert host.programme == other
    assert browser.get(reverse("programme", args=[other.pk])).status_code == 404
    assert browser.get(reverse("programme", args=[programme.pk])).status_code == 200
