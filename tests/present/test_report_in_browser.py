"""The report in a real browser: drawn, not blank, and never wider than a telephone."""

from __future__ import annotations

import html as markup
import re
import subprocess
from pathlib import Path

import pytest
from answers import content
from PIL import Image

from kuajie.inspection.programs import chromium_path
from kuajie.messages import LOCALES, Locale
from kuajie.present.report import report_html

pytestmark = pytest.mark.needs("chromium", "cjk-fonts")
TELEPHONE = 390
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
# A window cannot be made as narrow as a telephone, a frame can.
FRAME = """<!DOCTYPE html><meta charset="utf-8"><body>
<iframe style="width:{width}px;height:900px;border:0" srcdoc="{page}" onload="
const page = this.contentDocument.documentElement;
document.title = page.scrollWidth + 'x' + page.scrollHeight"></iframe>
</body>"""


def browse(folder: Path, *arguments: str) -> str:
    path = chromium_path()
    assert path is not None
    profile = f"--user-data-dir={folder / 'profile'}"
    done = subprocess.run(
        [path, *QUIET, profile, *arguments], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_is_no_wider_than_a_telephone(tmp_path: Path, locale: Locale) -> None:
    page = tmp_path / "narrow.html"
    report = report_html(content(locale), locale)
    page.write_text(FRAME.format(width=TELEPHONE, page=markup.escape(report)), encoding="utf-8")
    measured = re.search(r"<title>(\d+)x(\d+)</title>", browse(tmp_path, "--dump-dom", page.as_uri()))
    assert measured is not None
    assert int(measured[1]) <= TELEPHONE
    assert int(measured[2]) > 5_000


def test_a_screenshot_shows_text_and_charts(tmp_path: Path) -> None:
    page, shot = tmp_path / "report.html", tmp_path / "report.png"
    page.write_text(report_html(content("zh"), "zh"), encoding="utf-8")
    browse(tmp_path, f"--screenshot={shot}", "--window-size=1280,3000", page.as_uri())
    with Image.open(shot) as picture:
        colours = {colour: count for count, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    assert colours[(255, 255, 255)] < 0.97 * 1280 * 3000
    assert colours.get((0x1B, 0x5E, 0x8C), 0) > 1_000  # the columns of the spend chart
