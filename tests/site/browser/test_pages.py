"""Every page, in both languages, wide and light or narrow and dark: nothing complains, nothing sticks out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from looking import axe_violations, form_of_page, wider_than_window
from playwright.sync_api import Page

pytestmark = pytest.mark.needs("chromium", "cjk-fonts")

LANGUAGES = {"zh": "zh-Hans", "en": "en"}
WAYS = [(1280, "light"), (390, "dark")]
STUDY = "programmes/<uuid:programme>/studies/<slug:name>"


def addresses() -> Iterator[str]:
    """Yield every address of the site that needs no argument but the programme, and every study."""
    from kuajie_site.studies.table import STUDIES

    for route in _routes(get_resolver().url_patterns, ""):
        if set(re.findall(r"<[^>]+>", route)) <= {"<uuid:programme>"} and "(?P" not in route:
            yield "/" + route
    for name in STUDIES:
        yield "/" + STUDY.replace("<slug:name>", name)


def _routes(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        else:
            yield route.replace("^", "").replace("$", "")


def shown(page: Page, address: str) -> bool:
    """Say whether an address answers somebody's GET with a page (not a file or a part, not only POST)."""
    answer = page.request.get(address)
    assert answer.status < 500, f"{address}: {answer.status}"
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    return answer.ok and is_page and "<html" in answer.text()


def programme_of(page: Page) -> str:
    link = page.locator("main a[href^='/programmes/']").first.get_attribute("href")
    found = re.match(r"/programmes/([0-9a-f-]{36})/", link or "")
    assert found is not None
    return found[1]


def wrong_with(page: Page, language: str) -> list[str]:
    return [*form_of_page(page, LANGUAGES[language]), *wider_than_window(page), *axe_violations(page)]


@pytest.mark.parametrize(("width", "colours"), WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_sound(
    window: Callable[..., Page],
    sign_in: Callable[[Page, str], Page],
    look: Callable[[Page, str], Path],
    language: str,
    width: int,
    colours: str,
) -> None:
    page = sign_in(window(language, width=width, colours=colours), "platform")
    programme = programme_of(page)
    wrong: list[str] = []
    seen: set[str] = set()
    for address in addresses():
        place = address.replace("<uuid:programme>", programme)
        if shown(page, place):
            page.goto(place)
            if page.url in seen:  # led to a page that was looked at already
                continue
            seen.add(page.url)
            wrong += wrong_with(page, language)
            name = re.sub(r"\W+", "-", address.replace("programmes/<uuid:programme>", "p")).strip("-")
            look(page, f"{name or 'home'}-{language}-{width}")
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_before_signing_in_are_sound(window: Callable[..., Page], language: str) -> None:
    for width, colours in WAYS:
        page = window(language, width=width, colours=colours)
        for address in ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/nowhere"):
            page.goto(address)
            assert wrong_with(page, language) == []
            assert page.locator("a[href*='signup']").count() == 0
