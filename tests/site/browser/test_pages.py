"""Every page, in both languages, wide and narrow, light and dark: nothing complains, nothing sticks out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from looking import axe_violations, form_of_page, wider_than_window
from playwright.sync_api import Page
from site_addresses import addresses

pytestmark = pytest.mark.needs("chromium", "cjk-fonts")

LANGUAGES = {"zh": "zh-Hans", "en": "en"}
HEIGHT = 900
WAYS = (((1280, "light"), (390, "dark")), ((1280, "dark"), (390, "light")))
"""In which windows a page is looked at: half of the pages in the one way, half in the other."""


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
    return [
        *form_of_page(page, LANGUAGES[language]),
        *wider_than_window(page),
        *axe_violations(page),
        *wider_than_window(page),  # with everything opened
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_sound(
    window: Callable[..., Page],
    sign_in: Callable[[Page, str], Page],
    look: Callable[[Page, str], Path],
    language: str,
) -> None:
    page = sign_in(window(language), "platform")
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
            name = re.sub(r"\W+", "-", address.replace("programmes/<uuid:programme>", "p")).strip("-")
            for width, colours in WAYS[(len(seen) + list(LANGUAGES).index(language)) % 2]:
                turn(page, width, colours)
                wrong += [f"{width} {colours}: {line}" for line in wrong_with(page, language)]
                look(page, f"{name or 'home'}-{language}-{width}-{colours}")
    assert not wrong, "\n".join(wrong)
    assert len(seen) > 10


def turn(page: Page, width: int, colours: str) -> None:
    """Look at the page in another window without loading it again."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_before_signing_in_are_sound(window: Callable[..., Page], language: str) -> None:
    for width, colours in WAYS[0]:
        page = window(language, width=width, colours=colours)
        for address in ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/nowhere"):
            page.goto(address)
            assert wrong_with(page, language) == []
            assert page.locator("a[href*='signup']").count() == 0
