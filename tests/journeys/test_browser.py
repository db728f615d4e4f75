"""The browser of the journeys itself: it opens, it reads four scripts, and it hears what a page complains about."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import listen

GOOD = "<!doctype html><html lang=en><title>Good</title><main><h1>Good</h1></main></html>"
BAD = "<!doctype html><html><title>Bad</title><main><h1>Bad</h1><img src='data:,'></main></html>"


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_axe_passes_a_good_page_and_names_the_faults_of_a_bad_one(blank: Page) -> None:
    blank.set_content(GOOD)
    axe(blank)

    blank.set_content(BAD)
    assert {one["rule"] for one in violations(blank)} >= {"html-has-lang", "image-alt"}
    with pytest.raises(AssertionError, match="image-alt"):
        axe(blank)


def test_a_complaint_of_a_page_is_heard(blank: Page) -> None:
    complaints: list[str] = []
    listen(blank, complaints)

    blank.set_content("<script>console.error('lost'); missing()</script>")

    assert any("lost" in one for one in complaints)
    assert any("missing is not defined" in one for one in complaints)


def test_arabic_letters_have_a_font(blank: Page) -> None:
    spans = "<span id={} style='font: 40px sans-serif'>{}</span>"
    blank.set_content(spans.format("a", "\u0628\u0628") + spans.format("b", "\uffff\uffff"))

    joined, missing = (blank.locator(f"#{one}").bounding_box() for one in "ab")

    assert joined and missing and joined["width"] != missing["width"], (
        "install the Debian package fonts-noto-core"
    )
