"""Every page, for everybody: what a program finds that keeps somebody out, in four languages, light and dark."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.accessibility import violations
from tests.journeys.crawling import BEHIND_A_PASSWORD, IN_STORIES, NO_PAGES, names
from tests.journeys.site import Site
from tests.journeys.touring import Tour, look_around, open_as

MAIN = {"desk:today", "desk:team", "desk:families", "desk:overview", "cases:family", "cases:rosters"}
MAIN |= {"cases:record_step", "access:staff", "access:log_in"}


@pytest.fixture(scope="module")
def tour(site: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Tour:
    return look_around(site, browser, tmp_path_factory.mktemp("lists"))


@contextmanager
def looking_on(
    browser: Browser, site: Site, language: str, *, width: int = 1366, **options: Any
) -> Iterator[Page]:
    """A page in which axe may work: the styles it tries would be blocked, and complained of, as a page's own are."""
    context = browser.new_context(
        base_url=site.url,
        locale=language,
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
        bypass_csp=True,
        **options,
    )
    yield context.new_page()
    context.close()


def told(page: Page) -> list[str]:
    """What axe finds, a line each."""
    return [f"{one['rule']}: {one['help']} {one['where'][:3]}" for one in violations(page)]


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
