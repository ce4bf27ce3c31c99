"""Limits and prices are edited: old beside new, stale forms refused, others' limits out of reach."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kuajie.wiring import uploads as wiring
from kuajie_site.activity.models import Entry
from kuajie_site.programmes.models import Programme
from kuajie_site.setup.constraints import entries_of, said_of

SignIn = Callable[[str], Client]
ADS = "lever|short_video|weekly_max"


def values_of(programme: Programme) -> dict[str, Any]:
    return wiring.programme_values(programme.latest.folder)


def form(programme: Programme, key: str = "zhihai", **changed: str) -> dict[str, str]:
    """Return what the form of a party would send; ``changed`` with ``__`` for ``|``."""
    values, party = values_of(programme), programme.parties.get(key=key)
    sent = {entry.field: said_of(values, entry) for entry in entries_of(values, party)}
    wanted = {name.replace("__", "|"): value for name, value in changed.items()}
    assert wanted.keys() <= sent.keys() | {"base"}
    return {**sent, "base": str(programme.latest.number), **wanted}


def page(programme: Programme) -> str:
    return reverse("constraints", args=[programme.pk])


def test_old_stands_beside_new_before_anything_is_saved(programme: Programme, as_: SignIn) -> None:
    browser = as_("manager")
    assert "金额单位：CNY。" in browser.get(page(programme)).content.decode()
    sent = form(programme, lever__short_video__weekly_max="2500", course__J1__price_choices="399 319.5")
    looked = unescape(browser.post(page(programme), {**sent, "go": "look"}).content.decode())
    assert "<del>3100.00</del>" in looked
    assert "<ins>2500.00</ins>" in looked
    assert programme.latest.number == 1
    before = values_of(programme)
    assert browser.post(page(programme), {**sent, "go": "save"}).status_code == 302
    after = values_of(programme)
    assert after["lever"][0]["weekly_max"] == "2500.00"
    assert after["course"][0]["price_choices"] == ["319.50", "399.00"]
    after["lever"][0]["weekly_max"] = "3100.00"
    after["course"][0]["price_choices"] = before["course"][0]["price_choices"]
    assert after == before
    assert Entry.objects.get(what="limits_changed").shared
    assert browser.post(page(programme), {**sent, "go": "save"}).status_code == 302
    assert programme.latest.number == 2


def test_a_stale_form_is_refused_and_says_what_changed(programme: Programme, as_: SignIn) -> None:
    first, second = form(programme, budgets__total="80000"), form(programme, budgets__total="70000")
    as_("manager").post(page(programme), {**first, "go": "save"})
    answer = as_("owner").post(page(programme), {**second, "go": "save"})
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "89000.00" in told
    assert "80000.00" in told
    assert values_of(programme)["budgets"]["total"] == "80000.00"
    assert programme.latest.number == 2


def test_what_one_typed_comes_back_over_what_changed_meanwhile(programme: Programme, as_: SignIn) -> None:
    first = form(programme, budgets__total="80000", lever__short_video__weekly_max="2500")
    mine = form(programme, budgets__total="70000", lever__search_ads__weekly_max="2600")
    as_("manager").post(page(programme), {**first, "go": "save"})
    refused = as_("owner").post(page(programme), {**mine, "go": "save"})
    assert refused.status_code == 409
    given = refused.context["form"]
    again = {name: given[name].value() for name in given.fields}
    assert as_("owner").post(page(programme), {**again, "go": "save"}).status_code == 302
    told = values_of(programme)
    levers = {lever["id"]: lever["weekly_max"] for lever in told["lever"]}
    assert told["budgets"]["total"] == "70000.00"
    assert (levers["short_video"], levers["search_ads"]) == ("2500.00", "2600.00")


def test_others_changing_their_own_limits_do_not_make_a_form_stale(programme: Programme, as_: SignIn) -> None:
    mine = form(programme, lever__short_video__weekly_max="2500")
    theirs = form(programme, "mingde", lever__tutor_hours__weekly_max="1200")
    assert as_("mingde").post(page(programme), {**theirs, "go": "save"}).status_code == 302
    assert as_("manager").post(page(programme), {**mine, "go": "save"}).status_code == 302
    levers = {lever["id"]: lever["weekly_max"] for lever in values_of(programme)["lever"]}
    assert (levers["short_video"], levers["tutor_hours"]) == ("2500.00", "1200.00")


def test_others_limits_are_neither_shown_nor_taken(programme: Programme, as_: SignIn) -> None:
    browser = as_("manager")
    shown = browser.get(page(programme)).content.decode()
    assert "short_video" in shown
    for foreign in ("tutor_hours", "mentor_hours", "budgets|party|mingde", "course|M1"):
        assert foreign not in shown
    forged = form(programme) | {"lever|tutor_hours|weekly_max": "1.00", "budgets|party|mingde": "1.00"}
    browser.post(page(programme), {**forged, "go": "save"})
    assert programme.latest.number == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("horizon__start", "2026-12-01"),
        ("horizon__weeks", "0"),
        ("lever__short_video__weekly_max", "-1"),
        ("lever__short_video__weekly_max", ""),
        ("lever__short_video__weekly_max", "=1+1"),
        ("lever__short_video__weekly_min", "9999"),
        ("course__J1__price_choices", "cheap"),
        ("programme__title", ""),
    ],
)
def test_what_the_library_refuses_is_not_saved(
    programme: Programme, as_: SignIn, field: str, value: str
) -> None:
    sent = form(programme, **{field: value})
    assert as_("manager").post(page(programme), {**sent, "go": "save"}).status_code == 422
    assert programme.latest.number == 1


def test_a_budget_below_what_must_be_spent_is_refused_without_naming_others_levers(
    programme: Programme, as_: SignIn
) -> None:
    least = form(programme, "mingde", lever__tutor_hours__weekly_min="1000")
    assert as_("mingde").post(page(programme), {**least, "go": "save"}).status_code == 302
    sent = form(programme, budgets__total="100")
    answer = as_("manager").post(page(programme), {**sent, "go": "save"})
    assert answer.status_code == 422
    assert "助教" not in answer.content.decode()


def test_the_name_of_the_programme_follows(programme: Programme, as_: SignIn) -> None:
    sent = form(programme, programme__title="新名称")
    as_("manager").post(page(programme), {**sent, "go": "save"})
    programme.refresh_from_db()
    assert programme.name == "新名称"


def test_who_may_not_edit_is_refused(programme: Programme, as_: SignIn) -> None:
    for name in ("analyst", "finance", "viewer", "mediator"):
        assert as_(name).get(page(programme)).status_code == 403
        assert as_(name).post(page(programme), form(programme)).status_code == 403
