"""Her data: she asks, is answered in her language, and what she wants erased is erased by the decision of three."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.accessibility import axe
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

REASON = "She moves to her daughter abroad and asked for it twice."
LIFTED = "The court has ended the case, and nothing has to be kept for it."
REASONS = "Another child is named there, whom it would show to others."
LED = """SELECT file.person_id FROM cases_case file
    JOIN access_account account ON account.staff_id = file.case_manager_id
    JOIN people_person person ON person.id = file.person_id
    WHERE account.login = 'demo-case_manager' AND file.closed_at IS NULL AND person.birth_date < '2003-01-01'
    AND file.person_id NOT IN (SELECT person_id FROM rights_legalhold WHERE lifted_at IS NULL)
    AND file.person_id NOT IN (SELECT person_id FROM rights_datarequest WHERE answered_at IS NULL)
    ORDER BY file.person_id"""


def adults(site: Site) -> list[str]:
    """The addresses of adults whom the case manager leads, whose files no court keeps and who wait for no answer."""
    return [f"/people/{dashed(row[0])}/" for row in ask(site, LED)]


def entered(page: Page, person: str, kind: str) -> str:
    """She asks; the case manager enters it. Returns the request's address."""
    page.goto(person)
    follow(page, "/requests/")
    axe(page)
    page.locator(f"[name=kind][value={kind}]").check()
    page.locator("[name=identified][value=KNOWN]").check()
    page.locator("[name=is_read_aloud]").check()
    save(page)
    expect_done(page)
    return "/" + page.url.split("/", 3)[3]


def test_she_sees_what_is_kept_and_it_is_answered_in_her_language(
    visit: Window, picture: Callable[..., None], language: str, site: Site
) -> None:
    page, officer = visit("case_manager"), visit("dpo", width=390, height=844)
    person = adults(site)[-1]
    request = entered(page, person, "SEE")
    picture(page, f"her-data-request-{language}")

    # That she was told comes first; the answer waits for the copy of her data.
    press(page.locator("main form[action$='/acknowledge/'] button"))
    expect_done(page)
    axe(page)
    page.locator("[name=outcome][value=DONE]").check()
    save(page)
    expect(page.locator("main .notice-error").first).to_be_visible()
    follow(page, "/give-copy/")
    axe(page)
    picture(page, f"her-data-copy-{language}")
    save(page)
    expect_done(page)
    page.goto(request)
    page.locator("[name=outcome][value=DONE]").check()
    save(page)
    expect_done(page)

    # Data protection reads of it by code, without a name, on a phone.
    name = ask(
        site, "SELECT text FROM people_personname WHERE person_id = ?", person.split("/")[2].replace("-", "")
    )
    assert status(officer, request) == 200
    axe(officer)
    assert name and not [row for row in name if row[0] in officer.content()]
    picture(officer, f"her-data-officer-{language}-phone")
    assert status(officer, "/requests/?state=answered") == 200
    assert request in addresses(officer)


def test_what_is_declined_says_the_ground_and_the_reasons(visit: Window, site: Site) -> None:
    page = visit("case_manager")
    entered(page, adults(site)[-1], "CORRECT")

    page.locator("[name=outcome][value=DECLINED]").check()
    save(page)
    expect(page.locator("main .notice-error").first).to_be_visible()
    page.select_option("[name=ground]", "VITAL")
    page.fill("[name=reasons]", REASONS)
    save(page)
    expect_done(page)
    expect(page.get_by_text(REASONS)).to_be_visible()


def test_a_hold_keeps_from_erasing_opens_nothing_and_is_lifted_by_two(
    visit: Window, picture: Callable[..., None], language: str, site: Site
) -> None:
    officer, page, leader = visit("dpo"), visit("case_manager"), visit("supervisor")
    person = adults(site)[-1]
    officer.goto(f"{person}hold/")
    axe(officer)
    officer.fill("[name=act]", "Order 12 of 3 May 2021")
    officer.locator("[name=parts][value=C8]").check()
    save(officer)
    expect_done(officer)
    axe(officer)
    picture(officer, f"her-data-hold-{language}")
    assert status(officer, person) in (403, 404)  # it opens no file

    page.goto(f"{person}erase/")
    page.locator("[name=scope][value=whole]").check()
    page.locator("[name=ground][value=ASKED]").check()
    page.fill("[name=reason]", REASON)
    save(page)
    expect(page.locator("main .notice-error").first).to_be_visible()

    officer.goto("/holds/")
    axe(officer)
    follow(officer, "/holds/")
    axe(officer)
    officer.fill("form[action$='/lift/'] [name=reason]", LIFTED)
    press(officer.locator("main form[action$='/lift/'] button"))
    expect_done(officer)

    # It stands until a second person agrees: the supervisor of the case manager who leads the file.
    leader.goto("/controls/")
    axe(leader)
    leader.locator("main table a[href*='/controls/']").first.click()
    axe(leader)
    standing = count(site, "rights_legalhold", "lifted_at IS NULL")
    press(leader.locator("#answer button.btn-primary"))
    expect_done(leader)
    assert count(site, "rights_legalhold", "lifted_at IS NULL") == standing - 1


def somebody_without_a_namesake(site: Site) -> tuple[str, str, str]:
    """An adult whose name nobody else bears: it is looked for in the whole file. Her page, her key, her name."""
    for person in adults(site):
        key = person.split("/")[2].replace("-", "")
        name = str(ask(site, "SELECT text FROM people_personname WHERE person_id = ?", key)[0][0])
        if ask(site, "SELECT COUNT(*) FROM people_personname WHERE text = ?", name)[0][0] == 1:
            return person, key, name
    raise AssertionError("everybody has a namesake")


def test_what_she_wants_erased_is_gone_when_three_have_decided(
    visit: Window, picture: Callable[..., None], language: str, site: Site
) -> None:
    page, leader, officer = visit("case_manager"), visit("supervisor"), visit("dpo")
    person, key, name = somebody_without_a_namesake(site)
    entered(page, person, "ERASE")
    follow(page, "/erase/")
    axe(page)
    page.fill("[name=reason]", "too short")
    page.locator("[name=scope][value=whole]").check()
    save(page)
    expect_asked_again(page, "reason") if page.locator("[name=reason][aria-invalid]").count() else expect(
        page.locator("main .notice-error").first
    ).to_be_visible()
    page.fill("[name=reason]", REASON)
    save(page)
    erasure = "/" + page.url.split("/", 3)[3]
    is_done = f"id = '{erasure.split('/')[2].replace('-', '')}' AND state = 'DONE'"
    axe(page)

    for other in (leader, officer):
        assert status(other, erasure) == 200
        axe(other)
        picture(other, f"her-data-erasure-{language}")
        press(other.locator("main form[action$='/agree/'] button[type=submit]"))
        expect_done(other)

    for _ in range(60):  # the work is done beside the site
        if count(site, "rights_erasure", is_done):
            break
        page.wait_for_timeout(500)
    assert count(site, "rights_erasure", is_done) == 1
    assert not count(site, "people_personname", f"person_id = '{key}'")
    assert name.encode() not in (site.data / "shanyraq.sqlite3").read_bytes()
    assert status(page, person) == 404
    officer.goto(erasure)
    axe(officer)
    assert name not in officer.content()
    picture(officer, f"her-data-erased-{language}")


def test_neither_an_administrator_nor_a_psychologist_sees_the_register(visit: Window) -> None:
    for role in ("administrator", "psychologist"):
        page = visit(role)
        assert not addresses(page, "/requests/", "body")
        assert status(page, "/requests/") == 403
