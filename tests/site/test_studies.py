"""A study on the site: asked, worked on, shown in both languages, hidden without disclosure."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kuajie_site.disclosure.models import Grant
from kuajie_site.jobs.models import Job, State
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.models import Answer

SignIn = Callable[[str], Client]


def test_a_check_is_asked_worked_on_and_shown(
    programme: Programme, as_: SignIn, work: Callable[[], int]
) -> None:
    browser = as_("analyst")
    page = reverse("study", args=[programme.pk, "check"])
    asked = browser.post(page)
    assert asked.status_code == 302
    assert "/jobs/" in asked.url
    assert work() == 1
    assert Job.objects.get().state == State.DONE
    for language, word in (("zh-hans", "课程"), ("en", "course")):
        shown = browser.get(page, headers={"accept-language": language})
        assert word in shown.content.decode()


def test_the_same_question_is_not_worked_on_twice(
    programme: Programme, as_: SignIn, work: Callable[[], int]
) -> None:
    page = reverse("study", args=[programme.pk, "check"])
    first, second = as_("analyst").post(page), as_("mingde").post(page)
    assert first.url == second.url
    assert work() == 1
    assert as_("manager").post(page).url == page
    assert Answer.objects.count() == 1


def test_what_is_not_disclosed_is_not_shown(
    programme: Programme, as_: SignIn, work: Callable[[], int]
) -> None:
    page = reverse("study", args=[programme.pk, "check"])
    as_("analyst").post(page)
    work()
    Grant.objects.filter(party__key="zhihai", to__key="mingde").update(withdrawn_at=timezone.now())
    shown = as_("mingde").get(page).content.decode()
    assert "未向你公开" in shown
    assert "知海平台" in shown
    assert not shown.count("<table")
    assert as_("mingde").post(page).status_code == 403
    assert as_("yuanhang").get(page).content.decode().count("<table")


@pytest.mark.parametrize("name", ["stranger"])
def test_to_strangers_the_programme_does_not_exist(programme: Programme, as_: SignIn, name: str) -> None:
    assert as_(name).get(reverse("programme", args=[programme.pk])).status_code == 404
