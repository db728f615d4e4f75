"""The gallery in a real browser: every component in both directions, on a phone and a laptop, light and dark."""

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import axe
from tests.journeys.conftest import Window


@pytest.mark.parametrize("locale", ["en", "ar", "kk", "ru"])
@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (1366, "dark"), (390, "light")])
def test_every_component_can_be_used_by_everybody(
    window: Window, locale: str, width: int, scheme: str
) -> None:
    page = window(locale=locale, width=width, color_scheme=scheme)

    for address in ("/ui/", "/ui/door/"):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("html").get_attribute("dir") == ("rtl" if locale == "ar" else "ltr")


def test_the_language_changes_without_a_script(window: Window) -> None:
    page = window(javascript=False)
    page.goto("/ui/")

    page.locator("summary", has_text="English").click()
    page.get_by_role("button", name="العربية").click()

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.url.endswith("/ui/")


def test_a_menu_closes_on_escape_and_gives_the_focus_back(window: Window) -> None:
    page = window()
    page.goto("/ui/")
    menu = page.locator("details.menu", has_text="English")

    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")

    assert menu.get_attribute("open") is None
    assert menu.locator("summary").evaluate("one => one === document.activeElement")
