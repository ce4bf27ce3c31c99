"""A real browser on the real site: `site`, `sign_in(page, who)`, `look(page, name)`.

The site is started once for all browser tests of a process, with the small programme; tests must leave it so
that others can follow (make things of their own, undo what they change for all). Screenshots are
taken where ``KUAJIE_SCREENSHOTS`` names a folder for them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from looking import Complaints  # noqa: E402 -- beside this file
from real_site import Site, running  # noqa: E402 -- beside this folder

from kuajie.inspection.programs import chromium_path  # noqa: E402

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
WIDE, NARROW = 1280, 390
HEIGHT = 900
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
PATIENCE = 30_000  # milliseconds in which a page on a busy machine answers


@pytest.fixture(scope="session")
def site(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run the site with the small programme and the demo's people."""
    with running(small_folder, tmp_path_factory.mktemp("real")) as started:
        yield started


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Run the system's Chromium; for a module, so that its event loop is gone before other tests begin."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Return what the browser complained of; anything left there at the end fails the test."""
    heard = Complaints()
    yield heard
    assert heard.lines == []


@pytest.fixture
def window(chromium: Browser, site: Site, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """Return what opens a window of its own (its own cookies) in a language, width and colours."""
    opened: list[BrowserContext] = []

    def open_window(
        language: str = "zh", *, width: int = WIDE, colours: str = "light", scripts: bool = True
    ) -> Page:
        context = chromium.new_context(
            base_url=site.address,
            viewport={"width": width, "height": HEIGHT},
            locale=LOCALES[language],
            color_scheme="dark" if colours == "dark" else "light",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        complaints.listen(page)
        return page

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    """Open a wide window in Chinese."""
    return window()


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page, str], Page]:
    """Return what signs somebody in (`platform`, `finance`, `institution`, …) and ends on the home page."""

    def enter(page: Page, who: str) -> Page:
        page.goto("/accounts/login/")
        page.locator("[name=login]").fill(site.accounts[who])
        page.locator("[name=password]").fill(site.password)
        page.locator("main form button").click()
        page.wait_for_url("/")
        return page

    return enter


@pytest.fixture
def look(tmp_path: Path) -> Callable[[Page, str], Path]:
    """Return what keeps a picture of a whole page under a name, where pictures are asked for."""
    place = Path(os.environ.get("KUAJIE_SCREENSHOTS", tmp_path))

    def keep(page: Page, name: str) -> Path:
        picture = place / f"{name}.png"
        if "KUAJIE_SCREENSHOTS" in os.environ:  # nobody looks at those of other runs
            place.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=picture, full_page=True)
        return picture

    return keep
