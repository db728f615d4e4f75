"""A tour of the site: an example of every page, come upon by those who are led there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.journeys.accessibility import violations
from tests.journeys.crawling import Example, crawl
from tests.journeys.doors import enter
from tests.journeys.laying_out import lay_out
from tests.journeys.site import Site

BEGINNINGS = {
    "case_manager": ["/", "/families/", "/search/?q=a"],
    "supervisor": ["/", "/families/"],
    "consular_officer": ["/", "/families/"],
    "programme_manager": ["/"],
    "administrator": ["/"],
    "lawyer": ["/families/"],
    "custodian": ["/seal/"],
    "shift_worker": ["/cards/"],
    "livelihoods_adviser": ["/own-entries/"],
    "interpreter": ["/own-entries/"],
    "dpo": ["/", "/ui/", "/ui/door/", "/staff/recoveries/"],
}

# Looked at in every language, on a phone and in the dark, each time.
MAIN = {"desk:today", "desk:team", "desk:families", "desk:overview", "cases:family", "cases:rosters"}
MAIN |= {"cases:record_step", "access:staff", "access:log_in"}


@dataclass
class Tour:
    """Examples of every page, and the cookies with which each role opens hers."""

    examples: list[Example] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)
    cookies: dict[str, list[Any]] = field(default_factory=dict)


def look_around(site: Site, browser: Browser, lists: Path) -> Tour:
    """What there is to see, seen once by everybody. `lists`: a folder for what is sent on the way."""
    made, pages = Tour(), {}
    for role in BEGINNINGS:
        page = browser.new_context(base_url=site.url, locale="en").new_page()
        page.set_default_timeout(10_000)
        enter(page, role)
        pages[role] = page
    made.examples += lay_out(pages, lists, site)
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
    return made


def open_as(page: Page, tour: Tour, one: Example) -> None:
    """Open an example as the one who came upon it."""
    page.context.clear_cookies()
    if one.role:
        page.context.add_cookies(tour.cookies[one.role])
    answer = page.goto(one.address)
    assert answer is not None and answer.status == 200, (
        f"{one.name}: {answer and answer.status} {one.address}"
    )


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
