"""A supervisor's page: late services, families without a case manager, the ceiling, waivers, closures that are hers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Window
from tests.journeys.site import Site
from tests.journeys.walking import (
    addresses,
    ask,
    count,
    dashed,
    expect_asked_again,
    expect_done,
    families,
    family_with,
    follow,
    press,
    save,
)


@pytest.fixture(scope="module")
def site(fresh_site: Site) -> Site:
    return fresh_site


def busiest(page: Page) -> tuple[str, int]:
    """The case manager with the most people, by her choice on the page of assigning, and how many those are."""
    loads = []
    for pick in page.locator("label.pick:has([name=case_manager])").all():
        chosen = pick.locator("input").get_attribute("value") or ""
        number = re.search(r"[\d٠-٩]+", pick.inner_text())
        loads.append((int(number[0]) if number else 0, chosen))
    load, chosen = max(loads)
    return chosen, load


def ask_closure(page: Page, family: str) -> None:
    """As its case manager: ask to close the whole file."""
    page.goto(family + "ask-closure/")
    for box in page.locator("[name=people]").all():
        box.check()
    page.locator("[name=proposal][value=GOALS_MET]").check()
    page.fill("[name=agreed_on]", "2021-05-19")
    page.fill("[name=request]", "Everything she wished for is reached.")
    save(page)
    expect_done(page)


def test_the_team_page_counts_late_services_and_names_workers_without_ranking_them(visit: Window) -> None:
    page = visit("supervisor")

    expect(page).to_have_url(re.compile(r"/team/$"))
    expect(page.locator("#late .state-late").first).to_be_visible()
    names = page.locator("aside ul.rows > li strong").all_inner_texts()
    assert len(names) > 1 and names == sorted(names)
    follow(page, "/team/?discipline=")
    assert page.locator("#late ul.steps > li").count() > 0


def test_families_are_given_a_case_manager_and_the_ceiling_asks_for_a_reason(
    visit: Window, site: Site
) -> None:
    page = visit("supervisor")
    waiting = addresses(page, "/assign/")
    assert len(waiting) == 2

    # The smaller one fits; then she who has most goes above the ceiling, and the page asks why.
    sizes = {}
    for one in waiting:
        page.goto(one)
        sizes[one] = page.locator("[name=people]").count()
    for number, one in enumerate(sorted(waiting, key=lambda address: sizes[address])):
        page.goto(one)
        chosen, load = busiest(page)
        page.locator(f"[name=case_manager][value='{chosen}']").check()
        save(page)
        if load + sizes[one] > 25:
            expect_asked_again(page, "over_ceiling_reason")
            page.fill("[name=over_ceiling_reason]", "She speaks their dialect, for two weeks")
            save(page)
        expect_done(page)
        expect(page).to_have_url(re.compile(r"/team/$"))
        assert len(addresses(page, "/assign/")) == len(waiting) - number - 1

    led = "case_manager_id IS NOT NULL AND region = 'KAR' AND closed_at IS NULL"
    assert count(site, "cases_case", led + " GROUP BY case_manager_id ORDER BY COUNT(*) DESC") > 25


def test_a_service_is_set_aside_with_a_reason_that_stays(visit: Window) -> None:
    page = visit("supervisor")
    family = family_with(page, "/waive/?step=")

    follow(page, "/waive/?step=")
    save(page)
    expect_asked_again(page, "reason")
    page.fill("[name=reason]", "The aunt does this already, and they wish it so")
    save(page)
    expect_done(page)

    page.goto(family + "history/")
    expect(page.locator("#history")).to_contain_text("The aunt does this already")


def test_a_plan_is_reviewed_at_a_case_managers_wish(visit: Window) -> None:
    worker, page = visit("case_manager"), visit("supervisor")
    family_with(worker, "/ask-review/")
    follow(worker, "/ask-review/")
    worker.fill("[name=request]", "Is a third school talk too much for him?")
    save(worker)
    expect_done(worker)

    page.goto("/team/")
    follow(page, "/reviews/")
    press(page.locator("button[name=outcome][value=AGREED]"))
    expect_done(page)


def test_she_closes_a_file_and_answers_another_but_never_her_own(visit: Window, site: Site) -> None:
    worker, page = visit("case_manager"), visit("supervisor")
    own, closed, returned = families(worker)[:3]

    # She stands in for the case manager of one of them: that one is hers, and not hers to close.
    page.goto(own + "assign/")
    pk = ask(site, "SELECT staff_id FROM access_account WHERE login = ?", "demo-supervisor")[0][0]
    page.select_option("[name=deputy]", dashed(pk))
    save(page)
    if page.locator("[name=over_ceiling_reason][aria-invalid=true]").count():
        page.fill("[name=over_ceiling_reason]", "For two weeks")
        save(page)
    expect_done(page)
    for one in (own, closed, returned):
        ask_closure(worker, one)

    page.goto("/team/")
    asked = page.locator("#requests ul.rows > li")
    expect(asked).to_have_count(3)
    expect(asked.locator("button[disabled]")).to_have_count(1)  # her own: absent, and the row says why
    decisions = addresses(page, "/closures/")
    assert len(decisions) == 2

    page.goto(decisions[0])
    press(page.locator("button[name=outcome][value=RETURNED]"))
    expect_asked_again(page, "answer")
    page.fill("[name=answer]", "The school has not answered yet")
    press(page.locator("button[name=outcome][value=RETURNED]"))
    expect_done(page)

    page.goto(decisions[1])
    press(page.locator("button[name=outcome][value=AGREED]"))
    expect_done(page)
    assert count(site, "cases_case", "closed_reason = 'GOALS_MET'") > 0
    assert addresses(page, "/closures/") == []
