"""The frame of every page: colours, errors, forms, where one is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from kuajie_site.pages import errors
from kuajie_site.pages.errors import FAULTS, FORGED
from kuajie_site.programmes.models import Programme

STYLES = Path(errors.__file__).parent / "static" / "site"
LANGUAGES = {"zh": "zh-hans", "en": "en"}


def test_the_colours_are_those_of_the_system_until_chosen() -> None:
    client = Client()
    login = "/accounts/login/"
    assert 'media="screen and (prefers-color-scheme: dark)"' in client.get(login).content.decode()
    client.post("/theme", {"theme": "dark", "next": login})
    dark = client.get(login).content.decode()
    assert 'dark.css" media="screen"' in dark
    assert '<meta name="color-scheme" content="dark">' in dark
    client.post("/theme", {"theme": "light"})
    assert "dark.css" not in client.get(login).content.decode()
    client.post("/theme", {"theme": "purple"})
    assert "prefers-color-scheme" in client.get(login).content.decode()


def test_choosing_colours_leads_nowhere_else() -> None:
    assert Client().post("/theme", {"theme": "dark", "next": "https://example.org/"})["Location"] == "/"


def test_the_dark_has_every_colour() -> None:
    names = [
        set(re.findall(r"(--[\w-]+):", (STYLES / name).read_text("utf-8")))
        for name in ("tokens.css", "dark.css")
    ]
    colours = {name for name in names[0] if "font" not in name} - {
        "--latin",
        "--chinese",
        "--code",
        "--round",
        "--measure",
        "--page",
        "--outer",
    }
    assert names[1] == colours


def test_every_colour_used_exists_and_nothing_is_fetched_from_elsewhere() -> None:
    known = set(re.findall(r"(--[\w-]+):", (STYLES / "tokens.css").read_text("utf-8")))
    for path in STYLES.glob("*.css"):
        text = path.read_text("utf-8")
        assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= known, path.name
        assert "url(" not in text
        assert "@import" not in text
        assert len(text.splitlines()) < 400


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so(locale: str) -> None:
    client = Client(headers={"accept-language": LANGUAGES[locale]})
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    for text in (FAULTS[404].title, FAULTS[404].what, FAULTS[404].remedy):
        assert text.say(locale) in answer.content.decode()


def test_a_stranger_and_a_wrong_role_are_told_apart(
    as_: Callable[[str], Client], programme: Programme
) -> None:
    place = f"/programmes/{programme.pk}/activity"
    stranger, viewer = as_("stranger").get(place), as_("viewer").get(place)
    assert (stranger.status_code, viewer.status_code) == (404, 403)
    assert FAULTS[404].title.zh in stranger.content.decode()
    assert FAULTS[403].remedy.zh in viewer.content.decode()
    assert programme.name not in stranger.content.decode()


@pytest.mark.parametrize("locale", LANGUAGES)
def test_what_fails_is_said_without_a_database(locale: str, rf: RequestFactory) -> None:
    # No database is allowed in this test: whatever would ask one fails.
    assert connection.vendor
    with translation.override(LANGUAGES[locale]):
        answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert FAULTS[500].remedy.say(locale) in answer.content.decode()


@pytest.mark.usefixtures("programme")
def test_a_failing_view_answers_with_a_page(
    monkeypatch: pytest.MonkeyPatch, as_: Callable[[str], Client]
) -> None:
    def fail(_: HttpRequest) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("kuajie_site.pages.views.needs_by_seat", fail)
    told = as_("owner")
    told.raise_request_exception = False
    answer = told.get("/")
    assert answer.status_code == 500
    assert FAULTS[500].title.zh in answer.content.decode()
    assert "broken on purpose" not in answer.content.decode()


def test_a_form_of_another_site_is_refused_with_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/theme", {"theme": "dark"})
    assert answer.status_code == 403
    assert FORGED.remedy.zh in answer.content.decode()


@pytest.mark.django_db
def test_a_request_that_cannot_be_read_is_refused(rf: RequestFactory) -> None:
    answer = errors.bad_request(rf.get("/"), SuspiciousOperation("strange"))
    assert answer.status_code == 400
    assert FAULTS[400].what.zh in answer.content.decode()


@pytest.mark.django_db
def test_too_many_attempts_are_answered_with_a_page(client: Client) -> None:
    wrong = {"login": "nobody@example.org", "password": "wrong"}
    answers = [client.post("/accounts/login/", wrong) for _ in range(40)]
    cache.clear()  # so that nobody else is held back
    held = [answer for answer in answers if answer.status_code == 429]
    assert held
    assert FAULTS[429].remedy.zh in held[0].content.decode()


class Courses(forms.Form):
    """A form with a bit of everything."""

    name = forms.CharField(label="课程名称", help_text="最多 5 个字", max_length=5)
    note = forms.CharField(label="备注", required=False)
    free = forms.BooleanField(label="免费", required=False)
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("课程与类型不符")


def test_a_form_ties_label_help_and_error_to_its_field() -> None:
    with translation.override("zh-hans"):
        page = str(Courses({"name": "太长的课程名称"}))
    assert '<label for="id_name">课程名称</label>' in page
    field = re.search(r'<input[^>]*name="name"[^>]*>', page)
    assert field is not None
    assert 'aria-describedby="id_name_helptext id_name_error"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'id="id_name_helptext"' in page
    assert re.search(r'<ul class="errorlist" id="id_name_error">', page)
    assert "备注 <span" in page  # optional, and said so
    assert page.count('name="secret"') == 1


def test_a_refused_form_begins_with_what_is_wrong() -> None:
    page = str(Courses({"name": "太长的课程名称"}))
    summary = page[: page.index("</div>")]
    assert 'role="alert"' in summary
    assert "课程与类型不符" in summary
    assert 'href="#id_name"' in summary
    assert 'href="#id_kind"' in summary
    assert 'id="id_kind"' in page
    assert "error-summary" not in str(Courses())


def test_the_section_one_is_in_is_marked(as_: Callable[[str], Client], programme: Programme) -> None:
    owner = as_("owner")
    home = f"/programmes/{programme.pk}/"
    for place in (home, f"{home}activity"):
        marked = re.findall(r'<a href="([^"]+)" aria-current="page">', owner.get(place).content.decode())
        assert marked == [place]


@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/"])
@pytest.mark.django_db
def test_nothing_leads_to_signing_up(client: Client, path: str) -> None:
    assert "/accounts/signup/" not in client.get(f"/accounts/{path}").content.decode().replace(
        'value="/accounts/signup/"', ""
    )


def test_no_page_may_run_or_style_inline() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert not any("unsafe" in str(value) for value in directives.values())
    for path in settings.TEMPLATES[0]["DIRS"][0].rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r'\sstyle="|\son\w+="|javascript:|<style', text), path.name
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text), path.name
