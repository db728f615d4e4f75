"""Protecting one's account: an app, codes on paper, a passkey; coming in with each; ending a session elsewhere."""

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

from tests.journeys.accessibility import axe
from tests.journeys.site import Site

PASSWORD = "a long sentence of mine"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.parametrize(("locale", "width"), [("en", 1280), ("ar", 390)])
def test_an_account_is_protected_by_an_app_by_paper_and_by_a_passkey(
    site: Site, window: Any, locale: str, width: int
) -> None:
    login = f"protected-{locale}"
    site.run("admin", "create", login, SHANYRAQ_ADMIN_PASSWORD=PASSWORD)
    here = site.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    page = window(locale=locale, width=width)

    log_in(page, here, login)
    page.goto(f"{here}/account/")
    axe(page)
    page.locator("#second-step a[href='/account/add-app/']").click()
    axe(page)
    secret = page.locator("#picture code").inner_text().replace(" ", "")
    page.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.locator("#code button[type=submit]").click()

    page.locator("#make button[type=submit]").click()
    axe(page)
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10

    leave(page, here)
    log_in(page, here, login)
    assert page.url.endswith("/log-in/second-step/")
    axe(page)
    page.locator("[name=code]").fill("000000")
    page.locator("main form button[type=submit]").last.click()
    assert page.locator("[role=alert]").first.is_visible()
    axe(page)
    page.locator("[name=code]").fill(codes[0])
    page.locator("main form button[type=submit]").last.click()
    assert page.goto(f"{here}/account/").status == 200

    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.locator("#second-step a[href='/account/add-key/']").click()
    axe(page)
    page.locator("[name=name]").fill("my phone")
    page.locator("#key button[type=submit]").click()
    page.wait_for_url("**/account/")
    assert page.locator("#second-step li").count() == 2
    axe(page)
    take_away = page.locator("#second-step a[href*='/take-away/']").first.get_attribute("href")
    passwords = ("/account/password/", "/account/second-password/")
    for address in ("/account/prove/", *passwords, "/account/recovery-codes/", take_away):
        assert page.goto(f"{here}{address}").status == 200
        axe(page)
    page.goto(f"{here}/account/")

    leave(page, here)
    page.goto(f"{here}/log-in/?next=/account/")
    axe(page)
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/account/")
    assert "9" in page.locator("#codes").inner_text()

    elsewhere = window(locale=locale, width=width)
    log_in(elsewhere, here, login)
    elsewhere.locator("[name=code]").fill(codes[1])
    elsewhere.locator("main form button[type=submit]").last.click()
    page.reload()
    page.locator("#sessions li form button").first.click()
    assert elsewhere.goto(f"{here}/account/").url.startswith(f"{here}/log-in/")


def log_in(page: Page, here: str, login: str) -> None:
    page.goto(f"{here}/log-in/")
    form = page.locator("form:has(input[name=password])")
    form.locator("input[name=login]").fill(login)
    form.locator("input[name=password]").fill(PASSWORD)
    form.locator("button[type=submit]").click()


def leave(page: Page, here: str) -> None:
    page.goto(f"{here}/log-out/")
    page.locator("main form button[type=submit]").click()
