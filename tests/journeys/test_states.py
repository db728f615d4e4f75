"""Pages with nobody, with one and with many: an empty page says what it is for, and where to go."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Window
from tests.journeys.site import Site
from tests.journeys.test_administrator import SENTENCE, invite, log_in
from tests.journeys.test_camp_list import read_list, write_camp_list
from tests.journeys.walking import addresses, expect_done, families, save


@pytest.fixture(scope="module")
def site(fresh_site: Site) -> Site:
    return fresh_site


def newcomer(visit: Window, role: str, login: str) -> Page:
    """A colleague on her first morning: a password of her own, a role, and nobody's file."""
    page = visit()
    page.goto(invite(visit("administrator"), visit("dpo"), login, role))
    for name in ("password", "again"):
        page.fill(f"[name={name}]", SENTENCE)
    save(page)
    log_in(page, login, SENTENCE)
    return page


def test_a_case_manager_without_families_is_told_so_and_sees_her_first_one(visit: Window) -> None:
    page = newcomer(visit, "case_manager", "first.morning")

    # Nobody yet: every page says so in words.
    expect(page.locator("#list .empty")).to_be_visible()
    page.locator("#list .empty a").click()
    assert families(page) == []
    expect(page.locator("main .empty")).to_be_visible()
    page.goto("/search/?q=Aigerim")
    expect(page.locator("main .empty")).to_be_visible()

    # One: her supervisor gives her a family, and she has a day.
    supervisor = visit("supervisor")
    waiting = addresses(supervisor, "/assign/")[0]
    supervisor.goto(waiting)
    supervisor.locator("label.pick", has_text="Testova").locator("[name=case_manager]").check()
    save(supervisor)
    expect_done(supervisor)
    assert families(page) == [waiting.removesuffix("assign/")]
    page.goto("/today/")
    assert page.locator("progress#load").get_attribute("value") not in (None, "0")


def test_many_families_stand_on_one_page_and_can_be_sorted(visit: Window) -> None:
    page = visit("case_manager")

    by_name = families(page)
    assert len(by_name) > 5
    page.goto("/families/?sort=-arrived")
    by_arrival = [one for one in addresses(page) if one in by_name]
    assert by_arrival != by_name and sorted(by_arrival) == sorted(by_name)


def test_a_supervisor_without_a_team_is_told_so(visit: Window) -> None:
    page = newcomer(visit, "supervisor", "new.supervisor")

    page.goto("/team/")

    expect(page.locator("#late .empty")).to_be_visible()
    expect(page.locator("aside .quiet").first).not_to_be_empty()


def test_the_page_of_lists_grows_from_nothing(
    visit: Window, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = visit("consular_officer")
    expect(page.locator("#drafts, #imports")).to_have_count(0)
    path = write_camp_list(tmp_path_factory.mktemp("list") / "one.xlsx")

    for number in (1, 2):
        read_list(page, path)
        page.goto("/lists/")
        expect(page.locator("#drafts ul.steps > li")).to_have_count(number)


def test_a_file_on_its_first_day_has_empty_parts_that_say_what_they_are_for(visit: Window) -> None:
    page = visit("case_manager")
    page.goto("/families/new/")
    page.fill("[name=arrived_on]", "2021-05-20")
    page.fill("[name=m0-name_Latn]", "Madina Sarsenova")
    save(page)
    expect_done(page)
    family = page.url.split("#")[0]

    expect(page.locator("ul.members > li")).to_have_count(1)
    for part in ("meetings/", "notes/", "consents/", "history/", "people/"):
        page.goto(family + part)
        assert len(page.locator("main section.sheet").first.inner_text()) > 20
