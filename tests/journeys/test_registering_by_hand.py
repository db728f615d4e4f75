"""Without a list: a family that came by itself is registered, corrected, moved, met; with scripts and without."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.agreed import panel_agreed
from tests.journeys.conftest import Window
from tests.journeys.site import Site
from tests.journeys.walking import (
    DIRECTIONS,
    PERSON,
    addresses,
    count,
    expect_asked_again,
    expect_done,
    family_with,
    follow,
    press,
    save,
)

ALMATY = ZoneInfo("Asia/Almaty")


@pytest.fixture(scope="module")
def site(fresh_site: Site) -> Site:
    return fresh_site


def register(page: Page, label: str, mother: str, child: str) -> str:
    """Register a mother with a child on the one page; leaves the address of their file."""
    page.goto("/families/new/")
    page.fill("[name=label]", label)
    page.locator("[name=entry][value=SELF]").check()
    page.fill("[name=arrived_on]", "2021-05-18")
    page.fill("[name=m0-name_Latn]", mother)
    page.select_option("[name=m0-sex]", "F")
    press(page.locator("button[name=change][value=add]"))
    assert page.input_value("[name=m0-name_Latn]") == mother  # what was typed stays
    page.fill("[name=m1-name_Arab]", child)
    page.select_option("[name=m1-relation]", "child")
    save(page)
    if page.locator("[name=over_ceiling_reason]").count():  # she has registered up to the ceiling before
        page.fill("[name=over_ceiling_reason]", "Nobody else speaks their language")
        save(page)
    expect_done(page)
    expect(page).to_have_url(re.compile(r"/families/[0-9a-f-]{36}/(#.*)?$"))
    expect(page.locator("ul.members > li")).to_have_count(2)
    return page.url.split("#")[0]


def member(page: Page, number: int) -> str:
    """The address of a member's own page."""
    return [one for one in addresses(page) if PERSON.search(one)][number]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_family_is_registered_on_one_page(
    visit: Window, language: str, site: Site, javascript: bool
) -> None:
    page = visit("case_manager", javascript=javascript)
    people = count(site, "people_person")

    page.goto("/families/")
    follow(page, "/families/new/")
    save(page)  # an empty page is not a family
    assert page.locator("main [aria-invalid=true]").count() > 0
    assert page.locator("html").get_attribute("dir") == DIRECTIONS[language]
    assert count(site, "people_person") == people

    register(page, f"Tulegenova {javascript}", "Aliya Tulegenova", "سامي تولغنوف")
    assert count(site, "people_person") == people + 2


def test_a_birth_date_is_put_right(visit: Window, site: Site) -> None:
    page = visit("case_manager")
    page.goto(register(page, "Ospanova", "Dana Ospanova", "رامي"))
    child = member(page, 1)

    page.goto(child)
    follow(page, "/correct/")
    year = page.locator("main [name$=birth_year]").first
    year.fill("2015")
    save(page)

    expect_done(page)
    page.goto(child)
    expect(page.locator("#about")).to_contain_text("2015")


def test_a_child_moves_to_another_family(visit: Window, site: Site) -> None:
    page = visit("case_manager")
    aunt = register(page, "Bekenova", "Saule Bekenova", "ليلى")
    mother = register(page, "Akhmetova", "Zhanna Akhmetova", "نور")
    child = member(page, 1)

    page.goto(f"{child}move/?q=Bekenova")
    page.locator(f"[name=family][value='{aunt.split('/')[-2]}']").check()
    save(page)
    expect_asked_again(page, "relation")
    page.select_option("[name=relation]", "relative")
    save(page)
    expect_asked_again(page, "reason")  # her mother lives where she leaves
    page.fill("[name=reason]", "The panel decided that she stays with her aunt for now")
    save(page)
    expect(page.locator("main [role=alert]")).to_be_visible()  # no panel has decided yet
    panel_agreed(site, "separation", child.split("/")[2])
    save(page)
    expect_done(page)

    page.goto(aunt)
    expect(page.locator("ul.members > li")).to_have_count(3)
    page.goto(mother)
    expect(page.locator("ul.members > li")).to_have_count(1)


def at(moment: datetime) -> tuple[str, str]:
    """A day and an hour as the form takes them. In a demonstration it is always 20 May, at the hour it is."""
    return f"{moment:%Y-%m-%d}", f"{moment:%H:%M}"


def agree(page: Page, title: str, moment: datetime) -> None:
    """Fill in what every meeting needs."""
    page.fill("[name=title]", title)
    for name, value in zip(("on", "at"), at(moment), strict=True):
        page.fill(f"[name={name}]", value)
    page.fill("[name=minutes]", "5")
    page.fill("[name=place]", "School 27, room 3")


def test_a_meeting_is_agreed_with_an_interpreter_and_called_off(visit: Window) -> None:
    page = visit("case_manager")
    page.goto(f"{family_with(page, '/people/', people=2)}meetings/")
    follow(page, "/meetings/make/")

    save(page)
    expect_asked_again(page, "title")
    agree(page, "Class teacher 5B", datetime(2021, 5, 25, 7, 10, tzinfo=ALMATY))
    for name in ("interpreter", "language"):
        chosen = page.locator(f"main [name={name}] option[value]:not([value=''])").first
        page.select_option(f"main [name={name}]", chosen.get_attribute("value"))
    save(page)
    expect_done(page)
    agreed = page.locator("#agreed ul.steps > li", has_text="Class teacher 5B")
    expect(agreed).to_contain_text("School 27, room 3")

    agreed.locator("a[href*='/settle/']").click()
    page.locator("[name=state][value=CANCELLED]").check()
    save(page)
    expect_done(page)
    expect(page.locator("#earlier")).to_contain_text("Class teacher 5B")


def test_after_a_meeting_that_took_place_comes_what_happened_there(visit: Window) -> None:
    page = visit("supervisor")
    page.goto(f"{family_with(page, '/people/', people=2)}meetings/")
    follow(page, "/meetings/make/")
    begun = datetime.now(ALMATY).replace(2021, 5, 20) - timedelta(minutes=10)  # noqa: TID251
    agree(page, "At the school", begun)
    save(page)
    expect_done(page)

    page.locator("ul.steps > li", has_text="At the school").locator("a[href*='/settle/']").click()
    page.locator("[name=state][value=KEPT]").check()
    save(page)

    expect(page).to_have_url(re.compile(r"/record/\?meeting="))
    expect_done(page)
