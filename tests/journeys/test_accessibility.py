"""Every page, for everybody: four languages, a laptop and a phone, light and dark, on the screen and on paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.accessibility import axe, violations
from tests.journeys.conftest import Window
from tests.journeys.crawling import BEHIND_A_PASSWORD, NO_PAGES, Example, crawl, names
from tests.journeys.doors import enter
from tests.journeys.layout import narrow, on_paper
from tests.journeys.site import Site
from tests.journeys.test_administrator import invite
from tests.journeys.test_camp_list import read_list, register, write_camp_list
from tests.journeys.test_emergency import break_glass
from tests.journeys.test_seal import REASON, asked, somebody
from tests.journeys.test_supervisor import ask_closure
from tests.journeys.walking import (
    DIRECTIONS,
    LANGUAGES,
    PERSON,
    addresses,
    ask,
    dashed,
    expect_done,
    families,
    follow,
    press,
    save,
)

BEGINNINGS = {
    "case_manager": ["/", "/families/", "/search/?q=a"],
    "supervisor": ["/", "/families/"],
    "consular_officer": ["/", "/families/"],
    "programme_manager": ["/"],
    "administrator": ["/"],
    "lawyer": ["/families/"],
    "custodian": ["/seal/"],
    "dpo": ["/", "/ui/", "/ui/door/", "/staff/recoveries/"],
}
MAIN = {"desk:today", "desk:team", "desk:families", "desk:overview", "cases:family", "cases:rosters"}
MAIN |= {"cases:record_step", "access:staff", "access:log_in"}

STAFF = re.compile(r"/staff/[0-9a-f-]{36}/$")
PART_IN_THE_TEAM = """SELECT part.id FROM cases_assignment part
    JOIN cases_case one ON one.id = part.case_id
    JOIN access_staffmember leader ON leader.id = one.case_manager_id
    JOIN access_account account ON account.staff_id = leader.supervisor_id
    WHERE account.login = 'demo-supervisor' AND part.ends_at IS NULL AND one.closed_at IS NULL"""


@dataclass
class Tour:
    """Examples of every page, and the cookies with which each role opens hers."""

    examples: list[Example] = field(default_factory=list)
    nowhere: list[str] = field(default_factory=list)
    cookies: dict[str, list[Any]] = field(default_factory=dict)


def lay_out(pages: dict[str, Page], folder: Path, site: Site) -> list[Example]:
    """Leave something of every kind behind, so that each page has something to show.

    Leaves examples of the pages to which no link leads from where everybody begins.
    """
    worker, officer = pages["case_manager"], pages["consular_officer"]
    mine = families(worker)
    worker.goto(f"{mine[0]}notes/add/")
    worker.fill("[name=text]", "She reads Arabic best")
    save(worker)
    note = addresses(worker, "/correct/")[0]
    worker.goto(mine[0])
    child = [one for one in addresses(worker) if PERSON.search(one)][-1]
    worker.goto(f"{child}care/")
    worker.locator("[name=kind][value=SEPARATED]").check()
    worker.fill("[name=starts_on]", "2021-05-01")
    save(worker)
    axe(worker)  # a page that asks whether it is really so: no address leads to it
    for doubt in worker.locator("[name=sure]").all():
        doubt.check()
    save(worker)
    expect_done(worker)
    worker.goto(f"{child}kin/")
    care = addresses(worker, "/care-situations/")[0]
    worker.goto(f"{mine[0]}record/?kind=case.contact.made")
    save(worker)
    expect_done(worker)
    close(worker, pages["supervisor"], mine[-1])
    ask_closure(worker, mine[0])
    worker.goto(f"{mine[1]}ask-review/")
    worker.fill("[name=request]", "Please look at the plan")
    save(worker)

    path = write_camp_list(folder / "list.xlsx")
    read_list(officer, path)
    register(officer)
    kept = families(officer)[0]
    officer.goto(kept)
    two = [one for one in addresses(officer) if PERSON.search(one)][:2]
    officer.goto(f"{two[0]}merge/?other={two[1].split('/')[2]}")
    officer.fill("[name=reason]", "Written twice in the list of the camp")
    save(officer)
    expect_done(officer)
    read_list(officer, path)

    administrator = pages["administrator"]
    link = invite(administrator, "a.newcomer")
    administrator.goto("/staff/?q=Testova")
    newcomer = addresses(administrator, "/staff/")[-1]
    recovery = ask_recovery(administrator)
    seal = lay_out_a_seal(pages["lawyer"], pages["custodian"], site)
    break_glass(worker)
    opened = worker.url.removeprefix(site.url)
    part = dashed(ask(site, PART_IN_THE_TEAM)[0][0])
    return [
        *seal,
        *recovery,
        Example("cases:emergency", "case_manager", opened),
        Example("access:accept_invitation", "", link),
        Example("access:log_in", "", "/log-in/"),
        Example("access:give_role", "administrator", f"{newcomer}give-role/"),
        Example("cases:correct_note", "case_manager", note),
        Example("cases:end_care", "case_manager", care),
        Example("cases:reopen_case", "supervisor", f"{mine[-1]}reopen-case/"),
        Example("cases:end_assignment", "supervisor", f"/assignments/{part}/end/"),
    ]


def lay_out_a_seal(lawyer: Page, custodian: Page, site: Site) -> list[Example]:
    """The lawyer has asked for a former name to be read, and a custodian looks after the keys."""
    asked(lawyer, somebody(site))
    return [
        Example("vault:lock_anew", "custodian", "/seal/lock-anew/"),
        Example("vault:become_custodian", "custodian", "/seal/custodians/new/"),
    ]


def ask_recovery(administrator: Page) -> list[Example]:
    """Somebody who came in once has lost her phone, and one officer says that it is she."""
    administrator.goto("/staff/?q=Demo")
    for staff in [one for one in addresses(administrator, "/staff/") if STAFF.search(one)]:
        administrator.goto(staff)
        if addresses(administrator, "/recover/"):
            break
    follow(administrator, "/recover/")
    form = administrator.url
    administrator.locator("[name=ground]").first.check()
    administrator.fill("[name=reason]", REASON)
    save(administrator)
    expect_done(administrator)
    administrator.goto("/staff/recoveries/")
    one = next(one for one in addresses(administrator, "/staff/recoveries/") if one != "/staff/recoveries/")
    return [
        Example("access:ask_recovery", "administrator", form),
        Example("access:recovery", "administrator", one),
    ]


def close(worker: Page, supervisor: Page, family: str) -> None:
    """Let the whole file of a family be closed; no other closing is asked for yet."""
    ask_closure(worker, family)
    supervisor.goto("/team/")
    supervisor.goto(addresses(supervisor, "/closures/")[0])
    press(supervisor.locator("button[name=outcome][value=AGREED]"))
    expect_done(supervisor)


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
    missing = set(names()) - NO_PAGES - BEHIND_A_PASSWORD - {one.name for one in tour.examples}

    assert sorted(missing) == [], "nobody is led there, or the tour lays out nothing to be led there by"


@pytest.mark.parametrize("language", ["en", "kk", "ru", "ar"])
def test_everybody_can_use_every_page(browser: Browser, site: Site, tour: Tour, language: str) -> None:
    wrong = []
    with looking_on(browser, site, language) as page:
        for one in tour.examples:
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
