"""Every page, for everybody: four languages, a laptop and a phone, light and dark, on the screen and on paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.accessibility import violations
from tests.journeys.conftest import Window
from tests.journeys.crawling import BEHIND_A_PASSWORD, IN_STORIES, NO_PAGES, Example, crawl, names
from tests.journeys.doors import enter
from tests.journeys.laying_out import lay_out
from tests.journeys.layout import narrow, on_paper
from tests.journeys.site import Site
from tests.journeys.walking import (
    DIRECTIONS,
    LANGUAGES,
)

BEGINNINGS = {
    "case_manager": ["/", "/families/", "/search/?q=a"],
    "supervisor": ["/", "/families/"],
    "consular_officer": ["/", "/families/"],
    "programme_manager": ["/"],
    "administrator": ["/"],
    "lawyer": ["/families/"],
    "custodian": ["/seal/"],
    "shift_worker": ["/cards/"],
    "dpo": ["/", "/ui/", "/ui/door/", "/staff/recoveries/"],
}
MAIN = {"desk:today", "desk:team", "desk:families", "desk:overview", "cases:family", "cases:rosters"}
MAIN |= {"cases:record_step", "access:staff", "access:log_in"}


@dataclass
class Tour:
    """Examples of every page, and the cookies with which each role opens hers."""

    examples: list[Example] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)
    cookies: dict[str, list[Any]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def tour(site: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    """What there is to see, seen once by everybody."""
    made, pages = Tour(), {}
    for role in BEGINNINGS:
        page = browser.new_context(base_url=site.url, locale="en").new_page()
        page.set_default_timeout(10_000)
        enter(page, role)
        pages[role] = page
    made.examples += lay_out(pages, tmp_path_factory.mktemp("lists"), site)
    seen = {one.name for one in made.examples}
    for role, page in pages.items():
        found = crawl(page.context.request, role, BEGINNINGS[role])
        made.nowhere += found.nowhere
        made.cookies[role] = page.context.cookies()
        for one in found.examples:
            if one.name not in seen:
                seen.add(one.name)
                made.examples.append(one)
        page.context.close()
    yield made


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


def open_as(page: Page, tour: Tour, one: Example) -> None:
    """Open an example as the one who came upon it."""
    page.context.clear_cookies()
    if one.role:
        page.context.add_cookies(tour.cookies[one.role])
    answer = page.goto(one.address)
    assert answer is not None and answer.status == 200, (
        f"{one.name}: {answer and answer.status} {one.address}"
    )


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
