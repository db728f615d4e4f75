"""A window is lent to one test after another, and nobody finds in it what somebody else left."""

from playwright.sync_api import expect

from tests.journeys.doors import enter
from tests.journeys.site import Site
from tests.journeys.windows import Windows

LEFT = "() => [document.cookie, localStorage.length, sessionStorage.length]"


def test_what_was_left_in_a_window_is_gone_before_it_is_lent_again(windows: Windows, site: Site) -> None:
    first = windows.lend(site.url, locale="en")
    page = first.new_page()
    enter(page, "case_manager")
    page.evaluate("() => { localStorage.name = sessionStorage.name = document.cookie = 'left=behind' }")
    windows.take_back(first, locale="en")

    again = windows.lend(site.url, locale="en")
    other = windows.lend(site.url, locale="en")
    assert again is first and other is not first
    assert again.pages == [] and again.cookies() == []
    page = again.new_page()
    page.goto("/")
    expect(page.locator("button[formaction*='/demo/enter/']").first).to_be_visible()
    assert page.evaluate(LEFT) == ["", 0, 0]

    windows.take_back(again, locale="en")
    windows.take_back(other, locale="en")
