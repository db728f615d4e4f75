"""Every page, for everybody: each is reached by somebody, and what a program finds that keeps somebody out."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.crawling import BEHIND_A_PASSWORD, IN_STORIES, NO_PAGES, names
from tests.journeys.site import Site
from tests.journeys.touring import MAIN, Tour, look_around, looking_on, open_as, told


@pytest.fixture(scope="module")
def tour(site: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Tour:
    return look_around(site, browser, tmp_path_factory.mktemp("lists"))


def test_no_link_leads_nowhere(tour: Tour) -> None:
    assert tour.nowhere == []


def test_every_address_of_the_site_is_reached_by_somebody(tour: Tour) -> None:
    missing = set(names()) - NO_PAGES - BEHIND_A_PASSWORD - IN_STORIES - {one.name for one in tour.examples}

    assert sorted(missing) == [], "nobody is led there, or the tour lays out nothing to be led there by"


@pytest.mark.parametrize(
    ("language", "pages"),
    [
        *[("en", None), ("ar", MAIN), ("kk", MAIN), ("ru", MAIN)],
        *[pytest.param(language, None, marks=pytest.mark.in_bars) for language in ("ar", "kk", "ru")],
    ],
)
def test_everybody_can_use_every_page(
    browser: Browser, site: Site, tour: Tour, language: str, pages: set[str] | None
) -> None:
    """Every page once, and the main ones in all languages; `make test-languages` has every page in each of them."""
    wrong = []
    with looking_on(browser, site, language) as page:
        for one in tour.examples:
            if pages is not None and one.name not in pages:
                continue
            open_as(page, tour, one)
            wrong += [f"{one.name} {one.address} ({one.role}): {fault}" for fault in told(page)]

    assert wrong == []
