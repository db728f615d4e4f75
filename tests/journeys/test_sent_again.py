"""Going back to a saved form, and clicking twice: in a real browser, with and without JavaScript."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe
from tests.journeys.conftest import Window
from tests.journeys.doors import enter
from tests.journeys.site import ROOT, Site, environment_for
from tests.journeys.walking import families

SAID = "This was already saved."


def note(page: Page, text: str) -> str:
    """Open the page for a note and write it; not saved yet. Returns the address of the family's notes."""
    notes = f"{families(page)[0]}notes/"
    page.goto(f"{notes}add/")
    page.fill("[name=text]", text)
    return notes


@pytest.mark.parametrize("javascript", [True, False])
def test_back_leads_from_a_saved_form_to_what_it_saved(window: Window, javascript: bool) -> None:
    page = window(javascript=javascript)
    enter(page, "case_manager")
    notes = note(page, "She likes to draw")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text("The note is saved.")).to_be_visible()

    page.go_back()

    expect(page.get_by_text(SAID)).to_be_visible()
    expect(page).to_have_url(re.compile(f"{notes}$"))
    expect(page.locator("main form")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_click_too_many_saves_nothing_twice(window: Window, javascript: bool) -> None:
    page = window(javascript=javascript)
    enter(page, "case_manager")
    text = f"She likes to sing, {javascript}"
    notes = note(page, text)

    page.locator("main form button[type=submit]").dblclick()

    # The second click breaks off the first navigation, which a wait for that one would take for a failure.
    expect(page).to_have_url(re.compile(f"{notes}$"))
    page.goto(notes)
    expect(page.locator("main").get_by_text(text)).to_have_count(1)


QUARTER_OF_AN_HOUR_AGO = """
import sys, django
django.setup()
from django.contrib.sessions.backends.db import SessionStore
from shanyraq.access.queries.sessions import SEEN
session = SessionStore(sys.argv[1])
session[SEEN] -= 16 * 60
session.save()
"""


def nothing_done_for_a_while(page: Page, site: Site) -> None:
    """She was called away: her session is over when she comes back."""
    keys = [str(one.get("value")) for one in page.context.cookies() if "session" in str(one.get("name"))]
    settings = environment_for(site.data, DJANGO_SETTINGS_MODULE="config.settings")
    subprocess.run(
        [sys.executable, "-c", QUARTER_OF_AN_HOUR_AGO, *keys], cwd=ROOT, env=settings, check=True, timeout=60
    )


@pytest.mark.parametrize("width", [1366, 390])
def test_what_took_longer_than_a_session_waits_for_her_and_is_sent_once(
    visit: Window, site: Site, width: int
) -> None:
    page = visit("case_manager", width=width, height=844)
    text = f"She wants to see the sea, {page.locator('html').get_attribute('lang')} {width}"
    notes = note(page, text)
    nothing_done_for_a_while(page, site)

    page.locator("main form button[type=submit]").click()
    expect(page.locator("main a[href*='ended=1']")).to_be_visible()
    axe(page)
    enter(page, "case_manager")
    page.goto("/account/unsaved/")
    expect(page.locator("main")).to_contain_text(text)
    axe(page)

    page.locator("main form button[type=submit]").first.click()
    page.goto(notes)
    expect(page.locator("main").get_by_text(text)).to_have_count(1)
