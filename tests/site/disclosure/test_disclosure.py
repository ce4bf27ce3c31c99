"""Disclosure: granted for a purpose and a time, withdrawn at once, asked for, declined with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kuajie_site.activity.log import told
from kuajie_site.activity.models import Entry
from kuajie_site.disclosure.fields import Field
from kuajie_site.disclosure.models import DisclosureRequest, Grant
from kuajie_site.disclosure.shown import not_shown
from kuajie_site.programmes.models import Party, Programme, Seat

SignIn = Callable[[str], Client]


@pytest.fixture
def closed(programme: Programme) -> Programme:
    """Take back everything that the small programme discloses."""
    Grant.objects.all().delete()
    return programme


def party(key: str) -> Party:
    return Party.objects.get(key=key)


def seat(name: str) -> Seat:
    return Seat.objects.get(user__name=name)


def grant(browser: Client, programme: Programme, **changes: object) -> HttpResponse:
    until = timezone.localdate() + timedelta(days=30)
    data = {"to": ["mingde"], "fields_": ["response", "plans"], "purpose": "To plan", "until": str(until)}
    return browser.post(reverse("disclosure_grant", args=[programme.pk]), {**data, **changes})


def sees(name: str, *fields: Field) -> bool:
    """Whether all is shown of the platform's fields."""
    hidden = not_shown(seat(name), fields, now=timezone.now())
    return not [field for giver, field in hidden if giver.key == "zhihai"]


def read_by(name: str) -> list[str]:
    from kuajie_site.activity.log import seen_from

    return [told(entry, "en") for entry in seen_from(seat(name))]


def test_fields_are_shown_to_whom_they_were_granted_and_to_nobody_else(
    closed: Programme, as_: SignIn
) -> None:
    assert grant(as_("owner"), closed).status_code == 302
    assert sees("mingde", Field.RESPONSE, Field.PLANS)
    assert not sees("mingde", Field.PROFIT)
    assert not sees("yuanhang", Field.RESPONSE)
    assert not sees("mediator", Field.RESPONSE)
    grant(as_("owner"), closed, to=["mediators", "yuanhang"])
    assert sees("mediator", Field.RESPONSE)
    assert sees("yuanhang", Field.RESPONSE)


def test_a_grant_holds_through_its_last_day(closed: Programme, as_: SignIn) -> None:
    today = timezone.localdate()
    assert grant(as_("owner"), closed, until=str(today)).status_code == 302
    ends = timezone.localtime(Grant.objects.first().expires_at)  # type: ignore[union-attr]
    assert (ends.date(), ends.hour, ends.minute) == (today + timedelta(days=1), 0, 0)
    assert sees("mingde", Field.RESPONSE)


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": ""},
        {"purpose": "  "},
        {"to": []},
        {"to": ["zhihai"]},
        {"to": ["nobody"]},
        {"fields_": []},
        {"fields_": ["raw_orders"]},
        {"until": "yesterday"},
        {"until": str(timezone.localdate() - timedelta(days=1))},
        {"until": str(timezone.localdate() + timedelta(days=3 * 365 + 1))},
    ],
)
def test_a_grant_needs_a_receiver_a_field_a_purpose_and_an_end(
    closed: Programme, as_: SignIn, changes: dict[str, object]
) -> None:
    assert grant(as_("owner"), closed, **changes).status_code == 422
    assert not Grant.objects.exists()


def test_the_form_proposes_a_year(closed: Programme, as_: SignIn) -> None:
    shown = as_("owner").get(reverse("disclosure", args=[closed.pk])).content.decode()
    assert f'value="{timezone.localdate() + timedelta(days=365)}"' in shown


def test_a_second_submit_changes_nothing_and_a_new_purpose_takes_the_place_of_the_old(
    closed: Programme, as_: SignIn
) -> None:
    owner = as_("owner")
    grant(owner, closed)
    grant(owner, closed)
    assert Grant.objects.count() == 2
    assert Entry.objects.filter(what="disclosed").count() == 1
    grant(owner, closed, purpose="To settle", fields_=["response"])
    kept = Grant.objects.filter(Grant.in_force(timezone.now()), field="response")
    assert [one.purpose for one in kept] == ["To settle"]
    assert Grant.objects.count() == 3  # what held before is kept as history


def test_withdrawn_is_withdrawn_at_once(closed: Programme, as_: SignIn) -> None:
    owner = as_("owner")
    grant(owner, closed)
    place = reverse("disclosure_withdraw", args=[closed.pk])
    owner.post(place, {"to": "mingde", "field": "response"})
    assert not sees("mingde", Field.RESPONSE)
    assert sees("mingde", Field.PLANS)
    again = owner.post(place, {"to": "mingde", "field": "response"}, follow=True)
    assert "未作改动" in again.content.decode()
    assert Entry.objects.filter(what="disclosure_withdrawn").count() == 1


def test_the_page_of_a_study_closes_when_a_grant_is_withdrawn(
    programme: Programme, as_: SignIn, work: Callable[[], int]
) -> None:
    page = reverse("study", args=[programme.pk, "check"])
    as_("analyst").post(page)
    work()
    assert "<table" in as_("mingde").get(page).content.decode()
    withdraw = reverse("disclosure_withdraw", args=[programme.pk])
    as_("owner").post(withdraw, {"to": "mingde", "field": "weekly_totals"})
    shown = as_("mingde").get(page).content.decode()
    assert "<table" not in shown
    assert reverse("disclosure_ask", args=[programme.pk]) + "?study=check" in shown


def test_a_grant_is_renewed_for_a_year_once(closed: Programme, as_: SignIn) -> None:
    owner = as_("owner")
    grant(owner, closed, fields_=["response"], until=str(timezone.localdate() + timedelta(days=3)))
    assert "两周内到期" in owner.get(reverse("home")).content.decode()
    was = Grant.objects.get().expires_at.isoformat()
    data = {"to": "mingde", "field": "response", "was": was}
    place = reverse("disclosure_renew", args=[closed.pk])
    owner.post(place, data)
    renewed = Grant.objects.get(Grant.in_force(timezone.now()))
    assert timezone.localtime(renewed.expires_at).date() == timezone.localdate() + timedelta(days=366)
    assert renewed.purpose == "To plan"
    assert "期间该公开已有变动" in owner.post(place, data, follow=True).content.decode()
    assert Grant.objects.count() == 2
    assert "两周内到期" not in owner.get(reverse("home")).content.decode()


def test_two_parties_and_nobody_else_read_of_a_grant(closed: Programme, as_: SignIn) -> None:
    grant(as_("owner"), closed)
    line = f"discloses to {party('mingde').name}: "
    assert [line in " ".join(read_by(name)) for name in ("manager", "mingde")] == [True, True]
    assert read_by("yuanhang") == read_by("mediator") == []
    grant(as_("owner"), closed, to=["mediators"])
    assert "discloses to mediators" in " ".join(read_by("mediator"))
    assert read_by("yuanhang") == []


def test_what_two_others_show_each_other_is_not_told(closed: Programme, as_: SignIn) -> None:
    grant(as_("owner"), closed, purpose="Between us two")
    for name in ("owner", "mingde"):
        shown = as_(name).get(reverse("disclosure", args=[closed.pk])).content.decode()
        assert "Between us two" in shown
    for name in ("yuanhang", "mediator"):
        shown = as_(name).get(reverse("disclosure", args=[closed.pk])).content.decode()
        assert "Between us two" not in shown


class TestRequests:
    def ask(self, browser: Client, programme: Programme, giver: str, *fields: str) -> HttpResponse:
        wanted = [f"{party(giver).pk}-{field}" for field in fields]
        place = reverse("disclosure_ask", args=[programme.pk])
        return browser.post(place, {"wanted": wanted, "purpose": "To see the curves"})

    def test_a_request_reaches_the_other_owner_and_is_granted(self, closed: Programme, as_: SignIn) -> None:
        assert self.ask(as_("mingde"), closed, "zhihai", "response", "plans").status_code == 302
        assert "请你公开 2 项内容" in as_("owner").get(reverse("home")).content.decode()
        assert "请你公开" not in as_("manager").get(reverse("home")).content.decode()
        assert "请你公开" not in as_("yuanhang").get(reverse("home")).content.decode()
        assert (
            "To see the curves" in as_("owner").get(reverse("disclosure", args=[closed.pk])).content.decode()
        )
        grant(as_("owner"), closed, fields_=["response"])
        answered = DisclosureRequest.objects.get(field="response")
        assert (answered.granted, answered.answered_by) == (True, seat("owner").user)
        assert "请你公开 1 项内容" in as_("owner").get(reverse("home")).content.decode()

    def test_asking_again_asks_nothing_new(self, closed: Programme, as_: SignIn) -> None:
        grant(as_("owner"), closed, fields_=["plans"])
        self.ask(as_("mingde"), closed, "zhihai", "response")
        self.ask(as_("mingde"), closed, "zhihai", "response")
        assert self.ask(as_("mingde"), closed, "zhihai", "plans").status_code == 422
        self.ask(as_("mediator"), closed, "zhihai", "response")
        self.ask(as_("mediator"), closed, "zhihai", "response")
        assert DisclosureRequest.objects.count() == 2

    def test_a_study_names_what_it_needs(self, closed: Programme, as_: SignIn) -> None:
        place = reverse("disclosure_ask", args=[closed.pk]) + "?study=check"
        shown = as_("mingde").get(place).content.decode()
        assert f'value="{party("zhihai").pk}-weekly_totals"' in shown
        assert f'value="{party("zhihai").pk}-learners"' not in shown
        everything = {"wanted": [f"{party('zhihai').pk}-weekly_totals"], "purpose": "To see"}
        done = as_("mingde").post(place, everything)
        assert done.url == reverse("study", args=[closed.pk, "check"])

    def test_declining_needs_a_reason_that_whoever_asked_reads(self, closed: Programme, as_: SignIn) -> None:
        self.ask(as_("mingde"), closed, "zhihai", "profit")
        wish = DisclosureRequest.objects.get()
        place = reverse("disclosure_decline", args=[closed.pk, wish.pk])
        assert as_("owner").post(place, {"reason": ""}).status_code == 422
        as_("owner").post(place, {"reason": "Not before we sign"})
        late = as_("owner").post(place, {"reason": "Twice"}, follow=True)
        assert "该请求已有答复" in late.content.decode()
        shown = as_("mingde").get(reverse("disclosure", args=[closed.pk])).content.decode()
        assert "Not before we sign" in shown
        assert "Reason: Not before we sign" in " ".join(read_by("mingde"))
        assert "Not before we sign" not in " ".join(read_by("yuanhang"))
        assert not sees("mingde", Field.PROFIT)
        self.ask(as_("mingde"), closed, "zhihai", "profit")  # and may ask once more
        assert DisclosureRequest.objects.filter(answered_at=None).count() == 1

    def test_whoever_asked_takes_it_back(self, closed: Programme, as_: SignIn) -> None:
        self.ask(as_("mingde"), closed, "zhihai", "profit")
        wish = DisclosureRequest.objects.get()
        place = reverse("disclosure_take_back", args=[closed.pk, wish.pk])
        for name in ("yuanhang", "mediator", "owner"):
            assert as_(name).post(place).status_code == 404
        as_("mingde").post(place)
        assert DisclosureRequest.objects.filter(answered_at=None).count() == 0

    def test_only_the_party_asked_answers(self, closed: Programme, as_: SignIn) -> None:
        self.ask(as_("mingde"), closed, "zhihai", "profit")
        wish = DisclosureRequest.objects.get()
        place = reverse("disclosure_decline", args=[closed.pk, wish.pk])
        for name, status in (("mingde", 404), ("yuanhang", 404), ("manager", 403), ("mediator", 403)):
            assert as_(name).post(place, {"reason": "I say so"}).status_code == status
        assert DisclosureRequest.objects.get().answered_at is None

    def test_nobody_asks_themselves_or_in_the_name_of_others(self, closed: Programme, as_: SignIn) -> None:
        assert self.ask(as_("mingde"), closed, "mingde", "profit").status_code == 422
        assert self.ask(as_("viewer"), closed, "mingde", "profit").status_code == 403
        assert not DisclosureRequest.objects.exists()
