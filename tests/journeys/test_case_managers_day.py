"""A case manager's day: what needs her, a contact recorded once for all, a mistake put right, a no, a note."""

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
    save,
    status,
)


@pytest.fixture(scope="module")
def site(fresh_site: Site) -> Site:
    return fresh_site


def unfold(page: Page) -> None:
    """Open what the form keeps folded away."""
    fold = page.locator("form.inline-form details.fold")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def test_her_day_names_what_is_late_due_and_waiting_and_leads_to_it(visit: Window) -> None:
    page = visit("case_manager")

    expect(page).to_have_url(re.compile(r"/today/$"))
    rows = page.locator("#list ul.steps > li")
    expect(rows.first.locator(".state-late")).to_be_visible()  # the oldest first
    expect(rows.first.locator(".step-why")).not_to_be_empty()
    shown = int(re.sub(r"\D", "", page.locator("progress#load").get_attribute("value") or ""))
    assert 0 < shown <= 25

    page.goto("/today/?state=late")
    assert rows.locator(".state-late").count() == rows.count() > 0
    rows.first.locator(".step-for a").first.click()
    expect(page).to_have_url(re.compile(r"/families/[0-9a-f-]{36}/"))
    expect(page.locator("#plan .state-late").first).to_be_visible()


def test_a_file_says_who_they_are_where_each_is_and_what_comes_next(visit: Window) -> None:
    page = visit("case_manager")
    family = family_with(page, "/people/", people=3)

    members = page.locator("ul.members > li")
    expect(members.first.locator(".path-now strong")).not_to_be_empty()
    for part in ("people/", "meetings/", "consents/", "notes/", "history/"):
        page.goto(family)
        follow(page, f"{family}{part}")
        expect(page.locator("nav a[aria-current='page'], nav a[aria-current='true']").first).to_be_visible()

    page.goto(family)
    members.first.locator(".member-name a").click()
    expect(page).to_have_url(re.compile(r"/people/[0-9a-f-]{36}/$"))


def test_what_happened_is_recorded_once_for_all_and_a_mistake_stays_readable(
    visit: Window, site: Site
) -> None:
    page = visit("case_manager")
    family = family_with(page, "/record/?step=P7-01", people=2)
    people = page.locator("ul.members > li").count()
    before = count(site, "cases_record")

    # Once, for all of them.
    follow(page, "/record/?step=P7-01")
    ticked = page.locator("[name=who]:checked").count()
    assert ticked == page.locator("[name=who]").count() > 1
    unfold(page)
    page.fill("[name=text]", "They moved to Abay street")
    page.locator("form.inline-form button.btn-primary").dblclick()  # by an impatient finger, and saved once
    page.wait_for_url("**saved=**")
    answer = expect_done(page)
    assert count(site, "cases_record") == before + ticked
    assert ticked <= people

    # What closed, and what opens next and why.
    closed, opened = answer.locator("ul.bullets").nth(0), answer.locator("ul.bullets").nth(1)
    expect(closed.locator("li")).not_to_have_count(0)
    expect(opened.locator("li").first).to_contain_text("90")

    # Corrected: the first entry stays beside the new one.
    page.goto(family + "history/")
    follow(page, "/correct/")
    unfold(page)
    page.fill("[name=text]", "They moved to Abay street 12, entrance 3")
    save(page)
    expect_done(page)
    page.goto(family + "history/")
    entry = page.locator("#history ul.steps > li", has_text="entrance 3")
    entry.locator("details summary").first.click()
    expect(entry.locator("details")).to_contain_text("They moved to Abay street")

    # Taken back: it never happened, and the step that it had closed is owed again.
    entry.locator("a[href*='/take-back/']").click()
    save(page)
    expect_asked_again(page, "reason")
    page.fill("[name=reason]", "It was another family")
    save(page)
    expect_done(page)


def test_a_no_is_an_answer_with_the_day_to_ask_again(visit: Window) -> None:
    page = visit("case_manager")
    family = family_with(page, "/decline/?step=")
    offered = len(addresses(page, "/decline/"))

    follow(page, "/decline/?step=")
    page.fill("[name=words]", "Not this month, please")
    page.fill("[name=ask_again_on]", "2021-07-01")
    save(page)

    expect_done(page)
    assert len(addresses(page, "/decline/")) == offered - 1
    page.goto(family + "history/")
    expect(page.locator("#history")).to_contain_text("Not this month, please")


def test_a_note_is_kept_with_its_first_words(visit: Window) -> None:
    page = visit("case_manager")
    page.goto(families(page)[0])

    follow(page, "/notes/add/")
    save(page)
    expect_asked_again(page, "text")
    page.fill("[name=text]", "She likes to be called after five")
    save(page)
    expect_done(page)

    follow(page, "/correct/")
    page.fill("[name=text]", "She likes to be called after six")
    save(page)
    expect_done(page)
    page.locator("#notes details summary").first.click()
    expect(page.locator("#notes details").first).to_contain_text("after five")


def test_she_sees_her_own_families_and_no_others(visit: Window, site: Site) -> None:
    page = visit("case_manager")
    own = {one.split("/")[2].replace("-", "") for one in families(page)}
    every = {
        pk for (pk,) in ask(site, "SELECT DISTINCT family_id FROM cases_case WHERE family_id IS NOT NULL")
    }

    stranger = sorted(every - own)[0]
    assert status(page, f"/families/{dashed(stranger)}/") == 404
    assert status(page, "/staff/invite/") == 403
    assert status(page, "/overview/") == 403


def test_a_contact_is_recorded_on_a_phone_without_scripts(visit: Window, site: Site) -> None:
    page = visit("case_manager", javascript=False, width=390, height=844)
    family_with(page, "/record/?step=")
    before = count(site, "cases_record")

    follow(page, "/record/?step=")
    save(page)

    expect_done(page)
    assert count(site, "cases_record") > before


def test_on_a_phone_the_part_of_a_file_that_is_open_stands_in_sight(visit: Window) -> None:
    page = visit("case_manager", width=390, height=844)
    family = family_with(page, "/people/", people=2)

    for part in ("", "meetings/", "consents/", "history/"):
        page.goto(f"{family}{part}")
        expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=0.95)
