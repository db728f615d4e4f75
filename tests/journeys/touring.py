"""A tour of the site: an example of every page, come upon by those who are led there."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

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
    "dpo": ["/", "/ui/", "/ui/door/", "/staff/recoveries/"],
}


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
