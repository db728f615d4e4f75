"""What nobody decides alone: the case lead asks, three members vote once the child was heard, the chair closes it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe
from tests.journeys.conftest import Window
from tests.journeys.laying_out_for_two import staff_of
from tests.journeys.site import Site
from tests.journeys.test_administrator import SENTENCE, accept, invite, log_in
from tests.journeys.walking import ask, count, dashed, expect_done, follow, press, save, status

WHAT = "She lives with her aunt from June on."
WHY = "Her aunt is ready and the school is near; against it speaks a second move within a year."
REASONS = "Her aunt knows her, and her school is near."
CHILD = """SELECT file.person_id FROM cases_case file
    JOIN access_account account ON account.staff_id = file.case_manager_id
    JOIN people_person person ON person.id = file.person_id
    WHERE account.login = 'demo-case_manager' AND file.closed_at IS NULL AND person.birth_date > '2008-01-01'
    AND file.person_id NOT IN (SELECT person_id FROM panels_panel) ORDER BY file.person_id"""


@pytest.fixture(scope="module")
def site(fresh_site: Site) -> Site:
    return fresh_site


@pytest.fixture
def members(visit: Window) -> list[tuple[Page, str, str]]:
    """Who sits: she whom the demonstration knows, and two who came for it. Each with her login and her view."""
    administrator, officer = visit("administrator"), visit("dpo")
    made = [(visit("panel_member"), "demo-panel_member", "protection")]
    for login, given, discipline, seat in (
        ("sits.health", "Raikhan", "health", "health"),
        ("sits.teacher", "Sholpan", "teacher", "learning_law"),
    ):
        link, page = (
            invite(administrator, officer, login, "panel_member", given=given, discipline=discipline),
            visit(),
        )
        accept(page, link)
        log_in(page, login, SENTENCE)
        made.append((page, login, seat))
    return made


def test_three_decide_about_a_child_who_was_heard_and_the_chair_says_why(
    visit: Window,
    members: list[tuple[Page, str, str]],
    picture: Callable[..., None],
    language: str,
    site: Site,
) -> None:
    lead, supervisor = visit("case_manager"), visit("supervisor", width=390, height=844)
    person = f"/people/{dashed(ask(site, CHILD)[0][0])}/"
    lead.goto(person)
    follow(lead, "/panels/")
    axe(lead)
    lead.locator("[name=kind][value=separation]").check()
    lead.fill("[name=what]", WHAT)
    lead.fill("[name=reason]", WHY)
    save(lead)
    expect_done(lead)
    panel = "/" + lead.url.split("/", 3)[3]
    assert re.fullmatch(r"/panels/[0-9a-f-]{36}/", panel)
    assert status(members[1][0], panel) == 404  # nobody sits before she is named

    supervisor.goto(panel)
    for _page, login, seat in members:
        axe(supervisor)
        supervisor.select_option("[name=staff_id]", staff_of(site, login))
        supervisor.locator(f"#members [name=seat][value={seat}]").check()
        press(supervisor.locator("form[action$='/members/'] button[type=submit]"))
        expect_done(supervisor)
    assert supervisor.locator("form[action$='/vote/']").count() == 0  # who names nobody's view has none

    # Nobody votes before the child was heard.
    members[0][0].goto(panel)
    expect(members[0][0].locator("#vote")).to_have_count(0)
    lead.goto(panel)
    axe(lead)
    lead.locator("[name=heard][value=HEARD]").check()
    lead.fill("[name=view]", "She wishes to live with her aunt.")
    lead.locator("[name=voice][value=LAWYER]").check()
    lead.fill("[name=voice_words]", "The lawyer supports her wish.")
    save(lead, "#view")
    expect_done(lead)

    for (page, _login, _seat), vote in zip(members, ("FOR", "AGAINST", "FOR"), strict=True):
        page.goto(panel)
        axe(page)
        expect(page.locator("#decide")).to_have_count(0)
        page.locator(f"[name=vote][value={vote}]").check()
        page.fill("#vote [name=reasons]", "I have read the file and thought about it.")
        save(page, "#vote")
        expect_done(page)

    chair, other, _third = (page for page, _login, _seat in members)
    other.goto(panel)
    expect(other.locator("#decide")).to_have_count(0)
    chair.goto(panel)
    axe(chair)
    picture(chair, f"panel-closing-{language}")
    chair.fill("#decide [name=reasons]", REASONS)
    save(chair, "#decide")
    expect_done(chair)
    lead.goto(panel)
    axe(lead)
    picture(lead, f"panel-decided-{language}")
    expect(lead.locator("#decision")).to_contain_text(REASONS)
    agreed = f"id = '{panel.split('/')[2].replace('-', '')}' AND state = 'DECIDED' AND outcome = 'AGREED'"
    assert count(site, "panels_panel", agreed) == 1
