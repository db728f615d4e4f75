"""The door: everybody stands before it first, in her own language, and comes in as somebody."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe
from tests.journeys.conftest import Window
from tests.journeys.doors import enter


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("kk", "ltr"), ("ru", "ltr"), ("ar", "rtl")]
)
def test_a_stranger_is_sent_to_the_door_in_her_language(
    window: Window, picture: Callable[..., Path], language: str, direction: str
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
    enter(page, "case_manager")

    expect(page.locator("h1")).to_have_count(1)
    axe(page)


def test_the_door_works_without_javascript(window: Window) -> None:
    page = window(javascript=False)

    enter(page, "supervisor")

    expect(page.locator("h1")).to_have_count(1)
