"""Every page on a phone and on paper, in four languages."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Window
from tests.journeys.layout import narrow, on_paper
from tests.journeys.site import Site
from tests.journeys.touring import Tour, look_around, open_as
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
