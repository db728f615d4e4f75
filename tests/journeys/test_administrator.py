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
    follow,
    press,
    save,
    status,
)

SENTENCE = "the river freezes in november"


WHY = "She begins in the office in Karaganda on Monday."


def invite(page: Page, officer: Page, login: str, role: str = "case_manager", **told: str) -> str:
    """Invite a colleague in Karaganda, to which the officer agrees; leaves the link that she is shown once."""
    ask_for(page, login, role, **told)
    expect_done(page)
    return agreed(officer)


def ask_for(
    page: Page, login: str, role: str, *, given: str = "Zarina", discipline: str = "case_manager"
) -> None:
    """Send the form that invites a colleague."""
    page.goto("/staff/invite/")
    page.fill("[name=given_name]", given)
    page.fill("[name=family_name]", "Testova")
    page.fill("[name=login]", login)
    page.select_option("[name=discipline]", discipline)
    page.select_option("[name=region]", "KAR")
    page.locator(f"[name=roles][value={role}]").check()
    page.fill("[name=why]", WHY)
    save(page)


def agreed(officer: Page) -> str:
    """Agree to the first request for roles; leaves the link that is shown once, empty where none is."""
    officer.goto("/staff/recoveries/")
    officer.locator("#roles a").first.click()
    press(officer.locator("#answer button.btn-primary"))
    link = officer.locator("#the-link")
    return link.input_value() if link.count() else ""


def accept(page: Page, link: str) -> None:
    """Open the link of an invitation and choose a password."""
    page.goto(link)
    page.fill("[name=password]", SENTENCE)
    page.fill("[name=again]", SENTENCE)
    save(page)


def log_in(page: Page, login: str, password: str) -> None:
    page.goto("/log-in/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    save(page)


def test_a_colleague_comes_in_by_a_link_that_works_once_and_goes_when_it_is_said(
    visit: Window, language: str
) -> None:
    administrator, officer, colleague = visit("administrator"), visit("dpo"), visit()
    login = f"zarina.{language}"
    link = invite(administrator, officer, login)

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
    administrator.locator("table tr", has_text=login).locator("a[href*='/staff/']").first.click()
    administrator.locator("main a[href$='/end-access/']").click()
    save(administrator)
    expect_done(administrator)
    assert status(colleague, "/today/") == 403
    assert addresses(colleague) == ["/log-in/"]
    log_in(colleague, login, SENTENCE)
    expect(colleague).to_have_url(re.compile(r"/log-in/"))


def test_one_administrator_alone_lets_nobody_read_a_file(visit: Window, site: Site, language: str) -> None:
    administrator, officer = visit("administrator"), visit("dpo")
    login, links = f"nobody.{language}", count(site, "access_invitation")

    # She asks, and has no link: neither now nor by asking for a new one. The request shows her no button.
    ask_for(administrator, login, "regional_coordinator")
    expect_done(administrator)
    expect(administrator.locator("main form[action$='/new-link/']")).to_have_count(0)
    follow(administrator, "/staff/recoveries/")
    expect(administrator.locator("#answer form")).to_have_count(0)
    assert count(site, "access_invitation") == links

    # The officer finds it on her desk, and declines with a reason, which the administrator reads.
    officer.goto("/oversight/")
    officer.locator("#waiting a[href='/staff/recoveries/']").first.click()
    officer.locator("#roles a").first.click()
    officer.fill("[name=why]", "Nobody of this name works in Karaganda.")
    press(officer.locator("button[name=decline]"))
    expect_done(officer)
    administrator.goto("/staff/?q=Testova")
    administrator.locator("table tr", has_text=login).locator("a[href*='/staff/']").first.click()
    expect(administrator.locator("#requests")).to_contain_text("Nobody of this name works in Karaganda.")
    assert count(site, "access_invitation") == links


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
