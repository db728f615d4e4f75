"""Going back to a saved form, and clicking twice: in a real browser, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Window
from tests.journeys.doors import enter
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
