"""Every page on a phone and on paper; the main ones there in the dark as well."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Window
from tests.journeys.layout import narrow, on_paper
from tests.journeys.site import Site
from tests.journeys.touring import MAIN, Tour, look_around, looking_on, open_as, told
from tests.journeys.walking import DIRECTIONS, LANGUAGES


@pytest.fixture(scope="module")
def tour(site: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Tour:
    return look_around(site, browser, tmp_path_factory.mktemp("lists"))


def faults(page: Page, language: str) -> list[str]:
    """What is wrong with a page as it stands, but for what axe finds."""
    found, root = [], page.locator("html")
    if (root.get_attribute("lang"), root.get_attribute("dir")) != (language, DIRECTIONS[language]):
        found.append("another language or direction")
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} main headings")
    if not page.title().strip(" ·").removesuffix("Shanyraq").strip(" ·"):
        found.append("no title")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_a_phone_and_paper_and_complains_of_nothing(
    window: Window, tour: Tour, language: str
) -> None:
    page, wrong = window(locale=language, width=390, height=844), []

    for one in tour.examples:
        open_as(page, tour, one)
        found = [*faults(page, language), *narrow(page), *on_paper(page)]
        wrong += [f"{one.name} {one.address} ({one.role}): {fault}" for fault in found]

    assert wrong == []


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("ar", 390, "light"), ("en", 1366, "dark"), ("ar", 390, "dark")],
)
def test_the_main_pages_serve_a_phone_and_the_dark(
    browser: Browser, site: Site, tour: Tour, language: str, width: int, scheme: Any
) -> None:
    wrong = []
    with looking_on(browser, site, language, width=width, color_scheme=scheme) as page:
        for one in tour.examples:
            if one.name in MAIN:
                open_as(page, tour, one)
                wrong += [f"{one.name}: {fault}" for fault in told(page)]

    assert wrong == []
