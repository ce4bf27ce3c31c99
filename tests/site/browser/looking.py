"""Looking at a page as a person, a telephone and a screen reader do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Response

# Violations of this standard fail; so do the rules of good practice that axe adds.
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass  # without slots: Playwright keeps its listeners on the object
class Complaints:
    """What a browser complained of on its pages: errors of scripts, blocked styles, missing files."""

    lines: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Note what this page complains of from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.lines.append(f"{page.url}: {error}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A refused page is a response with its own status, which is looked at as such.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.lines.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.lines.append(f"{response.url}: {response.status}")


def axe_violations(page: Page) -> list[str]:
    """Return what stands in the way of assistive technology on a page, a line for every place.

    What opens on demand is opened and looked at too; a closed menu is left out, whose place axe mistakes.
    What is found is looked at again two frames later: colours and places of a window that was just turned
    may be of both before and after.
    """
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    page.evaluate(AXE_SCRIPT)
    found = _run_axe(page)
    if found["violations"]:
        page.evaluate("() => new Promise((on) => requestAnimationFrame(() => requestAnimationFrame(on)))")
        found = _run_axe(page)
    return [
        f"{page.url}: {one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def _run_axe(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run({exclude: ['details.menu:not([open]) > .menu-items']}, rules)", AXE_RULES
    )
    return found


def wider_than_window(page: Page) -> list[str]:
    """Return what stands out of the window to the right, outside of what scrolls by itself."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const out = [...document.querySelectorAll("body *")].filter(
            (one) => one.getBoundingClientRect().right > width + 1 && !one.closest(".scroll"));
          return [location.pathname + ": " + document.documentElement.scrollWidth + " px",
            ...out.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
        }"""
    )


def form_of_page(page: Page, language: str) -> list[str]:
    """Return what is wrong with a page's language, headings and title."""
    lang = page.locator("html").get_attribute("lang")
    headings = page.locator("h1").count()
    title = page.title()
    wrong = []
    if lang != language:
        wrong.append(f"{page.url}: lang is {lang}")
    if headings != 1:
        wrong.append(f"{page.url}: {headings} h1")
    if len(title.split(" · ")) < 2 or not title.split(" · ")[0]:
        wrong.append(f"{page.url}: title {title!r}")
    return wrong
