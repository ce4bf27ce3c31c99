"""What pages do under the hands of people: keyboard, menus, colours, a second factor, paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from looking import Complaints, axe_violations, form_of_page, wider_than_window
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.needs("chromium", "cjk-fonts")
MOST_STOPS = 80
# Everything that the keyboard must reach; what a closed menu or another radio of a group hides it need not.
REACHABLE = """() => [...document.querySelectorAll(
  "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']")]
  .filter((one) => !one.disabled && one.checkVisibility() && !(one.type === "radio" && !one.checked))
  .map((one) => one.outerHTML)"""
FOCUSED = "() => document.activeElement === document.body ? null : document.activeElement.outerHTML"
OUTLINE = "() => getComputedStyle(document.activeElement).outlineStyle"


def stops(page: Page) -> Iterator[str]:
    """Yield what the tab key reaches, one after the other, until it leaves the page."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        reached = page.evaluate(FOCUSED)
        if reached is None:
            return
        yield reached


def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(
    page: Page, sign_in: Callable[[Page, str], Page]
) -> None:
    sign_in(page, "platform")
    page.locator("main a[href^='/programmes/']").first.click()
    page.locator("h1").wait_for()
    wanted, reached = page.evaluate(REACHABLE), []
    for stop in stops(page):
        assert page.evaluate(OUTLINE) != "none", stop
        reached.append(stop)
    assert [one for one in wanted if one not in reached] == []
    assert "skip" in reached[0]


def test_the_skip_link_leads_past_the_sections(page: Page, sign_in: Callable[[Page, str], Page]) -> None:
    sign_in(page, "platform")
    page.locator("main a[href^='/programmes/']").first.click()
    page.locator("h1").wait_for()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_sections_open_on_a_telephone(
    window: Callable[..., Page], sign_in: Callable[[Page, str], Page]
) -> None:
    page = sign_in(window("zh", width=390), "platform")
    page.locator("main a[href^='/programmes/']").first.click()
    sections, button = page.locator("#section-list"), page.locator(".open-sections")
    expect(sections).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(sections).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    assert wider_than_window(page) == []
    assert axe_violations(page) == []


def test_the_menu_closes_by_escape_and_gives_the_focus_back(
    page: Page, sign_in: Callable[[Page, str], Page]
) -> None:
    sign_in(page, "platform")
    menu = page.locator("details.menu").last
    menu.locator("summary").press("Enter")
    expect(menu.locator(".menu-items")).to_be_visible()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(menu.locator(".menu-items")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_somebody_may_choose_the_dark_and_the_other_language(page: Page) -> None:
    page.goto("/accounts/login/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("details.menu summary").last.click()
    page.locator("button[name=theme][value=dark]").click()
    page.wait_for_load_state()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.locator("button[name=language]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_a_refused_form_takes_the_reader_to_what_is_wrong(page: Page) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("nobody@kuajie.test")
    page.locator("[name=password]").fill("not this one")
    page.locator("main form button").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert axe_violations(page) == []


def test_paper_shows_the_content_alone(page: Page, sign_in: Callable[[Page, str], Page]) -> None:
    sign_in(page, "platform")
    page.locator("main a[href^='/programmes/']").first.click()
    page.locator("h1").wait_for()
    page.emulate_media(media="print", color_scheme="dark")
    for part in (".bar", ".sections"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_sections_and_menus_work_without_scripts(
    window: Callable[..., Page], sign_in: Callable[[Page, str], Page]
) -> None:
    page = sign_in(window("zh", width=390, scripts=False), "platform")
    page.locator("main a[href^='/programmes/']").first.click()
    expect(page.locator("#section-list")).to_be_visible()
    page.locator("details.menu summary").last.click()
    page.locator("button[name=theme][value=dark]").click()
    expect(page.locator("button[name=theme][value=dark]")).to_have_attribute("aria-pressed", "true")


BROKEN = """<!doctype html><html lang="fr"><title>x</title><body>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><h2>a</h2>
<div id="wide">wide</div><input><button></button></body></html>"""


def test_the_looking_itself_finds_what_is_wrong(page: Page) -> None:
    page.goto("/accounts/login/")
    page.evaluate("page => { document.documentElement.innerHTML = page; }", BROKEN)
    page.evaluate("document.querySelector('#wide').animate([{width: '3000px'}, {width: '3000px'}], 1e9)")
    rules = {line.split(": ")[1] for line in axe_violations(page)}
    assert {"image-alt", "label", "button-name"} <= rules
    assert len(form_of_page(page, "en")) == 3
    assert "wide" in "".join(wider_than_window(page))


def test_what_the_browser_complains_of_is_heard(page: Page, complaints: Complaints) -> None:
    page.goto("/accounts/login/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert page.evaluate("fetch('/nowhere').then((answer) => answer.status)") == 404
    heard = "\n".join(complaints.lines)
    complaints.lines.clear()
    assert "Content Security Policy" in heard
    assert "/nowhere: 404" in heard
