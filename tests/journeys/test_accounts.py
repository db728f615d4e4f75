"""The administrator's story: a first account from the machine, a colleague invited, a role more, access ended."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.accessibility import axe
from tests.journeys.doors import enter
from tests.journeys.site import Site
from tests.journeys.test_administrator import WHY, agreed

PASSWORD = "a long sentence of mine"


def log_in(page: Page, login: str) -> None:
    page.goto("/log-in/")
    form = page.locator("form:has(input[name=password])")
    form.locator("input[name=login]").fill(login)
    form.locator("input[name=password]").fill(PASSWORD)
    form.locator("button[type=submit]").click()


def works_as_the_other(page: Page) -> None:
    """She has two roles now: the second opens nothing before she works in it, by a button of the header."""
    assert page.goto("/staff/").status == 403  # type: ignore[union-attr]
    page.goto("/families/")
    page.locator("details.menu:has(form[action='/account/role/']) summary").click()
    axe(page)
    page.locator("form[action='/account/role/'] button[value=supervisor]").click()
    assert page.goto("/staff/").status == 200  # type: ignore[union-attr]
    axe(page)


@pytest.mark.parametrize(("locale", "width"), [("en", 1280), ("ar", 390)])
def test_an_administrator_looks_after_accounts_and_sees_no_case(
    site: Site, window: Any, locale: str, width: int
) -> None:
    admin, colleague = f"admin-{locale}", f"gulnara-{locale}"
    site.run("admin", "create", admin, SHANYRAQ_ADMIN_PASSWORD=PASSWORD)
    page = window(locale=locale, width=width)
    log_in(page, admin)
    page.goto("/staff/")
    assert page.locator("html").get_attribute("dir") == ("rtl" if locale == "ar" else "ltr")
    axe(page)

    page.locator("a[href='/staff/invite/']").click()
    axe(page)
    page.locator("[name=given_name]").fill("Gulnara")
    page.locator("[name=login]").fill(colleague)
    page.locator("[name=discipline]").select_option("case_manager")
    page.locator("[name=region]").select_option("KAR")
    page.locator("[name=roles][value=case_manager]").check()
    page.locator("[name=why]").fill(WHY)
    page.locator("main form button[type=submit]").click()
    axe(page)
    officer = window(locale=locale, width=width)
    enter(officer, "dpo")
    link = agreed(officer)
    axe(officer)

    hers = window(locale=locale, width=width)
    hers.goto(link)
    axe(hers)
    hers.locator("[name=password]").fill(PASSWORD)
    hers.locator("[name=again]").fill(PASSWORD)
    hers.locator("main form button[type=submit]").click()
    log_in(hers, colleague)
    assert hers.goto("/families/").status == 200
    assert hers.goto("/staff/").status == 403

    page.locator("#more [name=role]").select_option("supervisor")
    page.locator("#more [name=why]").fill(WHY)
    page.locator("#more button[type=submit]").click()
    axe(page)
    assert page.locator("#roles li").count() == 1
    assert agreed(officer) == ""
    page.reload()
    assert page.locator("#roles li").count() == 2
    works_as_the_other(hers)

    page.locator("a[href$='/end-access/']").click()
    axe(page)
    page.locator(".confirm button[type=submit]").click()
    assert hers.goto("/families/").status == 403
    axe(hers)
    assert hers.locator("main a[href='/log-in/']").count() == 1

    assert page.goto("/families/").status == 403
    assert page.locator("nav a[href='/families/']").count() == 0


def test_a_visitor_of_the_demonstration_changes_places(site: Site, page: Page) -> None:
    page.goto("/")
    axe(page)
    page.locator("button[formaction='/demo/enter/case_manager/']").click()
    first = page.locator(".head").inner_text()
    page.locator(".demo a", has_text="Change role").click()
    page.locator("button[formaction='/demo/enter/administrator/']").click()

    assert page.locator(".head").inner_text() != first
    answer = page.goto("/today/")
    assert answer is not None
    assert answer.status in (200, 403)


def test_going_works_without_javascript(site: Site, window: Any) -> None:
    page = window(javascript=False)
    page.goto("/log-in/")
    page.locator("button[formaction='/demo/enter/supervisor/']").click()

    page.locator("details.menu:has(form[action='/log-out/']) summary").click()
    page.locator("form[action='/log-out/'] button").click()

    assert "/log-in/" in page.url
    page.goto("/families/")
    assert "/log-in/" in page.url
