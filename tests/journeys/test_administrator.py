"""Accounts: the first one by the command, a colleague by a link that works once, an end that counts at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Window
from tests.journeys.site import Site
from tests.journeys.walking import (
    addresses,
    ask,
    count,
    dashed,
    expect_asked_again,
    expect_done,
    save,
    status,
)

SENTENCE = "the river freezes in november"


def invite(page: Page, login: str, role: str = "case_manager") -> str:
    """Invite a colleague in Karaganda; leaves the link that is shown once."""
    page.goto("/staff/invite/")
    page.fill("[name=given_name]", "Zarina")
    page.fill("[name=family_name]", "Testova")
    page.fill("[name=login]", login)
    page.select_option("[name=discipline]", "case_manager")
    page.select_option("[name=region]", "KAR")
    page.locator(f"[name=roles][value={role}]").check()
    save(page)
    return page.input_value("#the-link")


def log_in(page: Page, login: str, password: str) -> None:
    page.goto("/log-in/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    save(page)


def test_a_colleague_comes_in_by_a_link_that_works_once_and_goes_when_it_is_said(
    visit: Window, language: str
) -> None:
    administrator, colleague = visit("administrator"), visit()
    login = f"zarina.{language}"
    link = invite(administrator, login)

    # She chooses her password; a short one is not taken, and the link works once.
    colleague.goto(link)
    expect(colleague.locator("main")).to_contain_text(login)
    colleague.fill("[name=password]", "short")
    colleague.fill("[name=again]", "short")
    save(colleague)
    expect_asked_again(colleague, "password")
    colleague.fill("[name=password]", SENTENCE)
    colleague.fill("[name=again]", SENTENCE)
    save(colleague)
    colleague.goto(link)
    expect(colleague.locator("[name=password]")).to_have_count(0)

    log_in(colleague, login, "something quite different")
    expect(colleague).to_have_url(re.compile(r"/log-in/"))
    log_in(colleague, login, SENTENCE)
    expect(colleague).to_have_url(re.compile(r"/today/$"))
    assert status(colleague, "/families/") == 200
    assert [one for one in addresses(colleague, "/families/") if len(one) > 40] == []  # nobody is hers yet

    # Her access ends: her next click says so, and leads to the door.
    administrator.goto("/staff/?q=Testova")
    administrator.locator("table a[href*='/staff/']", has_text="Zarina").last.click()
    administrator.locator("main a[href$='/end-access/']").click()
    save(administrator)
    expect_done(administrator)
    assert status(colleague, "/today/") == 403
    assert addresses(colleague) == ["/log-in/"]
    log_in(colleague, login, SENTENCE)
    expect(colleague).to_have_url(re.compile(r"/log-in/"))


def test_an_administrator_opens_no_file(visit: Window, site: Site) -> None:
    page = visit("administrator")
    family = dashed(ask(site, "SELECT id FROM people_family LIMIT 1")[0][0])
    person = dashed(ask(site, "SELECT id FROM people_person LIMIT 1")[0][0])

    expect(page).to_have_url(re.compile(r"/staff/$"))
    assert not [
        one for one in addresses(page, "", "body") if re.search(r"/(people|families|team|lists)/", one)
    ]
    for address in (
        f"/families/{family}/",
        f"/people/{person}/",
        "/families/",
        "/team/",
        "/lists/",
        "/overview/",
    ):
        assert status(page, address) in (403, 404), address


def test_she_cannot_widen_her_own_role(visit: Window, site: Site) -> None:
    page = visit("administrator")
    own = dashed(ask(site, "SELECT staff_id FROM access_account WHERE login = 'demo-administrator'")[0][0])
    grants = count(site, "access_rolegrant")

    page.goto(f"/staff/{own}/")
    expect(page.locator("main form")).to_have_count(0)
    page.goto(f"/staff/{own}/give-role/")
    page.select_option("[name=role]", "case_manager")
    page.select_option("[name=region]", "KAR")
    save(page)

    assert count(site, "access_rolegrant") == grants


@pytest.mark.parametrize("secret", ["nothing", "a" * 43])
def test_a_link_that_nobody_made_says_so_kindly(visit: Window, secret: str) -> None:
    page = visit()

    page.goto(f"/invitations/{secret}/")

    expect(page.locator("main a[href='/log-in/']")).to_be_visible()
