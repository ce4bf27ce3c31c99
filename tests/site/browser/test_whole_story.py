"""From files to a plan in force through clicks on real pages: upload, fit, plan, propose, counter, agree.

Everybody begins where "what needs me" leads, and goes on by the links of the pages alone. What follows,
settling a month and ruling on a dispute, is in ``test_settling.py``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from looking import axe_violations, form_of_page, wider_than_window
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.needs("chromium", "cjk-fonts")
MONTH = "2026-09"
LONG = 90_000  # milliseconds in which a job on a busy machine is done
MOST_PAGES = 150
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
WORD = re.compile(r"\w+")
OPTIONS = {"draws": "100", "warm_up": "200"}  # of the fit: what it says does not matter here

Look = Callable[[Page, str], Path]


def sound(page: Page, look: Look, name: str) -> None:
    """Look at a page: its form, nothing out of the window, nothing in the way of a screen reader."""
    language = "en" if page.locator("html").get_attribute("lang") == "en" else "zh"
    wrong = [*form_of_page(page, LANGUAGES[language]), *wider_than_window(page), *axe_violations(page)]
    look(page, f"story-{name}-{language}-{page.viewport_size['width']}")
    assert wrong == [], "\n".join(wrong)


def section(page: Page, name: str) -> None:
    """Go to a section of the programme by the navigation."""
    button = page.locator(".open-sections")
    if button.is_visible():
        button.click()
    page.locator("#section-list").get_by_role("link", name=name, exact=True).click()


def enter(page: Page) -> str:
    """Go from home into the programme; return its address."""
    page.locator("main .card a").first.click()
    page.wait_for_url(re.compile(r"/programmes/[0-9a-f-]{36}/$"))
    return page.url


def rows_of(folder: Path, party: str, record: str = "orders") -> list[dict[str, str]]:
    with (folder / party / f"{record}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def export_of(folder: Path) -> bytes:
    """Return the platform's spend as a system of its own exports it: other headers, one amount corrected."""
    rows = rows_of(folder, "zhihai", "spend")
    rows[-1]["amount"] = "123.45"
    heads = {"date": "哪天", "lever": "投在哪", "amount": "花了", "currency": "币种"}
    lines = [",".join(heads.values()), *(",".join(row[name] for name in heads) for row in rows)]
    return "\n".join(lines).encode()


def hand_in(page: Page, folder: Path, look: Look) -> None:
    """Upload a file whose headers nobody knows, say what they are, and accept it."""
    section(page, "数据")
    page.locator("#files").set_input_files(
        {"name": "投放导出.csv", "mimeType": "text/csv", "buffer": export_of(folder)}
    )
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_role("heading", name="各列分别是什么？")).to_be_visible(timeout=LONG)
    if page.locator("[name$=-record]").input_value() != "spend":
        page.locator("[name$=-record]").select_option("spend")
        page.get_by_role("button", name="保存并检查").click()
        expect(page.get_by_role("heading", name="各列分别是什么？")).to_be_visible(timeout=LONG)
    for header, column in {"哪天": "date", "投在哪": "lever", "花了": "amount", "币种": "currency"}.items():
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=header))
        row.locator("select").select_option(column)
    sound(page, look, "01-columns")
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_role("button", name="确认采用")).to_be_visible(timeout=LONG)
    sound(page, look, "02-preview")
    page.get_by_role("button", name="确认采用").click()
    expect(page.locator("main")).to_contain_text("版本 2")
    sound(page, look, "03-accepted")


def fit_and_plan(page: Page, look: Look) -> None:
    """Fit the response quickly, and go on from its answer to a plan."""
    section(page, "响应")
    page.locator("ul.studies").get_by_role("link", name="响应", exact=True).click()
    page.get_by_text("更多选项").click()
    for name, value in OPTIONS.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="开始计算").click()
    page.get_by_role("link", name="计算方案").click(timeout=LONG)
    ask_for_plan(page)
    sound(page, look, "04-plan")


def ask_for_plan(page: Page) -> None:
    """Ask for a plan and wait for its answer, which is another one than the page may show already."""
    again, proposing = page.locator("details.again > summary"), "a[href*='plans/new?answer=']"
    before = page.locator(proposing).get_attribute("href") if again.count() else ""
    if before:
        again.click()
    page.locator("form.ask button").first.click()
    expect(page.locator(f"{proposing}:not([href='{before}'])")).to_be_visible(timeout=LONG)


def propose(page: Page, title: str, reason: str, button: str) -> None:
    page.locator("[name=title]").fill(title)
    page.locator("[name=reason]").fill(reason)
    page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile(r"/plans/[0-9a-f-]{36}$"))


def texts_of(page: Page, base: str) -> Iterator[tuple[str, str]]:
    """Yield every page and file that somebody reaches by links from a programme's home, with its text."""
    found, seen = [base], {base}
    for place in found:
        answer = page.request.get(place)
        if answer.headers.get("content-type", "").startswith(("text/", "application/json", "image/svg")):
            text = answer.text()
            yield place, text
            for link in re.findall(r'(?:href|src)="([^"#]+)', text):
                whole = urljoin(place, unescape(link))
                if whole.startswith(base) and whole not in seen and len(found) < MOST_PAGES:
                    seen.add(whole)
                    found.append(whole)


def rows_shown(page: Page, base: str, folder: Path) -> list[str]:
    """Return where somebody of mingde reads a row of another party.

    Pages of settlement may name orders, which the parties of the demo disclose for it, and never learners.
    """
    orders, learners = (others_than("mingde", folder, name) for name in ("order_id", "learner"))
    assert len(orders) > 500
    assert len(learners) > 500
    pages = dict(texts_of(page, base))
    assert len(pages) > 40
    hidden = {place: learners if "/settlement/" in place else orders | learners for place in pages}
    return [place for place, text in pages.items() if not hidden[place].isdisjoint(WORD.findall(text))]


def others_than(party: str, folder: Path, name: str) -> set[str]:
    """Return the ids in a column of all parties' orders that a party's own orders do not hold."""
    held = {key: {row[name] for row in rows_of(folder, key)} for key in ("zhihai", "mingde", "yuanhang")}
    return set().union(*held.values()) - held[party]


def counter(page: Page, look: Look) -> None:
    """From what waits: read the proposal, change one's own budget, plan anew and answer with that."""
    page.locator(".needs a", has_text="waits for your approval").click()
    proposal = page.url
    expect(page.locator("main")).to_contain_text("全年")
    sound(page, look, "06-to-approve")
    page.get_by_role("link", name="Answer with another proposal").click()
    sound(page, look, "07-answer")
    page.get_by_role("link", name="Change your limits and prices").click()
    page.locator("[name='budgets|party|mingde']").fill("12000.00")
    page.get_by_role("button", name="Look at the changes").click()
    page.get_by_role("button", name="Save").click()
    sound(page, look, "08-limits")
    page.get_by_role("link", name="Plan anew").click()
    ask_for_plan(page)
    page.get_by_role("link", name="Propose this plan").click()
    expect(page.locator("[name=answers] option")).to_have_count(2)
    page.locator("[name=answers]").select_option(index=1)
    sound(page, look, "09-counter")
    propose(page, "We can pay less", "Our budget is 12,000.", "Propose to all parties")
    expect(page.locator("main")).to_contain_text("What it changes")
    sound(page, look, "10-countered")
    page.goto(proposal)
    expect(page.locator(".badge").first).to_contain_text("countered")


def approve(page: Page, words: str, button: str, look: Look, name: str) -> None:
    page.locator(".needs a", has_text=words).first.click()
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".note.success")).to_be_visible()
    sound(page, look, name)


def test_from_files_to_a_plan_that_all_agree_on(
    window: Callable[..., Page],
    sign_in: Callable[[Page, str], Page],
    look: Look,
    small_folder: Path,
) -> None:
    platform = sign_in(window("zh"), "platform")
    base = enter(platform)
    sound(platform, look, "00-programme")
    hand_in(platform, small_folder, look)
    fit_and_plan(platform, look)
    platform.get_by_role("link", name="提出该方案").click()
    propose(platform, "全年方案", "按现有预算计算", "向各方提出")
    sound(platform, look, "05-proposed")

    institution = sign_in(window("en", width=390), "institution")
    counter(institution, look)
    assert rows_shown(institution, base, small_folder) == []
    stolen = institution.request.get(f"{base}data/history/1/files/spend.csv")  # the platform has one
    assert stolen.status == 404

    platform.goto("/")
    approve(platform, "等待你方批准", "批准", look, "11-approved")
    employer = sign_in(window("en"), "employer")
    approve(employer, "waits for your approval", "Approve", look, "12-agreed")
    expect(employer.get_by_role("heading", name="What comes next")).to_be_visible()
