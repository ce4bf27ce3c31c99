"""Two-factor authentication from activating it to getting in without the telephone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from looking import axe_violations, wider_than_window
from playwright.sync_api import Page, expect
from real_site import Site

pytestmark = pytest.mark.needs("chromium", "cjk-fonts")


def sound(page: Page) -> None:
    assert [*axe_violations(page), *wider_than_window(page)] == []


def code_of(secret: str) -> str:
    """Return what an authenticator app would show now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize(("language", "width", "who"), [("zh", 390, "employer"), ("en", 1280, "institution")])
def test_a_second_factor_is_asked_for_once_active(
    window: Callable[..., Page],
    sign_in: Callable[[Page, str], Page],
    look: Callable[[Page, str], object],
    site: Site,
    language: str,
    width: int,
    who: str,
) -> None:
    page = sign_in(window(language, width=width), who)
    page.goto("/accounts/2fa/totp/activate/")
    if page.locator("[name=password]").count():  # asked again, for safety
        sound(page)
        page.locator("[name=password]").fill(site.password)
        page.locator("main form button").first.click()
    sound(page)
    look(page, f"totp-{language}-{width}")
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill("000000")
    page.locator("main form button").first.click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("[name=code]").fill(code_of(secret))
    page.locator("main form button").first.click()
    page.wait_for_url("**/2fa/recovery-codes/**")
    sound(page)
    look(page, f"recovery-{language}-{width}")
    codes = page.locator("#recovery_codes").input_value().split()
    assert len(codes) == 10

    other = window(language, width=width)
    other.goto("/accounts/login/")
    other.locator("[name=login]").fill(site.accounts[who])
    other.locator("[name=password]").fill(site.password)
    other.locator("main form button").click()
    other.wait_for_url("**/2fa/authenticate/**")
    sound(other)
    look(other, f"code-{language}-{width}")
    other.locator("[name=code]").fill(codes[0])
    other.locator("main form button").first.click()
    other.wait_for_url("/")

    page.goto("/accounts/2fa/")
    sound(page)
    look(page, f"2fa-active-{language}-{width}")
    page.goto("/accounts/2fa/totp/deactivate/")
    sound(page)
    page.locator("main form button").first.click()
    page.wait_for_url("**/accounts/2fa/")
    expect(page.locator(".badge.good")).to_have_count(0)
