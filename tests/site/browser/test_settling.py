"""Finance settles a month, the other side disputes a line, a mediator rules: in a real browser."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from looking import axe_violations, form_of_page, wider_than_window
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.needs("chromium", "cjk-fonts")
MONTH = "2026-09"
LONG = 90_000  # milliseconds in which a job on a busy machine is done


def an_order(folder: Path) -> str:
    with (folder / "zhihai" / "orders.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        found = next(row for row in rows if row["ordered_at"].startswith(MONTH) and row["course_id"] == "J1")
    return f"zhihai/{found['order_id']}/{found['line']}"


def programme_of(page: Page) -> str:
    link = page.locator("main a[href^='/programmes/']").first.get_attribute("href") or ""
    found = re.match(r"/programmes/[0-9a-f-]{36}/", link)
    assert found is not None
    return found[0]


def sound(page: Page, language: str) -> None:
    assert [*form_of_page(page, language), *wider_than_window(page), *axe_violations(page)] == []


def test_finance_settles_and_a_mediator_rules(
    window: Callable[..., Page],
    sign_in: Callable[[Page, str], Page],
    look: Callable[[Page, str], Path],
    small_folder: Path,
) -> None:
    finance = sign_in(window("zh"), "finance")
    base = programme_of(finance)
    finance.goto(f"{base}settlement/post")
    sound(finance, "zh-Hans")
    finance.locator("[name=month]").select_option(MONTH)
    finance.locator("button[name=look]").click()
    expect(finance.locator("#preview")).to_be_visible(timeout=LONG)
    sound(finance, "zh-Hans")
    look(finance, "settlement-preview-zh")
    finance.locator("[name=month]").select_option(MONTH)
    finance.get_by_role("button", name="确认入账").click()
    finance.wait_for_url(f"**/settlement/months/{MONTH}", timeout=LONG)
    finance.locator(f"a[href$='{MONTH}/issue']").click()
    finance.locator("main form button").click()
    finance.wait_for_url(f"**/settlement/months/{MONTH}", timeout=LONG)
    sound(finance, "zh-Hans")
    finance.locator(f"a[href$='{MONTH}/sign']").click()
    finance.locator("[name=seen]").check()
    finance.locator("main form button").click()
    expect(finance.locator(".note.success")).to_contain_text("已签署")
    look(finance, "settlement-signed-zh")

    institution = sign_in(window("en", width=390), "institution")
    expect(institution.locator(".needs")).to_contain_text(f"the statement of {MONTH}")
    institution.goto(f"{base}settlement/disputes/new?month={MONTH}")
    institution.locator("[name=line0-event]").fill(an_order(small_folder))
    institution.locator("[name=line0-amount]").fill("10.00")
    institution.locator("[name=line0-reason]").fill("sold through our channel")
    institution.locator("[name=evidence]").set_input_files(
        {"name": "chat.txt", "mimeType": "text/plain", "buffer": b"we sold it"}
    )
    sound(institution, "en")
    institution.get_by_role("button", name="File the case").click()
    institution.wait_for_url(re.compile(rf"/settlement/disputes/{MONTH}-mingde-"), timeout=LONG)
    expect(institution.locator("main")).to_contain_text("chat.txt")
    sound(institution, "en")
    look(institution, "settlement-dispute-en-390")

    mediator = sign_in(window("zh"), "mediator")
    mediator.locator(".needs a", has_text="裁决").first.click()
    mediator.locator("[name=line1-amount]").fill("11.00")
    mediator.locator("[name=line1-reason]").fill("双方各担一半")
    mediator.locator("form[action$=rule] button").click()
    expect(mediator.locator(".errorlist")).to_contain_text("不得超过主张金额")
    mediator.locator("[name=line1-amount]").fill("5.00")
    mediator.locator("form[action$=rule] button").click()
    expect(mediator.locator("main")).to_contain_text("支持 ¥5.00", timeout=LONG)
    sound(mediator, "zh-Hans")
    look(mediator, "settlement-ruled-zh")
