"""What is left behind for a second person to decide, and what somebody writes of people whose files she never opens."""

from datetime import timedelta

from playwright.sync_api import Page

from shanyraq.demo.making.stages import DEMO_DAY
from tests.journeys.site import Site
from tests.journeys.test_administrator import accept, invite
from tests.journeys.test_emergency import break_glass
from tests.journeys.test_her_data import LIFTED, adults
from tests.journeys.walking import ask, dashed, expect_done, follow, press, save

WHY = "The monitor looks into how she was received."
ACT = "Law on the Commissioner, article 22"


def lay_out_openings(worker: Page, officer: Page) -> None:
    """Two more openings of somebody who has one: it is asked whether she goes on; and one that was looked at."""
    for family in (1, 2):
        break_glass(worker, family)
    officer.goto("/emergencies/")
    follow(officer, "/review/")
    officer.locator("[name=verdict][value=YES]").check()
    officer.fill("[name=review]", "The hospital confirmed the call and what was asked for.")
    save(officer)
    expect_done(officer)


def lay_out_what_waits(pages: dict[str, Page], site: Site) -> None:
    """A hold that is to be lifted, and a file that is to be opened to a monitor."""
    officer, person = pages["dpo"], adults(site)[0]
    officer.goto(f"{person}hold/")
    officer.fill("[name=act]", "Order 12 of 3 May 2021")
    officer.locator("[name=parts][value=C8]").check()
    save(officer)
    expect_done(officer)
    ask_to_lift(officer)
    link = invite(pages["administrator"], officer, "a.monitor", "monitor", given="Madi")
    browser = officer.context.browser
    assert browser is not None
    theirs = browser.new_context(base_url=site.url)
    accept(theirs.new_page(), link)
    theirs.close()
    ask_mandate(officer, site, person, "a.monitor")


def ask_to_lift(officer: Page) -> None:
    """Ask, on the page of a hold, that it ends before its day."""
    officer.fill("form[action$='/lift/'] [name=reason]", LIFTED)
    press(officer.locator("form[action$='/lift/'] button[type=submit]"))
    expect_done(officer)


def ask_mandate(officer: Page, site: Site, person: str, login: str) -> None:
    """Ask a second colleague to open a person's file to a monitor for ten days."""
    key = person.split("/")[2].replace("-", "")
    officer.goto("/oversight/monitors/new/")
    officer.fill("[name=code]", ask(site, "SELECT code FROM people_person WHERE id = ?", key)[0][0])
    officer.select_option("[name=monitor]", staff_of(site, login))
    officer.locator("[name=ground][value=mandate]").check()
    officer.fill("[name=act]", ACT)
    officer.fill("[name=until]", (DEMO_DAY + timedelta(days=10)).isoformat())
    officer.fill("[name=reason]", WHY)
    save(officer)
    expect_done(officer)


def staff_of(site: Site, login: str) -> str:
    """The colleague of an account, as forms name her."""
    return dashed(ask(site, "SELECT staff_id FROM access_account WHERE login = ?", login)[0][0])


def write_own_entry(adviser: Page) -> None:
    """She writes of the first person with whom she works."""
    adviser.goto("/own-entries/write/")
    follow(adviser, "/own-entries/write/", "#people")
    adviser.locator("[name=compartment][value=C6]").check()
    adviser.fill("[name=text]", "She asks for a course in sewing")
    save(adviser)
    expect_done(adviser)
