"""The door: everybody stands before it first, in her own language, and comes in as somebody."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe
from tests.journeys.conftest import Window
from tests.journeys.doors import enter_by_button

# Whom the journeys come in as: they send what these buttons send (doors.py).
ROLES = (
    "administrator",
    "case_manager",
    "consular_officer",
    "custodian",
    "dpo",
    "lawyer",
    "programme_manager",
    "regional_coordinator",
    "shift_worker",
    "supervisor",
)


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("kk", "ltr"), ("ru", "ltr"), ("ar", "rtl")]
)
def test_a_stranger_is_sent_to_the_door_in_her_language(
    window: Window, picture: Callable[..., None], language: str, direction: str
) -> None:
    page = window(locale=language, width=390, height=844)

    page.goto("/")

    expect(page).to_have_url(re.compile(r"/log-in/"))
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("html").get_attribute("dir") == direction
    assert page.locator("h1").count() == 1
    axe(page)
    picture(page, f"door-{language}-phone")


def test_a_newcomer_enters_the_demonstration_as_a_case_manager(page: Page) -> None:
    enter_by_button(page, "case_manager")

    expect(page.locator("h1")).to_have_count(1)
    axe(page)


def test_the_door_works_without_javascript(window: Window) -> None:
    page = window(javascript=False)

    enter_by_button(page, "supervisor")

    expect(page.locator("h1")).to_have_count(1)


def test_the_buttons_through_which_journeys_come_in_lead_to_a_page(page: Page) -> None:
    for role in ROLES:
        page.context.clear_cookies()
        enter_by_button(page, role)
        expect(page.locator("h1")).to_have_count(1)
