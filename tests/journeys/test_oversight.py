"""The data-protection officer's day: what waits, a question about reading, a letter, a breach, a role's view."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import axe
from tests.journeys.agreed import panel_agreed
from tests.journeys.conftest import Window
from tests.journeys.site import Site
from tests.journeys.walking import (
    addresses,
    ask,
    count,
    dashed,
    expect_asked_again,
    expect_done,
    follow,
    press,
    save,
    status,
)

WORDS = "She stood in for a colleague on leave, and her supervisor knew."
REASON = "The code of procedure obliges us to give these two and no more."
WITHHELD = "No court has ordered it."
PLACE = """SELECT held.region FROM access_rolegrant held
    JOIN access_account account ON account.staff_id = held.staff_id
    WHERE account.login = 'demo-regional_coordinator' AND held.ends_at IS NULL"""


@pytest.fixture(scope="module")
def site(fresh_site: Site) -> Site:
    return fresh_site


def test_her_day_begins_with_what_waits_and_a_question_is_settled(
    visit: Window, picture: Callable[..., None], language: str, site: Site
) -> None:
    page = visit("dpo")

    expect(page).to_have_url(re.compile(r"/oversight/$"))
    axe(page)
    picture(page, f"oversight-desk-{language}")
    assert addresses(page, "/oversight/findings/") and addresses(page, "/record/access/")
    waiting = count(site, "oversight_finding", "state IN ('OPEN', 'ASKED')")

    follow(page, "/oversight/findings/")
    axe(page)
    page.locator("main table a[href*='/oversight/findings/']").first.click()
    page.locator("[name=state][value=EXPLAINED]").check()
    page.fill("[name=words]", "too short")
    save(page)
    expect_asked_again(page, "words")
    axe(page)
    page.locator("[name=state][value=EXPLAINED]").check()
    page.fill("[name=words]", WORDS)
    save(page)
    expect_done(page)
    assert count(site, "oversight_finding", "state IN ('OPEN', 'ASKED')") == waiting - 1


def test_a_letter_of_the_police_is_answered_two_given_three_withheld_and_the_person_told(
    visit: Window, picture: Callable[..., None], language: str, site: Site
) -> None:
    lawyer, officer = visit("lawyer"), visit("dpo")
    lawyer.goto("/oversight/legal-requests/")
    axe(lawyer)
    letter = addresses(lawyer, "/oversight/legal-requests/")
    request = next(one for one in letter if re.fullmatch(r"/oversight/legal-requests/[0-9a-f-]{36}/", one))

    lawyer.goto(request)
    follow(lawyer, "/answer/")
    axe(lawyer)
    # What a rule withholds cannot even be chosen: the notes of the psychologist, the former name.
    assert lawyer.locator("[name=outcome_4][value=GIVEN], [name=outcome_5][value=GIVEN]").count() == 0
    for number in (1, 2):
        lawyer.locator(f"[name=outcome_{number}][value=GIVEN]").check()
    for number in (3, 4, 5):
        lawyer.locator(f"[name=outcome_{number}][value=REFUSED]").check()
        lawyer.fill(f"[name=reason_{number}]", WITHHELD)
    lawyer.fill("[name=why]", REASON)
    save(lawyer)
    expect(lawyer.locator("main [role=alert]")).to_be_visible()  # what is given waits for a panel
    panel_agreed(site, "disclosure", dashed(ask(site, "SELECT person FROM oversight_legalrequest")[0][0]))
    save(lawyer)
    expect_done(lawyer)
    assert lawyer.locator("form[action$='/agree/']").count() == 0  # nobody answers alone

    officer.goto(request)
    axe(officer)
    picture(officer, f"oversight-letter-{language}")
    press(officer.locator("form[action$='/agree/'] button.btn-primary"))
    expect_done(officer)

    lawyer.goto(request)
    lawyer.fill("[name=on]", "2021-05-20")
    save(lawyer)
    expect_done(lawyer)
    outcomes = dict(ask(site, "SELECT outcome, COUNT(*) FROM oversight_legalitem GROUP BY outcome"))
    assert outcomes == {"GIVEN": 2, "REFUSED": 3}
    assert count(site, "oversight_legalrequest", "told_on IS NOT NULL") == 1


def test_a_breach_is_closed_only_after_it_is_said_who_was_told(visit: Window, site: Site) -> None:
    page = visit("dpo", width=390, height=844)
    page.goto("/oversight/breaches/")
    axe(page)
    follow(page, "/oversight/breaches/new/")
    page.fill("[name=what]", "A printed list lay in the hall.")
    page.fill("[name=on]", "2021-05-19")
    page.fill("[name=at]", "09:30")
    page.fill("[name=people]", "12")
    page.fill("[name=whom]", "Two families of one centre.")
    page.locator("[name=risk][value=LIKELY]").check()
    page.fill("[name=risk_words]", "The rooms stand on it.")
    axe(page)
    save(page)
    expect_done(page)

    def step(kind: str) -> None:
        page.locator(f"[name=kind][value={kind}]").check()
        page.fill("[name=words]", "Written down in the book of the centre, with the hour.")
        save(page)

    step("CLOSED")
    expect(page.locator("main .notice-error").first).to_be_visible()
    axe(page)
    for kind in ("AUTHORITY_TOLD", "PEOPLE_TOLD", "CLOSED"):
        step(kind)
        expect_done(page)
    assert count(site, "oversight_breach", "closed_at IS NOT NULL") == 1


def test_whoever_finds_somebody_invented_is_asked_about(visit: Window, site: Site, language: str) -> None:
    officer, director, coordinator = visit("dpo"), visit("programme_manager"), visit("regional_coordinator")
    officer.goto("/oversight/invented-people/new/")
    axe(officer)
    officer.fill("[name=latn]", "Zarina Almasova")
    officer.fill("[name=arab]", "زارينا ألماسوفا")
    officer.locator("[name=sex][value=F]").check()
    officer.fill("[name=born]", "1990")
    officer.select_option("[name=region]", ask(site, PLACE)[0][0])
    officer.fill("[name=reason]", "A name from the newspapers that curious people would look for.")
    save(officer)
    expect_done(officer)

    director.goto("/oversight/invented-people/")
    axe(director)
    director.locator("main ul.rows a").first.click()
    axe(director)
    save(director)
    expect_done(director)

    found = "kind = 'INVENTED' AND state = 'OPEN'"
    assert count(site, "oversight_finding", found) == 0
    coordinator.goto("/search/?q=Zarina")
    expect(coordinator.locator("main a[href^='/people/'], main a[href^='/families/']").first).to_be_visible()
    assert count(site, "oversight_finding", found) == 1
    officer.goto("/oversight/findings/")
    officer.locator("main table a[href*='/oversight/findings/']").first.click()
    axe(officer)
    officer.goto("/oversight/invented-people/")
    follow(officer, "/end/")
    axe(officer)


def test_she_sees_the_site_as_a_colleague_sees_it_and_nothing_of_what_it_holds(
    visit: Window, picture: Callable[..., None], language: str, site: Site
) -> None:
    page = visit("dpo")
    page.goto("/oversight/view-as/?role=case_manager")
    axe(page)
    press(page.locator("main ul.rows form button").first)

    expect(page.locator("main .notices a[href='/oversight/view-as/']")).to_be_visible()
    axe(page)
    page.goto("/families/")
    expect(page.locator("main .notices a[href='/oversight/view-as/']")).to_be_visible()
    picture(page, f"oversight-as-case-manager-{language}")
    shown = page.locator("main").inner_text()
    names = [row[0] for row in ask(site, "SELECT DISTINCT text FROM people_personname")]
    assert not [word for name in names for word in name.split() if len(word) > 3 and word in shown]
    assert status(page, "/oversight/") == 403

    page.goto("/oversight/view-as/")
    press(page.locator("main form[action$='/stop/'] button"))
    expect_done(page)
    assert status(page, "/oversight/") == 200
    assert count(site, "audit_entry", "action = 'view_as.look'") >= 2
